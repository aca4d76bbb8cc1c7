//! Markov-perfect equilibria of stochastic games.

mod homotopy;
mod method;
mod solution;

pub use homotopy::{BranchEnd, BranchRun, LogTracing, LogitHomotopy};
pub use method::MarkovMethod;
pub use solution::{MarkovEquilibrium, MarkovSolution};
