//! The plan of the house holds: no crate depends on one that it must not know.

use cargo_metadata::{DependencyKind, MetadataCommand};
use std::collections::BTreeSet;

/// Crate -> the crates of ours that it may name in `[dependencies]`.
const ARROWS: [(&str, &[&str]); 7] = [
    ("talion-game", &[]),
    ("talion-economy", &[]),
    ("talion-model", &["talion-game", "talion-economy"]),
    ("talion-solve", &["talion-game"]),
    // What `talion` re-exports it must name.
    ("talion", &["talion-model", "talion-solve", "talion-game", "talion-economy"]),
    ("talion-report", &["talion"]),
    ("talion-cli", &["talion-report", "talion"]),
];

/// Every arrow between crates of the workspace, tests and benches apart.
fn arrows() -> BTreeSet<(String, String)> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
        .expect("cargo describes the workspace");
    let ours: BTreeSet<String> = metadata.packages.iter().map(|p| p.name.to_string()).collect();
    let mut arrows = BTreeSet::new();
    for package in &metadata.packages {
        for dependency in &package.dependencies {
            if dependency.kind != DependencyKind::Development && ours.contains(&dependency.name) {
                arrows.insert((package.name.to_string(), dependency.name.clone()));
            }
        }
    }
    arrows
}

fn may(from: &str, to: &str) -> bool {
    ARROWS.iter().any(|&(name, allowed)| name == from && allowed.contains(&to))
}

#[test]
fn every_arrow_between_crates_is_in_the_plan() {
    let strays: Vec<String> = arrows()
        .into_iter()
        .filter(|(from, to)| !may(from, to))
        .map(|(from, to)| format!("{from} -> {to}"))
        .collect();
    assert!(strays.is_empty(), "not in the plan: {}", strays.join(", "));
}

#[test]
fn the_test_sees_arrows_at_all() {
    let seen = arrows();
    for arrow in [("talion-cli", "talion"), ("talion-report", "talion"), ("talion", "talion-model")]
    {
        assert!(seen.contains(&(arrow.0.to_owned(), arrow.1.to_owned())), "{arrow:?} not seen");
    }
}

/// The words that a library crate must not use, and why.
const NOT_BELOW_CLI: [(&str, &str); 9] = [
    ("println!", "prints"),
    ("print!", "prints"),
    ("eprintln!", "prints"),
    ("eprint!", "prints"),
    ("dbg!", "prints"),
    ("process::exit", "exits"),
    ("Instant::now", "reads the clock"),
    ("SystemTime::now", "reads the clock"),
    ("env::var", "reads the environment"),
];

#[test]
fn no_crate_below_cli_prints_or_exits_or_reads_the_environment_or_the_clock() {
    let crates = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut strays = Vec::new();
    let mut files = 0;
    for (name, _) in ARROWS.iter().filter(|(name, _)| *name != "talion-cli") {
        let folder = name.strip_prefix("talion-").unwrap_or(name);
        for (path, text) in rust_files(&format!("{crates}/{folder}/src").into()) {
            files += 1;
            for (number, line) in
                text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//"))
            {
                for (word, does) in NOT_BELOW_CLI.iter().filter(|(word, _)| has_word(line, word)) {
                    strays.push(format!("{}:{} {does}: `{word}`", path.display(), number + 1));
                }
            }
        }
    }
    assert!(files > 0, "no source files found");
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

/// Whether `word` stands in `line`, and not as the tail of a longer word.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn rust_files(folder: &std::path::PathBuf) -> Vec<(std::path::PathBuf, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a crate has src/") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("source is readable");
            files.push((path, text));
        }
    }
    files
}
