//! What can go wrong between a scenario and its game.

use talion_economy::{EconomyError, Problems};
use talion_game::{GameError, SignallingProblems};

/// Why a scenario or its payoffs could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The scenario file is wrong; every problem is listed.
    #[error("{0}")]
    Scenario(Problems),
    /// The trade model could not be set up or solved.
    #[error("at packages {packages}: {source}")]
    Economy {
        /// Packages of the profile, or the step before any profile.
        packages: String,
        /// What the economy said.
        source: EconomyError,
    },
    /// A purchase promise that no subsidy up to the limit can keep.
    #[error(
        "at packages {packages}: purchases of US$ {amount_bn:.1} bn cannot be reached; \
         an import subsidy of {limit_percent:.0} % brings US$ {reached_bn:.1} bn"
    )]
    PurchasesOutOfReach {
        /// Packages of the profile.
        packages: String,
        /// What was promised, US$ billion.
        amount_bn: f64,
        /// What the largest subsidy brings, US$ billion.
        reached_bn: f64,
        /// The largest subsidy tried, percent.
        limit_percent: f64,
    },
    /// The payoffs make no game.
    #[error(transparent)]
    Game(#[from] GameError),
    /// The payoffs make no threat game.
    #[error(transparent)]
    Threat(#[from] SignallingProblems),
    /// The observer asked to stop before all payoffs were known.
    #[error("stopped after {done} of {total} payoff profiles")]
    Interrupted {
        /// Profiles finished.
        done: usize,
        /// Profiles in the game.
        total: usize,
    },
}

impl From<Problems> for ModelError {
    fn from(problems: Problems) -> Self {
        Self::Scenario(problems)
    }
}
