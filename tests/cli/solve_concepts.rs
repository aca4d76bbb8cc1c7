//! `talion solve --concept`: what each concept says of games whose answers are published.

use crate::support::{Ended, assert_refused, float, folder, run};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn catalogued(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/catalog").join(name);
    let normal = folder.join("game.nfg");
    if normal.exists() { normal } else { folder.join("game.efg") }
}

fn solve(name: &str, words: &[&str]) -> Ended {
    let path = catalogued(name);
    let path = path.to_str().expect("UTF-8");
    run(folder().path(), [&["solve", path], words].concat())
}

fn answer(name: &str, words: &[&str]) -> Value {
    let ended = solve(name, &[words, &["--format", "json"]].concat());
    assert_eq!(ended.code, 0, "{name} {words:?}: {}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON and nothing but JSON")
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

/// Matching pennies with a prize of 9 (Ochs 1995): the logit equations by hand. With
/// `L(x) = 1 / (1 + exp(-lambda x))` it holds `p = L(9 q - (1 - q))`, `q = L(1 - 2 p)`.
#[test]
fn quantal_response_at_given_lambdas() {
    let result = answer("ochs-1995", &["--concept", "qre", "--lambda", "0.5,2"]);
    assert_eq!(
        (&result["concept"], &result["method"]),
        (&json!("qre"), &json!("quantal-response"))
    );
    assert_eq!(result["termination"], "converged");
    for (point, lambda) in list(&result["equilibria"]).iter().zip([0.5, 2.0]) {
        assert_eq!(float(&point["lambda"]), lambda);
        let [p, q] = [0, 1].map(|player| float(&point["strategies"][player][0]));
        let logit = |x: f64| 1.0 / (1.0 + (-lambda * x).exp());
        assert!((p - logit(10.0 * q - 1.0)).abs() < 1e-10, "{p} {q}");
        assert!((q - logit(1.0 - 2.0 * p)).abs() < 1e-10, "{p} {q}");
        assert!(float(&point["residual"]) < 1e-11);
    }
}

#[test]
fn quantal_response_without_lambda_gives_the_limit_and_the_path() {
    let result = answer("ochs-1995", &["--concept", "qre"]);
    let limit = &list(&result["equilibria"])[0];
    assert_eq!(limit["lambda"], Value::Null);
    assert!((float(&limit["strategies"][1][0]) - 0.1).abs() < 1e-9);
    let path = list(&result["path"]);
    assert!(path.len() > 5 && float(&path[0]["lambda"]) == 0.0);
    assert_eq!(path[0]["strategies"], json!([[0.5, 0.5], [0.5, 0.5]]));
    // On a tree there is an agent at every information set, and the threat goes.
    let tree = answer("selten-1978", &["--concept", "qre"]);
    assert_eq!(tree["method"], "agent-quantal-response");
    assert_eq!(tree["equilibria"][0]["values"], json!([2.0, 2.0]));
    assert_eq!(list(&tree["equilibria"][0]["beliefs"]).len(), 2);
}

/// Chicken (Aumann 1974) has a best correlated equilibrium worth 10.5 in all: `normal_form.json` of
/// the house's cases, and by hand: 1/2 on both yielding, 1/4 on each dare.
#[test]
fn correlation_by_objective() {
    let best = answer("aumann-1974", &["--concept", "correlated", "--objective", "welfare"]);
    let only = &best["equilibria"][0];
    assert_eq!(float(&only["objective"]), 10.5);
    let exact: Vec<&str> = list(&only["distribution"])
        .iter()
        .map(|r| r["probability_exact"].as_str().expect("exact"))
        .collect();
    assert_eq!(exact, ["1/2", "1/4", "1/4"]);
    assert_eq!(float(&only["max_regret"]), 0.0);
    assert_eq!(only["strategies"], Value::Null);
    let worst = answer("aumann-1974", &["--concept", "correlated", "--objective", "min-welfare"]);
    assert!((float(&worst["equilibria"][0]["objective"]) - 7.2).abs() < 1e-12);
    let first = best["players"][0].as_str().expect("a label");
    let most = answer("aumann-1974", &["--concept", "correlated", "--objective", first]);
    let by_number = answer("aumann-1974", &["--concept", "correlated", "--objective", "1"]);
    assert_eq!(most["equilibria"], by_number["equilibria"]);
    assert_eq!(float(&most["equilibria"][0]["objective"]), 7.0);
    let least = answer("aumann-1974", &["--concept", "correlated", "--objective", "-1"]);
    assert_eq!(float(&least["equilibria"][0]["objective"]), 2.0);
    let any = answer("aumann-1974", &["--concept", "correlated", "--objective", "feasible"]);
    assert!(float(&any["equilibria"][0]["max_regret"]) <= 0.0);
    let coarse = answer("aumann-1974", &["--concept", "coarse-correlated", "--exact"]);
    assert!(float(&coarse["equilibria"][0]["objective"]) >= 10.5);
}

#[test]
fn eliminations_have_witnesses() {
    let gone = answer("axelrod-1984", &["--concept", "dominance"]);
    assert_eq!(list(&gone["eliminations"]).len(), 2);
    assert_eq!(gone["eliminations"][0]["dominated_by"][0][1], "1");
    assert_eq!(list(&gone["remaining"][0]).len(), 1);
    let mixed = answer("axelrod-1984", &["--concept", "rationalizable"]);
    assert_eq!(mixed["remaining"], gone["remaining"]);
}

#[test]
fn threats_are_not_subgame_perfect_nor_sequential() {
    let perfect = answer("selten-1978", &["--concept", "subgame-perfect", "--exact"]);
    assert_eq!(list(&perfect["equilibria"]).len(), 1);
    assert_eq!(perfect["complete"], true);
    assert_eq!(perfect["equilibria"][0]["behaviour_exact"], json!([["0", "1"], ["0", "1"]]));
    let sequential = answer("selten-1978", &["--concept", "sequential"]);
    assert_eq!(list(&sequential["equilibria"]).len(), 1);
    assert_eq!(list(&sequential["rejected"]).len(), 2);
    assert_eq!(sequential["equilibria"][0]["verdict"], "sequential");
    assert_refused(
        &solve("ochs-1995", &["--concept", "subgame-perfect"]),
        &["subgame-perfect", "trees", "normal form"],
    );
}

/// Myerson (1978): of three equilibria two are perfect and one is proper.
#[test]
fn perfect_and_proper() {
    let perfect = answer("myerson-1978", &["--concept", "perfect"]);
    assert_eq!(list(&perfect["equilibria"]).len(), 2);
    assert_eq!(list(&perfect["rejected"]).len(), 1);
    let proper = answer("myerson-1978", &["--concept", "proper"]);
    assert_eq!(list(&proper["equilibria"]).len(), 1);
    assert_eq!(proper["equilibria"][0]["strategies_exact"][0], json!(["1", "0", "0"]));
    assert_eq!(
        (&proper["complete"], &proper["method"]),
        (&json!(true), &json!("lexicographic-beliefs"))
    );
}

#[test]
fn stability_of_symmetric_games() {
    let stable = answer("aumann-1990", &["--concept", "evolutionary"]);
    assert_eq!(list(&stable["equilibria"]).len(), 2, "both pure equilibria of the stag hunt");
    assert_eq!(stable["complete"], true);
    let dynamics = answer("aumann-1990", &["--concept", "replicator"]);
    let verdicts: Vec<&Value> =
        list(&dynamics["equilibria"]).iter().map(|e| &e["verdict"]).collect();
    assert_eq!(verdicts, ["asymptotically stable", "unstable", "asymptotically stable"]);
    assert_refused(&solve("von-stengel-2007", &["--concept", "evolutionary"]), &["not symmetric"]);
}

#[test]
fn one_out_of_several() {
    let risk = answer("aumann-1990", &["--concept", "risk-dominant"]);
    assert_eq!(risk["equilibria"][0]["strategies"], json!([[0.0, 1.0], [0.0, 1.0]]));
    let payoff = answer("aumann-1990", &["--concept", "payoff-dominant"]);
    assert_eq!(payoff["equilibria"][0]["strategies"], json!([[1.0, 0.0], [1.0, 0.0]]));
    assert!(payoff["selection"].as_str().expect("words").contains("dominates"), "{payoff}");
    let potential = answer("aumann-1990", &["--concept", "potential"]);
    assert_eq!(potential["potential"]["exact"], true);
    assert_eq!(potential["equilibria"], risk["equilibria"], "its maximum is risk-dominant");
    let none = answer("ochs-1995", &["--concept", "potential"]);
    assert_eq!(none["potential"]["exact"], false);
    assert!(none["potential"]["ruled_out_by"].as_str().expect("words").contains("gain"));
}

#[test]
fn the_value_of_a_zero_sum_game() {
    let home = folder();
    let text = "NFG 1 R \"\" { \"a\" \"b\" } { 2 2 } 3 -3 -1 1 -2 2 1 -1";
    std::fs::write(home.path().join("g.nfg"), text).expect("written");
    let words = ["solve", "g.nfg", "--concept", "zero-sum", "--format", "json"];
    let result: Value = serde_json::from_str(&run(home.path(), words).stdout).expect("JSON");
    // (3 * 1 - (-1) * (-2)) / (3 + 1 + 1 + 2) = 1/7.
    assert!((float(&result["equilibria"][0]["values"][0]) - 1.0 / 7.0).abs() < 1e-15);
    assert_refused(&solve("aumann-1990", &["--concept", "zero-sum"]), &["sum"]);
}

#[test]
fn a_tree_too_large_for_its_normal_form_is_solved_as_a_tree() {
    // Twelve hidden coin flips of nature, each with a choice of its own: 2^24 plans in all.
    let mut text = "EFG 2 R \"many\" { \"a\" \"b\" } c \"\" 1 \"\" {".to_owned();
    for k in 1..=24 {
        write!(text, " \"{k}\" 1/24").unwrap();
    }
    text += " } 0\n";
    for k in 1..=24 {
        writeln!(text, "p \"\" 1 {k} {{ \"x\" \"y\" }} 0").unwrap();
        for (o, pay) in [(4 * k - 3, "1 0 }"), (4 * k - 2, "0 1 }")] {
            if o % 4 == 1 {
                text += "p \"\" 2 1 { \"l\" \"r\" } 0\n";
            } else {
                text += "p \"\" 2 1 0\n";
            }
            let other = if pay.starts_with('1') { "0 1 }" } else { "1 0 }" };
            writeln!(text, "t \"\" {o} {{ {pay}\nt \"\" {} {{ {other}", o + 1000).unwrap();
        }
    }
    let home = folder();
    std::fs::write(home.path().join("g.efg"), text).expect("written");
    let ended = run(home.path(), ["solve", "g.efg", "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let result: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(result["method"], "sequence-form-lemke");
    let value = float(&result["equilibria"][0]["values"][0]);
    assert!((value - 0.5).abs() < 1e-14, "matching pennies: {value}");
    assert_eq!(result["equilibria"][0]["strategies"], Value::Null);
    assert_eq!(list(&result["equilibria"][0]["behaviour"]).len(), 25);
    let table = run(home.path(), ["solve", "g.efg"]);
    assert!(table.stdout.contains("1/2 l, 1/2 r"), "{}", table.stdout);
    let refused = run(home.path(), ["solve", "g.efg", "--concept", "perfect"]);
    assert_refused(&refused, &["normal form", "method for the tree"]);
}

#[test]
fn every_concept_prints_a_table_and_rows() {
    let of_trees = ["subgame-perfect", "sequential", "qre"];
    let of_any = [
        "nash",
        "pure",
        "correlated",
        "coarse-correlated",
        "rationalizable",
        "dominance",
        "perfect",
        "proper",
        "evolutionary",
        "replicator",
        "potential",
        "risk-dominant",
        "payoff-dominant",
        "qre",
    ];
    let cases = of_trees.map(|c| ("selten-1978", c)).into_iter();
    for (game, concept) in cases.chain(of_any.map(|c| ("aumann-1990", c))) {
        for format in ["table", "csv", "json"] {
            let ended = solve(game, &["--concept", concept, "--format", format]);
            assert_eq!(ended.code, 0, "{game} {concept} {format}: {}", ended.stderr);
            assert!(!ended.stdout.trim().is_empty());
        }
    }
}

#[test]
fn what_does_not_belong_to_a_concept_is_refused() {
    for (words, message) in [
        (&["--lambda", "1"][..], &["--lambda", "qre", "nash"][..]),
        (&["--objective", "welfare"], &["--objective", "correlated"]),
        (&["--concept", "correlated", "--objective", "wellfare"], &["wellfare", "min-welfare"]),
        (&["--concept", "correlated", "--objective", "7"], &["no objective `7`"]),
        (&["--concept", "qre", "--lambda", "-1"], &["lambda is -1"]),
        (&["--concept", "qre", "--exact"], &["no exact answer"]),
        (
            &["--concept", "qre", "--method", "quantal-respons"],
            &["did you mean `quantal-response`"],
        ),
        (&["--concept", "propper"], &["propper", "proper"]),
        (&["--method", "sequence-form-lemke"], &["trees"]),
        (&["--method", "nothing-like-it"], &["known: pure, vertex-enumeration"]),
    ] {
        let ended = solve("ochs-1995", words);
        assert_refused(&ended, message);
        let lines = ended.stderr.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(lines, 1, "one error: {}", ended.stderr);
    }
}

#[test]
fn limits_hold_for_every_concept() {
    let two = answer("aumann-1990", &["--concept", "replicator", "--limit", "2"]);
    assert_eq!(list(&two["equilibria"]).len(), 2);
    assert_eq!((&two["complete"], &two["termination"]), (&json!(false), &json!("iteration-limit")));
    for words in [&["--concept", "qre"][..], &["--concept", "nash", "--method", "logit"]] {
        let ended =
            solve("ochs-1995", &[words, &["--time-limit", "0", "--format", "json"]].concat());
        assert_eq!(ended.code, 3, "{words:?}: {}", ended.stderr);
        let result: Value = serde_json::from_str(&ended.stdout).expect("JSON");
        assert_eq!(result["termination"], "time-limit", "{words:?}");
        assert_eq!(result["complete"], false);
    }
}

#[test]
fn every_concept_has_a_method_that_is_described() {
    let listed = run(folder().path(), ["methods"]).stdout;
    for name in ["agent-quantal-response", "lexicographic-beliefs", "global-newton", "correlated"] {
        assert!(listed.contains(name), "{name}: {listed}");
    }
}
