//! Flags of `talion backtest`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use talion::model::Dating;

const EXAMPLES: &str = "\
Everything is fitted to March 2018 to February 2020 and scored on January to November 2025.

Examples:
  talion backtest
  talion backtest --dates effective --format json --figure ridge.svg
  talion scenario show us-china-history > my.toml && talion backtest my.toml

Exit codes: 0 certified, 1 unexpected, 2 bad input, 3 stopped or without a certificate.";

/// Hold the game over time against the record: did the two do what the model expects?
///
/// Lays the dated moves of both governments on the scenario's ladder, month by month, fits precision
/// and inertia of the logit Markov equilibrium, and scores it against forecasts that know no economics.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BacktestFlags {
    /// Scenario: a file, or the name of one that is built in [default: us-china-history].
    pub(crate) scenario: Option<String>,

    /// Record of dated moves [default: the one that is built in].
    #[arg(long, value_name = "F.csv")]
    pub(crate) history: Option<PathBuf>,

    /// By which day a move counts.
    #[arg(long, value_name = "WHICH", default_value = "announced")]
    pub(crate) dates: Dates,

    /// How to print the result.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: BacktestFormat,

    /// File for a figure of the likelihood over precision and inertia.
    #[arg(long, value_name = "F.svg")]
    pub(crate) figure: Option<PathBuf>,

    /// Number of threads; 0 takes as many as the machine has. No number depends on it.
    #[arg(long, value_name = "N", default_value_t = 0,
          value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

/// The day of a move, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Dates {
    /// The day on which it was announced.
    Announced,
    /// The day on which it took effect.
    Effective,
}

impl From<Dates> for Dating {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::Announced => Self::Announced,
            Dates::Effective => Self::Effective,
        }
    }
}

/// The shape of the result, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BacktestFormat {
    /// For people: the answer, the scores, the choices.
    Table,
    /// For programs: everything, at full double precision.
    Json,
    /// For spreadsheets: one row per choice, with the chance that each forecast gave it.
    Csv,
}
