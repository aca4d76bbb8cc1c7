//! A scenario by name or by file.

use crate::diagnostics::Sources;
use crate::error::CliError;
use crate::read;
use std::path::Path;
use talion::economy::Problems;
use talion::model::{Scenario, embedded};

/// The scenario of that name, or the one in that file; without a name, the one of the main job. A
/// name that is built in wins; `./NAME` is always a file.
pub(crate) fn open(name: Option<&str>) -> Result<Scenario, CliError> {
    let name = name.unwrap_or(embedded::DEFAULT_SCENARIO);
    match embedded::text(name) {
        Some(text) => parse(name, text),
        None if Path::new(name).exists() => file(Path::new(name)),
        None => Err(unknown(name)),
    }
}

/// What a word on the command line stands for where both a scenario and a game in a file will do.
pub(crate) enum Asked<'w> {
    /// A scenario: nothing was said, or a name that is built in, or a file of TOML.
    Scenario(Option<&'w str>),
    /// A game in a file.
    Game(&'w Path),
}

/// Tells the two apart.
pub(crate) fn asked(word: Option<&Path>) -> Asked<'_> {
    let Some(path) = word else { return Asked::Scenario(None) };
    let is_toml = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    match path.to_str() {
        Some(name) if is_toml || embedded::text(name).is_some() => Asked::Scenario(Some(name)),
        _ => Asked::Game(path),
    }
}

/// The scenario in a file.
pub(crate) fn file(path: &Path) -> Result<Scenario, CliError> {
    parse(&path.display().to_string(), &read::text(path)?)
}

/// The text of a scenario that is built in.
pub(crate) fn embedded_text(name: &str) -> Result<&'static str, CliError> {
    embedded::text(name).ok_or_else(|| unknown(name))
}

fn parse(name: &str, text: &str) -> Result<Scenario, CliError> {
    Scenario::parse(name, text).map_err(|Problems(problems)| CliError::Input {
        problems,
        sources: Sources::from([(name.to_owned(), text.to_owned())]),
    })
}

fn unknown(name: &str) -> CliError {
    CliError::Unknown { kind: "scenario", name: name.to_owned(), known: embedded::names() }
}
