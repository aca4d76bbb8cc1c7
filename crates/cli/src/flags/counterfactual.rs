//! Flags of `talion counterfactual`.

use super::{Market, PolicySteps};
use clap::{Args, ValueEnum};
use talion::economy::DeficitRule;

const EXAMPLES: &str = "\
Files apply in the order typed, each replacing the rates that it lists; --set applies after them.
Rates are fractions: 0.25 is 25 percent. A wedge is an iceberg factor, or the word `ban`.

Examples:
  talion counterfactual --set 'USA,CHN,*=0.25' --set 'CHN,USA,*=0.25'
  talion counterfactual --added-tariffs lists.csv --elasticities caliendo-parro-2015
  talion counterfactual --data my-folder --deficits purged --tariffs free-trade.csv --format json

Exit codes: 0 solved to a relative residual of 1e-12, 1 unexpected, 2 bad input, 3 no equilibrium found.";

/// What a trade policy does to every region, sector by sector.
///
/// Solves the trade model at the policy and compares it with the data. Without a policy flag the
/// policy is that of the data, and nothing changes.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CounterfactualFlags {
    /// Data set: one that is built in, or a folder [default: us-china-2017].
    #[arg(long, value_name = "NAME|DIR")]
    pub(crate) data: Option<String>,

    /// Set of trade and scale elasticities [default: the data set's own].
    #[arg(long, value_name = "SET")]
    pub(crate) elasticities: Option<String>,

    /// Factor on the scale elasticities; 0 gives constant returns.
    #[arg(long, value_name = "X", default_value_t = 1.0, allow_negative_numbers = true)]
    pub(crate) scale_factor: f64,

    /// What happens to trade imbalances.
    #[arg(long, value_name = "RULE", default_value = "fixed")]
    pub(crate) deficits: Deficits,

    /// How firms compete.
    #[arg(long, value_name = "MARKET", default_value = "competitive")]
    pub(crate) market: Market,

    /// The policy.
    #[command(flatten)]
    pub(crate) policy: PolicySteps,

    /// Take the change of every region's real income apart: terms of trade, volume, relocation,
    /// profit shifting, technology, deficit.
    #[arg(long)]
    pub(crate) decompose: bool,

    /// List every equilibrium found under the policy and the folds between them.
    #[arg(long)]
    pub(crate) branches: bool,

    /// How to print the result.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
}

/// The rule for trade imbalances, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Deficits {
    /// As large as in the data, in units of the world wage bill.
    Fixed,
    /// In proportion to world income.
    Proportional,
    /// Removed first: the baseline is the same economy with balanced trade.
    Purged,
}

impl From<Deficits> for DeficitRule {
    fn from(typed: Deficits) -> Self {
        match typed {
            Deficits::Fixed => Self::Fixed,
            Deficits::Proportional => Self::Proportional,
            Deficits::Purged => Self::Purged,
        }
    }
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: rounded, changes in percent, money in US$ billion.
    Table,
    /// For programs: full double precision, money in US$ million.
    Json,
    /// For spreadsheets: one row per region, full double precision, money in US$ million.
    Csv,
}
