//! Flags of `talion compare` and of `talion findings`.

use super::run::thread_count;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
A study is a scenario (a .toml file, or the name of one that is built in), which is run first; or the
findings.json of a run, or the folder that holds it. A scenario takes as long as `talion run`.

Examples:
  talion compare results/before results/after
  talion compare us-china-2018 my.toml --format md > difference.md
  talion compare a/findings.json b/findings.json c/findings.json --format json

Exit codes: 0 compared, and every answer carries its certificate; 1 unexpected; 2 bad input; 3 an answer
without its certificate, or stopped.";

/// What changed between studies: inputs, answers, certificates.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CompareFlags {
    /// Studies, at least two: scenarios, findings.json files, or folders that hold one.
    #[arg(value_name = "STUDY", num_args = 2.., required = true)]
    pub(crate) studies: Vec<PathBuf>,

    /// How to print the comparison.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: CompareFormat,

    /// Folder for comparison.md and comparison.json; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Number of threads for scenarios; 0 takes as many as the machine has.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = thread_count())]
    pub(crate) threads: u16,

    /// Seed of everything random in scenarios.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
}

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// Tables for reading.
    Table,
    /// JSON with full precision, for programs.
    Json,
    /// Markdown, for notes and reports.
    Md,
}

/// What can be done with findings.
#[derive(Debug, Subcommand)]
pub(crate) enum FindingsCommand {
    /// Print the JSON Schema of findings.json, for programs that read it.
    #[command(after_help = "Example:\n  talion findings schema > findings.schema.json")]
    Schema,
    /// Check that a file holds findings that this version reads.
    #[command(
        after_help = "Example:\n  talion findings check results/findings.json\n\nExit codes: 0 it does, 2 not."
    )]
    Check {
        /// The findings.json of a run.
        file: PathBuf,
    },
}
