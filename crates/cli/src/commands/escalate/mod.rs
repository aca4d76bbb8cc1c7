//! `talion escalate`: a scenario in, the game over time out.

mod rows;
mod table;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{EscalateFlags, Format};
use crate::output::Output;
use crate::{scenario_source, threads};
use talion::model::Scenario;
use talion::{EscalationFindings, EscalationOptions, EscalationStudy, StudyError};

/// Largest gain, in percent of a year's real income, that a certified answer may leave.
const MOST_GAIN: f64 = 1e-9;
/// Standard errors that drawn odds may be away from exact ones: odds of one in a million.
const MOST_ERRORS: f64 = 5.0;

/// Runs the command.
pub(crate) fn run(flags: &EscalateFlags, output: Output) -> Result<Exit, CliError> {
    let scenario = changed(scenario_source::open(flags.scenario.as_deref())?, flags)?;
    output.warnings(scenario.dataset().warnings(), &crate::diagnostics::Sources::new())?;
    threads::start(flags.threads)?;
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let options = EscalationOptions {
        thresholds: flags.flips.clone(),
        instruments: !flags.brief,
        variants: !flags.brief,
        paths: flags.paths as usize,
        seed: flags.seed,
    };
    let found = EscalationStudy::new(&scenario, options).run(&console);
    console.clear();
    let findings = found?;
    Output::result(&match flags.format {
        Format::Table => table::draw(&findings, output.stdout),
        Format::Json => serde_json::to_string_pretty(&findings).map_err(std::io::Error::from)?,
        Format::Csv => rows::write(&findings)?,
    })?;
    verdict(&findings, output)
}

/// The scenario with what the flags change.
fn changed(mut scenario: Scenario, flags: &EscalateFlags) -> Result<Scenario, CliError> {
    if scenario.escalation().is_none() {
        return Err(StudyError::NoEscalation.into());
    }
    let horizon = flags.horizon.map(|h| ("escalation.horizon_quarters".to_owned(), f64::from(h)));
    for (key, value) in flags.settings.iter().cloned().chain(horizon) {
        scenario = scenario.with_value(&key, value).map_err(StudyError::from)?;
    }
    Ok(scenario)
}

/// Certified, or why not.
fn verdict(findings: &EscalationFindings, output: Output) -> Result<Exit, CliError> {
    let mut doubts: Vec<String> = Vec::new();
    let Some(selected) = findings.selected.map(|at| &findings.equilibria[at]) else {
        output.remark(&format!("not certified: no equilibrium: {}", findings.termination))?;
        return Ok(Exit::NotCertified);
    };
    let gains = [("single deviation", selected.one_shot_gain), ("plan", selected.best_reply_gain)];
    for (what, gain) in gains {
        if gain.is_nan() || gain > MOST_GAIN {
            doubts.push(format!("a {what} gains {gain:.1e}, above {MOST_GAIN:e}"));
        }
    }
    let drawn = &findings.simulation;
    if (drawn.deal - drawn.exact).abs() > MOST_ERRORS * drawn.standard_error {
        doubts.push(format!(
            "drawn paths put the odds of a deal at {}, exact propagation at {}",
            drawn.deal, drawn.exact
        ));
    }
    for doubt in &doubts {
        output.remark(&format!("not certified: {doubt}"))?;
    }
    Ok(if doubts.is_empty() { Exit::Certified } else { Exit::NotCertified })
}
