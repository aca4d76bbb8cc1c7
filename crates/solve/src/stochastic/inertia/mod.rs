//! Logit quantal response with inertia, at given precisions: made to be fitted to choices.

mod chain_values;
mod logit_markov;
mod point;

pub use logit_markov::LogitMarkov;
pub use point::{LogitPoint, MoveChances};
