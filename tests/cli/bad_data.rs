//! Spoilt data sets and policy files: every problem named with its place, exit code 2.

use crate::support::{Ended, assert_refused, copy_of_data, folder, replace, run};
use std::path::Path;

/// Line and column (from 1) of the only place where `text` stands in a file.
fn place(path: &Path, text: &str) -> (usize, usize) {
    let all = std::fs::read_to_string(path).expect("readable");
    let at = all.find(text).expect("the text is there");
    let before = &all[..at];
    let line = before.matches('\n').count() + 1;
    (line, at - before.rfind('\n').map_or(0, |newline| newline + 1) + 1)
}

/// Spoils one file of a copy of the data and checks the copy.
fn check_after(file: &str, spoil: impl FnOnce(&Path)) -> Ended {
    let copy = copy_of_data();
    spoil(&copy.path().join(file));
    run(copy.path(), ["data", "check", "."])
}

/// The first row of a file that starts so.
fn row(path: &Path, start: &str) -> String {
    let text = std::fs::read_to_string(path).expect("readable");
    text.lines().find(|line| line.starts_with(start)).expect("a row").to_owned()
}

/// Replaces the last field of the first row that starts so; returns the line of the row.
fn set_last_field(path: &Path, start: &str, value: &str) -> usize {
    let old = row(path, start);
    let line = place(path, &old).0;
    let (head, _) = old.rsplit_once(',').expect("fields");
    replace(path, &format!("{old}\n"), &format!("{head},{value}\n"));
    line
}

#[test]
fn toml_that_is_none_is_named_with_its_line() {
    let ended = check_after("dataset.toml", |file| {
        replace(file, "title = \"United States, China", "title = United States, \"China");
    });
    assert_refused(&ended, &["dataset.toml:2:"]);
}

#[test]
fn a_misspelt_key_is_named_with_the_nearest_one() {
    let ended = check_after("dataset.toml", |file| replace(file, "year = 2017", "yaer = 2017"));
    assert_refused(&ended, &["dataset.toml:3:1:", "yaer", "year"]);
}

#[test]
fn flows_that_are_no_amounts_are_named_in_their_place() {
    for (value, word) in [("NaN", "NaN"), ("-5.0", "-5"), ("inf", "inf"), ("many", "many")] {
        let copy = copy_of_data();
        let file = copy.path().join("trade.csv");
        let start = "CHN,USA,ELE,";
        let line = set_last_field(&file, start, value);
        let ended = run(copy.path(), ["data", "check", "."]);
        let at = format!("trade.csv:{line}:{}:", start.len() + 1);
        assert_refused(&ended, &[&at, word, "1 error"]);
    }
}

#[test]
fn a_tariff_of_minus_100_percent_is_refused() {
    let copy = copy_of_data();
    let line = set_last_field(&copy.path().join("tariffs.csv"), "USA,CHN,TEX,", "-1");
    let ended = run(copy.path(), ["data", "check", "."]);
    assert_refused(&ended, &[&format!("tariffs.csv:{line}:13:"), "1 error"]);
}

#[test]
fn unknown_codes_are_named_with_the_nearest_ones() {
    let ended = check_after("tariffs.csv", |file| {
        let old = row(file, "USA,CHN,TEX,");
        replace(file, &old, &old.replace("USA,CHN,TEX", "US,CHM,TEXT"));
    });
    assert_refused(&ended, &["`US`", "USA", "`CHM`", "CHN", "`TEXT`", "TEX", "3 errors"]);
}

#[test]
fn input_shares_past_one_are_refused() {
    let copy = copy_of_data();
    let file = copy.path().join("input_output.csv");
    let first = std::fs::read_to_string(&file).expect("readable");
    let start = first.lines().nth(1).expect("a row").rsplit_once(',').expect("fields").0.to_owned();
    set_last_field(&file, &format!("{start},"), "1.2");
    let ended = run(copy.path(), ["data", "check", "."]);
    assert_refused(&ended, &["input_output.csv", "1 error"]);
}

#[test]
fn a_row_twice_is_refused_with_the_place_of_the_second() {
    let copy = copy_of_data();
    let file = copy.path().join("trade.csv");
    let text = std::fs::read_to_string(&file).expect("readable");
    let again = row(&file, "CHN,USA,ELE,");
    std::fs::write(&file, format!("{}\n{again}\n", text.trim_end())).expect("written");
    let line = text.trim_end().lines().count() + 1;
    let ended = run(copy.path(), ["data", "check", "."]);
    assert_refused(&ended, &[&format!("trade.csv:{line}:"), "1 error"]);
}

#[test]
fn a_csv_file_that_is_none_is_refused() {
    let ended = check_after("trade.csv", |file| {
        let old = row(file, "CHN,USA,ELE,");
        replace(file, &old, "CHN,USA,ELE,1,2,3");
    });
    assert_refused(&ended, &["trade.csv:", "1 error"]);
    let ended = check_after("trade.csv", |file| {
        std::fs::write(file, b"exporter,importer,sector,flow\nUSA,\xff\xfe,ELE,1\n")
            .expect("written");
    });
    assert_refused(&ended, &["trade.csv"]);
    let ended = check_after("trade.csv", |file| std::fs::write(file, "").expect("written"));
    assert_refused(&ended, &["trade.csv"]);
    let ended = check_after("trade.csv", |file| std::fs::remove_file(file).expect("removed"));
    assert_refused(&ended, &["trade.csv"]);
}

#[test]
fn all_problems_of_all_files_are_reported_at_once() {
    let copy = copy_of_data();
    replace(&copy.path().join("dataset.toml"), "year = 2017", "yaer = 2017");
    set_last_field(&copy.path().join("trade.csv"), "CHN,USA,ELE,", "NaN");
    set_last_field(&copy.path().join("tariffs.csv"), "USA,CHN,TEX,", "-1.5");
    set_last_field(&copy.path().join("elasticities.csv"), "simonovska-waugh-2014,ELE,", "x");
    let ended = run(copy.path(), ["data", "check", "."]);
    assert_refused(
        &ended,
        &["yaer", "NaN", "-1.5", "elasticities.csv", "trade.csv", "tariffs.csv"],
    );
}

#[test]
fn a_folder_that_is_no_data_set_is_refused() {
    let home = folder();
    assert_refused(&run(home.path(), ["data", "check", "."]), &["dataset.toml"]);
    assert_refused(&run(home.path(), ["data", "check", "nowhere"]), &["nowhere"]);
    assert_refused(&run(home.path(), ["data", "show", "us-china-2071"]), &["us-china-2017"]);
    assert_refused(
        &run(home.path(), ["counterfactual", "--data", "us-china-2071"]),
        &["us-china-2071", "did you mean `us-china-2017`?"],
    );
}

/// Runs a counterfactual with one policy file.
fn with_policy(flag: &str, text: &str) -> Ended {
    let home = folder();
    std::fs::write(home.path().join("p.csv"), text).expect("written");
    run(home.path(), ["counterfactual", flag, "p.csv", "--format", "json"])
}

#[test]
fn policy_files_are_checked_line_by_line() {
    let tariffs = "importer,exporter,sector,ad_valorem\n";
    let ended = with_policy(
        "--tariffs",
        &format!("{tariffs}USA,CHN,ELE,-1\nUSA,CNH,ELE,0.1\nUSA,CHN,ELE,NaN\nUSA,CHN,MAC\n"),
    );
    assert_refused(&ended, &["p.csv:2:13:", "p.csv:3:5:", "CHN", "p.csv:4:13:", "p.csv:5:"]);
    let twice = format!("{tariffs}USA,CHN,ELE,0.1\nUSA,CHN,ELE,0.2\n");
    assert_refused(&with_policy("--tariffs", &twice), &["p.csv:3:"]);
    let column = "importer,exporter,sector,rate\nUSA,CHN,ELE,0.1\n";
    assert_refused(&with_policy("--tariffs", column), &["ad_valorem"]);
    assert_refused(&with_policy("--added-tariffs", tariffs), &["added_ad_valorem"]);
    assert_refused(&with_policy("--tariffs", ""), &["p.csv"]);
}

#[test]
fn policy_levels_outside_their_domain_are_refused() {
    for (flag, text) in [
        ("--export-taxes", "importer,exporter,sector,ad_valorem\nUSA,CHN,ELE,-1\n"),
        ("--subsidies", "region,sector,ad_valorem\nCHN,ELE,1\n"),
        ("--productivity", "region,sector,productivity\nCHN,ELE,0\n"),
        ("--wedges", "importer,exporter,sector,wedge\nCHN,USA,ELE,0\n"),
        ("--wedges", "importer,exporter,sector,wedge\nCHN,USA,ELE,banned\n"),
        ("--added-tariffs", "importer,exporter,sector,added_ad_valorem\nUSA,CHN,ELE,-2\n"),
    ] {
        assert_refused(&with_policy(flag, text), &["p.csv:2:", "1 error"]);
    }
}

#[test]
fn problems_of_several_policy_files_are_reported_together() {
    let home = folder();
    std::fs::write(home.path().join("a.csv"), "importer,exporter,sector,ad_valorem\nX,CHN,ELE,1\n")
        .expect("written");
    std::fs::write(home.path().join("b.csv"), "region,sector,ad_valorem\nCHN,Y,0.1\n")
        .expect("written");
    let words =
        ["counterfactual", "--tariffs", "a.csv", "--subsidies", "b.csv", "--set", "USA,CHN,Z=1"];
    assert_refused(&run(home.path(), words), &["a.csv:2:1:", "b.csv:2:5:", "`Z`", "3 errors"]);
}

#[test]
fn settings_that_say_nothing_are_refused() {
    let home = folder();
    for setting in [
        "USA,CHN=0.1",
        "USA,CHN,ELE",
        "USA,CHN,ELE=",
        "USA,CHN,ELE=-1",
        "USA,CHN,ELE=nan",
        "",
        "A,B,C,D=1",
    ] {
        let ended = run(home.path(), ["counterfactual", "--set", setting]);
        assert_refused(&ended, &["error"]);
    }
}

#[test]
fn options_of_the_economy_are_checked() {
    let home = folder();
    let refuse = |words: &[&str], named: &[&str]| {
        assert_refused(&run(home.path(), [&["counterfactual"], words].concat()), named);
    };
    refuse(&["--elasticities", "simonovska-waugh-2041"], &["simonovska-waugh-2014"]);
    refuse(&["--scale-factor", "-1"], &["-1"]);
    refuse(&["--scale-factor", "NaN"], &["NaN"]);
    // The scale elasticities of the set, ten times as large, leave no interior equilibrium.
    refuse(&["--elasticities", "lashkaripour-lugovskyy-2023", "--scale-factor", "10"], &["scale"]);
    refuse(&["--tariffs", "nowhere.csv"], &["nowhere.csv"]);
}
