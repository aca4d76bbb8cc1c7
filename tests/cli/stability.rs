//! `talion stability`: which situations of a conflict in a file are stable.

use crate::support::{ask, asked, assert_refused, example, folder};
use serde_json::json;
use std::path::Path;

/// The answers of Elmira and of the trade conflict in the house's collection of cases.
#[test]
fn the_published_answers() {
    let elmira = asked("stability", &example("conflicts/elmira.json"), &["--status-quo", "1"]);
    assert_eq!(elmira["certified"], true);
    for (concept, states) in [
        ("nash", json!(["5", "8", "9"])),
        ("gmr", json!(["1", "4", "5", "8", "9"])),
        ("smr", json!(["1", "4", "5", "8", "9"])),
        ("seq", json!(["5", "8", "9"])),
        ("sseq", json!(["5", "8", "9"])),
        ("coalitional_nash", json!(["8", "9"])),
        ("lcs", json!(["1", "5", "8", "9"])),
        ("coalitional_lcs", json!(["1", "8", "9"])),
    ] {
        assert_eq!(elmira["equilibria"][concept], states, "{concept}");
    }
    assert_eq!(elmira["by_player"]["seq"]["LocalGov"], json!(["2", "3", "5", "6", "7", "8", "9"]));
    assert_eq!(elmira["stable_sets"][0]["sets"], json!([["8", "9"]]));
    assert_eq!(elmira["paths"]["improvement_depth"], json!({"1": 0, "5": 1}));
    assert_eq!(elmira["paths"]["move_depth"]["8"], 3);

    let trade = asked(
        "stability",
        &example("conflicts/trade-war.json"),
        &["--wanted", "00", "--horizons", "2,3,4"],
    );
    assert_eq!(trade["equilibria"]["nash"], json!(["12"]));
    assert_eq!(trade["equilibria"]["limited_2"], json!(["00", "12"]));
    assert_eq!(trade["equilibria"]["limited_4"], json!(["12"]));
    assert_eq!(trade["equilibria"]["seq"], json!(["00", "12"]));
    let nash = &trade["preference_changes"][0];
    assert_eq!(nash["no_better"], json!({"CHN": ["01"], "USA": ["10"]}));
    assert_eq!((&nash["holds"], &nash["least"]), (&json!(true), &json!(true)));
    assert!(trade["paths"].is_null());
}

/// Each witness leads from its improvement by moves that hang together.
#[test]
fn witnesses_are_printed() {
    let trade = asked("stability", &example("conflicts/trade-war.json"), &[]);
    let witnesses = trade["witnesses"].as_array().expect("a list");
    let deterring = witnesses
        .iter()
        .find(|w| w["concept"] == "seq" && w["state"] == "00" && w["player"] == "USA")
        .expect("00 is sequentially stable for the USA");
    let sanction = &deterring["sanctions"][0];
    assert_eq!(sanction["improvement"], "10");
    let answer = &sanction["moves"][0];
    assert_eq!((&answer["player"], &answer["from"]), (&json!("CHN"), &json!("10")));
    assert!(trade["deterrences"].as_array().is_some_and(|all| !all.is_empty()));
}

#[test]
fn people_get_a_table() {
    let ended = ask(
        "stability",
        &example("conflicts/trade-war.json"),
        &["--status-quo", "01", "--wanted", "00"],
    );
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for line in [
        "Trade conflict: 9 states, 24 moves of 1 USA, 2 CHN",
        "12: by improvements, USA to 11, CHN to 12",
        "nash: CHN must like 01 no better; USA must like 10 no better",
        "all checked",
    ] {
        assert!(ended.stdout.contains(line), "`{line}` in {}", ended.stdout);
    }
}

#[test]
fn payoffs_ties_and_bands() {
    let home = folder();
    let conflict = |worth: &str| {
        let text = format!(
            r#"{{"form":"conflict","players":["a"],"states":["x","y"],
            "moves":[{{"player":"a","from":"x","to":"y"}}],{worth}}}"#
        );
        let path = home.path().join("c.json");
        std::fs::write(&path, text).expect("written");
        asked("stability", &path, &[])["equilibria"]["nash"].clone()
    };
    assert_eq!(conflict(r#""payoffs":[{"x":1,"y":"3/2"}]"#), json!(["y"]));
    assert_eq!(conflict(r#""payoffs":[{"x":1,"y":1.5}],"indifference":0.5"#), json!(["x", "y"]));
    assert_eq!(conflict(r#""payoffs":{"a":{"x":2,"y":1}}"#), json!(["x", "y"]));
    assert_eq!(conflict(r#""preferences":[["y","x"]]"#), json!(["y"]));
    assert_eq!(conflict(r#""preferences":[[["y","x"]]]"#), json!(["x", "y"]));
    let path = home.path().join("c.json");
    let weak = asked("stability", &path, &["--improvements", "weak"]);
    assert_eq!(weak["equilibria"]["nash"], json!(["y"]));
}

#[test]
fn bad_conflicts_are_refused_with_their_place() {
    let home = folder();
    let good = std::fs::read_to_string(example("conflicts/elmira.json")).expect("readable");
    let refused = |old: &str, new: &str, words: &[&str]| {
        assert_eq!(good.matches(old).count().min(1), 1, "{old}");
        let path = home.path().join("bad.json");
        std::fs::write(&path, good.replacen(old, new, 1)).expect("written");
        assert_refused(&ask("stability", &path, &[]), words);
    };
    let first = r#"{"player": "MoE", "from": "1", "to": "2"}"#;
    refused(
        first,
        r#"{"player": "MoE", "from": "1", "to": "10"}"#,
        &["bad.json:7:", "no state `10`"],
    );
    refused(first, r#"{"player": "MoE", "from": "1", "to": "1"}"#, &["leads to the same state"]);
    refused(first, r#"{"player": "Moe", "from": "1", "to": "2"}"#, &["no player `Moe`"]);
    refused(r#""players": ["MoE","#, r#""players": ["MoE", "UN","#, &["one entry per player"]);
    refused(r#"["7", "#, r#"["7", "7", "#, &["the state `7` comes twice"]);
    refused(r#"["7", "#, "[", &["`7` is not in this list"]);
    refused(r#""moves""#, r#""payoffs": [], "moves""#, &["give one of them"]);
    refused(r#""form": "conflict""#, r#""form": "repeated""#, &["unknown key"]);

    let idle = r#"{"form":"conflict","players":["a","b"],"states":["x","y"],
        "moves":[{"player":"a","from":"x","to":"y"}],"preferences":[["x","y"],["x","y"]]}"#;
    let path = home.path().join("idle.json");
    std::fs::write(&path, idle).expect("written");
    assert_refused(&ask("stability", &path, &[]), &["idle.json:2:", "player b has no moves"]);

    let elmira = example("conflicts/elmira.json");
    assert_refused(
        &ask("stability", &elmira, &["--status-quo", "0"]),
        &["no state `0`", "1, 2, 3"],
    );
    assert_refused(&ask("stability", &elmira, &["--wanted", "x"]), &["no state `x`"]);
    assert_refused(&ask("stability", &elmira, &["--horizons", "two"]), &["--horizons"]);
    assert_refused(&ask("stability", &home.path().join("none.json"), &[]), &["none.json"]);
    let game = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/repeated/dilemma.json");
    assert_refused(
        &ask("stability", &game, &[]),
        &["`repeated`", "stability takes the form `conflict`"],
    );
}
