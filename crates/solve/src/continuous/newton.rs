//! Newton's method on the stacked first-order conditions of several players, bounds kept.
//!
//! With `F` the stacked own gradients, an instrument is held while it stands at a bound that its
//! gradient pushes against; the others, `I`, take the projected Newton step
//!
//! `J_II d_I = -F_I`,  `x+ = P(x + a d)`,  `J v ~ [F(x + h v) - F(x)] / h`,
//!
//! with GMRES for the linear system (no Jacobian is formed, so size is no bar), and `a` halved until
//! `sum_I (r / D)^2` falls, `r` the projected gradient and `D` the diagonal scale (projected Newton:
//! Bertsekas 1982; inexact steps: Dembo, Eisenstat and Steihaug 1982).

use super::bounded::scaled_step;
use super::conditions::Conditions;
use super::diagonal;
use super::gmres::gmres;
use talion_game::{ContinuousError, Instrument, Point};

/// Largest change of any instrument in a difference.
const STEP: f64 = 1e-6;
/// Most products of one linear system.
const PRODUCTS: usize = 80;
/// Relative residual to which the first and the last linear systems are solved.
const FORCING: (f64, f64) = (1e-2, 1e-5);
/// Halvings of a step before the method gives up.
const HALVINGS: i32 = 8;
/// Products below this distance: only rounding is left to remove.
const ROUNDING: f64 = 1e-7;

/// Where the method ended.
pub(super) struct Newton {
    pub(super) point: Point,
    pub(super) converged: bool,
    /// Largest scaled projected gradient.
    pub(super) distance: f64,
    pub(super) steps: u64,
}

/// At most `limit` steps from `start`, until no scaled projected gradient passes `tolerance`.
pub(super) fn newton(
    conditions: &mut Conditions,
    start: &[Vec<f64>],
    tolerance: f64,
    limit: u64,
) -> Result<Newton, ContinuousError> {
    let mut point = start.to_vec();
    let instruments = conditions.instruments();
    let mut x = conditions.levels(&point);
    let mut f = conditions.at(&point)?;
    let diagonal = match conditions.curvature_scale(&point) {
        Some(known) => known,
        None => diagonal::estimate(&instruments, &x, &f, |to| {
            conditions.place(to, &mut point);
            conditions.at(&point)
        })?,
    };
    let mut scale = Scale { instruments, diagonal };
    let mut steps = 0;
    loop {
        let distance = scale.distance(&x, &f);
        let converged = distance <= tolerance;
        let next = if converged || steps == limit {
            None
        } else {
            let d = direction(conditions, &mut point, &scale, &x, &f, distance)?;
            shorter(conditions, &mut point, &scale, &x, &f, &d)
        };
        let Some(next) = next else {
            conditions.place(&x, &mut point);
            return Ok(Newton { point, converged, distance, steps });
        };
        (x, f) = next;
        steps += 1;
        conditions.place(&x, &mut point);
        if let Some(known) = conditions.curvature_scale(&point) {
            scale.diagonal = known;
        }
    }
}

struct Scale<'a> {
    instruments: Vec<&'a Instrument>,
    diagonal: Vec<f64>,
}

impl Scale<'_> {
    fn held(&self, k: usize, x: f64, f: f64) -> bool {
        self.instruments[k].is_held(x, f)
    }

    fn distance(&self, x: &[f64], f: &[f64]) -> f64 {
        (0..x.len())
            .map(|k| scaled_step(self.instruments[k], x[k], f[k], self.diagonal[k]).abs())
            .fold(0.0, f64::max)
    }

    fn merit(&self, x: &[f64], f: &[f64]) -> f64 {
        (0..x.len())
            .filter(|&k| !self.held(k, x[k], f[k]))
            .map(|k| (f[k] / self.diagonal[k]).powi(2))
            .sum()
    }
}

fn direction(
    conditions: &mut Conditions,
    point: &mut Point,
    scale: &Scale,
    x: &[f64],
    f: &[f64],
    distance: f64,
) -> Result<Vec<f64>, ContinuousError> {
    let free: Vec<usize> = (0..x.len()).filter(|&k| !scale.held(k, x[k], f[k])).collect();
    let product = |v: &[f64]| {
        let largest = v.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
        if largest == 0.0 {
            return Ok(vec![0.0; v.len()]);
        }
        let step = STEP / largest;
        let mut to = x.to_vec();
        for (&k, v) in free.iter().zip(v) {
            to[k] += step * v;
        }
        conditions.place(&to, point);
        let moved = conditions.at(point)?;
        Ok(free.iter().map(|&k| (moved[k] - f[k]) / (step * scale.diagonal[k])).collect())
    };
    // Rows are divided by the diagonal scale, so that an instrument of little weight is found as
    // closely as one of much. Payoffs are concave in a player's own levels near an equilibrium: the
    // scaled diagonal is about -1.
    let precondition = |v: &[f64]| v.iter().map(|v| -v).collect();
    let right: Vec<f64> = free.iter().map(|&k| -f[k] / scale.diagonal[k]).collect();
    let forcing = (0.1 * distance).clamp(FORCING.1, FORCING.0);
    let solved = gmres::<ContinuousError>(product, precondition, &right, forcing, PRODUCTS)?;
    let mut d = vec![0.0; x.len()];
    for (&k, step) in free.iter().zip(solved) {
        d[k] = step;
    }
    Ok(d)
}

/// The longest halving of the step that lowers the merit; `None` if none does.
fn shorter(
    conditions: &mut Conditions,
    point: &mut Point,
    scale: &Scale,
    x: &[f64],
    f: &[f64],
    d: &[f64],
) -> Option<(Vec<f64>, Vec<f64>)> {
    let merit = scale.merit(x, f);
    let near = scale.distance(x, f) < ROUNDING;
    for halvings in 0..HALVINGS {
        let by = 0.5_f64.powi(halvings);
        let to: Vec<f64> = scale
            .instruments
            .iter()
            .zip(x.iter().zip(d))
            .map(|(i, (x, d))| i.clip(x + by * d))
            .collect();
        conditions.place(&to, point);
        let Ok(new) = conditions.at(point) else { continue };
        let falls = scale.merit(&to, &new) < (1.0 - 1e-4 * by) * merit;
        if falls || (near && scale.distance(&to, &new) < scale.distance(x, f)) {
            return Some((to, new));
        }
    }
    None
}
