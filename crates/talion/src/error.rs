//! Why a study could not be finished.

use talion_economy::EconomyError;
use talion_game::GameError;
use talion_model::ModelError;
use talion_solve::SolveError;

/// Why there are no findings. A study that finds no equilibrium is no error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StudyError {
    /// The trade model could not be set up.
    #[error(transparent)]
    Economy(#[from] EconomyError),
    /// A payoff could not be computed.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The payoffs make no game.
    #[error(transparent)]
    Game(#[from] GameError),
    /// A solver could not take the game.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// The observer asked to stop before there was anything to report.
    #[error("stopped before the game was solved; nothing was written")]
    Interrupted,
}
