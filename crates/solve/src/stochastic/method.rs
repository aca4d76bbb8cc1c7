//! The one door to every method for stochastic games.

use super::MarkovSolution;
use crate::SolveError;
use talion_game::{Observer, StochasticGame};

/// A method that finds Markov-perfect equilibria.
pub trait MarkovMethod: Sync {
    /// Literature name of the method.
    fn name(&self) -> &'static str;

    /// Equilibria of a game, each certified. Reaching a limit is no error: the termination says so.
    ///
    /// # Errors
    /// If the method cannot take a game of this kind at all.
    fn solve(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<MarkovSolution, SolveError>;
}
