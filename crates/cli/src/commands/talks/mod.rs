//! `talion talks`: a scenario or a bargaining problem in, the deal and what stands in its way out.

mod problem;
mod problem_table;
mod rows;
mod table;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{DisagreementFlag, Format, TalksFlags};
use crate::output::Output;
use crate::scenario_source::{Asked, asked};
use crate::{game_file, scenario_source, threads};
use std::path::Path;
use talion::{StudyError, TalksDisagreement, TalksFindings, TalksOptions, TalksStudy};

/// Most that moving one term may gain, and that the surfaces may be off, percent of real income.
const MOST_GAIN: f64 = 1e-4;
/// Most that the gap of a deal on a bargaining problem may be, in proportion to its payoffs.
const MOST_GAP: f64 = 1e-9;

/// Runs the command.
pub(crate) fn run(flags: &TalksFlags, output: Output) -> Result<Exit, CliError> {
    match asked(flags.source.as_deref()) {
        Asked::Scenario(name) => scenario(name, flags, output),
        Asked::Game(path) => problem(path, flags, output),
    }
}

fn scenario(name: Option<&str>, flags: &TalksFlags, output: Output) -> Result<Exit, CliError> {
    let mut scenario = scenario_source::open(name)?;
    if scenario.talks().is_none() {
        return Err(StudyError::NoTalks.into());
    }
    for (key, value) in &flags.settings {
        scenario = scenario.with_value(key, *value).map_err(StudyError::from)?;
    }
    output.warnings(scenario.dataset().warnings(), &crate::diagnostics::Sources::new())?;
    threads::start(flags.threads)?;
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let options = TalksOptions {
        disagreement: match flags.disagreement {
            None => TalksDisagreement::Scenario,
            Some(DisagreementFlag::Named(named)) => TalksDisagreement::Fallback(named),
            Some(DisagreementFlag::Payoffs(payoffs)) => TalksDisagreement::Payoffs(payoffs),
        },
        weights: flags.weights.map(|pair| pair.0),
        discounts: flags.discount.map(|pair| pair.0),
        breakdown: flags.breakdown,
        points: usize::from(flags.points),
    };
    let found = TalksStudy::new(&scenario, options).run(&console);
    console.clear();
    let findings = found?;
    Output::result(&match flags.format {
        Format::Table => table::draw(&findings, output.stdout),
        Format::Json => serde_json::to_string_pretty(&findings).map_err(std::io::Error::from)?,
        Format::Csv => rows::write(&findings)?,
    })?;
    verdict(&findings, output)
}

/// Certified, or why not.
fn verdict(findings: &TalksFindings, output: Output) -> Result<Exit, CliError> {
    let mut doubts = Vec::new();
    for deal in &findings.solutions {
        let checks = [
            ("moving one term gains", deal.largest_gain),
            ("the search was off by", deal.surface_error),
            ("the two gains differ by", deal.rule_residual),
        ];
        for (what, found) in checks {
            if found.is_nan() || found > MOST_GAIN {
                doubts.push(format!("{}: {what} {found:.1e}, above {MOST_GAIN:e}", deal.rule));
            }
        }
    }
    for doubt in &doubts {
        output.remark(&format!("not certified: {doubt}"))?;
    }
    Ok(if doubts.is_empty() { Exit::Certified } else { Exit::NotCertified })
}

fn problem(path: &Path, flags: &TalksFlags, output: Output) -> Result<Exit, CliError> {
    if !flags.settings.is_empty() {
        return Err(CliError::FlagNotForForm { flag: "set", form: "bargaining" });
    }
    let read = game_file::open_bargaining(path)?;
    let disagreement = match flags.disagreement {
        None => None,
        Some(DisagreementFlag::Payoffs(payoffs)) => Some(payoffs),
        Some(DisagreementFlag::Named(_)) => {
            return Err(CliError::FlagNotForForm { flag: "disagreement WORD", form: "bargaining" });
        }
    };
    let problem = match disagreement {
        None => read,
        Some(payoffs) => read.with_disagreement(payoffs).map_err(StudyError::from)?,
    };
    let asked = problem::Asked {
        weights: flags.weights.map_or([0.5, 0.5], |pair| pair.0),
        discounts: flags.discount.map_or([0.98; 2], |pair| pair.0),
        breakdown: flags.breakdown.unwrap_or(0.0),
    };
    let result = problem::ProblemResult::of(&problem, &asked).map_err(StudyError::from)?;
    Output::result(&match flags.format {
        Format::Table => problem_table::draw(&result, output.stdout),
        Format::Json => serde_json::to_string_pretty(&result).map_err(std::io::Error::from)?,
        Format::Csv => problem::rows(&result)?,
    })?;
    match result.worst_gap() {
        gap if gap <= MOST_GAP => Ok(Exit::Certified),
        gap => {
            output.remark(&format!("not certified: a deal may be {gap:.1e} short of the best"))?;
            Ok(Exit::NotCertified)
        }
    }
}
