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
//! whose constraint set is once empty stays without one, and is left out from then on; one whose payoffs
//! lie deep inside of the set is left out until the set has shrunk by as much (`Depths`).

use super::depths::Depths;
use super::polygon::{Pair, Polygon};
use super::slices::Slices;
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

/// Rounds from one sounding of depths to the next.
const SOUNDING: u64 = 4;

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
        Polygon::hull(&points, tolerance)
    } else {
        Polygon::around(&points, tolerance)
    };
    let mut threats: Pair = [stage.minmax[0], stage.minmax[1]];
    let mut profiles: Vec<Profile> =
        (0..points.len()).map(|a| Profile::new(stage, discounts, a)).collect();
    let mut termination = Termination::IterationLimit;
    let mut iterations = 0;
    // What the sets have lost so far in any direction, rounding included.
    let mut lost = 0.0;
    while iterations < most_iterations {
        if observer.stopped() {
            termination = Termination::Interrupted;
            break;
        }
        iterations += 1;
        let slices = [0, 1].map(|axis| Slices::new(&set, axis));
        let round = Round { discounts, set: &set, slices, threats, slack: 16.0 * tolerance };
        let (next, change) = round.next(&mut profiles, lost, tolerance);
        lost += round.loss(change);
        // As costly as the payoffs themselves, so not in every round.
        if iterations % SOUNDING == 0 {
            let depths = Depths::new(discounts, &set, &next);
            for profile in profiles.iter_mut().filter(|profile| profile.deep_until <= lost) {
                profile.deep_until = lost + depths.of(profile.now, profile.needed(threats));
            }
        }
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
    let vertices = Polygon::hull(&set.corners, CORNER_TOLERANCE * stage.scale).corners;
    let threats = if vertices.is_empty() { Vec::new() } else { threats.to_vec() };
    let method = if common { METHOD } else { POLYGONS };
    PayoffSet { vertices, threats, method, iterations, termination }
}

/// A profile of actions: what it pays now, and what continuations must pay above the threats so that
/// nobody deviates, `(1 - delta) / delta h(a)`.
struct Profile {
    now: Pair,
    deterrents: Pair,
    /// All that it contributes is inside until the sets have lost more than this.
    deep_until: f64,
}

impl Profile {
    fn new(stage: &Stage, discounts: Pair, profile: usize) -> Self {
        let now = [stage.payoffs[profile][0], stage.payoffs[profile][1]];
        let deterrents =
            [0, 1].map(|p| (1.0 - discounts[p]) / discounts[p] * stage.gain(profile, p));
        Self { now, deterrents, deep_until: 0.0 }
    }

    /// What continuations must pay.
    fn needed(&self, threats: Pair) -> Pair {
        [0, 1].map(|p| threats[p] + self.deterrents[p])
    }
}

/// One round: a set, its threats, and how payoffs are made from it.
struct Round<'a> {
    discounts: Pair,
    set: &'a Polygon,
    /// Across either coordinate.
    slices: [Slices; 2],
    threats: Pair,
    /// Rounding of a threshold must not undo what holds with equality.
    slack: f64,
}

impl Round<'_> {
    /// The next set and how far it is from this one. Asks the profiles whose payoffs may be corners, and
    /// then those that the loss of this round brings up; those that contribute nothing are left out.
    fn next(&self, profiles: &mut Vec<Profile>, lost: f64, tolerance: f64) -> (Polygon, f64) {
        let mut generated = Vec::with_capacity(3 * profiles.len());
        let (mut done, mut due) = (f64::NEG_INFINITY, lost);
        loop {
            profiles.retain(|profile| {
                let before = generated.len();
                let asked = done < profile.deep_until && profile.deep_until <= due;
                if asked {
                    self.generate(profile, &mut generated);
                }
                !asked || generated.len() > before
            });
            let next = Polygon::hull(&generated, tolerance);
            let change = self.set.change(&next);
            (done, due) = (due, lost + self.loss(change));
            if !profiles.iter().any(|a| done < a.deep_until && a.deep_until <= due) {
                return (next, change);
            }
        }
    }

    /// The most that a set so far from this one has lost in any direction, rounding included.
    fn loss(&self, change: f64) -> f64 {
        change + 2.0 * self.slack
    }

    /// Adds the payoffs that one profile contributes.
    fn generate(&self, profile: &Profile, generated: &mut Vec<Pair>) {
        let needed = profile.needed(self.threats);
        let then = |w: Pair| {
            [0, 1].map(|p| (1.0 - self.discounts[p]) * profile.now[p] + self.discounts[p] * w[p])
        };
        if self.discounts[0] != self.discounts[1] {
            let part = self.set.at_least(0, needed[0], self.slack);
            let part = part.at_least(1, needed[1], self.slack);
            generated.extend(part.corners.into_iter().map(then));
            return;
        }
        if (0..2).all(|p| profile.now[p] >= needed[p] - self.slack) {
            generated.push(then(profile.now));
            return;
        }
        // The corner of the constraint set where both bind comes up on either axis.
        let mut both_bind = false;
        for axis in 0..2 {
            let other = 1 - axis;
            let Some([low, high]) = self.slices[axis].at(needed[axis], self.slack) else {
                continue;
            };
            if high < needed[other] - self.slack {
                continue;
            }
            let mut add = |y: f64| {
                let mut w = needed;
                w[other] = y;
                generated.push(then(w));
            };
            if low > needed[other] {
                add(low);
            } else if !both_bind {
                both_bind = true;
                add(needed[other]);
            }
            if high != f64::max(low, needed[other]) {
                add(high);
            }
        }
    }
}
