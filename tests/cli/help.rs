//! Help and version: every command explains itself, with examples and exit codes.

use crate::support::{assert_refused, folder, run};

#[test]
fn every_command_has_help_with_an_example() {
    let home = folder();
    for words in [
        "",
        "run",
        "counterfactual",
        "solve",
        "stability",
        "sustain",
        "compare",
        "convert",
        "findings schema",
        "findings check",
        "methods",
        "scenario list",
        "scenario show",
        "scenario check",
        "scenario schema",
        "scenario reference",
        "data list",
        "data show",
        "data check",
    ] {
        let ended = run(home.path(), words.split_whitespace().chain(["--help"]));
        assert_eq!(ended.code, 0, "{words}");
        assert!(ended.stdout.contains("Example"), "{words}");
    }
}

#[test]
fn the_exit_codes_are_documented() {
    let help = run(folder().path(), ["--help"]).stdout;
    for line in ["0  done", "1  something unexpected", "2  bad input", "3  stopped without"] {
        assert!(help.contains(line), "{line}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let ended = run(folder().path(), ["--version"]);
    assert_eq!(ended.stdout.trim(), concat!("talion ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn flags_that_do_not_exist_or_make_no_sense_are_bad_input() {
    let home = folder();
    for words in [
        &["--colour"][..],
        &["runn"],
        &["run", "--threads", "-1"],
        &["run", "--threads", "1000000"],
        &["run", "--threads", "four"],
        &["run", "--seed", "-1"],
        &["counterfactual", "--deficits", "none"],
        &["counterfactual", "--format", "xml"],
        &["counterfactual", "--scale-factor", "much"],
    ] {
        assert_refused(&run(home.path(), words), &["error"]);
    }
}
