//! `talion scenario`: list, show and check scenarios; schema and reference of their keys.

use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::ScenarioCommand;
use crate::output::Output;
use crate::scenario_source;
use talion::model::{embedded, keys};

/// Runs the command.
pub(crate) fn run(command: ScenarioCommand, output: Output) -> Result<Exit, CliError> {
    match command {
        ScenarioCommand::List => Output::result(&list()?)?,
        ScenarioCommand::Show { name } => Output::result(scenario_source::embedded_text(&name)?)?,
        ScenarioCommand::Check { file } => {
            let scenario = scenario_source::file(&file)?;
            output.remark(&format!("{}: fit to run, {}", file.display(), scenario.title()))?;
        }
        ScenarioCommand::Schema => {
            let schema = serde_json::to_string_pretty(&keys::json_schema());
            Output::result(&schema.map_err(std::io::Error::other)?)?;
        }
        ScenarioCommand::Reference => Output::result(&keys::reference_markdown())?,
    }
    Ok(Exit::Certified)
}

fn list() -> Result<String, CliError> {
    let mut lines = Vec::new();
    for name in embedded::names() {
        let mark = if name == embedded::DEFAULT_SCENARIO { " (default)" } else { "" };
        lines.push(format!("{name}  {}{mark}", scenario_source::open(Some(name))?.title()));
    }
    Ok(lines.join("\n"))
}
