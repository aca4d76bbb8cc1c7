//! What is asked and handed back: the two approximations with the gap between them.

use super::directions::directions;
use super::work::{Work, dot};
use crate::repeated::stage::Stage;
use serde::Serialize;
use talion_game::{Automaton, Observer, RepeatedGame, Termination};

/// An inner and an outer approximation of a set of payoffs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HyperplaneSet {
    /// Unit vectors.
    pub directions: Vec<Vec<f64>>,
    /// The set is within `{w : direction w <= bound}`; none if it is proved empty.
    pub outer: Option<Vec<f64>>,
    /// Points of the set: the states of an automaton that pays each of them. None if no inner set was
    /// found, which does not prove that there is none.
    pub inner: Option<Automaton>,
    /// Largest distance in any direction between the two; none without both.
    pub gap: Option<f64>,
    /// Rounds of the outer and of the inner approximation.
    pub iterations: [u64; 2],
    /// Why the outer approximation stopped.
    pub termination: Termination,
}

/// How fine, and how long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HyperplaneOptions {
    /// Directions for two players; for more there is a fixed list.
    pub directions: usize,
    /// Change of a bound, over the payoff range, below which it has stopped.
    pub tolerance: f64,
    /// Rounds at most.
    pub most_iterations: u64,
}

impl Default for HyperplaneOptions {
    fn default() -> Self {
        Self { directions: 32, tolerance: 1e-7, most_iterations: 1000 }
    }
}

/// The two approximations.
///
/// A linear program that rounding keeps from being solved makes the outer set larger, or the inner one
/// smaller, than it could be; the gap shows it.
pub fn hyperplane_set(
    game: &RepeatedGame,
    options: &HyperplaneOptions,
    observer: &dyn Observer,
) -> HyperplaneSet {
    let stage = Stage::new(game.stage());
    let directions = directions(stage.players, options.directions);
    let work = Work { game, stage, directions, options, observer };
    let (outer, corners, rounds, termination) = work.outer();
    let (inner, inner_rounds) = match &outer {
        Some(_) => work.inner(&corners),
        None => (None, 0),
    };
    let gap = outer.as_ref().zip(inner.as_ref()).map(|(bounds, inner)| {
        let support = |c: &[f64]| {
            inner.states.iter().map(|s| dot(c, &s.payoffs)).fold(f64::NEG_INFINITY, f64::max)
        };
        let gaps = work.directions.iter().zip(bounds).map(|(c, b)| b - support(c));
        gaps.fold(0.0, f64::max)
    });
    let directions = work.directions;
    HyperplaneSet { directions, outer, inner, gap, iterations: [rounds, inner_rounds], termination }
}
