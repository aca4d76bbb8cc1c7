//! Pseudo-arclength continuation along a path of a stochastic game.
//!
//! The length of a piece of path is measured in what matters for play: `sigma^1/2 d beta` for actions,
//! `(1 - delta) dV` for values, and the homotopy parameter in the unit of its equations. With
//! `tau(y) = <t, y - y_1>` the length along the tangent `t` at the last point `y_1`, the predictor is the cubic
//! through the last two points and tangents, as functions of `tau`, at `tau = h`; the corrector is
//! Newton on `H = 0` and `tau = h`, with the derivatives of the predicted point (Allgower and Georg,
//! *Introduction to Numerical Continuation Methods*, 2003, chapters 2, 6 and 7). A step is given up where
//! corrections are too far or shrink too slowly, where the tangent turns too much, or where the
//! orientation (the sign of the determinant over that of the parameter's direction) changes, which
//! says that the corrector landed on another piece.

use super::system::{Factor, System};

/// First step.
const FIRST: f64 = 0.1;
/// Correction, in changes of probabilities and of normalised values, that the step control aims at.
const AIM: f64 = 0.01;
/// Largest first correction.
const FAR: f64 = 0.15;
/// Largest ratio of one correction to the one before.
const SLOW: f64 = 0.5;
/// Correction at which a point counts as on the path.
const CORRECTED: f64 = 1e-8;
/// Corrections after which a corrector counts as failed.
const MOST_CORRECTIONS: usize = 12;
/// Cosine of the largest turn of the tangent in a step.
const STRAIGHT: f64 = 0.7;
/// Shortest step before the path is given up.
const SHORTEST: f64 = 1e-9;
/// Step below which a change of orientation is taken for a bifurcation that the path goes through.
const BIFURCATION: f64 = 1e-5;
/// Weight of a slot in the length of the path at least, so that every direction has a length.
const LIGHTEST: f64 = 1e-8;
/// Refinements of a tangent.
const REFINEMENTS: usize = 4;
/// Change of a tangent at which it counts as refined.
const REFINED: f64 = 1e-6;

/// A point of a path and the direction in which the path goes on.
pub(super) struct Knot {
    pub(super) point: Vec<f64>,
    tangent: Vec<f64>,
}

/// A path that is being followed.
pub(super) struct Path<'a> {
    system: &'a System<'a>,
    pub(super) here: Knot,
    before: Option<Knot>,
    /// Weights of the coordinates in the length of the path, here.
    weights: Vec<f64>,
    step: f64,
    orientation: Option<f64>,
}

/// What a step found.
struct Stepped {
    knot: Knot,
    orientation: Option<f64>,
    first_correction: f64,
    cosine: f64,
    weights: Vec<f64>,
}

impl<'a> Path<'a> {
    /// The path through a point, going towards larger parameters; `None` if it cannot leave it.
    pub(super) fn from(system: &'a System<'a>, point: Vec<f64>) -> Option<Self> {
        let factor = system.factor(&point)?;
        let mut tangent = factor.along_theta()?;
        tangent.push(1.0);
        let weights = weights(system, &point);
        let norm = dot(&weights, &tangent, &tangent).sqrt();
        for x in &mut tangent {
            *x /= norm;
        }
        let here = Knot { point, tangent };
        Some(Self { system, here, before: None, weights, step: FIRST, orientation: factor.sign })
    }

    pub(super) fn theta(&self) -> f64 {
        self.system.theta(&self.here.point)
    }

    /// Length from the last point but one to the last, along the tangent there.
    pub(super) fn span(&self) -> Option<f64> {
        let back = self.here.point.iter().zip(&self.before.as_ref()?.point);
        let back: Vec<f64> = back.map(|(a, b)| a - b).collect();
        Some(dot(&self.weights, &self.here.tangent, &back))
    }

    /// Goes one step further; false if the path cannot be followed.
    pub(super) fn advance(&mut self) -> bool {
        while self.step > SHORTEST {
            match self.attempt(self.step) {
                Some(stepped) => {
                    self.adopt(stepped);
                    return true;
                }
                None => self.step *= 0.35,
            }
        }
        false
    }

    fn adopt(&mut self, stepped: Stepped) {
        // The cubic's error grows with the fourth power of the step, the first line's with the second.
        let power = if self.before.is_some() { 0.25 } else { 0.5 };
        let growth = (AIM / stepped.first_correction.max(1e-12)).powf(power).clamp(0.4, 3.0);
        self.step *= if stepped.cosine < 0.9 { growth.min(1.0) } else { growth };
        self.weights = stepped.weights;
        self.orientation = stepped.orientation;
        self.before = Some(std::mem::replace(&mut self.here, stepped.knot));
    }

    fn attempt(&self, length: f64) -> Option<Stepped> {
        let system = self.system;
        let mut point = self.along(length);
        let factor = system.factor(&point)?;
        let along = factor.along_theta()?;
        let plane = Plane { along, weights: &self.weights, tangent: &self.here.tangent };
        let mut before = FAR;
        let mut first_correction = 0.0;
        for round in 0.. {
            let change = plane.correction(&factor, &system.residual(&point))?;
            let size = self.size(&change);
            if round == 0 {
                first_correction = size;
            }
            let limit = if round == 0 { FAR } else { SLOW * before };
            if size.is_nan() || (size > limit && size > CORRECTED) || round > MOST_CORRECTIONS {
                return None;
            }
            before = size;
            for (x, d) in point.iter_mut().zip(&change) {
                *x += d;
            }
            if size <= CORRECTED {
                break;
            }
        }
        let orientation = factor.sign.map(|sign| sign * plane.direction());
        if orientation != self.orientation && length > BIFURCATION {
            return None;
        }
        let tangent = self.refined(&factor, &plane, &point)?;
        let weights = weights(system, &point);
        let norm = |t: &[f64]| dot(&weights, t, t).sqrt();
        let size = norm(&tangent);
        let cosine = dot(&weights, &tangent, &self.here.tangent) / size / norm(&self.here.tangent);
        if cosine.is_nan() || cosine < STRAIGHT {
            return None;
        }
        let tangent = tangent.into_iter().map(|x| x / size).collect();
        let knot = Knot { point, tangent };
        Some(Stepped { knot, orientation, first_correction, cosine, weights })
    }

    /// The tangent at a corrected point: that of the predicted one, refined by what a small move along
    /// it changes in the equations.
    fn refined(&self, factor: &Factor<'_>, plane: &Plane<'_>, point: &[f64]) -> Option<Vec<f64>> {
        let mut tangent = plane.unit()?;
        let small = 1e-6 / self.size(&tangent).max(1e-6);
        let residual = self.system.residual(point);
        for _ in 0..REFINEMENTS {
            let moved: Vec<f64> = point.iter().zip(&tangent).map(|(x, t)| x + small * t).collect();
            let moved = self.system.residual(&moved);
            let slope: Vec<f64> =
                moved.iter().zip(&residual).map(|(a, b)| (a - b) / small).collect();
            let change = plane.correction(factor, &slope)?;
            for (t, d) in tangent.iter_mut().zip(&change) {
                *t += d;
            }
            if self.size(&change) <= REFINED * self.size(&tangent) {
                break;
            }
        }
        Some(tangent)
    }

    /// The cubic through the last two points and tangents, at a length from the last.
    pub(super) fn along(&self, length: f64) -> Vec<f64> {
        let Knot { point, tangent } = &self.here;
        let line = || point.iter().zip(tangent).map(|(x, t)| x + length * t).collect();
        let Some(before) = &self.before else { return line() };
        let back: Vec<f64> = point.iter().zip(&before.point).map(|(a, b)| a - b).collect();
        let span = dot(&self.weights, tangent, &back);
        let speed = dot(&self.weights, tangent, &before.tangent);
        if span <= 0.0 || speed <= 0.0 {
            return line();
        }
        // Cubic with y(0) = y_1, y'(0) = t_1, y(-span) = y_0, y'(-span) = t_0 / speed.
        let at = length / span;
        (0..point.len())
            .map(|i| {
                let chord = back[i] / span;
                let (end, start) = (tangent[i], before.tangent[i] / speed);
                let second = 2.0 * end + start - 3.0 * chord;
                let third = end + start - 2.0 * chord;
                point[i] + length * (end + at * (second + at * third))
            })
            .collect()
    }

    /// Largest change of a probability or of a normalised value, or of the parameter in its unit.
    fn size(&self, change: &[f64]) -> f64 {
        change
            .iter()
            .zip(&self.weights)
            .enumerate()
            .map(|(at, (x, weight))| {
                let slot = at < self.system.layout.slots();
                (if slot { weight * x } else { weight.sqrt() * x }).abs()
            })
            .fold(0.0, f64::max)
    }
}

/// The plane across the tangent at the last point, in which corrections are made.
struct Plane<'a> {
    /// Change of the unknowns along which a unit of the parameter leaves the equations as they are.
    along: Vec<f64>,
    weights: &'a [f64],
    tangent: &'a [f64],
}

impl Plane<'_> {
    /// How far a unit of the parameter goes through the plane.
    fn through(&self) -> f64 {
        let order = self.along.len();
        dot(self.weights, self.tangent, &self.along) + self.weights[order] * self.tangent[order]
    }

    /// Sign of the parameter's direction along the path.
    fn direction(&self) -> f64 {
        self.through().signum()
    }

    /// The tangent at the predicted point, of length one in the direction of the last.
    fn unit(&self) -> Option<Vec<f64>> {
        let theta = 1.0 / self.through();
        let tangent: Vec<f64> = self.along.iter().map(|x| theta * x).chain([theta]).collect();
        tangent.iter().all(|x| x.is_finite()).then_some(tangent)
    }

    /// The correction that brings a residual to zero within the plane.
    fn correction(&self, factor: &Factor<'_>, residual: &[f64]) -> Option<Vec<f64>> {
        let mut change = factor.solve(residual)?;
        let theta = dot(self.weights, self.tangent, &change) / self.through();
        for (x, along) in change.iter_mut().zip(&self.along) {
            *x = theta * along - *x;
        }
        change.push(theta);
        theta.is_finite().then_some(change)
    }
}

/// Weights of the coordinates in the length of a path.
fn weights(system: &System<'_>, point: &[f64]) -> Vec<f64> {
    let layout = system.layout;
    let slots = point[..layout.slots()].iter();
    let slots = slots.map(|x| system.equations.probability(*x).max(LIGHTEST));
    let values = layout.game.discounts().iter().map(|delta| (1.0 - delta).powi(2));
    let values = values.cycle().take(layout.value_count());
    let unit = system.equations.unit(system.theta(point));
    slots.chain(values).chain([unit * unit]).collect()
}

/// Weighted inner product, over the coordinates that all three have.
fn dot(weights: &[f64], a: &[f64], b: &[f64]) -> f64 {
    weights.iter().zip(a).zip(b).map(|((w, a), b)| w * a * b).sum()
}
