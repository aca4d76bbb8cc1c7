//! `talion convert`: the same game in another file.

use crate::support::{assert_refused, folder, run};

const TREE: &str = "EFG 2 R \"entry\" { \"entrant\" \"incumbent\" }
p \"\" 1 1 \"door\" { \"out\" \"in\" } 0
t \"\" 1 \"stay\" { 1/3, 5 }
p \"\" 2 1 \"reply\" { \"fight\" \"yield\" } 0
t \"\" 2 \"war\" { 0, 0 }
t \"\" 3 \"share\" { 2, 2 }";

#[test]
fn a_game_goes_round_all_formats_and_comes_back() {
    let home = folder();
    let path = |name: &str| home.path().join(name);
    std::fs::write(path("a.efg"), TREE).expect("written");
    for [from, to] in [
        ["a.efg", "b.nfg"],
        ["b.nfg", "c.json"],
        ["c.json", "d.nfg"],
        ["d.nfg", "e.efg"],
        ["e.efg", "f.nfg"],
        ["a.efg", "g.efg"],
    ] {
        let ended = run(home.path(), ["convert", from, to]);
        assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{}", ended.stderr);
    }
    let text = |name: &str| std::fs::read_to_string(path(name)).expect("written");
    assert!(text("b.nfg").contains("1/3"), "numbers stay exact");
    assert_eq!(text("b.nfg"), text("d.nfg"));
    assert_eq!(text("b.nfg"), text("f.nfg"), "a tree of hidden moves and back");
    assert!(text("g.efg").contains("\"reply\" { \"fight\" \"yield\" }"));
}

#[test]
fn the_schema_is_printed_and_is_json() {
    let ended = run(folder().path(), ["convert", "--schema"]);
    let schema: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(schema["properties"]["form"]["const"], "normal");
    for form in ["normal", "stochastic", "repeated", "conflict", "signalling"] {
        let ended = run(folder().path(), ["convert", "--schema", form]);
        let schema: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
        assert_eq!(schema["properties"]["form"]["const"], form);
    }
}

#[test]
fn a_game_of_another_form_is_named() {
    let home = folder();
    let text = r#"{"form":"conflict","players":["a"],"states":["x","y"],
        "moves":[{"player":"a","from":"x","to":"y"}],"preferences":{"a":["y","x"]}}"#;
    std::fs::write(home.path().join("c.json"), text).expect("written");
    assert_refused(&run(home.path(), ["solve", "c.json"]), &["conflict", "c.json"]);
    let spoilt = text.replace("\"to\":\"y\"", "\"to\":\"z\"");
    std::fs::write(home.path().join("d.json"), spoilt).expect("written");
    assert_refused(&run(home.path(), ["solve", "d.json"]), &["d.json:2:", "no state `z`", "x, y"]);
}

#[test]
fn what_cannot_be_converted_is_refused_and_nothing_is_written() {
    let home = folder();
    std::fs::write(home.path().join("a.efg"), TREE).expect("written");
    std::fs::write(home.path().join("bad.nfg"), "NFG 1 R").expect("written");
    assert_refused(&run(home.path(), ["convert", "a.efg", "b.txt"]), &["b.txt", "format"]);
    assert_refused(&run(home.path(), ["convert", "bad.nfg", "b.json"]), &["bad.nfg:1:8"]);
    assert_refused(&run(home.path(), ["convert", "a.efg", "none/b.nfg"]), &["cannot write"]);
    assert_refused(&run(home.path(), ["convert", "a.efg"]), &["<TO>"]);
    assert_eq!(std::fs::read_dir(home.path()).expect("readable").count(), 2);
}
