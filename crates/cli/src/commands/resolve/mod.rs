//! `talion resolve`: private resolve, from a scenario or from a signalling game in a file.

mod result;
mod rows;
mod signalling;
mod table;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{Format, ResolveFlags};
use crate::output::Output;
use crate::scenario_source::{Asked, asked};
use crate::{game_file, scenario_source, threads};
use result::SignallingResult;
use std::path::Path;
use talion::game::{ExtensiveForm, write_efg};
use talion::solve::resolve::signalling_equilibria;
use talion::{ResolveFindings, ResolveStudy, StudyError, scenario_threat};

/// Largest gain or distance from Bayes' rule, in units of payoff or probability, that is certified; for
/// payoffs of wider range than one it grows with them.
const MOST_GAIN: f64 = 1e-9;
/// Largest difference between what waiting pays and what giving in at once pays that is certified.
const MOST_RESIDUAL: f64 = 1e-6;

/// Runs the command.
pub(crate) fn run(flags: &ResolveFlags, output: Output) -> Result<Exit, CliError> {
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    match asked(flags.game.as_deref()) {
        Asked::Scenario(name) => scenario(name, flags, &console, output),
        Asked::Game(path) => file(path, flags, &console, output),
    }
}

fn scenario(
    name: Option<&str>,
    flags: &ResolveFlags,
    console: &Console,
    output: Output,
) -> Result<Exit, CliError> {
    let mut scenario = scenario_source::open(name)?;
    if scenario.private().is_none() {
        return Err(StudyError::NoResolve.into());
    }
    for (key, value) in &flags.settings {
        scenario = scenario.with_value(key, *value).map_err(StudyError::from)?;
    }
    output.warnings(scenario.dataset().warnings(), &crate::diagnostics::Sources::new())?;
    threads::start(flags.threads)?;
    let found = ResolveStudy::new(&scenario).run(console);
    console.clear();
    let findings = found?;
    if let Some(path) = &flags.tree {
        write_tree(path, &scenario_threat(&scenario, console)?.tree()?)?;
    }
    Output::result(&match flags.format {
        Format::Table => table::draw(&findings, output.stdout),
        Format::Json => serde_json::to_string_pretty(&findings).map_err(std::io::Error::from)?,
        Format::Csv => rows::stand_off(&findings)?,
    })?;
    verdict(&findings, output)
}

/// Certified, or why not.
fn verdict(findings: &ResolveFindings, output: Output) -> Result<Exit, CliError> {
    let mut doubts: Vec<String> = Vec::new();
    let sizes = findings.equilibria.iter();
    let worst = sizes.map(|e| e.max_gain.max(e.max_regret).max(e.bayes_residual));
    let worst = worst.fold(0.0, f64::max);
    // Written so that what is not a number is a doubt.
    let within = worst <= MOST_GAIN;
    if !within {
        doubts.push(format!("an equilibrium is off by {worst:e}, above {MOST_GAIN:e}"));
    }
    if findings.equilibria.is_empty() {
        doubts.push("no equilibrium was found, and there is always one".to_owned());
    }
    if let Some(game) = &findings.stand_off {
        let residual = game.indifference_residual;
        let within = residual <= MOST_RESIDUAL;
        if !within {
            doubts.push(format!("waiting in the stand-off gains {residual:e}"));
        }
    }
    remark(&doubts, output)
}

fn file(
    path: &Path,
    flags: &ResolveFlags,
    console: &Console,
    output: Output,
) -> Result<Exit, CliError> {
    let game = game_file::open_signalling(path)?;
    if !flags.settings.is_empty() {
        return Err(CliError::FlagNotForForm { flag: "set", form: "signalling" });
    }
    threads::start(flags.threads)?;
    let found = signalling_equilibria(&game, console);
    console.clear();
    let found = found?;
    if let Some(path) = &flags.tree {
        write_tree(path, &game.tree()?.tree)?;
    }
    let doubts = signalling::doubts(&game, &found, MOST_GAIN);
    let result = SignallingResult::new(&game, &found, doubts.is_empty());
    Output::result(&match flags.format {
        Format::Table => signalling::draw(&result),
        Format::Json => serde_json::to_string_pretty(&result).map_err(std::io::Error::from)?,
        Format::Csv => rows::equilibria(&result)?,
    })?;
    remark(&doubts, output)
}

/// The tree in Gambit's format.
fn write_tree(path: &Path, tree: &ExtensiveForm) -> Result<(), CliError> {
    super::convert::write(path, &write_efg(tree))
}

fn remark(doubts: &[String], output: Output) -> Result<Exit, CliError> {
    for doubt in doubts {
        output.remark(&format!("not certified: {doubt}"))?;
    }
    Ok(if doubts.is_empty() { Exit::Certified } else { Exit::NotCertified })
}
