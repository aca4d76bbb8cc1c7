//! Flags of `talion resolve`.

use super::Format;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
A scenario needs a `[resolve]` table: types with priors, threats, replies. A file is a signalling game in
Talion's JSON (`talion convert --schema signalling`). Every sequential equilibrium is listed, with the
range of each probability where there is a continuum, beliefs that support it, and its check on the tree:
the largest gain at any information set and of any plan, and the distance from Bayes' rule.

Examples:
  talion resolve
  talion resolve --set resolve.type.resolute.prior=0.2
  talion resolve --set resolve.type.yielding.conflict_cost=0.1 --format json
  talion resolve examples/resolve/beer-quiche.json
  talion resolve --format csv > stand-off.csv
  talion resolve --tree threats.efg && talion solve threats.efg --concept qre

Exit codes: 0 certified, 1 unexpected, 2 bad input, 3 stopped or without a certificate.";

/// Who bluffs, who gives in, and what an audience learns, where each side alone knows its resolve.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ResolveFlags {
    /// A scenario (a .toml file, or the name of one that is built in), or a signalling game (.json)
    /// [default: us-china-2018].
    #[arg(value_name = "SCENARIO|FILE")]
    pub(crate) game: Option<PathBuf>,

    /// Scenario keys to change, as `KEY=NUMBER`; players, types, threats and replies go by name.
    #[arg(long = "set", value_name = "KEY=X", value_parser = super::escalate::setting)]
    pub(crate) settings: Vec<(String, f64)>,

    /// Writes the game as a tree of all its moves in Gambit's .efg, for `talion solve` and others.
    #[arg(long, value_name = "FILE.efg")]
    pub(crate) tree: Option<PathBuf>,

    /// Number of threads; 0 takes as many as the machine has. No number depends on it.
    #[arg(long, value_name = "N", default_value_t = 0,
          value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,

    /// What is printed: a table, everything as JSON, or CSV (of a scenario the stand-off by quarter, of a
    /// file the equilibria).
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
}
