//! `talion compare`: what changed between studies.

mod table;

use super::findings;
use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{CompareFlags, CompareFormat};
use crate::output::Output;
use crate::{certified, out_folder, scenario_source, threads};
use std::path::{Path, PathBuf};
use talion::game::Observer;
use talion::model::{Scenario, embedded};
use talion::{Findings, Study};
use talion_report::compare::{compare, markdown};

/// A study that the user named, read but not yet run.
enum Asked {
    Scenario(Box<Scenario>),
    Findings(Box<Findings>),
}

/// Runs the command. Every study is read before the first is run.
pub(crate) fn run(flags: &CompareFlags, output: Output) -> Result<Exit, CliError> {
    let asked = read_all(&flags.studies)?;
    if let Some(out) = &flags.out {
        out_folder::check(out)?;
    }
    threads::start(flags.threads)?;
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let mut studies = Vec::new();
    for (path, study) in flags.studies.iter().zip(asked) {
        let name = path.display().to_string();
        let found = match study {
            Asked::Findings(findings) => Ok(*findings),
            Asked::Scenario(scenario) => {
                let command = format!("talion run {name} --seed {}", flags.seed);
                Study::new(*scenario).seed(flags.seed).draws(0).command(command).run(&console)
            }
        };
        console.clear();
        studies.push((name, found?));
    }
    let comparison = compare(&studies);
    if let Some(out) = &flags.out {
        talion_report::write_comparison(&comparison, out)?;
    }
    Output::result(&match flags.format {
        CompareFormat::Table => table::draw(&comparison, output.stdout),
        CompareFormat::Md => markdown(&comparison)?,
        CompareFormat::Json => {
            serde_json::to_string_pretty(&comparison).map_err(std::io::Error::other)?
        }
    })?;
    verdict(&studies, console.stopped(), output)
}

/// Reads every study; all that cannot be read are named at once.
fn read_all(paths: &[PathBuf]) -> Result<Vec<Asked>, CliError> {
    let (mut asked, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        match read(path) {
            Ok(study) => asked.push(study),
            Err(error) => errors.push(error),
        }
    }
    match errors.len() {
        0 => Ok(asked),
        1 => Err(errors.swap_remove(0)),
        _ => Err(CliError::Several(errors)),
    }
}

fn read(path: &Path) -> Result<Asked, CliError> {
    let named = path.to_str().filter(|name| embedded::text(name).is_some());
    if let Some(name) = named {
        return Ok(Asked::Scenario(Box::new(scenario_source::open(Some(name))?)));
    }
    if path.is_dir() {
        return Ok(Asked::Findings(Box::new(findings::open(&path.join("findings.json"))?)));
    }
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        return Ok(Asked::Findings(Box::new(findings::open(path)?)));
    }
    let name = path.to_string_lossy();
    Ok(Asked::Scenario(Box::new(scenario_source::open(Some(&name))?)))
}

/// Whether every answer that was compared is certified.
fn verdict(
    studies: &[(String, Findings)],
    stopped: bool,
    output: Output,
) -> Result<Exit, CliError> {
    let mut sure = !stopped;
    for (name, findings) in studies {
        for doubt in certified::doubts(findings) {
            output.remark(&format!("{name}: not certified: {doubt}"))?;
            sure = false;
        }
    }
    Ok(if sure { Exit::Certified } else { Exit::NotCertified })
}
