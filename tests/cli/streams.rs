//! Pipes, quiet, colours: what goes where, and what happens when nobody reads.

use crate::support::{copy_of_data, folder, replace, run};
use std::io::Read;
use std::process::{Command, Stdio};

#[test]
fn a_reader_who_stops_reading_is_no_failure() {
    let home = folder();
    for words in
        [&["scenario", "show", "us-china-2018"][..], &["counterfactual", "--format", "csv"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_talion"))
            .args(words)
            .current_dir(home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        drop(child.stdout.take());
        let mut stderr = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut stderr).expect("UTF-8");
        let status = child.wait().expect("it ends");
        assert_eq!((status.code(), stderr.as_str()), (Some(0), ""), "{words:?}");
    }
}

#[test]
fn nothing_that_is_piped_carries_colours_or_bars() {
    let home = folder();
    std::fs::write(home.path().join("bad.toml"), "nmae = 1\n").expect("written");
    for words in [
        &["counterfactual", "--set", "USA,CHN,*=0.1"][..],
        &["scenario", "check", "bad.toml"],
        &["data", "show", "us-china-2017"],
        &["--help"],
    ] {
        let ended = run(home.path(), words);
        assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'), "{words:?}");
    }
}

#[test]
fn problems_are_one_line_each_where_no_one_looks_and_counted() {
    let home = folder();
    std::fs::write(
        home.path().join("p.csv"),
        "importer,exporter,sector,ad_valorem\nUSA,CNH,ELE,0.1\n",
    )
    .expect("written");
    let ended = run(home.path(), ["counterfactual", "--tariffs", "p.csv"]);
    let lines: Vec<&str> = ended.stderr.lines().collect();
    assert!(lines[0].starts_with("error: p.csv:2:5: "), "{}", ended.stderr);
    assert!(lines[1].starts_with("  help: "), "{}", ended.stderr);
    assert_eq!(lines[2..], ["1 error"]);
}

#[test]
fn warnings_are_shown_and_do_not_fail_and_quiet_hides_them() {
    // Europe's industries use 99 % of the petroleum that it buys; a little less bought, and final
    // use is a little below zero, as inventories make it in real tables.
    let copy = copy_of_data();
    replace(&copy.path().join("trade.csv"), "ROW,EU,PET,67971.864", "ROW,EU,PET,61971.864");
    let loud = run(copy.path(), ["data", "check", "."]);
    assert_eq!(loud.code, 0, "{}", loud.stderr);
    assert!(
        loud.stderr.contains("warning: ./input_output.csv: industries in EU"),
        "{}",
        loud.stderr
    );
    assert!(loud.stderr.contains("warning\n"), "{}", loud.stderr);
    let quiet = run(copy.path(), ["data", "check", ".", "-q"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
    let json = run(copy.path(), ["counterfactual", "--data", ".", "--format", "json"]);
    assert!(json.stderr.contains("warning: "), "{}", json.stderr);
    assert!(serde_json::from_str::<serde_json::Value>(&json.stdout).is_ok());
}
