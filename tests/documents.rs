//! What is written down must be what the program says: reference pages, copies, examples.

use std::path::PathBuf;
use std::process::Command;
use talion::model::{embedded, keys};

fn project(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "..", path].iter().collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_scenario_reference_in_the_book_is_what_the_command_prints() {
    assert_eq!(
        read("docs/src/scenario-reference.md"),
        keys::reference_markdown(),
        "make it again: cargo run -- scenario reference > docs/src/scenario-reference.md"
    );
}

#[test]
fn the_example_holds_the_embedded_scenario() {
    let embedded = embedded::text(embedded::DEFAULT_SCENARIO).expect("the default is embedded");
    assert_eq!(read("examples/beijing-2018/scenario.toml"), embedded);
}

#[test]
fn every_page_of_the_book_is_in_its_summary_and_every_link_leads_somewhere() {
    let summary = read("docs/src/SUMMARY.md");
    for entry in std::fs::read_dir(project("docs/src")).expect("the book is there") {
        let name = entry.expect("readable").file_name().to_string_lossy().into_owned();
        if std::path::Path::new(&name).extension().is_some_and(|e| e == "md")
            && name != "SUMMARY.md"
        {
            assert!(summary.contains(&format!("({name})")), "{name} is not in the summary");
        }
    }
    for page in ["README.md", "docs/src/SUMMARY.md"] {
        for link in links(&read(page)) {
            let folder = PathBuf::from(page).parent().expect("a file has a folder").join(&link);
            let target = project(&folder.to_string_lossy());
            assert!(target.exists(), "{page} links to {link}, which is not there");
        }
    }
}

/// Targets of the Markdown links of a page that stay within the project.
fn links(page: &str) -> Vec<String> {
    page.match_indices("](")
        .filter_map(|(at, _)| page[at + 2..].split(')').next())
        .filter(|link| !link.contains("://"))
        .map(str::to_owned)
        .collect()
}

/// What an example prints; `cargo test` builds the examples beside the command.
fn example(name: &str) -> String {
    let built = PathBuf::from(env!("CARGO_BIN_EXE_talion"));
    let folder = built.parent().expect("a program has a folder").join("examples");
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let output = Command::new(folder.join(name)).output().expect("the example is built");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_example_runs_and_prints_the_answer() {
    let printed = example("beijing-2018");
    assert!(printed.starts_with("Under Nash equilibrium"), "{printed}");
}

/// Of nothing, ten and twenty points the war of both settles on ten, beside the rates of some 11 and 15
/// percent that the tariff game finds where they can be chosen freely.
#[test]
fn the_crates_one_after_the_other_print_what_the_book_shows() {
    let printed = example("rust-api");
    let chapter = read("docs/src/rust.md");
    assert!(printed.starts_with("USA: 10 points more\nCHN: 10 points more\n"), "{printed}");
    for line in printed.lines() {
        assert!(chapter.contains(line), "docs/src/rust.md does not show `{line}`");
    }
}

#[test]
fn the_tariff_war_of_the_book_prints_what_the_book_shows() {
    let printed = example("tariff-war");
    let chapter = read("docs/src/tariff-games.md");
    // The last digits of a gain that is rounding are those of the machine.
    for line in printed.lines().filter(|line| !line.starts_with("largest gain")) {
        assert!(chapter.contains(line), "the chapter does not show `{line}`");
    }
}
