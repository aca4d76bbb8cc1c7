//! `talion backtest`: a scenario and a record in, scores of the model and its benchmarks out.

mod rows;
mod table;

use crate::console::Console;
use crate::diagnostics::Sources;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{BacktestFlags, BacktestFormat};
use crate::output::Output;
use crate::{read, scenario_source, threads};
use talion::economy::Problems;
use talion::model::{EMBEDDED_HISTORY, History, Month};
use talion::{BacktestFindings, BacktestOptions, BacktestStudy, Grid};

/// The scenario that runs when none is named.
const DEFAULT_SCENARIO: &str = "us-china-history";
/// Months to which everything is fitted, and months that are forecast.
const FIT: (&str, &str) = ("2018-03", "2020-02");
const SCORE: (&str, &str) = ("2025-01", "2025-11");
/// Lowest precision of the grid above none, number of precisions, number of log odds of holding.
const GRID: (f64, u32, u32) = (0.5, 10, 10);
/// Largest slope of the log likelihood that an estimate may leave, per unit of log scale.
const MOST_SLOPE: f64 = 1e-2;

/// Runs the command.
pub(crate) fn run(flags: &BacktestFlags, output: Output) -> Result<Exit, CliError> {
    threads::start(flags.threads)?;
    let name = flags.scenario.as_deref().unwrap_or(DEFAULT_SCENARIO);
    let scenario = scenario_source::open(Some(name))?;
    output.warnings(scenario.dataset().warnings(), &Sources::new())?;
    let (record, history) = history(flags)?;
    let options = BacktestOptions {
        dating: flags.dates.into(),
        fit: months(FIT)?,
        score: months(SCORE)?,
        grid: Grid::usual(GRID.0, GRID.1, GRID.2),
    };
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let found = BacktestStudy::new(&scenario, record, &history, options).run(&console);
    console.clear();
    let findings = found?;
    Output::result(&match flags.format {
        BacktestFormat::Table => table::draw(&findings, output.stdout),
        BacktestFormat::Json => {
            serde_json::to_string_pretty(&findings).map_err(std::io::Error::from)?
        }
        BacktestFormat::Csv => rows::write(&findings)?,
    })?;
    if let Some(path) = &flags.figure {
        let figure = talion_report::figures::ridge(&findings)?;
        let failed = |source| CliError::Write { path: path.clone(), source };
        std::fs::write(path, figure.svg).map_err(failed)?;
        output.remark(&format!("the ridge is drawn in {}", path.display()))?;
    }
    verdict(&findings, output)
}

/// Certified, or why not.
fn verdict(findings: &BacktestFindings, output: Output) -> Result<Exit, CliError> {
    let slope = findings.estimate.slope;
    // On the edge of the branch a slope is what there must be; the answer says so.
    if slope <= MOST_SLOPE || findings.estimate.edge {
        return Ok(Exit::Certified);
    }
    output
        .remark(&format!("not certified: the log likelihood still has a slope of {slope:.1e}"))?;
    Ok(Exit::NotCertified)
}

/// The record with its name.
fn history(flags: &BacktestFlags) -> Result<(String, History), CliError> {
    let refused = |name: &str, text: String, Problems(problems): Problems| CliError::Input {
        problems,
        sources: Sources::from([(name.to_owned(), text)]),
    };
    let Some(path) = &flags.history else {
        let history = History::embedded();
        let history = history.map_err(|found| refused(EMBEDDED_HISTORY, String::new(), found))?;
        return Ok((EMBEDDED_HISTORY.to_owned(), history));
    };
    let (name, text) = (path.display().to_string(), read::text(path)?);
    let history = History::read(&name, &text).map_err(|found| refused(&name, text, found))?;
    Ok((name, history))
}

fn months((first, last): (&str, &str)) -> Result<(Month, Month), CliError> {
    // Both are constants of this file, and the tests run them.
    let month = |text: &str| text.parse::<Month>().map_err(std::io::Error::other);
    Ok((month(first)?, month(last)?))
}
