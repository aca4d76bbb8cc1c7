//! Flags of `talion stability`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
A file is a conflict in Talion's JSON (`talion convert --schema conflict`): players, states, moves, and
what every player likes, ranked or as payoffs. A scenario makes one of its ladder: the same situations and
steps without time and chance, at the technology gap of the start, with payoffs from the economy.

Examples:
  talion stability --status-quo nothing
  talion stability conflict.json
  talion stability conflict.json --status-quo 01
  talion stability conflict.json --wanted 00
  talion stability conflict.json --format json

Exit codes: 0 every equilibrium listed has witnesses that were checked, 1 unexpected, 2 bad input,
3 stopped by Ctrl-C, or a witness that did not pass.";

/// Which situations of a conflict are stable, in which sense, and how they are reached.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct StabilityFlags {
    /// The conflict: a .json file, or a scenario (a .toml file, or the name of one that is built in)
    /// [default: us-china-2018].
    #[arg(value_name = "SCENARIO|FILE")]
    pub(crate) game: Option<PathBuf>,

    /// Difference of payoffs, in percent of real income, up to which a scenario's players like two
    /// situations the same.
    #[arg(long, value_name = "X", default_value_t = 0.0)]
    pub(crate) band: f64,

    /// Where we are: what can be reached from this state, and how? [default: of a scenario, its start]
    #[arg(long, value_name = "STATE")]
    pub(crate) status_quo: Option<String>,

    /// Which preferences would have to change for this state to be stable?
    #[arg(long, value_name = "STATE")]
    pub(crate) wanted: Option<String>,

    /// Which moves count as gains: those to better states, or those to states liked as well too.
    #[arg(long, value_name = "RULE", default_value = "strict")]
    pub(crate) improvements: Improvements,

    /// Horizons of limited-move stability.
    #[arg(long, value_name = "H,..", value_delimiter = ',', default_value = "2,3")]
    pub(crate) horizons: Vec<u16>,

    /// How to print the result.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: StabilityFormat,
}

/// What counts as a gain, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Improvements {
    /// A better state.
    Strict,
    /// A state that is as good or better; a sanction must then leave the player worse off.
    Weak,
}

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StabilityFormat {
    /// For people.
    Table,
    /// For programs: everything, with the witnesses.
    Json,
}
