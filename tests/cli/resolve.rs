//! `talion resolve`: bluff, audience costs, learning, from a scenario or from a signalling game in a file.

use crate::support::{assert_refused, float, folder, run};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn beer_quiche() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/resolve/beer-quiche.json")
}

fn found(words: &[&str]) -> Value {
    let ended = run(folder().path(), [&["resolve"], words, &["--format", "json"]].concat());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON and nothing but JSON")
}

fn selected(findings: &Value) -> &Value {
    let at = findings["selected"].as_u64().expect("one is selected");
    &findings["equilibria"][usize::try_from(at).expect("small")]
}

#[test]
fn the_built_in_scenario_says_whether_threats_are_bluff() {
    let findings = found(&[]);
    assert_eq!(findings["schema"], "talion-resolve/1");
    let one = selected(&findings);
    assert_eq!(one["kind"], "semi-separating");
    for residual in ["max_gain", "max_regret", "bayes_residual"] {
        assert!(float(&one[residual]) <= 1e-9, "{residual}");
    }
    // By hand from the payoffs that are printed: a yielding China is indifferent between giving in and
    // resisting at the posterior at which the war costs it as much as the concession.
    let worth = |threat: &str, carried: bool, reply: &str| {
        let outcomes = findings["outcomes"].as_array().expect("a list");
        let fits = |o: &&Value| {
            o["threat"] == threat && o["carried_out"] == carried && o["reply"] == reply
        };
        let outcome = outcomes.iter().find(fits).expect("an outcome");
        float(&outcome["payoffs"][1][1])
    };
    let threat = "US$ 150 bn threat";
    let (war, quiet) = (worth(threat, true, "Match"), worth(threat, false, "Match"));
    let posterior = (worth(threat, false, "Buy") - quiet) / (war - quiet);
    assert!((float(&one["beliefs"][2][0]) - posterior).abs() < 1e-7);
    assert!((float(&one["bluff"][1]) - (1.0 - posterior)).abs() < 1e-7);
    let irresolute = 0.5 / posterior - 0.5;
    assert!((float(&one["messages"][1][2]) - irresolute / 0.5).abs() < 1e-7);
    assert!(findings["answer"]["headline"].as_str().expect("a text").contains("is bluff with"));
    let stand_off = &findings["stand_off"];
    assert!(float(&stand_off["indifference_residual"]) < 1e-9);
    let path = stand_off["path"].as_array().expect("a list");
    let last = path.last().expect("a path");
    for side in 0..2 {
        assert!((float(&last["resolute"][side]) - 1.0).abs() < 1e-9, "in the end all know");
    }
    // The record, and Bayes' rule by hand for its first month: Washington escalates.
    let months = findings["observed"][0]["months"].as_array().expect("a list");
    assert_eq!((months.len(), &months[0]["seen"]), (23, &json!("escalates")));
    assert!((float(&months[0]["beliefs"][0]) - 0.8 / 1.1).abs() < 1e-12);
}

#[test]
fn a_doubted_sender_threatens_less_and_is_believed_as_much() {
    let (before, after) = (found(&[]), found(&["--set", "resolve.type.resolute.prior=0.2"]));
    let (before, after) = (selected(&before), selected(&after));
    assert!(float(&after["chances"][2]) < 0.5 * float(&before["chances"][2]));
    assert!((float(&after["bluff"][1]) - float(&before["bluff"][1])).abs() < 1e-9);
}

#[test]
fn a_signalling_game_from_a_file() {
    let path = beer_quiche();
    let found = found(&[path.to_str().expect("UTF-8")]);
    assert_eq!((&found["certified"], &found["complete"]), (&json!(true), &json!(true)));
    let list = found["equilibria"].as_array().expect("a list");
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["intuitive"], json!({ "verdict": "survives" }));
    assert_eq!(list[1]["intuitive"]["verdict"], "fails");
    assert_eq!(list[0]["messages"], json!([[1.0, 0.0], [1.0, 0.0]]));
    let csv = run(
        folder().path(),
        ["resolve".as_ref(), path.as_os_str(), "--format".as_ref(), "csv".as_ref()],
    );
    assert!(csv.stdout.starts_with("equilibrium,what,at,choice,"), "{}", csv.stdout);
    // Two types' and one receiver's two choices after each of two, and two beliefs after each.
    assert_eq!(csv.stdout.lines().count(), 1 + 2 * (4 + 4 + 4));
}

#[test]
fn priors_that_do_not_sum_to_one_are_named() {
    let home = folder();
    let text = std::fs::read_to_string(beer_quiche()).expect("there");
    let write =
        |name: &str, text: &str| std::fs::write(home.path().join(name), text).expect("written");
    write("bad.json", &text.replacen("\"9/10\"", "\"8/10\"", 1));
    assert_refused(
        &run(home.path(), ["resolve", "bad.json"]),
        &["bad.json:6", "sum to 0.9, not to 1"],
    );
    write("bad.json", &text.replacen("[1, 3]", "[1]", 1));
    assert_refused(&run(home.path(), ["resolve", "bad.json"]), &["found 1, expected 2"]);
    let scenario = run(home.path(), ["scenario", "show", "us-china-2018"]).stdout;
    let whole = scenario.replacen("conflict_cost = 0.05", "prior = 0.4\nconflict_cost = 0.05", 1);
    write("bad.toml", &whole);
    let ended = run(home.path(), ["resolve", "bad.toml"]);
    assert_refused(&ended, &["bad.toml:", "priors of USA's types sum to 0.9, not to 1"]);
    let spoilt = scenario
        .replacen("conflict_cost = 0.03", "prior = 0.6\nconflict_cost = 0.03", 1)
        .replacen("moves = [\"match\"]\n", "moves = [\"list-50\"]\n", 2)
        .replacen("holds = 0.15", "holds = 0.25", 1);
    write("bad.toml", &spoilt);
    let ended = run(home.path(), ["resolve", "bad.toml"]);
    let words =
        ["CHN's types sum to 1.1", "`list-50` is `USA`'s, not `CHN`'s", "has chances of 1.1"];
    assert_refused(&ended, &words);
}

#[test]
fn what_has_no_resolve_in_it_says_so() {
    let home = folder();
    assert_refused(&run(home.path(), ["resolve", "september-2018"]), &["no `[resolve]` table"]);
    let bad = run(home.path(), ["resolve", "--set", "resolve.type.brave.prior=0.5"]);
    assert_refused(&bad, &["brave", "none of that name"]);
}

/// Another method, which knows nothing of signalling, starts from the tree that is written.
#[test]
fn the_tree_that_is_written_has_the_same_equilibria() {
    let home = folder();
    let ended = run(home.path(), ["resolve", "--tree", "threats.efg"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let words = ["solve", "threats.efg", "--concept", "subgame-perfect", "--format", "json"];
    let solved = run(home.path(), words);
    assert_eq!(solved.code, 0, "{}", solved.stderr);
    let solved: Value = serde_json::from_str(&solved.stdout).expect("JSON");
    let findings = found(&[]);
    let close = |one: &Value, other: &Value| {
        (0..2).all(|p| {
            let value = float(&one["values"][p]);
            let payoff = other["values"].get(p).or_else(|| other["payoffs"].get(p));
            payoff.is_some_and(|x| (float(x) - value).abs() < 1e-9)
        })
    };
    let ours = findings["equilibria"].as_array().expect("a list");
    let theirs = solved["equilibria"].as_array().expect("a list");
    assert!(!theirs.is_empty());
    for other in theirs {
        assert!(ours.iter().any(|one| close(one, other)), "{other}");
    }
}
