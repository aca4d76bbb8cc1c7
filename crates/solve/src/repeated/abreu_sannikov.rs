//! The set of subgame-perfect payoffs of two players, with public randomisation and pure actions.
//!
//! Abreu and Sannikov, "An algorithm for two-player repeated games with perfect monitoring",
//! *Theoretical Economics* 9 (2014). With stage payoffs `g(a)`, gains `h(a)` from the best deviations
//! and threats `u`, a profile needs continuation payoffs `w >= u + (1 - delta) / delta h(a)`. From a set
//! `W` and threats,
//!
//! - `C(a) = {g(a)}` if `g(a)` itself is such a payoff, else the extreme points of
//!   `{w in W : w >= u + (1 - delta) / delta h(a)}` at which some player's constraint binds: four at most;
//! - `R(W, u) = co U_a {(1 - delta) g(a) + delta C(a)}`, and the new threats are the least payoffs in it.
//!
//! Starting with all feasible payoffs and the minmax threats the sets shrink to the set of equilibrium
//! payoffs. Where discount factors differ, all of the constraint set counts, not its four points (Abreu,
//! Pearce and Stacchetti 1990), the factors multiply player by player, and trade over time may lead out
//! of what the stage game can pay (Lehrer and Pauzner 1999), so that the first set is a box. A profile
//! whose constraint set is once empty stays without one, and is left out from then on.

use super::polygon::{Pair, Polygon};
use super::stage::Stage;
use crate::SolveError;
use serde::Serialize;
use talion_game::{NormalForm, Observer, RepeatedGame, Termination};

/// Name of the method for factors that differ.
const POLYGONS: &str = "abreu-pearce-stacchetti";
pub(super) const METHOD: &str = "abreu-sannikov";

/// Distance, over the payoff range, below which points are one and a set has stopped changing.
const TOLERANCE: f64 = 1e-13;
/// The same where factors differ: the set may be round, and its corners must stay few.
const COARSE_TOLERANCE: f64 = 1e-9;
/// The same for corners that are handed back.
const CORNER_TOLERANCE: f64 = 1e-10;

/// A set of payoffs of two players.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PayoffSet {
    /// Corners, counter-clockwise: none where no equilibrium in pure actions exists, one for a point,
    /// two for a segment. Payoffs are normalised by `1 - delta`.
    pub vertices: Vec<[f64; 2]>,
    /// The least payoff of each player in the set: its threat point.
    pub threats: Vec<f64>,
    /// Name of the method.
    pub method: &'static str,
    /// Rounds of the algorithm.
    pub iterations: u64,
    /// Why it stopped.
    pub termination: Termination,
}

/// The set of subgame-perfect payoffs in pure actions with public randomisation.
///
/// # Errors
/// If the game does not have two players, or the discount factor is not between 0 and 1.
pub fn abreu_sannikov(
    game: &NormalForm,
    discount: f64,
    most_iterations: u64,
    observer: &dyn Observer,
) -> Result<PayoffSet, SolveError> {
    if game.player_count() != 2 {
        let found = game.player_count();
        return Err(SolveError::PlayerCount { method: METHOD, expected: 2, found });
    }
    if !(discount > 0.0 && discount < 1.0) {
        return Err(SolveError::Discount { found: discount });
    }
    Ok(payoff_set(&Stage::new(game), [discount; 2], most_iterations, observer))
}

/// The set of subgame-perfect payoffs of two players, whether or not their discount factors are the same.
///
/// # Errors
/// If the game does not have two players.
pub fn equilibrium_payoffs(
    game: &RepeatedGame,
    most_iterations: u64,
    observer: &dyn Observer,
) -> Result<PayoffSet, SolveError> {
    let &[first, second] = game.discounts() else {
        let found = game.discounts().len();
        return Err(SolveError::PlayerCount { method: POLYGONS, expected: 2, found });
    };
    Ok(payoff_set(&Stage::new(game.stage()), [first, second], most_iterations, observer))
}

/// As [`equilibrium_payoffs`], on a stage game that was read and checked.
pub(super) fn payoff_set(
    stage: &Stage,
    discounts: Pair,
    most_iterations: u64,
    observer: &dyn Observer,
) -> PayoffSet {
    let common = discounts[0] == discounts[1];
    let tolerance = stage.scale * if common { TOLERANCE } else { COARSE_TOLERANCE };
    let points: Vec<Pair> = stage.payoffs.iter().map(|g| [g[0], g[1]]).collect();
    let mut set = if common {
        Polygon::hull(points.clone(), tolerance)
    } else {
        Polygon::around(&points, tolerance)
    };
    let mut threats: Pair = [stage.minmax[0], stage.minmax[1]];
    let mut profiles: Vec<usize> = (0..points.len()).collect();
    let mut generated: Vec<Pair> = Vec::new();
    let mut termination = Termination::IterationLimit;
    let mut iterations = 0;
    while iterations < most_iterations {
        if observer.stopped() {
            termination = Termination::Interrupted;
            break;
        }
        iterations += 1;
        generated.clear();
        profiles.retain(|&a| {
            let before = generated.len();
            generate(stage, discounts, &set, threats, a, tolerance, &mut generated);
            generated.len() > before
        });
        let next = Polygon::hull(generated.clone(), tolerance);
        let change = set.change(&next);
        set = next;
        if set.is_empty() {
            termination = Termination::Converged;
            break;
        }
        let before = threats;
        threats = [0, 1].map(|p| f64::max(threats[p], set.least(p)));
        let raised = (0..2).map(|p| threats[p] - before[p]).fold(0.0, f64::max);
        if change <= tolerance && raised <= tolerance {
            termination = Termination::Converged;
            break;
        }
    }
    // Corners that stick out by no more than what is left of the error are none.
    let vertices = Polygon::hull(set.corners, CORNER_TOLERANCE * stage.scale).corners;
    let threats = if vertices.is_empty() { Vec::new() } else { threats.to_vec() };
    let method = if common { METHOD } else { POLYGONS };
    PayoffSet { vertices, threats, method, iterations, termination }
}

/// Adds the payoffs that one profile of actions contributes.
fn generate(
    stage: &Stage,
    discounts: Pair,
    set: &Polygon,
    threats: Pair,
    profile: usize,
    tolerance: f64,
    generated: &mut Vec<Pair>,
) {
    let g = [stage.payoffs[profile][0], stage.payoffs[profile][1]];
    let needed =
        [0, 1].map(|p| threats[p] + (1.0 - discounts[p]) / discounts[p] * stage.gain(profile, p));
    // Rounding of the threshold must not undo what holds with equality.
    let slack = 16.0 * tolerance;
    let mut add = |w: Pair| {
        generated.push([0, 1].map(|p| (1.0 - discounts[p]) * g[p] + discounts[p] * w[p]));
    };
    if discounts[0] != discounts[1] {
        let part = set.at_least(0, needed[0], slack).at_least(1, needed[1], slack);
        part.corners.into_iter().for_each(add);
        return;
    }
    if (0..2).all(|p| g[p] >= needed[p] - slack) {
        add(g);
        return;
    }
    for axis in 0..2 {
        let other = 1 - axis;
        let Some((low, high)) = set.slice(axis, needed[axis], slack) else { continue };
        if high < needed[other] - slack {
            continue;
        }
        for y in [low.max(needed[other]), high] {
            let mut w = [0.0; 2];
            w[axis] = needed[axis];
            w[other] = y;
            add(w);
        }
    }
}
