//! Pseudo-arclength continuation along a branch of quantal responses.
//!
//! Predictor: a step of length `h` along the tangent `t`. Corrector: Newton on `H = 0` and
//! `t . (x - predicted) = 0`. The step grows where Newton converges at once and shrinks where it
//! does not, or where the tangent turns by more than a right angle's sixth (Allgower and Georg,
//! *Introduction to Numerical Continuation Methods*, 2003, chapters 2, 6 and 10).

use super::equations::{Equations, Point};

/// Newton stops at a residual below this.
const CORRECTED: f64 = 1e-12;
/// Newton steps after which a corrector counts as failed.
const MOST_CORRECTIONS: usize = 8;
/// Cosine of the largest turn of the tangent between two points.
const STRAIGHT: f64 = 0.9659;
/// Shortest step before the path is given up.
const SHORTEST: f64 = 1e-10;

/// A point on the branch, the direction in which it goes on, and the next step's length.
#[derive(Clone)]
pub(crate) struct Path<'a> {
    system: &'a dyn Equations,
    pub(crate) point: Point,
    tangent: Vec<f64>,
    step: f64,
}

impl<'a> Path<'a> {
    /// The branch at the prior, going towards positive `lambda`.
    pub(crate) fn from_prior(system: &'a dyn Equations) -> Option<Self> {
        let point = system.start();
        let mut upward = vec![0.0; point.len()];
        upward[system.order()] = 1.0;
        let tangent = tangent(system, &point, &upward)?;
        Some(Self { system, point, tangent, step: 0.05 })
    }

    pub(crate) fn lambda(&self) -> f64 {
        self.point[self.system.order()]
    }

    /// Goes one step further, at most `longest`; false if the branch cannot be followed.
    pub(crate) fn advance(&mut self, longest: f64) -> bool {
        while self.step > SHORTEST {
            let length = self.step.min(longest);
            if let Some((point, tangent, corrections)) = self.attempt(length) {
                self.point = point;
                self.tangent = tangent;
                self.step = if corrections <= 3 { length * 1.6 } else { length };
                return true;
            }
            self.step = length / 3.0;
        }
        false
    }

    fn attempt(&self, length: f64) -> Option<(Point, Vec<f64>, usize)> {
        let predicted: Point =
            self.point.iter().zip(&self.tangent).map(|(x, t)| x + length * t).collect();
        let (point, corrections) = corrected(self.system, predicted, &self.tangent)?;
        let tangent = tangent(self.system, &point, &self.tangent)?;
        let turn: f64 = tangent.iter().zip(&self.tangent).map(|(a, b)| a * b).sum();
        (turn > STRAIGHT).then_some((point, tangent, corrections))
    }

    /// The branch's point at a `lambda` between this path's and an earlier one's.
    pub(crate) fn at_lambda(&self, earlier: &Point, lambda: f64) -> Option<Point> {
        let order = self.system.order();
        let share = (lambda - earlier[order]) / (self.point[order] - earlier[order]);
        let mut between: Point =
            earlier.iter().zip(&self.point).map(|(a, b)| a + share * (b - a)).collect();
        between[order] = lambda;
        let mut upward = vec![0.0; order + 1];
        upward[order] = 1.0;
        let (point, _) = corrected(self.system, between, &upward)?;
        // The point must lie between its neighbours, not on another branch.
        let apart = |a: &Point, b: &Point| -> f64 {
            a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        };
        let gap = apart(earlier, &self.point);
        (apart(&point, earlier) <= 1.1 * gap && apart(&point, &self.point) <= 1.1 * gap)
            .then_some(point)
    }
}

/// Unit vector along the branch that does not turn back from `along`.
fn tangent(system: &dyn Equations, point: &Point, along: &[f64]) -> Option<Vec<f64>> {
    let mut right = vec![0.0; point.len()];
    right[system.order()] = 1.0;
    let raw = system.jacobian(point, along).solved(&right)?;
    let norm = raw.iter().map(|x| x * x).sum::<f64>().sqrt();
    Some(raw.into_iter().map(|x| x / norm).collect())
}

/// Newton on `H = 0` in the hyperplane through `start` across `normal`, with the steps it took.
fn corrected(system: &dyn Equations, start: Point, normal: &[f64]) -> Option<(Point, usize)> {
    let mut point = start;
    let mut before = f64::INFINITY;
    for corrections in 0..=MOST_CORRECTIONS {
        let mut residual = system.residual(&point);
        let size = residual.iter().fold(0.0_f64, |most, r| most.max(r.abs()));
        if size <= CORRECTED.max(system.rounding(&point)) {
            return Some((point, corrections));
        }
        if size.is_nan() || (corrections > 1 && size > before) || size > 1e3 {
            return None;
        }
        before = size;
        residual.push(0.0);
        let step = system.jacobian(&point, normal).solved(&residual)?;
        for (x, d) in point.iter_mut().zip(step) {
            *x -= d;
        }
    }
    None
}
