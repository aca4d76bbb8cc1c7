//! What the tests of the command share: the command itself, its input files, its output.

use assert_cmd::Command;
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The command, in a folder of its own, with nothing from this machine's environment that it heeds.
pub(crate) fn talion(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talion"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("RAYON_NUM_THREADS");
    command
}

/// An empty folder that goes away.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A file of `tests/data`.
pub(crate) fn data_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

/// The files of the built-in data set.
pub(crate) fn built_in_data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../economy/data/us-china-2017")
}

/// A copy of the built-in data set, to be spoilt.
pub(crate) fn copy_of_data() -> tempfile::TempDir {
    let copy = folder();
    for entry in std::fs::read_dir(built_in_data()).expect("the data set is there") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a file has a name");
        std::fs::copy(&path, copy.path().join(name)).expect("copied");
    }
    copy
}

/// Replaces the only place where `old` stands in a file.
pub(crate) fn replace(path: &Path, old: &str, new: &str) {
    let text = std::fs::read_to_string(path).expect("readable");
    assert_eq!(text.matches(old).count(), 1, "`{old}` in {}", path.display());
    std::fs::write(path, text.replace(old, new)).expect("written");
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the command with these words.
pub(crate) fn run<I, S>(folder: &Path, words: I) -> Ended
where
    I: IntoIterator<Item = S>,
    S: AsRef<std::ffi::OsStr>,
{
    let output = talion(folder).args(words).output().expect("the command starts");
    let ended = Ended {
        code: output.status.code().expect("no signal"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    };
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    ended
}

/// A file of `examples`.
pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

/// Runs a command on a file, with further words.
pub(crate) fn ask(command: &str, path: &Path, words: &[&str]) -> Ended {
    let mut all: Vec<OsString> = vec![command.into(), path.into()];
    all.extend(words.iter().map(Into::into));
    run(folder().path(), all)
}

/// What a command says of a file as JSON, with exit code 0.
pub(crate) fn asked(command: &str, path: &Path, words: &[&str]) -> Value {
    let ended = ask(command, path, &[words, &["--format", "json"]].concat());
    assert_eq!(ended.code, 0, "{words:?}: {}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON and nothing but JSON")
}

/// A number in JSON.
pub(crate) fn float(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// The result of `talion counterfactual --format json` with these further words.
pub(crate) fn counterfactual(words: &[&str]) -> Value {
    let ended = run(folder().path(), [&["counterfactual", "--format", "json"], words].concat());
    assert_eq!(ended.code, 0, "{words:?}: {}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON and nothing but JSON")
}

/// The entry of a region in a counterfactual.
pub(crate) fn region<'a>(result: &'a Value, code: &str) -> &'a Value {
    let regions = result["regions"].as_array().expect("a list of regions");
    regions.iter().find(|region| region["code"] == code).expect("the region is there")
}

/// A number of a region in a counterfactual.
pub(crate) fn number(result: &Value, code: &str, key: &str) -> f64 {
    region(result, code)[key].as_f64().unwrap_or_else(|| panic!("{code} has no {key}"))
}

/// Asserts that the command refused its input: exit code 2, nothing on standard output, and all of
/// `words` in the message.
pub(crate) fn assert_refused(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code, 2, "stderr: {}", ended.stderr);
    assert_eq!(ended.stdout, "");
    for word in words {
        assert!(ended.stderr.contains(word), "`{word}` is not in: {}", ended.stderr);
    }
}
