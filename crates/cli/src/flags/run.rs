//! Flags of `talion run`.

use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  talion run
  talion run us-china-2018 --out results
  talion run my.toml --threads 4 --seed 7

Exit codes: 0 certified, 1 unexpected, 2 bad input, 3 stopped without a certificate.";

/// Where the report goes if nothing is said.
const DEFAULT_OUT: &str = "talion-out";

/// The most threads that can be asked for; more is a slip of the keyboard.
const MOST_THREADS: i64 = 1024;

/// The most draws that can be asked for.
const MOST_DRAWS: i64 = 1_000_000;
/// A number of threads.
pub(crate) fn thread_count() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(0..=MOST_THREADS)
}

/// Solve the games of a scenario and write the report.
///
/// Prints a summary and writes a folder: report.html, report.md, findings.json, provenance.json, the games,
/// tables (CSV, LaTeX) and figures (SVG, PNG).
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RunFlags {
    /// Scenario: a file, or the name of one that is built in [default: us-china-2018].
    pub(crate) scenario: Option<String>,

    /// Folder for the report; made if it is not there.
    #[arg(long, value_name = "DIR", default_value = DEFAULT_OUT)]
    pub(crate) out: PathBuf,

    /// Number of threads; 0 takes as many as the machine has. No number depends on it.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = thread_count())]
    pub(crate) threads: u16,

    /// Draws of everything that is assumed, by which the report says how sure the answer is; 0 leaves
    /// that out.
    #[arg(long, value_name = "N", default_value_t = 250,
          value_parser = clap::value_parser!(u32).range(0..=MOST_DRAWS))]
    pub(crate) draws: u32,

    /// Seed of everything random.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
}

impl Default for RunFlags {
    fn default() -> Self {
        Self { scenario: None, out: DEFAULT_OUT.into(), threads: 0, draws: 250, seed: 0 }
    }
}
