//! `talion sustain`: which promises are kept in a repeated game in a file.

use crate::support::{ask, asked, assert_refused, example, float, folder};
use serde_json::{Value, json};
use std::path::Path;

#[test]
fn the_dilemma_by_hand() {
    let found = asked("sustain", &example("repeated/dilemma.json"), &[]);
    assert_eq!(found["discount"], json!([0.6, 0.6]));
    assert_eq!(found["certified"], true);
    assert_eq!(found["minmax"], json!([1.0, 1.0]));
    assert_eq!(found["minmax_mixed"], json!([1.0, 1.0]));
    assert_eq!(found["target"]["profile"], json!(["free", "free"]));
    assert!((float(&found["critical_discount"]) - 0.5).abs() < 1e-15);
    assert!((float(&found["critical"]["penal_code"]) - 0.5).abs() < 1e-8);
    let two = &found["critical"]["periods"][1];
    assert!((float(&two["joint"]) - 0.618_033_988_749_894_8).abs() < 1e-12);
    assert!(found["critical"]["periods"][0]["joint"].is_null());
    // Vertices of cases/repeated.json, pd_3_0_5_1 at 0.6.
    let vertices = found["payoff_set"]["vertices"].as_array().expect("a list");
    assert_eq!(vertices.len(), 4);
    for wanted in [[1.0, 1.0], [13.0 / 3.0, 1.0], [3.0, 3.0], [1.0, 13.0 / 3.0]] {
        let near = |v: &&Value| (0..2).all(|p| (float(&v[p]) - wanted[p]).abs() < 1e-9);
        assert!(vertices.iter().any(|v| near(&v)), "{wanted:?} in {vertices:?}");
    }
    assert_eq!(found["keeps_target"], true);
    assert!(float(&found["automaton"]["one_shot_gain"]) <= 1e-9);
    assert_eq!(found["penance"]["profiles"], json!([["free", "tariff"], ["tariff", "free"]]));
}

#[test]
fn factors_and_promises_from_the_command_line() {
    let dilemma = example("repeated/dilemma.json");
    let hasty = asked("sustain", &dilemma, &["--discount", "0.1"]);
    assert_eq!((&hasty["keeps_target"], &hasty["discount"]), (&json!(false), &json!([0.1, 0.1])));
    assert_eq!(hasty["payoff_set"]["vertices"].as_array().expect("a list").len(), 1);
    let unequal = asked("sustain", &dilemma, &["--discount", "0.6,0.8"]);
    assert_eq!(unequal["discount"], json!([0.6, 0.8]));
    assert_eq!(unequal["keeps_target"], true);
    let war = asked("sustain", &dilemma, &["--keep", "tariff,2"]);
    assert_eq!(war["target"]["profile"], json!(["tariff", "tariff"]));
    assert_eq!(war["critical_discount"], 0.0);
    // A game in normal form needs a factor.
    let chicken = example("catalog/aumann-1974/game.nfg");
    assert_refused(&ask("sustain", &chicken, &[]), &["--discount"]);
    assert_eq!(asked("sustain", &chicken, &["--discount", "0.4"])["keeps_target"], true);
}

#[test]
fn players_by_label_alone() {
    let home = folder();
    let path = home.path().join("r.json");
    let text = r#"{"form":"repeated","players":["a","b"],"discount":[0.75,0.75],
        "payoffs":[[[9,1],[10,3]],[[9,10],[1,3]]]}"#;
    std::fs::write(&path, text).expect("written");
    let found = asked("sustain", &path, &[]);
    assert_eq!(found["target"]["profile"], json!(["1", "1"]));
    assert!((float(&found["critical_discount"]) - 1.0 / 7.0).abs() < 1e-15);
    let three = r#"{"form":"repeated","players":["a","b","c"],"discount":0.5,"payoffs":[
        [[[0.8,0.2],[0.2,-0.4]],[[1.2,0.6],[0.6,0]]],
        [[[0.8,0.2],[1.2,0.6]],[[0.2,-0.4],[0.6,0]]],
        [[[0.8,1.2],[0.2,0.6]],[[0.2,0.6],[-0.4,0]]]]}"#;
    std::fs::write(&path, three).expect("written");
    let found = asked("sustain", &path, &[]);
    assert_eq!(found["payoff_set"]["method"], "hyperplanes");
    assert!((float(&found["critical_discount"]) - 1.0 / 3.0).abs() < 1e-12);
    assert!(float(&found["payoff_set"]["gap"]) >= 0.0);
}

#[test]
fn people_get_lines() {
    let ended = ask("sustain", &example("repeated/tariffs.json"), &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for line in [
        "Tariffs of two alike countries: discount factors home 0.5, foreign 0.5",
        "(free, free) at these factors:",
        "punished for ever        0.6, 0.6",
    ] {
        assert!(ended.stdout.contains(line), "`{line}` in {}", ended.stdout);
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let dilemma = example("repeated/dilemma.json");
    for factor in ["1", "0", "-0.2", "1.5", "nan"] {
        let ended = ask("sustain", &dilemma, &["--discount", factor]);
        assert_refused(&ended, &["discount factor of player USA", "below 1"]);
    }
    assert_refused(&ask("sustain", &dilemma, &["--discount", "0.5,0.5,0.5"]), &["3 players", "2"]);
    assert_refused(&ask("sustain", &dilemma, &["--keep", "free"]), &["1 players"]);
    assert_refused(
        &ask("sustain", &dilemma, &["--keep", "free,war"]),
        &["no strategy `war` of CHN"],
    );
    let home = folder();
    let good = std::fs::read_to_string(&dilemma).expect("readable");
    let path = home.path().join("bad.json");
    for (old, new, words) in [
        ("0.6", "0", "above 0 and below 1"),
        ("0.6", "1", "below 1"),
        ("0.6", "[0.6]", "one per player: found 1, expected 2"),
        ("[3, 0]", "[3]", "found 1, expected 2"),
        ("\"discount\"", "\"discont\"", "unknown key `discont`"),
        ("\"discount\": 0.6,", "\"discount\": 0.6, \"discounts\": [0.6, 0.6],", "comes twice"),
    ] {
        assert!(good.contains(old));
        std::fs::write(&path, good.replacen(old, new, 1)).expect("written");
        assert_refused(&ask("sustain", &path, &[]), &["bad.json:", words]);
    }
    let conflict = example("conflicts/elmira.json");
    assert_refused(
        &ask("sustain", &conflict, &[]),
        &["`conflict`", "sustain takes the form `repeated`"],
    );
}

#[test]
fn tariffs_that_keep_themselves() {
    let name = Path::new("us-china-2018");
    let found = asked("sustain", name, &["--tariffs", "--discount", "0.3", "--surge", "0"]);
    assert_eq!(found["certified"], true);
    assert_eq!(found["discounts"], json!([0.3, 0.3]));
    assert!(found["surge"].is_null());
    let critical = float(&found["critical_discount"]);
    assert!(critical > 0.3 && critical < 1.0, "{critical}");
    let mean = |at: &Value, p: usize| float(&at["mean_tariffs"][p]);
    let kept = &found["at_discounts"]["states"][0];
    for p in 0..2 {
        assert!(mean(kept, p) < mean(&found["war"], p), "{kept}");
        assert!(mean(kept, p) > mean(&found["agreement"], p), "{kept}");
        assert!(float(&found["at_discounts"]["worth_percent"][p]) > 0.0);
        // What is worth (1 - d) today is worth d times as much as keeping: by hand from the parts.
        let breach = float(&kept["breach_gain_percent"][p]);
        let worth = float(&found["at_discounts"]["worth_percent"][p]);
        let room = 0.3 * worth - 0.7 * breach;
        assert!((room - float(&kept["room_percent"][p])).abs() < 1e-5, "{room}: {kept}");
    }
    // The curve has the same point.
    let curve = found["by_discount"].as_array().expect("a list");
    let same = curve.iter().find(|at| float(&at["discounts"][0]) == 0.3).expect("a point");
    for p in 0..2 {
        let apart = mean(&same["states"][0], p) - mean(kept, p);
        assert!(apart.abs() < 1e-4, "{apart}");
    }
}

#[test]
fn what_makes_no_sense_of_tariffs_is_refused() {
    let dilemma = example("repeated/dilemma.json");
    assert_refused(
        &ask("sustain", &dilemma, &["--tariffs"]),
        &["--tariffs is for scenarios", "dilemma.json"],
    );
    let name = Path::new("us-china-2018");
    assert_refused(
        &ask("sustain", name, &["--tariffs", "--keep", "1,1"]),
        &["--keep", "--tariffs"],
    );
    assert_refused(&ask("sustain", name, &["--surge", "0.1"]), &["--tariffs"]);
    let all = ["--tariffs", "--discount", "1,nan", "--surge", "2", "--surge-chance", "0"];
    assert_refused(
        &ask("sustain", name, &all),
        &["player USA is 1", "player CHN is NaN", "share of 2", "chance of a surge is 0"],
    );
    assert_refused(
        &ask("sustain", name, &["--tariffs", "--discount", "0.1,0.2,0.3"]),
        &["3 discount factors", "2 players"],
    );
}
