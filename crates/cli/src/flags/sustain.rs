//! Flags of `talion sustain`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use talion::Surge;

const EXAMPLES: &str = "\
A file is a repeated game in Talion's JSON (`talion convert --schema repeated`), or a game in normal form
(.nfg, .json) with --discount. A scenario repeats the game of its packages, with the discount factors of
its escalation unless --discount gives others. Payoffs of the repeated game are normalised by one less the
discount factor, so that they are in units of the stage game.

With --tariffs the game is that of the scenario's [tariffs] table, whose rates the players choose freely:
the most cooperative tariffs that keep themselves against the discount factor, when a breach is answered
by the Nash tariffs for ever, with and without surges of imports.

Examples:
  talion sustain
  talion sustain repeated.json
  talion sustain game.nfg --discount 0.8
  talion sustain repeated.json --discount 0.6,0.7
  talion sustain repeated.json --keep free,free --format json
  talion sustain --tariffs
  talion sustain us-china-2018 --tariffs --discount 0.3 --surge 0.1 --surge-chance 0.25

Exit codes: 0 the strategies found were checked by one-shot deviations, 1 unexpected, 2 bad input,
3 stopped by Ctrl-C or not within tolerance.";

/// Which promises are kept when a game is played again and again, and by how much patience.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct SustainFlags {
    /// The game: a .json or .nfg file, or a scenario (a .toml file, or the name of one that is built in)
    /// [default: us-china-2018].
    #[arg(value_name = "SCENARIO|FILE")]
    pub(crate) game: Option<PathBuf>,

    /// Discount factors: one for all players, or one for each [default: those of the file].
    #[arg(long, value_name = "D,..", value_delimiter = ',', allow_negative_numbers = true)]
    pub(crate) discount: Vec<f64>,

    /// The promise: one strategy per player, by label or number from 1 [default: the deal of a
    /// scenario's escalation where packages carry it out, else the profile with the largest sum of payoffs].
    #[arg(long, value_name = "S,..", value_delimiter = ',', conflicts_with = "tariffs")]
    pub(crate) keep: Vec<String>,

    /// Lengths of punishment to ask about.
    #[arg(
        long,
        value_name = "T,..",
        value_delimiter = ',',
        default_value = "1,2,3,5,10",
        conflicts_with = "tariffs"
    )]
    pub(crate) periods: Vec<u32>,

    /// Ask about tariffs that the players of a scenario choose freely.
    #[arg(long)]
    pub(crate) tariffs: bool,

    /// By what share trade between the players is cheaper in a surge; 0 for none.
    #[arg(
        long,
        value_name = "SHARE",
        default_value_t = Surge::default().cheaper,
        requires = "tariffs",
        allow_negative_numbers = true
    )]
    pub(crate) surge: f64,

    /// The chance of a surge in every period.
    #[arg(
        long,
        value_name = "CHANCE",
        default_value_t = Surge::default().chance,
        requires = "tariffs",
        allow_negative_numbers = true
    )]
    pub(crate) surge_chance: f64,

    /// How to print the result.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: SustainFormat,
}

impl SustainFlags {
    /// The discount factors that were given, one for every player; `None` if none were.
    pub(crate) fn discounts(&self, players: usize) -> Option<Vec<f64>> {
        match self.discount.as_slice() {
            [] => None,
            [one] => Some(vec![*one; players]),
            many => Some(many.to_vec()),
        }
    }
}

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SustainFormat {
    /// For people.
    Table,
    /// For programs: everything, with the strategies.
    Json,
}
