//! `talion run`: a scenario in, certified findings and a report out.

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::RunFlags;
use crate::output::Output;
use crate::{certified, out_folder, scenario_source, threads};
use std::time::Instant;
use talion::game::Observer;
use talion::{Findings, Study};
use talion_report::TerminalOptions;
use talion_report::terminal::summary;

/// Runs the command. Whatever the user could have got wrong is found before the work starts.
pub(crate) fn run(flags: &RunFlags, output: Output) -> Result<Exit, CliError> {
    let scenario = scenario_source::open(flags.scenario.as_deref())?;
    output.warnings(scenario.dataset().warnings(), &crate::diagnostics::Sources::new())?;
    out_folder::check(&flags.out)?;
    threads::start(flags.threads)?;

    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let study =
        Study::new(scenario).seed(flags.seed).draws(flags.draws as usize).command(again(flags));
    let begun = Instant::now();
    let found = study.run(&console);
    let elapsed = begun.elapsed();
    console.clear();
    let findings = found?;

    let written = talion_report::write_timed(&findings, &flags.out, elapsed)?;
    show(&findings, flags, written.len(), output)?;
    verdict(&findings, console.stopped(), output)
}

/// The command that makes the same report again. Threads and folder are left out: neither changes
/// a number, and the same study must give the same bytes.
fn again(flags: &RunFlags) -> String {
    let scenario = flags.scenario.as_deref().unwrap_or(talion::model::embedded::DEFAULT_SCENARIO);
    format!("talion run {scenario} --seed {} --draws {}", flags.seed, flags.draws)
}

fn show(
    findings: &Findings,
    flags: &RunFlags,
    files: usize,
    output: Output,
) -> Result<(), CliError> {
    if output.quiet {
        return Ok(());
    }
    let options = TerminalOptions { width: output.stdout.width, colour: output.stdout.colour };
    Output::result(&summary(findings, &options))?;
    output.remark(&format!("{files} files in {}; open report.html", flags.out.display()))
}

/// Certified, or why not.
fn verdict(findings: &Findings, stopped: bool, output: Output) -> Result<Exit, CliError> {
    let mut doubts = certified::doubts(findings);
    if stopped {
        doubts.push("stopped before all of it was done; the report holds what was".to_owned());
    }
    for doubt in &doubts {
        output.remark(&format!("not certified: {doubt}"))?;
    }
    Ok(if doubts.is_empty() { Exit::Certified } else { Exit::NotCertified })
}
