//! Same scenario, same seed, same bytes, at any number of threads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every file below a folder, by its path within it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn gather(folder: &Path, below: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in std::fs::read_dir(folder.join(below)).expect("the folder is readable") {
            let entry = entry.expect("the folder is readable");
            let path = below.join(entry.file_name());
            if entry.path().is_dir() {
                gather(folder, &path, files);
            } else {
                files.insert(path, std::fs::read(entry.path()).expect("the file is readable"));
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(folder, Path::new(""), &mut found);
    found
}

/// The report of the main job and what it printed.
fn report(threads: &str) -> (BTreeMap<PathBuf, Vec<u8>>, Vec<u8>) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_talion"))
        .args(["run", "--seed", "3", "--draws", "25", "--out", "out", "--threads", threads])
        .current_dir(home.path())
        .output()
        .expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found = files(&home.path().join("out"));
    // The one file that tells how long it took.
    found.remove(Path::new("elapsed.json")).expect("the time is written apart");
    (found, output.stdout)
}

#[test]
fn one_thread_and_four_write_the_same_bytes() {
    let (one, printed_by_one) = report("1");
    let (four, printed_by_four) = report("4");
    assert!(one.len() >= 3, "a report has at least three files");
    assert_eq!(one.keys().collect::<Vec<_>>(), four.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(bytes == &four[path], "{} differs", path.display());
    }
    assert!(printed_by_one == printed_by_four, "the summaries differ");
}
