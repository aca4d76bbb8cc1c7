//! Spoilt scenario files: every problem named with its place, exit code 2, nothing written.

use crate::support::{Ended, assert_refused, folder, run};

/// Spoils the built-in scenario, then checks it and tries to run it: both must refuse it.
fn refused(spoil: impl FnOnce(String) -> String, words: &[&str]) -> Ended {
    let home = folder();
    let text = run(home.path(), ["scenario", "show", "us-china-2018"]).stdout;
    let spoilt = spoil(text.clone());
    assert_ne!(spoilt, text, "nothing was spoilt");
    std::fs::write(home.path().join("bad.toml"), spoilt).expect("written");
    let check = run(home.path(), ["scenario", "check", "bad.toml"]);
    assert_refused(&check, words);
    let run = run(home.path(), ["run", "bad.toml"]);
    assert_refused(&run, words);
    let left = std::fs::read_dir(home.path()).expect("readable").count();
    assert_eq!(left, 1, "nothing but the scenario may be in the folder");
    check
}

/// The text without the tables `[[NAME]]` that hold `word`, tables below them included.
fn without_tables(text: &str, name: &str, word: &str) -> String {
    let (head, below) = (format!("[[{name}]]"), format!("[{name}."));
    let mut kept = String::new();
    let mut dropping = false;
    for (number, part) in text.split("\n[").enumerate() {
        let part = if number == 0 { part.to_owned() } else { format!("[{part}") };
        dropping =
            part.starts_with(&head) && part.contains(word) || dropping && part.starts_with(&below);
        if !dropping {
            kept.push_str(&part);
            kept.push('\n');
        }
    }
    kept
}

#[test]
fn toml_that_is_none() {
    let ended = refused(|text| text.replacen("name = ", "name : ", 1), &["bad.toml:"]);
    assert!(ended.stderr.contains("1 error"), "{}", ended.stderr);
    refused(|text| text[..text.len() / 2].to_owned() + "\n[[", &["bad.toml:"]);
    refused(|_| String::new(), &["bad.toml"]);
    refused(|_| "\0\u{1}\u{7f}".repeat(100), &["bad.toml"]);
    // A file that is something else is not told line by line.
    let prose = refused(|_| "words and words\n".repeat(200), &["TOML", "talion scenario show"]);
    assert!(prose.stderr.contains("11 errors"), "{}", prose.stderr);
}

#[test]
fn a_misspelt_key_is_named_with_the_nearest_one() {
    refused(
        |text| text.replacen("deficit_weight", "deficit_wieght", 1),
        &["deficit_wieght", "deficit_weight"],
    );
    refused(|text| text.replacen("[[move]]", "[[mvoe]]", 1), &["mvoe", "move"]);
}

#[test]
fn unknown_codes_and_names() {
    refused(
        |text| text.replacen("region = \"USA\"", "region = \"USB\"", 1),
        &["USB", "did you mean `USA`?"],
    );
    refused(|text| text.replacen("sectors = [\"ELE\"]", "sectors = [\"ELF\"]", 1), &["ELF", "ELE"]);
    refused(
        |text| text.replacen("data = \"us-china-2017\"", "data = \"us-china-2071\"", 1),
        &["us-china-2071"],
    );
    refused(
        |text| {
            text.replacen(
                "elasticities = \"simonovska-waugh-2014\"",
                "elasticities = \"simonovska\"",
                1,
            )
        },
        &["simonovska"],
    );
    refused(
        |text| text.replacen("moves = [\"match\"]", "moves = [\"mach\"]", 1),
        &["mach", "match"],
    );
}

#[test]
fn numbers_outside_their_bounds() {
    refused(|text| text.replacen("rate = 0.25", "rate = -1.5", 1), &["-1.5"]);
    refused(|text| text.replacen("rate = 0.25", "rate = nan", 1), &["bad.toml:"]);
    refused(
        |text| text.replacen("deficit_weight = 0.20", "deficit_weight = inf", 1),
        &["bad.toml:"],
    );
    refused(|text| text.replacen("rate = 0.25", "rate = \"high\"", 1), &["bad.toml:"]);
}

#[test]
fn a_player_without_a_region() {
    refused(|text| text.replacen("region = \"CHN\"\n", "", 1), &["region"]);
}

#[test]
fn a_package_without_moves() {
    refused(
        |text| text.replacen("moves = [\"chip-ban\"]\nbacks_down", "backs_down", 1),
        &["chip-ban", "moves"],
    );
    refused(
        |text| text.replacen("moves = [\"chip-ban\"]\nbacks_down", "moves = []\nbacks_down", 1),
        &["chip-ban", "moves"],
    );
}

#[test]
fn a_game_without_a_profile() {
    refused(|text| without_tables(&text, "package", "player = \"CHN\""), &["CHN", "package"]);
    refused(
        |text| {
            let text = without_tables(&text, "package", "");
            without_tables(&without_tables(&text, "player", ""), "move", "")
        },
        &["bad.toml", "player"],
    );
}

#[test]
fn all_problems_at_once() {
    let ended = refused(
        |text| {
            text.replacen("region = \"USA\"", "region = \"USB\"", 1)
                .replacen("sectors = [\"ELE\"]", "sectors = [\"ELF\"]", 1)
                .replacen("moves = [\"match\"]", "moves = [\"mach\"]", 1)
        },
        &["USB", "ELF", "mach"],
    );
    assert!(ended.stderr.trim_end().ends_with("errors"), "{}", ended.stderr);
    let ended = refused(
        |text| {
            text.replacen("rate = 0.25", "rate = -1.5", 1).replacen(
                "deficit_weight",
                "deficit_wieght",
                1,
            )
        },
        &["-1.5", "deficit_wieght"],
    );
    assert!(ended.stderr.contains("2 errors"), "{}", ended.stderr);
}

#[test]
fn a_file_that_cannot_be_read() {
    let home = folder();
    std::fs::write(home.path().join("latin1.toml"), b"name = \"caf\xe9\"\n").expect("written");
    assert_refused(
        &run(home.path(), ["scenario", "check", "latin1.toml"]),
        &["latin1.toml", "UTF-8", "byte 11"],
    );
    assert_refused(&run(home.path(), ["scenario", "check", "nowhere.toml"]), &["nowhere.toml"]);
    assert_refused(&run(home.path(), ["scenario", "check", "."]), &["."]);
    assert_refused(&run(home.path(), ["scenario", "show", "us-china-2081"]), &["us-china-2018"]);
    assert_refused(&run(home.path(), ["run", "us-china-2081"]), &["did you mean `us-china-2018`?"]);
}
