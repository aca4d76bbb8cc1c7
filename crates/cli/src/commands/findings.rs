//! `talion findings`: the schema of findings.json, and whether a file keeps to it.

use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::FindingsCommand;
use crate::output::Output;
use crate::read;
use std::path::Path;
use talion::Findings;
use talion_report::json;

/// Runs the command.
pub(crate) fn run(command: FindingsCommand, output: Output) -> Result<Exit, CliError> {
    match command {
        FindingsCommand::Schema => {
            let schema = serde_json::to_string_pretty(&json::schema());
            Output::result(&schema.map_err(std::io::Error::other)?)?;
        }
        FindingsCommand::Check { file } => {
            let findings = open(&file)?;
            output.remark(&format!("{}: {}", file.display(), findings.answer.headline))?;
        }
    }
    Ok(Exit::Certified)
}

/// The findings in a file.
pub(crate) fn open(path: &Path) -> Result<Findings, CliError> {
    talion_report::read::findings(&read::text(path)?)
        .map_err(|source| CliError::Findings { path: path.to_owned(), source })
}
