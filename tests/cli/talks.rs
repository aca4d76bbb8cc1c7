//! `talion talks`: the deal on the table of a scenario, or of a bargaining problem in a file.

use crate::support::{ask, asked, assert_refused, example, float, folder, run};
use serde_json::{Value, json};

fn deal<'v>(found: &'v Value, key: &str, rule: &str) -> &'v Value {
    let deals = found[key].as_array().expect("deals");
    deals.iter().find(|deal| deal["rule"] == rule).unwrap_or_else(|| panic!("no {rule}"))
}

/// The numbers of `cases/bargaining_and_technology.json`, `kinked_frontier` and `issue_linkage`.
#[test]
fn problems_in_files() {
    let found = asked("talks", &example("talks/kinked.json"), &[]);
    let wanted =
        [("Nash", [6.0, 3.0]), ("Kalai-Smorodinsky", [4.8, 3.6]), ("egalitarian", [4.0, 4.0])];
    for (rule, payoffs) in wanted.into_iter().chain([("utilitarian", [8.0, 2.0])]) {
        for (p, wanted) in payoffs.into_iter().enumerate() {
            let got = float(&deal(&found, "deals", rule)["payoffs"][p]);
            assert!((got - wanted).abs() < 1e-12, "{rule}: {got}");
        }
    }
    let found = asked("talks", &example("talks/linked.json"), &["--weights", "0.5,0.5"]);
    let nash = deal(&found, "deals", "Nash");
    assert!((float(&nash["payoffs"][0]) - 2.833_333_332_368_754_4).abs() < 1e-8);
    assert!((float(&nash["shares"][2]) - 0.458_333_33).abs() < 1e-8);
    assert!(float(&nash["certificate"]["gap"]).abs() < 1e-12);
    for alone in found["linkage"]["alone"].as_array().expect("a list") {
        assert_eq!(alone["common_gain"], 0.0);
    }
    assert_eq!(found["linkage"]["agreeable"][1], 15);
}

#[test]
fn disagreement_weights_and_patience_from_the_command_line() {
    let kinked = example("talks/kinked.json");
    let moved = asked("talks", &kinked, &["--disagreement", "2,1"]);
    // Equal gains over (2, 1): u1 - 2 = u2 - 1 on u1 + 2 u2 = 12.
    let fair = deal(&moved, "deals", "egalitarian");
    assert!((float(&fair["payoffs"][0]) - 14.0 / 3.0).abs() < 1e-12);
    let strong = asked("talks", &kinked, &["--weights", "3,1"]);
    assert_eq!(deal(&strong, "deals", "Nash")["payoffs"], json!([8.0, 2.0]));
    // With patience 0.5 and 0.8 on the edge u1 + 2 u2 = 12: (1 - d2) 12 / (1 - d1 d2) = 4 for the first.
    let offers = asked("talks", &kinked, &["--discount", "0.5,0.8"]);
    assert!((float(&offers["offers"]["first_offers"][0]) - 4.0).abs() < 1e-12);
    // Nothing is better for both than a corner of the frontier: an answer, and no deal.
    let none = asked("talks", &kinked, &["--disagreement", "8,2"]);
    assert_eq!((&none["deals"], &none["offers"]), (&json!([]), &Value::Null));
    let ended = ask("talks", &kinked, &["--disagreement", "8,2"]);
    assert!(ended.stdout.contains("there is nothing to agree on"), "{}", ended.stdout);
    let linked = asked("talks", &example("talks/linked.json"), &["--disagreement", "1,1"]);
    assert!(float(&linked["zone"]["common_gain"]) > 0.0);
}

#[test]
fn bad_problems_are_refused() {
    let kinked = example("talks/kinked.json");
    assert_refused(
        &ask("talks", &kinked, &["--disagreement", "7,4"]),
        &["(7, 4)", "outside", "2.5"],
    );
    let linked = example("talks/linked.json");
    assert_refused(&ask("talks", &linked, &["--disagreement", "5,4"]), &["(5, 4)", "outside"]);
    assert_refused(&ask("talks", &linked, &["--set", "a=1"]), &["--set"]);
    assert_refused(&ask("talks", &linked, &["--disagreement", "nash"]), &["bargaining"]);
    assert_refused(&ask("talks", &linked, &["--weights", "1,0"]), &["no number above zero"]);
    assert_refused(
        &ask("talks", &linked, &["--discount", "1"]),
        &["nothing makes the players agree"],
    );
    let home = folder();
    let path = home.path().join("bad.json");
    let right = std::fs::read_to_string(&linked).expect("the example");
    for (spoilt, words) in [
        (right.replace("\"USA\", \"CHN\"", "\"USA\", \"CHN\", \"EUR\""), &["here are 3"][..]),
        (right.replace("[-1, 5]", "[-1]"), &["1 numbers", "bad.json:7:"]),
        (right.replace("\"purchases\"", "\"chip licences\""), &["comes twice"]),
        (right.replace("\"gains\": [3, -1]", "\"gain\": [3, -1]"), &["unknown key `gain`"]),
        (right.replace("\"issues\": [", "\"points\": [[0, 0]], \"issues\": ["), &["comes twice"]),
        (right.replace("\"disagreement\": [0, 0],", ""), &["`disagreement` is missing"]),
        (right.replace("[3, -1]", "[3, 1e999]"), &["bad.json:8:"]),
    ] {
        assert_ne!(spoilt, right);
        std::fs::write(&path, spoilt).expect("written");
        assert_refused(&ask("talks", &path, &[]), words);
    }
    std::fs::write(&path, "{\"form\":\"bargaining\",\"players\":[\"a\",\"b\"],\"disagreement\":[3,3],\"points\":[[1,2],[2,1]]}").expect("written");
    assert_refused(&ask("talks", &path, &[]), &["(3, 3)", "outside"]);
}

/// The talks of the built-in scenario: certified, efficient, and the same whoever looks.
#[test]
fn the_talks_of_the_article() {
    let home = folder();
    let words = ["talks", "us-china-2018", "--points", "5", "--format", "json"];
    let ended = run(home.path(), words);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let found: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(found["schema"], "talion-talks/1");
    let solutions = found["solutions"].as_array().expect("deals");
    assert_eq!(solutions.len(), 6);
    for deal in solutions {
        assert!(float(&deal["largest_gain"]) <= 1e-6, "{deal}");
        assert!(float(&deal["rule_residual"]) <= 1e-6, "{deal}");
        assert!((0..2).all(|p| float(&deal["gains"][p]) >= -1e-6), "{deal}");
    }
    // No deal gives both more than another: all are efficient.
    for (a, b) in solutions.iter().flat_map(|a| solutions.iter().map(move |b| (a, b))) {
        let more = |p: usize| float(&a["gains"][p]) - float(&b["gains"][p]);
        assert!(more(0) <= 1e-6 || more(1) <= 1e-6, "{} over {}", a["rule"], b["rule"]);
    }
    // Each rule has what singles it out.
    let gain = |rule: &str, p: usize| float(&deal(&found, "solutions", rule)["gains"][p]);
    let nash = gain("Nash", 0) * gain("Nash", 1);
    for deal in solutions {
        assert!(float(&deal["gains"][0]) * float(&deal["gains"][1]) <= nash + 1e-9);
    }
    assert!((gain("egalitarian", 0) - gain("egalitarian", 1)).abs() < 1e-6);
    let shares = |p: usize, best: &str| gain("Kalai-Smorodinsky", p) / gain(best, p);
    let (usa, chn) = (shares(0, "best for USA"), shares(1, "best for CHN"));
    assert!((usa - chn).abs() < 1e-5, "{usa} {chn}");
    // The rollback of either side alone hurts it; together both gain.
    let linkage = &found["linkage"];
    assert_eq!(linkage["alone"][0]["common_gain"], 0.0);
    assert_eq!(linkage["alone"][2]["common_gain"], 0.0);
    let both = json!(["US tariff rollback", "Chinese tariff rollback"]);
    let sets = linkage["smallest"].as_array().expect("sets");
    assert!(sets.iter().any(|set| set["terms"] == both && float(&set["common_gain"]) > 0.0));
    // Nothing that crosses a red line is conceded.
    for (term, share) in found["terms"]
        .as_array()
        .expect("terms")
        .iter()
        .zip(deal(&found, "solutions", "Nash")["shares"].as_array().expect("shares"))
    {
        assert!(term["crosses_red_line"] == false || float(share) < 1e-9, "{term}");
    }
    let twice = run(home.path(), ["talks", "--points", "5", "--threads", "1", "--format", "json"]);
    assert!(twice.stdout == ended.stdout, "the number of threads changes the answer");
}

/// Purchases in halves, and nothing that crosses a red line on the table.
#[test]
fn steps_and_absolute_red_lines() {
    let home = folder();
    let text = run(home.path(), ["scenario", "show", "us-china-2018"]).stdout;
    let changed =
        text.replacen("grants = [\"buy-100\"]", "grants = [\"buy-100\"]\nsteps = 2", 1).replacen(
            "disagreement = \"nash\"",
            "disagreement = \"nash\"\nred_lines = \"absolute\"",
            1,
        );
    assert_eq!(changed.len(), text.len() + 10 + 23);
    std::fs::write(home.path().join("steps.toml"), changed).expect("written");
    let ended = run(home.path(), ["talks", "steps.toml", "--points", "2", "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let found: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let deals = found["solutions"].as_array().expect("deals");
    assert_eq!(deals.len(), 6);
    for deal in deals {
        let share = |k: usize| float(&deal["shares"][k]);
        assert!([0.0, 0.5, 1.0].contains(&share(3)), "{deal}");
        assert_eq!((share(4), share(5)), (0.0, 0.0), "{deal}");
        assert!((0..2).all(|p| float(&deal["gains"][p]) >= -1e-6), "{deal}");
    }
}

#[test]
fn bad_questions_about_a_scenario_are_refused() {
    let home = folder();
    let ask = |words: &[&str]| run(home.path(), [&["talks"], words].concat());
    assert_refused(&ask(&["september-2018"]), &["[talks]"]);
    assert_refused(&ask(&["--disagreement", "1,1"]), &["(1, 1)", "outside"]);
    assert_refused(&ask(&["--disagreement", "peace"]), &["status-quo"]);
    assert_refused(&ask(&["--set", "talks.power=2"]), &["talks.power"]);
    assert_refused(&ask(&["--set", "term.purchases.highest=0"]), &["lowest"]);
}
