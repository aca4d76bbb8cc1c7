//! Markov-perfect equilibria of stochastic games.

mod method;
mod solution;

pub use method::MarkovMethod;
pub use solution::{MarkovEquilibrium, MarkovSolution};
