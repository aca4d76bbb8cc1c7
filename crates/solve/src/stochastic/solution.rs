//! What a method for stochastic games hands back.

use crate::SolveError;
use serde::Serialize;
use std::time::Duration;
use talion_game::{MarkovCertificate, MarkovProfile, StochasticGame, Termination};

/// A Markov profile with its certificate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarkovEquilibrium {
    /// Mixed actions, by state and player.
    pub strategies: MarkovProfile,
    /// Values, and the largest gain from one deviation, computed from the game and the strategies alone.
    pub certificate: MarkovCertificate,
}

/// Markov-perfect equilibria found by one method on one game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarkovSolution {
    /// What was found, each with its certificate; possibly nothing.
    pub equilibria: Vec<MarkovEquilibrium>,
    /// Whether the list is proved to hold everything that the method promises.
    pub complete: bool,
    /// Why the method stopped.
    pub termination: Termination,
    /// Steps taken, in the method's own unit.
    pub iterations: u64,
    /// Time taken. Left out of every comparison.
    #[serde(skip)]
    pub elapsed: Duration,
    /// Literature name of the method.
    pub method: String,
}

impl MarkovEquilibrium {
    /// An equilibrium of a game, certified here and now.
    ///
    /// # Errors
    /// If the profile does not belong to the game.
    pub fn certify(game: &StochasticGame, strategies: MarkovProfile) -> Result<Self, SolveError> {
        let certificate = MarkovCertificate::of(game, &strategies)?;
        Ok(Self { strategies, certificate })
    }
}
