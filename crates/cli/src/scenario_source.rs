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

/// Whether a word on the command line stands for a scenario and not for a game in a file: nothing at
/// all, a name that is built in, or a file of TOML. Inside is what [`open`] takes.
pub(crate) fn named(word: Option<&Path>) -> Option<Option<&str>> {
    let Some(path) = word else { return Some(None) };
    let name = path.to_str()?;
    let is_toml = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    (embedded::text(name).is_some() || is_toml).then_some(Some(name))
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
