//! The chapters on conflicts, repeated games and talks: every command in them prints what they show.

use crate::support::run;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the commands of a chapter, each of which stands in a block before that of its output. With
/// `TALION_ACCEPT` set the chapter is written anew, for a person to read the difference.
fn commands_print_what_is_shown(chapter: &str) -> usize {
    let path = root().join("docs/src").join(chapter);
    let text = std::fs::read_to_string(&path).expect("the chapter is there");
    let blocks: Vec<(&str, &str)> =
        text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect();
    let (mut accepted, mut commands, mut wrong) = (text.clone(), 0, Vec::new());
    for pair in blocks.windows(2) {
        let [("sh", command), ("text", shown)] = pair else { continue };
        let words: Vec<&str> = command.split_whitespace().collect();
        assert_eq!(words[0], "talion", "{command}");
        let ended = run(&root(), &words[1..]);
        assert_eq!(ended.code, 0, "{command}: {}", ended.stderr);
        let lines: Vec<&str> = ended.stdout.lines().map(str::trim_end).collect();
        let printed = lines.join("\n") + "\n";
        if printed != *shown {
            let [old, new] = [*shown, printed.as_str()]
                .map(|output| format!("```sh\n{command}```\n\n```text\n{output}```"));
            accepted = accepted.replace(&old, &new);
            wrong.push(format!("{command}{printed}"));
        }
        commands += 1;
    }
    if std::env::var_os("TALION_ACCEPT").is_some() {
        std::fs::write(path, accepted).expect("the chapter can be written");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    commands
}

#[test]
fn the_chapter_on_conflicts() {
    assert!(commands_print_what_is_shown("stability.md") >= 3);
}

#[test]
fn the_chapter_on_talks() {
    assert!(commands_print_what_is_shown("talks.md") >= 3);
}

#[test]
fn the_chapter_on_repeated_games() {
    assert!(commands_print_what_is_shown("repeated.md") >= 3);
}

#[test]
fn the_chapter_on_resolve() {
    assert!(commands_print_what_is_shown("resolve.md") >= 3);
}
