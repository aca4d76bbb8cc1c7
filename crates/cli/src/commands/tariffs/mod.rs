//! `talion tariffs`: a question about continuous policy in, certified rates out.

mod ask;
mod rows;
mod table;

use crate::console::Console;
use crate::data_source;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{Concept, Format, TariffsFlags};
use crate::output::Output;
use crate::threads;
use talion::economy::{DeficitRule, Economy, EconomyOptions};
use talion::{TariffFindings, TariffStudy};

/// Largest gain, percent of real income, that a certified answer may leave: payoffs are logs, and
/// the solvers promise 1e-9.
const MOST_GAIN_PERCENT: f64 = 1e-7;
/// Largest relative residual of a trade equilibrium.
const MOST_RESIDUAL: f64 = 1e-12;

/// Runs the command.
pub(crate) fn run(flags: &TariffsFlags, output: Output) -> Result<Exit, CliError> {
    threads::start(flags.threads)?;
    let name = flags.data.as_deref().unwrap_or(data_source::DEFAULT);
    let dataset = data_source::open(name, output)?;
    let formula = flags.concept == Concept::Formula;
    // The formula is derived for balanced trade, and its published numbers are of it.
    let usual = if formula { DeficitRule::Purged } else { DeficitRule::Fixed };
    let economy = Economy::new(
        &dataset,
        &EconomyOptions {
            elasticities: flags.elasticities.clone(),
            scale_factor: flags.scale_factor,
            deficits: flags.deficits.map_or(usual, Into::into),
            market: flags.market.into(),
        },
    )?;
    let options = ask::options(flags, &dataset)?;
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let findings = TariffStudy::new(&economy, dataset.name(), options).run(&console);
    console.clear();
    let findings = findings?;
    Output::result(&match flags.format {
        Format::Table => table::draw(&findings, dataset.title(), output.stdout),
        Format::Json => serde_json::to_string_pretty(&findings).map_err(std::io::Error::from)?,
        Format::Csv => rows::write(&findings)?,
    })?;
    verdict(&findings, output)
}

/// Certified, or why not.
fn verdict(findings: &TariffFindings, output: Output) -> Result<Exit, CliError> {
    let mut doubts: Vec<String> = Vec::new();
    if findings.solutions.is_empty() {
        doubts.push(format!("no equilibrium was found: {}", findings.termination));
    } else if findings.termination != "converged" {
        doubts.push(format!("the search ended early: {}", findings.termination));
    }
    for solution in &findings.solutions {
        let gain = solution.max_gain_percent;
        // What the formula leaves on the table is the finding, not a doubt about it.
        if solution.formula.is_none() && (gain.is_nan() || gain > MOST_GAIN_PERCENT) {
            doubts
                .push(format!("a deviation gains {gain:.1e} percent, above {MOST_GAIN_PERCENT:e}"));
        }
        let residual = solution.residual;
        if residual.is_nan() || residual > MOST_RESIDUAL {
            doubts.push(format!("the trade equilibrium has residual {residual:.1e}"));
        }
    }
    if doubts.is_empty() {
        return Ok(Exit::Certified);
    }
    for doubt in doubts {
        output.remark(&format!("not certified: {doubt}"))?;
    }
    Ok(Exit::NotCertified)
}
