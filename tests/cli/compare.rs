//! `talion compare` and `talion findings`: what differs is said, and bad input is one clear error.

use crate::support::{Ended, folder, run};
use serde_json::Value;
use std::path::Path;

/// A report of a scenario that is quick to run: the embedded one without tariffs and without time.
fn report(home: &Path, name: &str, lines: &[(&str, &str)]) {
    let mut text = run(home, ["scenario", "show", "us-china-2018"]).stdout;
    for table in ["[tariffs]", "[escalation]"] {
        let start = text.find(table).expect("the table is there");
        let end = text[start + 1..].find("\n[").expect("another table follows") + start + 2;
        text.replace_range(start..end, "");
    }
    while let Some(start) = text.find("[[rung]]") {
        let end = text[start + 1..].find("\n[[").expect("another table follows") + start + 2;
        text.replace_range(start..end, "");
    }
    for (old, new) in lines {
        assert!(text.contains(old), "`{old}` is in the scenario");
        text = text.replacen(old, new, 1);
    }
    let file = format!("{name}.toml");
    std::fs::write(home.join(&file), text).expect("written");
    let ended = run(home, ["run", &file, "--out", name, "-q"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
}

/// Two reports that differ in one elasticity set.
fn pair(home: &Path) {
    report(home, "a", &[]);
    report(home, "b", &[("simonovska-waugh-2014\"", "caliendo-parro-2015\"")]);
}

fn refused(ended: &Ended, what: &[&str]) {
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
    for words in what {
        assert!(ended.stderr.contains(words), "`{words}` in {}", ended.stderr);
    }
}

#[test]
fn folders_files_and_scenarios_can_be_compared_and_differences_are_listed() {
    let home = folder();
    pair(home.path());
    let words = ["compare", "a", "b/findings.json", "a.toml", "--format", "json", "--out", "c"];
    let ended = run(home.path(), words);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let found: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let keys: Vec<&str> = found["inputs"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|r| r["what"].as_str())
        .collect();
    assert_eq!(keys, ["elasticity set", "economy.elasticities"]);
    let income = found["answers"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["what"] == "real income of CHN");
    let values = income.expect("the row")["values"].as_array().expect("numbers").clone();
    // The first and the third are one study, by two roads; each is the number of its own findings.
    assert_eq!(values[0], values[2]);
    assert_ne!(values[0], values[1]);
    let text = std::fs::read_to_string(home.path().join("b/findings.json")).expect("findings");
    let own: Value = serde_json::from_str(&text).expect("JSON");
    let selected = own["main"]["selected"].as_u64().expect("one is selected");
    let selected = usize::try_from(selected).expect("a position");
    let regions =
        own["main"]["equilibria"][selected]["welfare_percent"].as_array().expect("regions");
    let region = regions.iter().find(|region| region["code"] == "CHN").expect("the region");
    assert_eq!(values[1], region["welfare_percent"]);
    assert!(
        home.path().join("c/comparison.md").exists()
            && home.path().join("c/comparison.json").exists()
    );

    let table = run(home.path(), ["compare", "a", "b"]).stdout;
    assert!(table.starts_with("2 inputs differ"), "{table}");
    let markdown = run(home.path(), ["compare", "a", "b", "--format", "md"]).stdout;
    assert!(markdown.contains("| economy.elasticities |"), "{markdown}");
}

#[test]
fn every_file_that_holds_no_findings_is_named_with_its_reason() {
    let home = folder();
    report(home.path(), "a", &[]);
    let text = std::fs::read_to_string(home.path().join("a/findings.json")).expect("findings");
    let put =
        |name: &str, text: &str| std::fs::write(home.path().join(name), text).expect("written");
    put("cut.json", &text[..text.len() / 3]);
    put("newer.json", &text.replacen("talion-findings/1", "talion-findings/9", 1));
    put("other.json", "{\"form\": \"normal\"}");
    let words = ["compare", "a", "cut.json", "newer.json", "other.json", "gone.json"];
    let reasons =
        ["cut.json", "file is cut", "a newer one wrote it", "other.json", "cannot read gone.json"];
    refused(&run(home.path(), words), &reasons);
    refused(&run(home.path(), ["findings", "check", "cut.json"]), &["file is cut"]);
    assert_eq!(run(home.path(), ["findings", "check", "a/findings.json"]).code, 0);
}

#[test]
fn one_study_alone_and_a_folder_that_cannot_be_written_are_refused_before_any_work() {
    let home = folder();
    refused(&run(home.path(), ["compare", "us-china-2018"]), &["2 values"]);
    std::fs::write(home.path().join("taken"), "mine").expect("written");
    let words = ["compare", "us-china-2018", "us-china-2018", "--out", "taken"];
    refused(&run(home.path(), words), &["it is a file, and the report needs a folder"]);
    refused(&run(home.path(), ["compare", "us-china-2018", "us-chima"]), &["us-chima"]);
}

#[test]
fn the_schema_is_the_published_one() {
    let printed = run(folder().path(), ["findings", "schema"]).stdout;
    let published =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/schema/findings.schema.json");
    assert_eq!(printed, std::fs::read_to_string(published).expect("the schema is there"));
}
