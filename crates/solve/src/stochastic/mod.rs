//! Markov-perfect equilibria of stochastic games.

mod homotopy;
mod method;
mod solution;

pub use homotopy::{
    BranchEnd, BranchRun, LogTracing, LogitHomotopy, MarkovQuantalResponse, MarkovQuantalResponses,
    QuantalRoute, logit_markov, logit_markov_near,
};
pub use method::MarkovMethod;
pub use solution::{MarkovEquilibrium, MarkovSolution};
