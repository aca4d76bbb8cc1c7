//! The one door to every method for stochastic games.

use super::MarkovSolution;
use crate::SolveError;
use std::fmt;
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

impl fmt::Debug for dyn MarkovMethod + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
