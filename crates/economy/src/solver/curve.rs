//! The curve of equilibria over the path to a policy, through its folds (Keller 1977;
//! Allgower and Georg 2003, chapters 2 and 6).
//!
//! A point is an equilibrium `x` (logs) at a share `a` of the way: `F(x, a) = 0`. Along the curve
//! `J dx = -F_a da`; its direction `(dx, da)` is of length 1 and turns steadily where `a` turns
//! back, at a fold. A step predicts along the direction and corrects by Newton's method in the plane
//! across it: with `J u = -F`, `J v = -F_a` and the direction `(p, q)`, the correction is
//! `u + v b` in `x` and `b = -<p, u> / (<p, v> + q)` in `a`.

use super::local::Point;
use super::newton::{GOAL, NEGLIGIBLE_STEP, TOLERANCE, Workspace};
use super::response::gaps;
use super::solve::ACCURATE;
use super::state::{State, Step};
use super::terms::Target;

/// Width in the share of the differences that give `F_a`.
const WIDTH: f64 = 1e-5;
const CORRECTIONS: usize = 12;
/// Corrections must shrink at least this fast, or the step was too long.
const CONTRACTION: f64 = 0.5;
/// The cosine by which two directions in a row may differ.
const TURN: f64 = 0.5;

/// A point of the curve with the direction in which it goes on.
#[derive(Debug, Clone)]
pub(crate) struct CurvePoint {
    pub(crate) state: State,
    /// Share of the way from the baseline to the target.
    pub(crate) share: f64,
    /// `p`.
    pub(crate) direction: Step,
    /// `q`: positive where the curve runs towards the target, 0 at a fold.
    pub(crate) pace: f64,
    /// Sign of the Jacobian's determinant.
    pub(crate) sign: f64,
}

/// A step along the curve.
pub(crate) struct Stepped {
    pub(crate) to: CurvePoint,
    /// The slowest ratio of one correction to the one before.
    pub(crate) contraction: f64,
}

/// The curve over the way to one target.
pub(crate) struct Curve<'w, 'a, 't> {
    work: &'w mut Workspace<'a>,
    target: Target<'t>,
    /// `u` and `v`.
    newton: Step,
    response: Step,
    above: Step,
    below: Step,
    sign: f64,
}

impl<'w, 'a, 't> Curve<'w, 'a, 't> {
    pub(crate) fn new(work: &'w mut Workspace<'a>, target: Target<'t>) -> Self {
        let zero = Step::zero(work.cal.n, work.cal.m);
        let (newton, response, above, below) = (zero.clone(), zero.clone(), zero.clone(), zero);
        Self { work, target, newton, response, above, below, sign: 0.0 }
    }

    /// The point at an equilibrium, with the direction in which the share grows (`toward` 1) or
    /// falls (-1). `None` where the curve has no direction.
    pub(crate) fn start(&mut self, state: &State, share: f64, toward: f64) -> Option<CurvePoint> {
        self.linearise(state, share)?;
        Some(self.point(state.clone(), share, toward))
    }

    /// A step of a length along the curve; `None` if it was too long.
    pub(crate) fn step(&mut self, from: &CurvePoint, length: f64) -> Option<Stepped> {
        let mut state = from.state.clone();
        state.advance(&from.state, &from.direction, length);
        let mut share = from.share + length * from.pace;
        let mut next = state.clone();
        let mut contraction: f64 = 0.0;
        let mut before = f64::INFINITY;
        for _ in 0..CORRECTIONS {
            let residual = self.linearise(&state, share)?;
            if residual <= GOAL || (residual <= TOLERANCE && before <= NEGLIGIBLE_STEP) {
                let to = self.point(state, share, 1.0).facing(from)?;
                return Some(Stepped { to, contraction });
            }
            let across = inner(&from.direction, &self.response) + from.pace;
            let along = -inner(&from.direction, &self.newton) / across;
            self.newton.add(&self.response, along);
            let norm = self.newton.norm().max(along.abs());
            if before > NEGLIGIBLE_STEP && before.is_finite() {
                let ratio = norm / before;
                if ratio.is_nan() || ratio > CONTRACTION {
                    return None;
                }
                contraction = contraction.max(ratio);
            }
            before = norm;
            next.advance(&state, &self.newton, 1.0);
            std::mem::swap(&mut state, &mut next);
            share += along;
            self.work.iterations += 1;
        }
        None
    }

    /// The equilibrium at the target itself, from a point of the curve that is all but there.
    pub(crate) fn meet(&mut self, near: &CurvePoint) -> Option<State> {
        let mut state = near.state.clone();
        if near.pace > 0.0 && near.share < 1.0 {
            state.advance(&near.state, &near.direction, (1.0 - near.share) / near.pace);
        }
        self.work.set_policy(self.target, 1.0).ok()?;
        self.work.fit(&mut state);
        self.work.correct(&mut state, near.sign)?;
        Some(state)
    }

    /// The smallest singular value of the Jacobian at the point to which the last step led.
    pub(crate) fn smallest_singular_value(&mut self, last: &CurvePoint) -> f64 {
        self.work.smallest_singular_value(&last.state, ACCURATE)
    }

    /// Works out `u`, `v` and the Jacobian at a point; returns the largest residual there. `None`
    /// if the policy is impossible there or the Jacobian singular.
    fn linearise(&mut self, state: &State, share: f64) -> Option<f64> {
        for (side, sign) in [(&mut self.above, 1.0), (&mut self.below, -1.0)] {
            self.work.set_policy(self.target, share + sign * WIDTH).ok()?;
            self.work.measure(state);
            let Workspace { cal, terms, sweep, .. } = &*self.work;
            gaps(&Point { cal, terms, state, sweep }, side);
        }
        self.above.add(&self.below, -1.0);
        self.above.scale(0.5 / WIDTH);
        self.work.set_policy(self.target, share).ok()?;
        let (residual, _) = self.work.measure(state);
        if !residual.is_finite() {
            return None;
        }
        self.sign = self.work.newton_step(state);
        if self.sign == 0.0 {
            return None;
        }
        self.newton.copy_from(&self.work.jacobian.step);
        let Workspace { cal, terms, sweep, jacobian, .. } = &mut *self.work;
        jacobian.respond(&Point { cal, terms, state, sweep }, &self.above);
        self.response.copy_from(&jacobian.step);
        Some(residual)
    }

    /// The point at an equilibrium that has just been linearised.
    fn point(&self, state: State, share: f64, toward: f64) -> CurvePoint {
        let length = (inner(&self.response, &self.response) + 1.0).sqrt() * toward;
        let mut direction = self.response.clone();
        direction.scale(1.0 / length);
        CurvePoint { state, share, direction, pace: 1.0 / length, sign: self.sign }
    }
}

impl CurvePoint {
    /// The point with the direction that goes on from another; `None` if it turns too sharply.
    fn facing(mut self, from: &Self) -> Option<Self> {
        let cosine = inner(&from.direction, &self.direction) + from.pace * self.pace;
        if cosine < 0.0 {
            self.direction.scale(-1.0);
            self.pace = -self.pace;
        }
        (cosine.abs() >= TURN).then_some(self)
    }
}

/// The inner product of two changes: each kind of unknown counts by its mean, so that the length
/// of the curve does not depend on the number of regions and sectors.
fn inner(a: &Step, b: &Step) -> f64 {
    let parts =
        [(&a.wage, &b.wage), (&a.price, &b.price), (&a.sales, &b.sales), (&a.income, &b.income)];
    let means = parts.map(|(a, b)| {
        let sum: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
        sum / a.len() as f64
    });
    means.iter().sum()
}
