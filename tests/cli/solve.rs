//! `talion solve` and `talion methods`: equilibria of games in files.

use crate::support::{Ended, assert_refused, folder, run};
use serde_json::Value;

/// Chicken with thirds: payoffs divided by three, so that no double holds them.
const CHICKEN: &str = "NFG 1 R \"chicken\" { \"row\" \"column\" }
{ { \"concede\" \"stand firm\" } { \"concede\" \"stand firm\" } }
2 2  7/3 2/3  2/3 7/3  0 0";

/// Entry that is answered by a fight or not (Selten 1978, one market).
const ENTRY: &str = "EFG 2 R \"entry\" { \"entrant\" \"incumbent\" }
p \"\" 1 1 \"door\" { \"out\" \"in\" } 0
t \"\" 1 \"stay\" { 1, 5 }
p \"\" 2 1 \"reply\" { \"fight\" \"yield\" } 0
t \"\" 2 \"war\" { 0, 0 }
t \"\" 3 \"share\" { 2, 2 }";

fn solve(name: &str, text: &str, words: &[&str]) -> Ended {
    let home = folder();
    std::fs::write(home.path().join(name), text).expect("written");
    run(home.path(), [&["solve", name], words].concat())
}

fn json(name: &str, text: &str, words: &[&str]) -> Value {
    let ended = solve(name, text, &[words, &["--format", "json"]].concat());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON and nothing but JSON")
}

#[test]
fn all_equilibria_of_a_bimatrix_exactly() {
    let result = json("g.nfg", CHICKEN, &["--exact"]);
    for (key, value) in [
        ("form", "normal".into()),
        ("title", "chicken".into()),
        ("players", serde_json::json!(["row", "column"])),
        ("concept", "nash".into()),
        ("method", "vertex-enumeration".into()),
        ("termination", "enumerated".into()),
        ("complete", true.into()),
    ] {
        assert_eq!(result[key], value, "{key}");
    }
    let equilibria = result["equilibria"].as_array().expect("a list");
    let exact: Vec<&Value> = equilibria.iter().map(|e| &e["strategies_exact"]).collect();
    assert_eq!(exact[0], &serde_json::json!([["1", "0"], ["0", "1"]]));
    assert_eq!(exact[1], &serde_json::json!([["2/3", "1/3"], ["2/3", "1/3"]]));
    assert_eq!(exact[2], &serde_json::json!([["0", "1"], ["1", "0"]]));
    let value = equilibria[1]["values"][0].as_f64().expect("a number");
    assert!((value - 14.0 / 9.0).abs() < 1e-15, "in the units of the file: {value}");
    assert!(equilibria[1]["max_regret"].as_f64().expect("a number") < 1e-15);
    assert_eq!(equilibria[2]["component"], 2);
    assert_eq!(result["components"].as_array().expect("a list").len(), 3);
    assert!(result["iterations"].as_u64().is_some() && result["seconds"].as_f64().is_some());
}

#[test]
fn a_tree_is_solved_with_behaviour_strategies() {
    let result = json("g.efg", ENTRY, &[]);
    assert_eq!(result["form"], "extensive");
    let equilibria = result["equilibria"].as_array().expect("a list");
    // Enter and yield; or stay out under a threat that is carried out at least half of the time.
    assert_eq!(equilibria.len(), 3);
    let enter = equilibria.iter().find(|e| e["values"][0] == 2.0).expect("entry");
    assert_eq!(enter["behaviour"][0]["player"], "entrant");
    assert_eq!(enter["behaviour"][1]["information_set"], "reply");
    assert_eq!(enter["behaviour"][1]["probabilities"], serde_json::json!([0.0, 1.0]));
}

#[test]
fn concepts_methods_and_limits() {
    let pure = json("g.nfg", CHICKEN, &["--concept", "pure"]);
    assert_eq!(pure["equilibria"].as_array().expect("a list").len(), 2);
    assert_eq!((&pure["method"], &pure["complete"]), (&"pure".into(), &true.into()));

    let some = json("g.nfg", CHICKEN, &["--method", "pure"]);
    assert_eq!(some["complete"], false, "pure equilibria are not all Nash equilibria");

    let first = json("g.nfg", CHICKEN, &["--limit", "1"]);
    assert_eq!(first["equilibria"].as_array().expect("a list").len(), 1);
    assert_eq!(
        (&first["termination"], &first["complete"]),
        (&"iteration-limit".into(), &false.into())
    );

    let dilemma = "NFG 1 R \"pd\" { \"a\" \"b\" } { 2 2 } 3 3 5 0 0 5 1 1";
    let left = json("g.nfg", dilemma, &["--concept", "rationalizable"]);
    assert_eq!(left["remaining"], serde_json::json!([["2"], ["2"]]));
    assert_eq!(left["complete"], true);
}

#[test]
fn no_pure_equilibrium_is_an_answer() {
    let pennies = "NFG 1 R \"\" { \"a\" \"b\" } { 2 2 } 1 -1 -1 1 -1 1 1 -1";
    let none = json("g.nfg", pennies, &["--concept", "pure"]);
    assert_eq!(none["equilibria"], serde_json::json!([]));
    assert_eq!(none["complete"], true);
    assert!(solve("g.nfg", pennies, &["--concept", "pure"]).stdout.contains("there is none"));
}

#[test]
fn tables_and_rows() {
    let table = solve("g.nfg", CHICKEN, &[]).stdout;
    for words in
        ["3 equilibria in 3 components, complete", "2/3 concede, 1/3 stand firm", "chicken"]
    {
        assert!(table.contains(words), "{words}: {table}");
    }
    let rows = solve("g.nfg", CHICKEN, &["--format", "csv"]).stdout;
    assert_eq!(rows.lines().count(), 1 + 3 * 4);
    assert!(rows.contains("2,2,row,concede,0.6666666666666666,2/3,1.555555555555555"), "{rows}");
}

#[test]
fn a_time_limit_gives_what_was_found_and_says_so() {
    let n = 16_u64;
    let noise = (0..2 * n * n).map(|k| (k * k * 7919 + k * 104_729 + 13) % 997);
    let payoffs: Vec<String> = noise.map(|x| x.to_string()).collect();
    let text = format!("NFG 1 R \"\" {{ \"a\" \"b\" }} {{ {n} {n} }} {}", payoffs.join(" "));
    let ended = solve("g.nfg", &text, &["--time-limit", "0", "--format", "json"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    let result: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(
        (&result["termination"], &result["complete"]),
        (&"time-limit".into(), &false.into())
    );
    assert!(ended.stderr.contains("not certified"), "{}", ended.stderr);
}

#[test]
fn files_that_are_no_games_are_refused_with_their_place() {
    for (name, text, words) in [
        (
            "g.nfg",
            "NFG 1 R \"\" { \"a\" \"b\" } { 2 2 } 1 2 3",
            &["g.nfg:1:37", "end of the file"][..],
        ),
        ("g.efg", "EFG 2 R \"\" { \"a\" }\nt \"\" x", &["g.efg:2:6", "`x`"]),
        ("g.json", "{\"form\":\"normal\"}", &["g.json:1:", "players"]),
        ("g.txt", "hello", &["g.txt", "format"]),
        ("g.nfg", "", &["g.nfg:1:1", "NFG"]),
    ] {
        let ended = solve(name, text, &[]);
        assert_refused(&ended, words);
    }
    assert_refused(&run(folder().path(), ["solve", "missing.nfg"]), &["missing.nfg"]);
}

#[test]
fn flags_that_do_not_fit_the_game_are_refused() {
    let three = "NFG 1 R \"\" { \"a\" \"b\" \"c\" } { 1 1 1 } 1 2 3";
    assert_refused(&solve("g.nfg", three, &["--method", "vertex-enumeration"]), &["2 players"]);
    assert_refused(&solve("g.nfg", CHICKEN, &["--method", "vertex"]), &["no method `vertex`"]);
    assert_refused(&solve("g.nfg", CHICKEN, &["--concept", "nsah"]), &["nsah"]);
    assert_refused(&solve("g.nfg", CHICKEN, &["--time-limit", "-1"]), &["--time-limit"]);
    let inexact = solve("g.nfg", CHICKEN, &["--method", "logit", "--exact"]);
    assert_refused(&inexact, &["no exact answer", "logit"]);
}

#[test]
fn methods_are_described() {
    let listed = run(folder().path(), ["methods"]).stdout;
    for words in ["vertex-enumeration", "pure", "promises", "cost", "reference", "Nash (1951)"] {
        assert!(listed.contains(words), "{words}: {listed}");
    }
}

/// Fractions that differ by less than a double can tell: with doubles alone player 1 would never care.
#[test]
fn payoffs_are_as_fine_as_the_file_has_them() {
    let fine = "NFG 1 R \"\" { \"a\" \"b\" } { 2 2 }
        1e-300 1  1.000000000000000000001e-300 1  1 1/3  1 1000000000000000000001/3000000000000000000000";
    let result = json("g.nfg", fine, &["--exact"]);
    let only = serde_json::json!([["0", "1"], ["1", "0"]]);
    for found in [result, json("g.nfg", fine, &["--concept", "pure"])] {
        assert_eq!(found["equilibria"].as_array().expect("a list").len(), 1, "{found}");
        assert_eq!(found["equilibria"][0]["strategies_exact"], only);
    }
    let left = json("g.nfg", fine, &["--concept", "dominance"]);
    assert_eq!(left["remaining"][1], serde_json::json!(["1"]), "{left}");
}

#[test]
fn memory_is_said_before_a_job_starts() {
    let n = 30;
    let text = format!(
        "NFG 1 R \"\" {{ \"a\" \"b\" }} {{ {n} {n} }} {}",
        (0..2 * n * n).map(|k| ((k * 7919) % 997).to_string()).collect::<Vec<_>>().join(" ")
    );
    let all = ["--method", "vertex-enumeration"];
    let refused = solve("g.nfg", &text, &[&all[..], &["--memory-limit", "1"]].concat());
    assert_refused(&refused, &["vertex-enumeration", "bytes", "1000000000"]);
    let warned = solve("g.nfg", &text, &[&all[..], &["--time-limit", "0"]].concat());
    assert_eq!(warned.code, 3);
    if cfg!(target_os = "linux") {
        assert!(warned.stderr.contains("GB"), "{}", warned.stderr);
    }
    // Unasked, a game of this size gets one equilibrium rather than a wait for all.
    let one = json("g.nfg", &text, &["--exact"]);
    assert_eq!((&one["method"], &one["complete"]), (&"lemke-howson".into(), &false.into()));
    let small = solve("g.nfg", CHICKEN, &["--memory-limit", "1"]);
    assert_eq!((small.code, small.stderr.as_str()), (0, ""));
}
