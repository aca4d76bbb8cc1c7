//! `talion solve` and `talion convert` on stochastic games.

use crate::support::{Ended, assert_refused, folder, run};
use serde_json::{Value, json};

/// A war of attrition over talks: both fight, or the lone conceder leaves the prize to the other.
const ATTRITION: &str = r#"{
  "form": "stochastic", "title": "attrition", "players": ["USA", "CHN"], "discount": [0.9, 0.9],
  "states": [
    {"name": "talks", "actions": [["fight", "concede"], ["fight", "concede"]],
     "payoffs": [[[-1, 10], [0, 5]], [[-1, 0], [10, 5]]],
     "transitions": [[{"talks": 1}, {"over": 1}], [{"over": 1}, {"over": 1}]]},
    {"name": "over", "actions": [["-"], ["-"]], "payoffs": [[[0]], [[0]]],
     "transitions": [[[0, 1]]]}
  ]
}"#;

fn solve(text: &str, words: &[&str]) -> Ended {
    let home = folder();
    std::fs::write(home.path().join("game.json"), text).expect("written");
    run(home.path(), [&["solve", "game.json"], words].concat())
}

fn json_of(words: &[&str]) -> Value {
    let ended = solve(ATTRITION, &[words, &["--format", "json"]].concat());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON and nothing but JSON")
}

#[test]
fn all_equilibria_with_values_and_gains() {
    let result = json_of(&["--all"]);
    for (key, value) in [
        ("form", json!("stochastic")),
        ("title", json!("attrition")),
        ("players", json!(["USA", "CHN"])),
        ("discount", json!([0.9, 0.9])),
        ("concept", json!("markov-perfect")),
        ("method", json!("recursive-lexicographic-search")),
        ("termination", json!("enumerated")),
        ("complete", json!(true)),
    ] {
        assert_eq!(result[key], value, "{key}");
    }
    assert_eq!(result["states"][0]["name"], "talks");
    assert_eq!(result["states"][0]["actions"][1], json!(["fight", "concede"]));
    let equilibria = result["equilibria"].as_array().expect("a list");
    assert_eq!(equilibria.len(), 3);
    // The hazard and the value of the closed form (cases/stochastic.json, talks_attrition_2state).
    let mixed = &equilibria[2];
    let number = |value: &Value| value.as_f64().expect("a number");
    let concede = number(&mixed["strategies"][0][0][1]);
    assert!((concede - 0.099_479_293_761_191_91).abs() < 1e-14, "{concede}");
    let value = number(&mixed["values"][0][1]);
    assert!((value - 0.497_396_468_805_959_5).abs() < 1e-13, "{value}");
    assert!(number(&mixed["one_shot_gain"]) < 1e-14);
    assert!(number(&mixed["value_residual"]) < 1e-14);
    assert!(result["steps"].as_u64().is_some() && result["seconds"].as_f64().is_some());
}

#[test]
fn each_method_under_both_its_names() {
    for (long, short, count) in [
        ("state-recursion", "recursion", 1),
        ("recursive-lexicographic-search", "rls", 3),
        ("pure-markov", "pure", 2),
        ("logit-homotopy", "logit", 1),
        ("log-tracing", "tracing", 1),
        ("horizon-limit", "limit", 1),
    ] {
        for name in [long, short] {
            let result = json_of(&["--method", name]);
            assert_eq!(result["method"], long);
            assert_eq!(result["equilibria"].as_array().expect("a list").len(), count, "{name}");
        }
    }
    let last = json_of(&["--select", "last"]);
    assert_eq!(last["selection"], "the last equilibrium in the order of the actions");
    assert!(last["equilibria"][0]["strategies"][0][0][0].as_f64().expect("a number") < 1.0);
    let limit = json_of(&["--method", "limit", "--select", "payoff-dominance"]);
    let selection = limit["selection"].as_str().expect("words");
    assert!(selection.contains("longer horizons; payoff dominance"), "{selection}");
    assert!(limit["equilibria"][0]["one_shot_gain"].as_f64().expect("a number") < 1e-11);
    assert_eq!(json_of(&["--all", "--limit", "2"])["complete"], false);
}

/// The homotopies come to the equilibrium in which both mix, the only symmetric one; other priors lead to
/// those in which one side concedes at once.
#[test]
fn homotopies_and_priors() {
    let concede = |result: &Value, at: usize| {
        result["equilibria"][at]["strategies"][0][0][1].as_f64().expect("a number")
    };
    for method in ["logit", "tracing"] {
        let result = json_of(&["--method", method]);
        assert!((concede(&result, 0) - 0.099_479_293_761_191_91).abs() < 1e-12, "{method}");
        assert!(result["equilibria"][0]["one_shot_gain"].as_f64().expect("a number") < 1e-11);
        assert_eq!(result["complete"], false);
        assert!(result["steps"].as_u64().expect("a number") > 0);
    }
    let many = json_of(&["--method", "tracing", "--priors", "40", "--prior-seed", "7"]);
    let found = many["equilibria"].as_array().expect("a list").len();
    assert_eq!(found, 3, "both pure equilibria and the mixed one: {many}");
    let seeds = |seed| json_of(&["--prior-seed", seed, "--priors", "3"])["equilibria"].clone();
    assert_eq!(seeds("7"), seeds("7"));
    let selection = many["selection"].as_str().expect("words");
    assert!(selection.contains("40 priors") && selection.contains("seed 7"), "{selection}");
    for (words, named) in [
        (vec!["--method", "logit", "--all"], vec!["--all", "logit-homotopy"]),
        (vec!["--method", "limit", "--all"], vec!["--all", "horizon-limit"]),
        (
            vec!["--method", "recursion", "--prior-seed", "3"],
            vec!["--prior-seed", "state-recursion"],
        ),
        (vec!["--method", "tracing", "--select", "last"], vec!["--select", "log-tracing"]),
    ] {
        assert_refused(&solve(ATTRITION, &words), &named);
    }
}

#[test]
fn a_game_that_ends_is_solved_backwards() {
    let result = json_of(&["--periods", "1"]);
    assert_eq!(result["method"], "backward-induction");
    assert_eq!(result["periods"], 1);
    assert_eq!(result["equilibria"][0]["values"][0], json!([0.0, 10.0]));
    assert_eq!(result["equilibria"][0]["gain_bound"], Value::Null);
    let all = json_of(&["--periods", "1", "--all"]);
    assert_eq!(all["complete"], true);
    let fight = &all["equilibria"][2]["strategies"][0][0][0][0];
    assert!((fight.as_f64().expect("a number") - 5.0 / 6.0).abs() < 1e-15, "{fight}");
}

#[test]
fn tables_for_people_and_rows_for_spreadsheets() {
    let table = solve(ATTRITION, &["--all"]).stdout;
    for words in [
        "attrition: 2 states, 2 players (stochastic form, discount 0.9, 0.9)",
        "markov-perfect: 3 equilibria, complete (recursive-lexicographic-search)",
        "0.900521 fight, 0.099479 concede",
        "0.497396, 0.497396",
    ] {
        assert!(table.contains(words), "`{words}` is not in:\n{table}");
    }
    let csv = solve(ATTRITION, &["--periods", "2", "--format", "csv"]).stdout;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "equilibrium,period,state,player,action,probability,value,one_shot_gain");
    assert_eq!(lines.len(), 1 + 2 * 6, "two periods, six actions");
    assert!(lines[1].starts_with("1,1,talks,USA,fight,"), "{}", lines[1]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    for (words, named) in [
        (vec!["--concept", "qre"], vec!["--concept", "stochastic"]),
        (vec!["--exact"], vec!["--exact", "stochastic"]),
        (vec!["--method", "finite-horizon"], vec!["backward-induction", "--periods"]),
        (vec!["--method", "pure", "--periods", "3"], vec!["--periods", "pure-markov"]),
        (vec!["--method", "recursoin"], vec!["recursoin", "recursion"]),
    ] {
        assert_refused(&solve(ATTRITION, &words), &named);
    }
    for (old, new, named) in [
        ("[0.9, 0.9]", "[0.9, 1.0]", vec!["discount", "CHN"]),
        ("[[[0, 1]]]", "[[[0, 0.9]]]", vec!["0.9", "game.json"]),
        ("{\"over\": 1}]]}", "{\"ovre\": 1}]]}", vec!["ovre"]),
    ] {
        assert!(ATTRITION.contains(old));
        assert_refused(&solve(&ATTRITION.replacen(old, new, 1), &[]), &named);
    }
    let home = folder();
    std::fs::write(home.path().join("g.nfg"), "NFG 1 R \"\" { \"a\" \"b\" } { 1 1 } 1 1")
        .expect("written");
    assert_refused(&run(home.path(), ["solve", "g.nfg", "--all"]), &["--all"]);
}

#[test]
fn a_stochastic_game_is_converted_to_itself_and_to_nothing_else() {
    let home = folder();
    std::fs::write(home.path().join("game.json"), ATTRITION).expect("written");
    assert_eq!(run(home.path(), ["convert", "game.json", "again.json"]).code, 0);
    let first = run(home.path(), ["solve", "game.json", "--all", "--format", "csv"]);
    let again = run(home.path(), ["solve", "again.json", "--all", "--format", "csv"]);
    assert_eq!(first.stdout, again.stdout);
    assert_refused(
        &run(home.path(), ["convert", "game.json", "game.nfg"]),
        &["game.nfg", "stochastic"],
    );
}

#[test]
fn the_methods_are_listed() {
    let listed = run(folder().path(), ["methods"]).stdout;
    for name in [
        "state-recursion",
        "logit-homotopy",
        "log-tracing",
        "horizon-limit",
        "pure-markov",
        "backward-induction",
    ] {
        assert!(listed.contains(name), "{name}");
    }
}
