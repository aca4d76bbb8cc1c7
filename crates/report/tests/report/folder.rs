//! The report folder: whole or not at all, and nobody else's files are touched.

use std::fs;
use std::path::Path;

use talion_report::{ReportError, write};

use crate::fixture;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn it_holds_every_output_and_no_leftovers() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("new/report");
    let written = write(&fixture::chicken(), &target).expect("a report");
    assert!(written.iter().all(|path| path.is_file()));
    let top = [
        "figures",
        "findings.json",
        "game.nfg",
        "provenance.json",
        "report.html",
        "report.md",
        "tables",
    ];
    assert_eq!(names(&target), top);
    let ending = |folder: &str, end: &str| -> Vec<String> {
        let all = names(&target.join(folder)).into_iter();
        all.filter_map(|name| name.strip_suffix(end).map(str::to_owned)).collect()
    };
    let figures = ["escalation", "payoff-terms", "welfare-1-usa", "welfare-2-chn"];
    assert_eq!(ending("figures", ".svg"), figures);
    assert_eq!(ending("figures", ".png"), figures);
    assert_eq!(ending("tables", ".csv").len(), 8);
    let shown = ending("tables", ".tex");
    assert!(shown.contains(&"payoffs".to_owned()) && shown.contains(&"all-tables".to_owned()));
    let parquet = ending("tables", ".parquet").len();
    assert_eq!(parquet, if cfg!(feature = "parquet") { 8 } else { 0 });
    assert_eq!(written.len(), 5 + 2 * 4 + 8 + shown.len() + parquet);
    let text = fs::read_to_string(target.join("findings.json")).expect("the findings");
    let back: talion::Findings = serde_json::from_str(&text).expect("findings");
    assert_eq!(back, fixture::chicken());
    let markdown = fs::read_to_string(target.join("report.md")).expect("the report");
    for figure in figures {
        assert!(markdown.contains(&format!("](figures/{figure}.svg)")), "{figure} is not shown");
    }
}

#[test]
fn it_is_the_same_twice_and_leaves_other_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("notes.txt"), "mine").expect("a file");
    let first = write(&fixture::wide(), folder.path()).expect("a report");
    let before: Vec<Vec<u8>> = first.iter().map(|path| fs::read(path).expect("a file")).collect();
    let second = write(&fixture::wide(), folder.path()).expect("a report");
    let after: Vec<Vec<u8>> = second.iter().map(|path| fs::read(path).expect("a file")).collect();
    assert_eq!(first, second);
    assert_eq!(before, after);
    assert_eq!(fs::read(folder.path().join("notes.txt")).expect("a file"), b"mine");
}

#[test]
fn a_place_that_is_a_file_is_one_clear_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("taken");
    fs::write(&file, "mine").expect("a file");
    let error = write(&fixture::chicken(), &file).expect_err("a file is no folder");
    assert!(matches!(error, ReportError::Write { .. }));
    assert!(error.to_string().starts_with(&format!("cannot write {}", file.display())), "{error}");
    assert_eq!(fs::read(&file).expect("the file"), b"mine");
}

#[test]
fn nothing_is_written_if_one_file_cannot_be() {
    let folder = tempfile::tempdir().expect("a folder");
    // The last figure's place is taken by a folder, so the files before it must not appear.
    fs::create_dir_all(folder.path().join("figures/payoff-terms.svg")).expect("a folder");
    let error = write(&fixture::chicken(), folder.path()).expect_err("the place is taken");
    assert!(error.to_string().contains("payoff-terms.svg"), "{error}");
    assert!(!folder.path().join("report.html").exists());
    assert!(names(&folder.path().join("tables")).is_empty());
    assert_eq!(names(&folder.path().join("figures")), ["payoff-terms.svg"]);
}

#[cfg(unix)]
#[test]
fn files_are_as_readable_as_others_of_the_user() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let plain = folder.path().join("plain.txt");
    fs::write(&plain, "").expect("a file");
    let written = write(&fixture::chicken(), folder.path()).expect("a report");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode();
    assert_eq!(mode(&written[0]), mode(&plain));
}

#[test]
fn findings_with_nothing_in_them_still_make_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut findings = fixture::chicken();
    findings.profiles.clear();
    findings.main.equilibria.clear();
    findings.main.best_replies.clear();
    findings.main.path.profiles.clear();
    write(&findings, &folder.path().join("no-profiles")).expect("a report");
    findings.players.clear();
    write(&findings, &folder.path().join("no-players")).expect("a report");
}
