//! `talion escalate`: the game over time at the command line.

use crate::support::{folder, run};
use serde_json::Value;

const SMALL: [&str; 6] =
    ["escalate", "--brief", "--horizon", "6", "--set", "escalation.largest_gap=6"];

#[test]
fn the_answer_is_certified_and_says_what_it_rests_on() {
    let home = folder();
    let ended = run(home.path(), SMALL);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for words in [
        "Under Markov-perfect equilibrium, selected by risk dominance",
        "a deal comes within 6 quarters",
        "the largest gain from a single deviation",
        "The list of equilibria is not complete.",
        "it proves nothing about the world",
    ] {
        let flat = ended.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "{words} is not in {flat}");
    }
}

#[test]
fn json_and_csv_hold_the_same_odds() {
    let home = folder();
    let json = run(home.path(), [SMALL.as_slice(), &["--format", "json"]].concat());
    let csv = run(home.path(), [SMALL.as_slice(), &["--format", "csv"]].concat());
    assert_eq!((json.code, csv.code), (0, 0));
    let findings: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(findings["schema"], "talion-escalation/1");
    let mut lines = csv.stdout.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = header.iter().position(|name| *name == "deal_by_now").unwrap();
    let quarters = findings["quarters"].as_array().unwrap();
    assert_eq!(quarters.len(), 7);
    for (at, line) in quarters.iter().zip(lines) {
        let number: f64 = line.split(',').nth(column).unwrap().parse().unwrap();
        assert_eq!(Some(number), at["deal_by_now"].as_f64());
    }
}

#[test]
fn threads_change_no_number() {
    let home = folder();
    let once = |threads: &str| {
        run(home.path(), [SMALL.as_slice(), &["--format", "json", "--threads", threads]].concat())
    };
    assert_eq!(once("1").stdout, once("3").stdout);
}

#[test]
fn bad_input_is_named() {
    let home = folder();
    for (flags, words) in [
        (vec!["--set", "escalation.slips=0.1"], "no scenario key `escalation.slips`"),
        (vec!["--set", "escalation.slip=2"], "from 0 to 0.9999"),
        (vec!["--set", "escalation.slip"], "KEY=NUMBER"),
        (vec!["--flip", "escalation.order"], "holds no number"),
        (vec!["--flip", "escalation.slip=1..0"], "1 is not below 0"),
        (vec!["september-2018"], "no `[escalation]` table"),
        (vec!["--paths", "0"], "not in 1..=10000000"),
    ] {
        let ended = run(home.path(), [SMALL.as_slice(), &flags].concat());
        assert_eq!(ended.code, 2, "{flags:?}: {}", ended.stderr);
        assert!(ended.stderr.contains(words), "{flags:?}: {}", ended.stderr);
        assert_eq!(ended.stdout, "");
    }
}

/// The ladder as a conflict, and the packages as a repeated game.
#[test]
fn a_scenario_is_asked_what_is_stable_and_what_is_kept() {
    let home = folder();
    let stable = run(home.path(), ["stability", "--format", "json"]);
    assert_eq!(stable.code, 0, "{}", stable.stderr);
    let found: Value = serde_json::from_str(&stable.stdout).unwrap();
    assert!(found["equilibria"]["nash"].is_array(), "{}", stable.stdout);
    // The way to the deal, and what would make it last, are told without asking.
    assert_eq!(found["ladder"]["deal"], "deal", "{}", stable.stdout);
    let ways = found["paths"]["to_equilibria"].as_array().unwrap();
    assert!(ways.iter().any(|way| way["to"] == "deal"), "{ways:?}");
    assert_eq!(found["preference_changes"].as_array().map(Vec::len), Some(5));
    assert!(found["answer"]["headline"].as_str().unwrap().contains("standoff"));
    let kept =
        run(home.path(), ["sustain", "us-china-2018", "--discount", "0.9", "--format", "json"]);
    assert_eq!(kept.code, 0, "{}", kept.stderr);
    let found: Value = serde_json::from_str(&kept.stdout).unwrap();
    // The promise is the deal; under war for ever a player keeps it from (deviation - kept) / (deviation -
    // war) on, each a number of the same answer.
    assert_eq!(found["target"]["profile"], serde_json::json!(["Ease controls", "Buy"]));
    for player in 0..2 {
        let number = |value: &Value| value[player].as_f64().unwrap();
        let (kept, taken) =
            (number(&found["target"]["payoffs"]), number(&found["target"]["deviations"]));
        let war = number(&found["critical"]["punishments"]);
        let least = number(&found["critical"]["grim"]["by_player"]);
        assert!((least - (taken - kept) / (taken - war)).abs() < 1e-12, "{least}");
    }
    assert_eq!(found["by_discount"].as_array().map(Vec::len), Some(11));
    assert_eq!(found["minmax"].as_array().map(Vec::len), Some(2), "{}", kept.stdout);
    for flags in [vec!["stability", "september-2018"], vec!["stability", "--band=-1"]] {
        let ended = run(home.path(), &flags);
        assert_eq!(ended.code, 2, "{flags:?}: {}", ended.stderr);
    }
}
