//! Newton's method on the equilibrium conditions: freely with a line search, or held to a branch.

use super::activity::Dead;
use super::conditioning::Conditioner;
use super::jacobian::Jacobian;
use super::local::Point;
use super::response::gaps;
use super::state::{State, Step};
use super::sweep::Sweep;
use super::terms::{Target, Terms};
use crate::economy::Calibration;

/// The largest relative residual that counts as an equilibrium.
pub(crate) const TOLERANCE: f64 = 1e-12;
/// Iterations go on below the tolerance while they pay: the last step is nearly free.
pub(crate) const GOAL: f64 = 1e-13;
const ITERATION_LIMIT: usize = 60;
const SHORTEST_STEP: f64 = 1.0 / 256.0;
/// After a step this short the Jacobian is good for the next one too.
const NEAR: f64 = 0.05;
/// As long as a step takes residuals down by this, the Jacobian stays.
const FAST: f64 = 0.1;
/// Steps of a branch-bound correction must shrink at least this fast, or the start was too far
/// from the branch to tell it from another (Deuflhard 2011, affine contraction).
const CONTRACTION: f64 = 0.5;
/// Steps below this are rounding, and their ratio says nothing.
pub(crate) const NEGLIGIBLE_STEP: f64 = 1e-9;

/// All storage that a solve needs. Nothing is allocated between its construction and the outcome
/// but a few points per continuation step.
pub(crate) struct Workspace<'a> {
    pub(crate) cal: &'a Calibration,
    pub(crate) terms: Terms,
    pub(crate) sweep: Sweep,
    pub(crate) jacobian: Jacobian,
    trial: State,
    gaps: Step,
    /// Made when it is first asked for.
    conditioner: Option<Conditioner>,
    /// Newton or fixed-point iterations so far.
    pub(crate) iterations: usize,
}

/// A correction that stayed on the branch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Corrected {
    /// Ratio of the second step to the first; how far from the branch the start was.
    pub(crate) contraction: f64,
}

impl<'a> Workspace<'a> {
    pub(crate) fn new(cal: &'a Calibration) -> Self {
        Self {
            cal,
            terms: Terms::new(cal),
            sweep: Sweep::new(cal),
            jacobian: Jacobian::new(cal),
            trial: State::baseline(cal),
            gaps: Step::zero(cal.n, cal.m),
            conditioner: None,
            iterations: 0,
        }
    }

    /// Runs the sweep at a point; returns the largest residual and the sum of squares.
    pub(crate) fn measure(&mut self, state: &State) -> (f64, f64) {
        self.sweep.run(self.cal, &self.terms, state);
        let residuals = self.sweep.residuals(self.cal, &self.terms, state);
        residuals.fold((0.0, 0.0), |(largest, squares), r| {
            // A NaN must not hide behind `max`.
            let size = if r.is_nan() { f64::INFINITY } else { r.abs() };
            (f64::max(largest, size), squares + size * size)
        })
    }

    /// The sign of the Jacobian's determinant at a point, 0 if it is singular.
    pub(crate) fn sign(&mut self, state: &State) -> f64 {
        self.measure(state);
        self.newton_step(state)
    }

    /// Sets the policy `share` of the way from the baseline to the target.
    pub(crate) fn set_policy(&mut self, target: Target<'_>, share: f64) -> Result<(), Dead> {
        self.terms.set(self.cal, target, share)
    }

    /// Makes a point fit for the policy: closed producers sell nothing, closed markets have no
    /// price, and producers that open start from their baseline.
    pub(crate) fn fit(&self, state: &mut State) {
        for at in 0..state.sales.len() {
            if !self.terms.activity.producer[at] {
                state.sales[at] = 0.0;
            } else if state.sales[at].is_nan() || state.sales[at] <= 0.0 {
                state.sales[at] = self.cal.sales[at];
            }
            if !self.terms.activity.market[at] || !state.log_price[at].is_finite() {
                state.log_price[at] = 0.0;
            }
        }
    }

    /// Newton with a line search on the sum of squares. Near the solution the Jacobian of an earlier
    /// step serves on as long as residuals fall fast (the chord method; Ortega and Rheinboldt 1970,
    /// 7.1): a step then costs no elimination. Returns the residual reached; the point is an
    /// equilibrium if that is at most [`TOLERANCE`].
    pub(crate) fn descend(&mut self, state: &mut State) -> f64 {
        let (mut residual, mut squares) = self.measure(state);
        let mut chord = false;
        for _ in 0..ITERATION_LIMIT {
            if residual <= GOAL || !residual.is_finite() {
                break;
            }
            if chord {
                self.chord_step(state);
            } else if self.newton_step(state) == 0.0 {
                break;
            }
            self.iterations += 1;
            let norm = self.jacobian.step.norm();
            let mut length = 1.0;
            let accepted = loop {
                self.trial.advance(state, &self.jacobian.step, length);
                std::mem::swap(state, &mut self.trial);
                let (r, q) = self.measure(state);
                if q < squares * (1.0 - 0.1 * length) {
                    break Some((r, q));
                }
                std::mem::swap(state, &mut self.trial);
                length *= 0.5;
                if length < SHORTEST_STEP {
                    break None;
                }
            };
            if accepted.is_none() && chord {
                // The old Jacobian has nothing more to give.
                chord = false;
                self.measure(state);
                continue;
            }
            let Some(reached) = accepted else {
                // Rounding alone can keep the last step from paying.
                return self.measure(state).0;
            };
            let fast = reached.0 <= FAST * residual;
            chord = length == 1.0 && norm <= NEAR && (fast || !chord);
            (residual, squares) = reached;
        }
        residual
    }

    /// A step with the Jacobian as it was last eliminated, at a point where [`Self::measure`] has
    /// just been run.
    fn chord_step(&mut self, state: &State) {
        let at = Point { cal: self.cal, terms: &self.terms, state, sweep: &self.sweep };
        gaps(&at, &mut self.gaps);
        self.jacobian.respond(&at, &self.gaps);
    }

    /// Full Newton steps that must contract and keep the sign of the determinant, so that the
    /// point reached lies on the branch that the start lies near. `None` if they do not.
    pub(crate) fn correct(&mut self, state: &mut State, sign: f64) -> Option<Corrected> {
        let (mut residual, _) = self.measure(state);
        let mut contraction: f64 = 0.0;
        let mut before: Option<f64> = None;
        for _ in 0..ITERATION_LIMIT {
            if residual <= GOAL {
                return Some(Corrected { contraction });
            }
            if !residual.is_finite() || self.newton_step(state) != sign {
                return None;
            }
            self.iterations += 1;
            let norm = self.jacobian.step.norm();
            if let Some(before) = before
                && before > NEGLIGIBLE_STEP
            {
                let ratio = norm / before;
                if ratio.is_nan() || ratio > CONTRACTION {
                    return None;
                }
                contraction = contraction.max(ratio);
            }
            before = Some(norm);
            self.trial.advance(state, &self.jacobian.step, 1.0);
            std::mem::swap(state, &mut self.trial);
            let (reached, _) = self.measure(state);
            if norm <= NEGLIGIBLE_STEP && reached >= residual {
                // Rounding is all that is left.
                return (reached <= TOLERANCE).then_some(Corrected { contraction });
            }
            residual = reached;
        }
        None
    }

    /// The smallest singular value of the Jacobian at a point where [`Self::measure`] has just
    /// been run, with the Jacobian of the last Newton step: of the point itself, or of one that
    /// differs from it by a last small step. To a relative `accuracy`.
    pub(crate) fn smallest_singular_value(&mut self, state: &State, accuracy: f64) -> f64 {
        let Self { cal, terms, sweep, jacobian, conditioner, .. } = self;
        let conditioner = conditioner.get_or_insert_with(|| Conditioner::new(cal));
        conditioner.smallest(&Point { cal, terms, state, sweep }, jacobian, accuracy)
    }

    /// Works out the Newton step at a point where [`Self::measure`] has just been run. Returns
    /// the sign of the Jacobian's determinant; 0 if it is singular.
    pub(crate) fn newton_step(&mut self, state: &State) -> f64 {
        self.jacobian.newton(&Point {
            cal: self.cal,
            terms: &self.terms,
            state,
            sweep: &self.sweep,
        })
    }
}
