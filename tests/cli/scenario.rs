//! `talion scenario`: list, show, check, schema, reference.

use crate::support::{folder, run};
use serde_json::Value;

#[test]
fn a_scenario_that_is_shown_can_be_saved_and_passes_the_check() {
    let home = folder();
    let list = run(home.path(), ["scenario", "list"]);
    assert_eq!(list.code, 0);
    assert!(list.stdout.starts_with("us-china-2018"), "{}", list.stdout);
    for line in list.stdout.lines() {
        let name = line.split_whitespace().next().expect("a name");
        let show = run(home.path(), ["scenario", "show", name]);
        assert_eq!(show.code, 0, "{}", show.stderr);
        std::fs::write(home.path().join("mine.toml"), &show.stdout).expect("written");
        let check = run(home.path(), ["scenario", "check", "mine.toml"]);
        assert_eq!((check.code, check.stdout.as_str()), (0, ""), "{name}: {}", check.stderr);
        assert!(check.stderr.contains("mine.toml: fit to run"), "{}", check.stderr);
    }
}

#[test]
fn the_schema_is_json_and_knows_the_keys_of_the_scenario() {
    let ended = run(folder().path(), ["scenario", "schema"]);
    assert_eq!(ended.code, 0);
    let schema: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert!(schema["$schema"].is_string());
    for key in ["name", "economy", "player", "move", "package"] {
        assert!(schema["properties"][key].is_object(), "{key}");
    }
}

#[test]
fn the_reference_names_every_key_of_the_schema() {
    let home = folder();
    let reference = run(home.path(), ["scenario", "reference"]).stdout;
    let schema = run(home.path(), ["scenario", "schema"]).stdout;
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    for key in schema["properties"].as_object().expect("keys").keys() {
        assert!(reference.contains(key.as_str()), "{key}");
    }
}

/// The smallest scenario of the book is one.
#[test]
fn the_scenario_in_the_chapter_runs() {
    let chapter = include_str!("../../docs/src/scenario.md");
    let start = chapter.find("name = \"mine\"").expect("the scenario");
    let text = chapter[start..].split("```").next().expect("its end");
    let home = folder();
    std::fs::write(home.path().join("mine.toml"), text).expect("written");
    let ended = run(home.path(), ["run", "mine.toml", "--draws", "0", "--out", "out"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("Under Nash equilibrium"), "{}", ended.stdout);
}
