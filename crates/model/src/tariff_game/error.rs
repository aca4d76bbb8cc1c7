//! What can be wrong with the options of a tariff game, all of it at once.

use super::RateKind;
use std::fmt;

/// One thing that is wrong with the options of a tariff game.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TariffGameProblem {
    /// Nobody plays.
    #[error("a tariff game needs at least one player")]
    NoPlayers,
    /// No kind of rate was chosen.
    #[error("a tariff game needs at least one kind of rate: tariff, subsidy or export-tax")]
    NoKinds,
    /// A player is no region of the economy.
    #[error("player number {found} is no region; the economy has {regions} (from 0)")]
    UnknownRegion {
        /// Number given.
        found: usize,
        /// Regions of the economy.
        regions: usize,
    },
    /// A sector is not in the economy.
    #[error("sector number {found} is not in the economy, which has {sectors} (from 0)")]
    UnknownSector {
        /// Number given.
        found: usize,
        /// Sectors of the economy.
        sectors: usize,
    },
    /// A player is named more than once.
    #[error("player {player} is named more than once")]
    RepeatedPlayer {
        /// Code of the region.
        player: String,
    },
    /// Bounds that leave no room, or leave the domain of the rate.
    #[error(
        "bounds of the {kind} are {lower} and {upper}; the lower one must not pass the upper one, \
         and both must be finite and {domain}"
    )]
    Bounds {
        /// The kind of rate.
        kind: RateKind,
        /// Lower bound found.
        lower: f64,
        /// Upper bound found.
        upper: f64,
        /// Where rates of this kind live.
        domain: &'static str,
    },
    /// A player has nothing to set: it has no trade with its targets in these sectors.
    #[error(
        "player {player} has no instrument: it does not trade with its targets in these sectors \
         (without other players its targets must be all regions)"
    )]
    NoInstruments {
        /// Code of the region.
        player: String,
    },
}

/// Everything that is wrong with the options of a tariff game.
#[derive(Debug, Clone, PartialEq)]
pub struct TariffGameProblems(pub Vec<TariffGameProblem>);

impl fmt::Display for TariffGameProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        talion_economy::one_per_line(&self.0, f)
    }
}

impl std::error::Error for TariffGameProblems {}
