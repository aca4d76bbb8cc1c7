//! The second-order check: the largest eigenvalue of a player's Hessian where it is free to move.
//!
//! `H v ~ [g(x + h v) - g(x - h v)] / 2h`, with `g` the player's gradient in its own free
//! instruments. The Lanczos process (Golub and Van Loan, *Matrix Computations*, 10.1-10.3) with full
//! reorthogonalisation makes `H` tridiagonal; its largest eigenvalue is found by bisection on Sturm
//! counts. With as many steps as there are free instruments this is the whole spectrum.

use super::{ContinuousError, ContinuousGame, ContinuousSession};
use crate::PlayerId;
use serde::{Deserialize, Serialize};

/// Most Lanczos steps that a check takes.
const MAX_STEPS: usize = 40;
/// Largest change of any instrument in a difference of gradients.
const STEP: f64 = 1e-4;
/// A level nearer to a bound than this share of the box cannot be moved both ways.
const MARGIN: f64 = 1e-6;

/// The largest eigenvalue of a player's Hessian in its free instruments.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Curvature {
    /// The eigenvalue: negative at a strict local maximum. `None` if every instrument is at a bound.
    pub largest: Option<f64>,
    /// Largest absolute eigenvalue, against which to read the sign of `largest`.
    pub scale: f64,
    /// Instruments that can move both ways.
    pub free: usize,
    /// Lanczos steps taken.
    pub steps: usize,
    /// Whether the steps span all free instruments, so that no eigenvalue can have been missed.
    pub exact: bool,
}

/// Curvature of a player's payoff in those of its own instruments that are not at a bound.
///
/// # Errors
/// If the model has no payoff next to the point.
pub fn largest_curvature(
    game: &dyn ContinuousGame,
    session: &mut dyn ContinuousSession,
    player: PlayerId,
    point: &[Vec<f64>],
) -> Result<Curvature, ContinuousError> {
    let room: Vec<(usize, f64)> = game.players()[player.0]
        .instruments
        .iter()
        .zip(&point[player.0])
        .enumerate()
        .map(|(k, (i, x))| (k, (x - i.lower).min(i.upper - x), MARGIN * i.width()))
        .filter(|(_, room, margin)| room > margin)
        .map(|(k, room, _)| (k, room))
        .collect();
    let mut hessian = Hessian::new(session, player, point, room);
    lanczos(&mut hessian)
}

/// Products with the Hessian by differences of gradients.
struct Hessian<'a> {
    session: &'a mut dyn ContinuousSession,
    player: PlayerId,
    base: &'a [Vec<f64>],
    /// Free instruments and their distance to the nearer bound.
    free: Vec<(usize, f64)>,
    moved: Vec<Vec<f64>>,
    gradient: Vec<Vec<f64>>,
}

impl<'a> Hessian<'a> {
    fn new(
        session: &'a mut dyn ContinuousSession,
        player: PlayerId,
        base: &'a [Vec<f64>],
        free: Vec<(usize, f64)>,
    ) -> Self {
        let gradient = base.iter().map(|x| vec![0.0; x.len()]).collect();
        Self { session, player, base, free, moved: base.to_vec(), gradient }
    }

    fn gradient_at(&mut self, direction: &[f64], step: f64) -> Result<Vec<f64>, ContinuousError> {
        let own = self.player.0;
        for (&(k, _), v) in self.free.iter().zip(direction) {
            self.moved[own][k] = self.base[own][k] + step * v;
        }
        self.session.gradient(self.player, &self.moved, &mut self.gradient)?;
        Ok(self.free.iter().map(|&(k, _)| self.gradient[own][k]).collect())
    }

    fn product(&mut self, v: &[f64]) -> Result<Vec<f64>, ContinuousError> {
        let largest = v.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
        // Stay within the box both ways.
        let step = self
            .free
            .iter()
            .zip(v)
            .filter(|(_, x)| **x != 0.0)
            .map(|((_, room), x)| room / x.abs())
            .fold(STEP / largest, f64::min);
        let up = self.gradient_at(v, step)?;
        let down = self.gradient_at(v, -step)?;
        Ok(up.iter().zip(&down).map(|(u, d)| (u - d) / (2.0 * step)).collect())
    }
}

fn lanczos(hessian: &mut Hessian) -> Result<Curvature, ContinuousError> {
    let free = hessian.free.len();
    let steps = free.min(MAX_STEPS);
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(steps);
    let (mut alpha, mut beta) = (Vec::new(), Vec::new());
    let mut next = start_vector(free, 0);
    for step in 0..steps {
        let v = next;
        let mut w = hessian.product(&v)?;
        alpha.push(dot(&v, &w));
        basis.push(v);
        let before = norm(&w);
        orthogonalise(&mut w, &basis);
        let left = norm(&w);
        if left > 1e-10 * before {
            beta.push(left);
        } else {
            // An invariant subspace: go on in its complement, to which nothing couples it.
            beta.push(0.0);
            w = start_vector(free, step + 1);
            orthogonalise(&mut w, &basis);
        }
        let length = norm(&w);
        next = w.iter().map(|x| x / length).collect();
    }
    beta.pop();
    Ok(Curvature {
        largest: (steps > 0).then(|| largest_eigenvalue(&alpha, &beta)),
        scale: gershgorin(&alpha, &beta),
        free,
        steps,
        exact: steps == free,
    })
}

/// A unit vector with no symmetry that a Hessian could share.
fn start_vector(length: usize, salt: usize) -> Vec<f64> {
    let raw: Vec<f64> = (0..length)
        .map(|k| 0.5 + (((k + 1) * (salt + 1)) as f64 * std::f64::consts::SQRT_2).fract())
        .collect();
    let length = norm(&raw);
    raw.iter().map(|x| x / length).collect()
}

fn orthogonalise(w: &mut [f64], basis: &[Vec<f64>]) {
    // Twice is enough (Kahan and Parlett).
    for _ in 0..2 {
        for v in basis {
            let along = dot(v, w);
            for (x, y) in w.iter_mut().zip(v) {
                *x -= along * y;
            }
        }
    }
}

fn largest_eigenvalue(alpha: &[f64], beta: &[f64]) -> f64 {
    let bound = gershgorin(alpha, beta);
    let (mut low, mut high) = (-bound, bound);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if all_below(alpha, beta, middle) { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

/// Whether every eigenvalue lies below `x`: all pivots of `T - x I` negative (Sturm).
fn all_below(alpha: &[f64], beta: &[f64], x: f64) -> bool {
    let mut pivot = 1.0;
    for (k, a) in alpha.iter().enumerate() {
        let coupling = if k == 0 { 0.0 } else { beta[k - 1] * beta[k - 1] / pivot };
        pivot = a - x - coupling;
        if pivot >= 0.0 {
            return false;
        }
    }
    true
}

fn gershgorin(alpha: &[f64], beta: &[f64]) -> f64 {
    let at = |k: usize| beta.get(k).copied().unwrap_or(0.0);
    (0..alpha.len())
        .map(|k| alpha[k].abs() + at(k) + if k > 0 { at(k - 1) } else { 0.0 })
        .fold(0.0, f64::max)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tridiagonal_toeplitz_has_its_textbook_spectrum() {
        // Eigenvalues of tridiag(b, a, b) of order n: a + 2b cos(k pi / (n + 1)).
        let (n, a, b) = (9, -2.0, 1.0_f64);
        let largest = largest_eigenvalue(&vec![a; n], &vec![b; n - 1]);
        let expected = a + 2.0 * b * (std::f64::consts::PI / (n as f64 + 1.0)).cos();
        assert!((largest - expected).abs() < 1e-12, "{largest} for {expected}");
    }
}
