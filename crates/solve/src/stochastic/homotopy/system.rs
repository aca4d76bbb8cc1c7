//! The whole system of equations of a path: state by state, then the values that tie the states together.
//!
//! With the unknowns of a state `y_s = (x_s, w_s)` and the worths `Q_s` of its actions, a Newton step
//! solves `A_s dy_s + K_s dQ_s = r_s`, where `A_s` is the derivative with what follows the state held
//! fixed and `dQ_s,pa = delta_p sum_z P_s,pa(z) dV_zp`. Since `w_s` is `V_s`, eliminating `x_s` leaves
//!
//! `dV_s + [A_s^-1 K_s]_w delta P_s dV = [A_s^-1 r_s]_w`,
//!
//! one system in the values of all states and players; every state's block is done on its own. Where a
//! block is singular (see [`block`]) the elimination is that of a system which differs by a matrix of low
//! rank, and serves GMRES on the true one, which then ends after about as many products as the rank.

use super::block::{self, Inverse};
use super::equations::{At, Explicit, StageEquations};
use super::layout::Layout;
use super::stage::{Belief, Stage};
use super::value_system::{ValuePattern, ValueSystem};
use crate::continuous::gmres;
use faer::Mat;
use std::convert::Infallible;

/// Products of GMRES beyond twice the rank of what singular blocks were changed by.
const FEW_PRODUCTS: usize = 10;
/// Products after which its answer is taken as it is.
const MOST_PRODUCTS: usize = 80;
/// Singular values below this share of the largest are rounding.
const RANK: f64 = 1e-11;
/// Relative residual at which GMRES ends.
const ACCURATE: f64 = 1e-14;

/// The equations of one game along one kind of path.
pub(super) struct System<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(super) equations: &'a dyn StageEquations,
    pub(super) pattern: &'a ValuePattern,
}

/// A state's part of the derivatives, eliminated.
struct Eliminated {
    /// `A` and `K`, line by line.
    own: Vec<f64>,
    worth: Vec<f64>,
    inverse: Inverse,
    /// `A^-1 K`, line by line.
    reply: Vec<f64>,
    /// `P`: successors of every slot, line by line.
    follow: Vec<f64>,
    /// Derivative of the equations in `theta`.
    theta: Vec<f64>,
    slots: usize,
}

/// The derivatives of the system in its unknowns at a point, ready to solve with.
pub(super) struct Factor<'a> {
    layout: &'a Layout<'a>,
    states: Vec<Eliminated>,
    values: ValueSystem,
    /// Pivots of singular blocks that were replaced.
    replaced: usize,
    /// Sign of the determinant, where it is known.
    pub(super) sign: Option<f64>,
}

impl<'a> System<'a> {
    pub(super) fn new(
        layout: &'a Layout<'a>,
        pattern: &'a ValuePattern,
        equations: &'a dyn StageEquations,
    ) -> Self {
        Self { layout, equations, pattern }
    }

    /// The stage game of a state at a point.
    pub(super) fn stage(&self, point: &[f64], state: usize, derivatives: bool) -> Stage {
        let (coordinates, rest) = point.split_at(self.layout.slots());
        let slots = self.layout.state_slots(state);
        let x = &coordinates[slots.clone()];
        let sigma = x.iter().map(|x| self.equations.probability(*x)).collect();
        let (share, _) = self.equations.share(self.theta(point));
        let belief = Belief { prior: self.equations.prior().map(|prior| &prior[slots]), share };
        let values = &rest[..self.layout.value_count()];
        Stage::new(self.layout, state, sigma, values, belief, derivatives)
    }

    pub(super) fn theta(&self, point: &[f64]) -> f64 {
        point[self.layout.order()]
    }

    fn at<'p>(&self, point: &'p [f64], state: usize, stage: &'p Stage) -> At<'p> {
        let slots = self.layout.state_slots(state);
        let players = self.layout.players;
        let first_value = self.layout.slots() + state * players;
        At {
            stage,
            first_slot: slots.start,
            x: &point[slots],
            values: &point[first_value..first_value + players],
            theta: self.theta(point),
        }
    }

    /// Left sides of all equations at a point, state by state.
    pub(super) fn residual(&self, point: &[f64]) -> Vec<f64> {
        let parts = self.layout.for_states(|state| {
            let stage = self.stage(point, state, false);
            let mut part = vec![0.0; self.layout.equations(state).len()];
            self.equations.residual(self.at(point, state, &stage), &mut part);
            part
        });
        parts.concat()
    }

    /// The derivatives at a point; `None` if they are singular.
    pub(super) fn factor(&self, point: &[f64]) -> Option<Factor<'a>> {
        let states = self.layout.for_states(|state| {
            let stage = self.stage(point, state, true);
            self.eliminate(self.at(point, state, &stage))
        });
        let states: Vec<Eliminated> = states.into_iter().collect::<Option<_>>()?;
        let line = |state: usize| states[state].value_line(self.layout, state);
        let values = ValueSystem::new(self.layout, self.pattern, line)?;
        let replaced = states.iter().map(|s| s.inverse.replaced).sum();
        let blocks: f64 = states.iter().map(|s| s.inverse.sign).product();
        let sign = values.sign.map(|sign| sign * blocks).filter(|_| replaced == 0);
        Some(Factor { layout: self.layout, states, values, replaced, sign })
    }

    fn eliminate(&self, at: At<'_>) -> Option<Eliminated> {
        let stage = at.stage;
        let slots = stage.slots();
        let mut explicit = Explicit::zeros(slots, stage.players());
        self.equations.derivatives(at, &mut explicit);
        let order = explicit.order();
        let (_, share_slope) = self.equations.share(at.theta);
        let slopes: Vec<f64> = stage.sigma.iter().map(|p| self.equations.slope(*p)).collect();
        for equation in 0..order {
            for slot in 0..slots {
                let weight = explicit.worth[equation * slots + slot];
                if weight != 0.0 {
                    let cross = &stage.cross[slot * slots..(slot + 1) * slots];
                    let own = &mut explicit.own[equation * order..equation * order + slots];
                    for ((x, c), slope) in own.iter_mut().zip(cross).zip(&slopes) {
                        *x += weight * c * slope;
                    }
                    explicit.theta[equation] += weight * share_slope * stage.drift[slot];
                }
            }
        }
        let own = explicit.own.clone();
        let inverse = block::inverse(&mut explicit.own, order)?;
        let mut reply = vec![0.0; order * slots];
        for (line, out) in inverse.lines.chunks_exact(order).zip(reply.chunks_exact_mut(slots)) {
            for (weight, worth) in line.iter().zip(explicit.worth.chunks_exact(slots)) {
                for (x, k) in out.iter_mut().zip(worth) {
                    *x += weight * k;
                }
            }
        }
        let Explicit { worth, theta, .. } = explicit;
        let follow = stage.follow.clone();
        Some(Eliminated { own, worth, inverse, reply, follow, theta, slots })
    }
}

impl Eliminated {
    /// The lines of the value system of this state: for every player, successor and other player the
    /// entry, the identity left out.
    fn value_line(&self, layout: &Layout<'_>, state: usize) -> Vec<f64> {
        let (players, successors) = (layout.players, layout.successors(state).len());
        let mut line = vec![0.0; players * successors * players];
        let offsets: Vec<usize> = layout.offsets(state).collect();
        for p in 0..players {
            let reply =
                &self.reply[(self.slots + p) * self.slots..(self.slots + p + 1) * self.slots];
            let part = &mut line[p * successors * players..(p + 1) * successors * players];
            for (q, delta) in layout.game.discounts().iter().enumerate() {
                let own = offsets[q]..offsets[q + 1];
                for (slot, reply) in own.clone().zip(&reply[own]) {
                    let weight = delta * reply;
                    if weight != 0.0 {
                        let follow = &self.follow[slot * successors..(slot + 1) * successors];
                        for (entry, f) in part.chunks_exact_mut(players).zip(follow) {
                            entry[q] += weight * f;
                        }
                    }
                }
            }
        }
        line
    }
}

impl Factor<'_> {
    /// The change of the unknowns that changes the equations by `right`; `None` if it is not finite.
    pub(super) fn solve(&self, right: &[f64]) -> Option<Vec<f64>> {
        let solution = if self.replaced == 0 {
            self.eliminated(right)
        } else {
            let product = |change: &[f64]| Ok::<_, Infallible>(self.product(change));
            let most = (2 * self.replaced + FEW_PRODUCTS).min(MOST_PRODUCTS);
            gmres(product, |right| self.eliminated(right), right, ACCURATE, most)
                .unwrap_or_else(|never| match never {})
        };
        solution.iter().all(|x| x.is_finite()).then_some(solution)
    }

    /// Whether a block was singular, so that the system may be too.
    pub(super) fn is_doubtful(&self) -> bool {
        self.replaced > 0
    }

    /// The least change of the unknowns that brings the equations nearest to changing by `right`: what
    /// is left of a solution where the system is singular. Takes time in the cube of the order.
    pub(super) fn least_change(&self, right: &[f64]) -> Option<Vec<f64>> {
        let order = right.len();
        let mut unit = vec![0.0; order];
        let mut matrix = Mat::<f64>::zeros(order, order);
        for column in 0..order {
            unit[column] = 1.0;
            for (line, entry) in self.product(&unit).into_iter().enumerate() {
                matrix[(line, column)] = entry;
            }
            unit[column] = 0.0;
        }
        let svd = matrix.svd().ok()?;
        let sizes = svd.S().column_vector();
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        let mut change = vec![0.0; order];
        for (at, size) in sizes.iter().enumerate().filter(|(_, s)| **s > RANK * largest) {
            let part: f64 = (0..order).map(|line| svd.U()[(line, at)] * right[line]).sum();
            for (column, x) in change.iter_mut().enumerate() {
                *x += svd.V()[(column, at)] * part / size;
            }
        }
        change.iter().all(|x| x.is_finite()).then_some(change)
    }

    /// The solution of the system with the blocks as they were inverted.
    fn eliminated(&self, right: &[f64]) -> Vec<f64> {
        let layout = self.layout;
        let own: Vec<Vec<f64>> = layout.for_states(|state| {
            let right = &right[layout.equations(state)];
            let lines = self.states[state].inverse.lines.chunks_exact(right.len());
            lines.map(|line| line.iter().zip(right).map(|(a, r)| a * r).sum()).collect()
        });
        let mut values: Vec<f64> =
            own.iter().zip(&self.states).flat_map(|(own, s)| own[s.slots..].to_vec()).collect();
        self.values.solve(&mut values);
        let parts = layout.for_states(|state| self.coordinates(state, &own[state], &values));
        let mut solution = parts.concat();
        solution.extend(values);
        solution
    }

    /// By how much a change of the unknowns changes the equations.
    fn product(&self, change: &[f64]) -> Vec<f64> {
        let layout = self.layout;
        let (coordinates, values) = change.split_at(layout.slots());
        let parts = layout.for_states(|state| {
            let part = &self.states[state];
            let worth = self.worth(state, values);
            let first = state * layout.players;
            let own: Vec<f64> = coordinates[layout.state_slots(state)]
                .iter()
                .chain(&values[first..first + layout.players])
                .copied()
                .collect();
            let lines = part.own.chunks_exact(own.len()).zip(part.worth.chunks_exact(part.slots));
            let inner = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            lines.map(|(a, k)| inner(a, &own) + inner(k, &worth)).collect::<Vec<f64>>()
        });
        parts.concat()
    }

    /// Change of the coordinates of a state, given that of all values.
    fn coordinates(&self, state: usize, own: &[f64], values: &[f64]) -> Vec<f64> {
        let part = &self.states[state];
        let worth = self.worth(state, values);
        let lines = part.reply.chunks_exact(part.slots).take(part.slots);
        let reply = |line: &[f64]| -> f64 { line.iter().zip(&worth).map(|(g, q)| g * q).sum() };
        lines.zip(own).map(|(line, own)| own - reply(line)).collect()
    }

    /// Change of the worths of a state's slots with that of all values.
    fn worth(&self, state: usize, values: &[f64]) -> Vec<f64> {
        let (layout, part) = (self.layout, &self.states[state]);
        let (players, successors) = (layout.players, layout.successors(state));
        let offsets: Vec<usize> = layout.offsets(state).collect();
        let mut worth = vec![0.0; part.slots];
        for (q, delta) in layout.game.discounts().iter().enumerate() {
            let own = offsets[q]..offsets[q + 1];
            for (slot, worth) in own.clone().zip(&mut worth[own]) {
                let follow = &part.follow[slot * successors.len()..];
                let next = successors.iter().zip(follow);
                let sum: f64 = next.map(|(to, f)| f * values[*to as usize * players + q]).sum();
                *worth = delta * sum;
            }
        }
        worth
    }

    /// The change of the unknowns along which a unit of `theta` leaves the equations as they are.
    pub(super) fn along_theta(&self) -> Option<Vec<f64>> {
        let right: Vec<f64> = self.states.iter().flat_map(|s| s.theta.iter().map(|x| -x)).collect();
        self.solve(&right)
    }
}
