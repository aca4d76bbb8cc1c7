//! The `talion` command: parses the flags, runs one command, says how it ended.

mod certified;
mod commands;
mod console;
mod data_source;
mod diagnostics;
mod error;
mod exit;
mod flags;
mod game_file;
mod out_folder;
mod output;
mod read;
mod scenario_source;
mod tables;
mod terminal;
mod threads;

use clap::Parser;
use flags::{Command, Flags};
use output::Output;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Usage errors end here, with exit code 2.
    let flags = Flags::parse();
    let output = Output::of_process(flags.quiet);
    let ended = match flags.into_command() {
        Command::Run(flags) => commands::run::run(&flags, output),
        Command::Scenario(command) => commands::scenario::run(command, output),
        Command::Data(command) => commands::data::run(command, output),
        Command::Solve(flags) => commands::solve::run(&flags, output),
        Command::Stability(flags) => commands::stability::run(&flags, output),
        Command::Sustain(flags) => commands::sustain::run(&flags, output),
        Command::Talks(flags) => commands::talks::run(&flags, output),
        Command::Convert(flags) => commands::convert::run(&flags, output),
        Command::Methods => commands::methods::run(output),
        Command::Counterfactual(flags) => commands::counterfactual::run(&flags, output),
        Command::Tariffs(flags) => commands::tariffs::run(&flags, output),
        Command::Escalate(flags) => commands::escalate::run(&flags, output),
        Command::Resolve(flags) => commands::resolve::run(&flags, output),
        Command::Backtest(flags) => commands::backtest::run(&flags, output),
        Command::Compare(flags) => commands::compare::run(&flags, output),
        Command::Findings(command) => commands::findings::run(command, output),
    };
    let exit = ended.unwrap_or_else(|error| {
        output.error(&error);
        error.exit()
    });
    exit.into()
}
