//! The chapter "Games in files": every command in it prints what the chapter shows.

use crate::support::run;
use std::path::{Path, PathBuf};

fn chapter() -> PathBuf {
    root().join("docs/src/finite-games.md")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Blocks of code with their language.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let parts: Vec<&str> = text.split("```").collect();
    parts.iter().skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect()
}

/// With `TALION_ACCEPT` set the chapter is written anew, for a person to read the difference.
#[test]
fn every_command_prints_what_the_chapter_shows() {
    let text = std::fs::read_to_string(chapter()).expect("the chapter is there");
    let mut accepted = text.clone();
    let (mut commands, mut wrong) = (0, Vec::new());
    for pair in blocks(&text).windows(2) {
        let [("sh", command), ("text", shown)] = pair else { continue };
        let words: Vec<&str> = command.split_whitespace().collect();
        assert_eq!(words[0], "talion", "{command}");
        let ended = run(&root(), &words[1..]);
        assert_eq!(ended.code, 0, "{command}: {}", ended.stderr);
        let lines: Vec<&str> = ended.stdout.lines().map(str::trim_end).collect();
        let printed = lines.join("\n") + "\n";
        if printed != *shown {
            let old = format!("```sh\n{command}```\n\n```text\n{shown}```");
            let new = format!("```sh\n{command}```\n\n```text\n{printed}```");
            accepted = accepted.replace(&old, &new);
            wrong.push(format!("{command}{printed}"));
        }
        commands += 1;
    }
    if std::env::var_os("TALION_ACCEPT").is_some() {
        std::fs::write(chapter(), accepted).expect("the chapter can be written");
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(commands >= 7, "{commands}");
}

#[test]
fn every_concept_is_in_the_table() {
    let text = std::fs::read_to_string(chapter()).expect("the chapter is there");
    let help = run(&root(), ["solve", "--help"]).stdout;
    let start = help.find("What to look for").expect("the flag is described");
    let names: Vec<&str> = help[start..]
        .lines()
        .skip_while(|line| !line.contains("Possible values"))
        .skip(1)
        .take_while(|line| !line.contains("[default"))
        .filter_map(|line| line.trim_start().strip_prefix("- ")?.split(':').next())
        .collect();
    assert!(names.len() >= 16, "{names:?}");
    for name in names {
        assert!(text.contains(&format!("`{name}`")), "`{name}` is not in the chapter");
    }
}
