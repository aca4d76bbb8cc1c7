//! Flags of `talion tariffs`.

use super::{Deficits, Format};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use talion::economy::MarketStructure;
use talion::model::{FormulaVariant, RateBy, RateKind, RateTargets};
use talion::{Disagreement, TariffConcept};

const EXAMPLES: &str = "\
Rates are fractions: 0.25 is 25 percent. Every answer carries its certificate: the projected gradient,
the curvature, and the largest gain that an independent search over each player's own rates found.

Examples:
  talion tariffs --players USA,CHN
  talion tariffs --players USA,CHN --instruments tariff,subsidy --subsidy-bounds -0.3,0.3
  talion tariffs --players USA,CHN --concept stackelberg --leader CHN --by importer
  talion tariffs --players all --targets all --concept formula --deficits purged --format json
  talion tariffs --players USA,CHN --concept cooperative --split kalai-smorodinsky

Exit codes: 0 certified, 1 unexpected, 2 bad input, 3 stopped or without a certificate.";

/// Optimal, Nash, Stackelberg and agreed tariffs, subsidies and export taxes, by the gradient.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct TariffsFlags {
    /// Data set: one that is built in, or a folder [default: us-china-2017].
    #[arg(long, value_name = "NAME|DIR")]
    pub(crate) data: Option<String>,

    /// Set of trade and scale elasticities [default: the data set's own].
    #[arg(long, value_name = "SET")]
    pub(crate) elasticities: Option<String>,

    /// Factor on the scale elasticities; 0 gives constant returns.
    #[arg(long, value_name = "X", default_value_t = 1.0, allow_negative_numbers = true)]
    pub(crate) scale_factor: f64,

    /// What happens to trade imbalances [default: fixed; purged for the formula].
    #[arg(long, value_name = "RULE")]
    pub(crate) deficits: Option<Deficits>,

    /// How firms compete.
    #[arg(long, value_name = "MARKET", default_value = "competitive")]
    pub(crate) market: Market,

    /// Weights of sectors in what governments maximise: region,sector,weight; `data` takes those of
    /// the data set [default: welfare].
    #[arg(long, value_name = "F.csv|data", help_heading = "Game")]
    pub(crate) political_weights: Option<PathBuf>,

    /// Who plays: codes of regions, or `all`.
    #[arg(
        long,
        value_name = "A,B,..",
        value_delimiter = ',',
        required = true,
        help_heading = "Game"
    )]
    pub(crate) players: Vec<String>,

    /// Against whom rates are set.
    #[arg(long, value_name = "WHOM", default_value = "each-other", help_heading = "Game")]
    pub(crate) targets: Targets,

    /// What players set.
    #[arg(
        long,
        value_name = "KINDS",
        value_delimiter = ',',
        default_value = "tariff",
        help_heading = "Game"
    )]
    pub(crate) instruments: Vec<Instrument>,

    /// How finely players can tell rates apart.
    #[arg(long, value_name = "BY", default_value = "sector", help_heading = "Game")]
    pub(crate) by: By,

    /// Sectors with rates to set: codes, or `all` [default: those in which somebody levies a tariff].
    #[arg(long, value_name = "S,T,..", value_delimiter = ',', help_heading = "Game")]
    pub(crate) sectors: Vec<String>,

    /// Lowest and highest tariff.
    #[arg(long, value_name = "LO,HI", default_value = "0,10", value_parser = pair,
          allow_hyphen_values = true, help_heading = "Game")]
    pub(crate) bounds: (f64, f64),

    /// Lowest and highest production subsidy.
    #[arg(long, value_name = "LO,HI", default_value = "-0.5,0.5", value_parser = pair,
          allow_hyphen_values = true, help_heading = "Game")]
    pub(crate) subsidy_bounds: (f64, f64),

    /// Lowest and highest export tax.
    #[arg(long, value_name = "LO,HI", default_value = "-0.5,0.5", value_parser = pair,
          allow_hyphen_values = true, help_heading = "Game")]
    pub(crate) export_tax_bounds: (f64, f64),

    /// Lowest and highest transfer, as a share of the payer's income.
    #[arg(long, value_name = "LO,HI", default_value = "-0.1,0.1", value_parser = pair,
          allow_hyphen_values = true, help_heading = "Game")]
    pub(crate) transfer_bounds: (f64, f64),

    /// What to look for.
    #[arg(long, value_name = "CONCEPT", default_value = "nash")]
    pub(crate) concept: Concept,

    /// Who moves first under `stackelberg` [default: the first player].
    #[arg(long, value_name = "REGION")]
    pub(crate) leader: Option<String>,

    /// How an agreement is picked under `cooperative`.
    #[arg(long, value_name = "RULE", default_value = "nash-bargaining")]
    pub(crate) split: SplitRule,

    /// Weight of every player under `--split weighted-sum` [default: all alike].
    #[arg(long, value_name = "X,Y,..", value_delimiter = ',')]
    pub(crate) weights: Vec<f64>,

    /// What happens without an agreement.
    #[arg(long, value_name = "WHAT", default_value = "nash")]
    pub(crate) disagreement: Fallback,

    /// Which form of the formula.
    #[arg(long, value_name = "FORM", default_value = "program")]
    pub(crate) formula: FormulaForm,

    /// Starts besides the status quo.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) starts: usize,

    /// How hard the certificate's independent search looks for a profitable deviation.
    #[arg(long, value_name = "EFFORT", default_value = "normal")]
    pub(crate) search: SearchEffort,

    /// Number of threads; 0 takes as many as the machine has. No number depends on it.
    #[arg(long, value_name = "N", default_value_t = 0,
          value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,

    /// How to print the result.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
}

fn pair(text: &str) -> Result<(f64, f64), String> {
    let wrong = || format!("`{text}` is not two numbers with a comma between them, such as 0,0.5");
    let (low, high) = text.split_once(',').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<f64>().map_err(|_| wrong());
    Ok((number(low)?, number(high)?))
}

/// A flag of few words that stands for a type of the library.
macro_rules! words {
    ($(#[$doc:meta])* $flag:ident => $of:ty { $($(#[$word_doc:meta])* $word:ident => $value:expr),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
        pub(crate) enum $flag {
            $($(#[$word_doc])* $word),+
        }

        impl From<$flag> for $of {
            fn from(typed: $flag) -> Self {
                match typed {
                    $($flag::$word => $value),+
                }
            }
        }
    };
}

words! {
    /// The market structure, as typed.
    Market => MarketStructure {
        /// Perfect competition, with scale economies where the elasticities have them.
        Competitive => Self::Competitive,
        /// A fixed number of firms that earn profits (Ossa 2014).
        RestrictedEntry => Self::RestrictedEntry,
    }
}

words! {
    /// Against whom, as typed.
    Targets => RateTargets {
        /// The other players.
        EachOther => Self::EachOther,
        /// All other regions.
        All => Self::All,
    }
}

words! {
    /// A kind of rate, as typed.
    Instrument => RateKind {
        /// Import tariff.
        Tariff => Self::Tariff,
        /// Production subsidy.
        Subsidy => Self::Subsidy,
        /// Export tax.
        ExportTax => Self::ExportTax,
        /// Lump sum to the first player, under `cooperative` only.
        Transfer => Self::Transfer,
    }
}

words! {
    /// How finely, as typed.
    By => RateBy {
        /// A rate for every partner and sector.
        Sector => Self::Sector,
        /// A rate for every partner.
        Partner => Self::Partner,
        /// One rate for all.
        Importer => Self::Importer,
    }
}

words! {
    /// The concept, as typed.
    Concept => TariffConcept {
        /// Rates from which nobody gains by deviating alone.
        Nash => Self::Nash,
        /// Every player's optimum while all others stay at applied rates.
        Optimal => Self::Optimal,
        /// The leader's optimum when the others react in equilibrium.
        Stackelberg => Self::Stackelberg,
        /// What the players agree on.
        Cooperative => Self::Cooperative,
        /// One tariff per importer by Lashkaripour's formula, with its regret.
        Formula => Self::Formula,
    }
}

words! {
    /// What happens without agreement, as typed.
    Fallback => Disagreement {
        /// The Nash equilibrium.
        Nash => Self::Nash,
        /// Applied rates.
        StatusQuo => Self::StatusQuo,
    }
}

words! {
    /// The form of the formula, as typed.
    FormulaForm => FormulaVariant {
        /// As in the author's program.
        Program => Self::Program,
        /// As in the paper.
        Paper => Self::Paper,
    }
}

/// How an agreement is picked, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SplitRule {
    /// The largest Nash product of gains.
    NashBargaining,
    /// Equal shares of the ideal gains.
    KalaiSmorodinsky,
    /// The largest weighted sum of payoffs.
    WeightedSum,
}

/// How hard the certificate's search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SearchEffort {
    /// For games of thousands of rates: the corners of the box, a few points, one polish.
    Light,
    /// An even filling, a grid along every axis, three polishes, a compass search.
    Normal,
    /// Ten times that.
    Thorough,
}
