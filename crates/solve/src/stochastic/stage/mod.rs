//! Stage games: one state of a stochastic game, with values of all that may follow.

mod admissible;
mod dominance;
mod found;
mod game;
mod gauss;
mod large;
mod pencil;
mod pure;
mod rule;
mod solver;
mod supports;

pub use rule::StageRule;

pub(crate) use found::StageEquilibria;
pub(crate) use game::{Check, Loops, Stage};
pub(crate) use rule::{best, dominates};
pub(crate) use solver::StageSolver;
