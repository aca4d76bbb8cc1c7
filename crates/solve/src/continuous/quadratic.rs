//! A concave quadratic over a box with a few linear conditions that may be missed at a price.
//!
//! `max g'd - d'Bd / 2 - rho sum_i s_i` subject to `c_i + a_i'd + s_i >= 0`, `s >= 0`, `low <= d <= high`,
//! by the primal-dual interior-point method with Mehrotra's predictor and corrector (Nocedal and Wright,
//! ch. 16.6). With the slacks `y = c + A d + s`, `p = d - low`, `q = high - d` and the prices `lambda` of
//! `y`, `nu` of `s`, `z` and `v` of `p` and `q`, a Newton step has
//!
//! `(B + z/p + v/q + A'WA) dd = r`,  `W = 1 / (y/lambda + s/nu)`,
//!
//! a positive definite system of the size of `d`. Every iterate is feasible, as one is known at the start.

use faer::linalg::solvers::{Llt, Solve};
use faer::{Col, Mat, Side};

/// Most steps.
const STEPS: usize = 80;
/// Products of slacks and prices, over their first mean, at which the work ends. Much further down the
/// weights of what binds would drown the rest of the system.
const SMALL: f64 = 1e-13;
/// Share of the way to the boundary that a step may go.
const SHORT: f64 = 0.995;
/// A start keeps at least this share of the box from either bound.
const INSIDE: f64 = 0.05;
/// A start gives every condition at least this share of how far it can move.
const ROOMY: f64 = 1e-3;

/// The problem. Bounds enclose zero, and every pair leaves room.
pub(super) struct Quadratic<'a> {
    /// `g`.
    pub(super) slope: &'a [f64],
    /// `B`, positive definite.
    pub(super) bend: &'a Mat<f64>,
    pub(super) low: &'a [f64],
    pub(super) high: &'a [f64],
    /// `c`.
    pub(super) room: &'a [f64],
    /// `A`, a row per condition.
    pub(super) slopes: &'a [Vec<f64>],
    /// `rho`.
    pub(super) price: f64,
}

/// The maximum.
pub(super) struct Peak {
    pub(super) step: Vec<f64>,
    /// `lambda`.
    pub(super) prices: Vec<f64>,
    /// By how much each condition is missed.
    pub(super) missed: Vec<f64>,
}

/// Where the method stands: unknowns, slacks, prices. The same shape serves for a step.
#[derive(Clone)]
struct Standing {
    d: Vec<f64>,
    // Kept apart from `d`, from which they would come out as zero next to a bound.
    p: Vec<f64>,
    q: Vec<f64>,
    s: Vec<f64>,
    y: Vec<f64>,
    lambda: Vec<f64>,
    nu: Vec<f64>,
    z: Vec<f64>,
    v: Vec<f64>,
}

/// What the products of slacks and prices are to change by: those of `y`, `s`, `p` and `q`.
struct Aims {
    y: Vec<f64>,
    s: Vec<f64>,
    p: Vec<f64>,
    q: Vec<f64>,
}

impl Quadratic<'_> {
    /// The maximum; `None` if the quadratic is not concave.
    pub(super) fn peak(&self) -> Option<Peak> {
        let mut at = self.start();
        let first = Self::mean(&at);
        for _ in 0..STEPS {
            let mean = Self::mean(&at);
            if mean <= SMALL * first {
                break;
            }
            let system = self.factor(&at)?;
            let predicted = self.newton(&system, &at, &Self::products(&at, 0.0, None));
            let reach = Self::reach(&at, &predicted);
            let after = Self::mean(&moved(&at, &predicted, reach));
            let centre = (after / mean).powi(3) * mean;
            let step = self.newton(&system, &at, &Self::products(&at, centre, Some(&predicted)));
            at = moved(&at, &step, SHORT * Self::reach(&at, &step));
        }
        let snapped = (0..at.d.len()).map(|k| {
            // A bound whose price passes the distance from it is stood at.
            let (to_low, to_high) = (at.p[k] * self.bend[(k, k)], at.q[k] * self.bend[(k, k)]);
            if at.z[k] > to_low {
                self.low[k]
            } else if at.v[k] > to_high {
                self.high[k]
            } else {
                at.d[k]
            }
        });
        Some(Peak { step: snapped.collect(), prices: at.lambda, missed: at.s })
    }

    fn start(&self) -> Standing {
        let inside = |k: usize| {
            let margin = INSIDE * (self.high[k] - self.low[k]);
            0.0_f64.clamp(self.low[k] + margin, self.high[k] - margin)
        };
        let d: Vec<f64> = (0..self.slope.len()).map(inside).collect();
        let room: Vec<f64> =
            self.room.iter().zip(self.slopes).map(|(c, a)| c + dot(a, &d)).collect();
        // How far conditions are off or, where all just hold, a share of how far they can move.
        let widths = || self.high.iter().zip(self.low).map(|(high, low)| high - low);
        let reach = |a: &Vec<f64>| a.iter().zip(widths()).map(|(a, w)| a.abs() * w).sum::<f64>();
        let far = self.slopes.iter().map(reach).fold(f64::MIN_POSITIVE, f64::max);
        let unit = room.iter().map(|c| c.abs()).fold(ROOMY * far, f64::max);
        let s: Vec<f64> = room.iter().map(|c| unit + (-c).max(0.0)).collect();
        let y = room.iter().zip(&s).map(|(c, s)| c + s).collect();
        let half = vec![0.5 * self.price; room.len()];
        let steepest = self.slope.iter().map(|g| g.abs()).fold(f64::MIN_POSITIVE, f64::max);
        let z = vec![steepest; d.len()];
        Standing {
            p: d.iter().zip(self.low).map(|(d, low)| d - low).collect(),
            q: d.iter().zip(self.high).map(|(d, high)| high - d).collect(),
            s,
            y,
            lambda: half.clone(),
            nu: half,
            v: z.clone(),
            z,
            d,
        }
    }

    /// Mean product of slacks and prices.
    fn mean(at: &Standing) -> f64 {
        let sum =
            dot(&at.p, &at.z) + dot(&at.q, &at.v) + dot(&at.y, &at.lambda) + dot(&at.s, &at.nu);
        sum / (2 * (at.d.len() + at.s.len())) as f64
    }

    /// By what the products are to change to come to `centre`, less the second-order part of `step`.
    fn products(at: &Standing, centre: f64, step: Option<&Standing>) -> Aims {
        let with = |of: fn(&Standing) -> (&[f64], &[f64])| {
            let (a, b) = of(at);
            let second = |k: usize| {
                step.map_or(0.0, |step| {
                    let (da, db) = of(step);
                    da[k] * db[k]
                })
            };
            (0..a.len()).map(|k| centre - a[k] * b[k] - second(k)).collect()
        };
        Aims {
            y: with(|at| (&at.y, &at.lambda)),
            s: with(|at| (&at.s, &at.nu)),
            p: with(|at| (&at.p, &at.z)),
            q: with(|at| (&at.q, &at.v)),
        }
    }

    /// `W`.
    fn weights(at: &Standing) -> Vec<f64> {
        (0..at.s.len()).map(|i| 1.0 / (at.y[i] / at.lambda[i] + at.s[i] / at.nu[i])).collect()
    }

    fn factor(&self, at: &Standing) -> Option<Llt<f64>> {
        let mut system = self.bend.clone();
        for k in 0..at.d.len() {
            system[(k, k)] += at.z[k] / at.p[k] + at.v[k] / at.q[k];
        }
        for (row, weight) in self.slopes.iter().zip(Self::weights(at)) {
            for (j, &right) in row.iter().enumerate().filter(|(_, right)| **right != 0.0) {
                for (k, left) in row.iter().enumerate() {
                    system[(k, j)] += weight * left * right;
                }
            }
        }
        Llt::new(system.as_ref(), Side::Lower).ok()
    }

    fn newton(&self, system: &Llt<f64>, at: &Standing, aims: &Aims) -> Standing {
        let n = at.d.len();
        let weights = Self::weights(at);
        let pulls: Vec<f64> =
            (0..at.s.len()).map(|i| aims.y[i] / at.lambda[i] - aims.s[i] / at.nu[i]).collect();
        let mut right = Col::<f64>::zeros(n);
        for k in 0..n {
            let bent: f64 = (0..n).map(|j| self.bend[(k, j)] * at.d[j]).sum();
            right[k] = self.slope[k] - bent + at.z[k] - at.v[k];
            right[k] += aims.p[k] / at.p[k] - aims.q[k] / at.q[k];
        }
        for (i, row) in self.slopes.iter().enumerate() {
            for (k, a) in row.iter().enumerate() {
                right[k] += a * (at.lambda[i] + weights[i] * pulls[i]);
            }
        }
        let solved = system.solve(&right);
        let d: Vec<f64> = (0..n).map(|k| solved[k]).collect();
        let along: Vec<f64> = self.slopes.iter().map(|row| dot(row, &d)).collect();
        let lambda: Vec<f64> =
            (0..along.len()).map(|i| weights[i] * (pulls[i] - along[i])).collect();
        let s: Vec<f64> =
            (0..along.len()).map(|i| (aims.s[i] + at.s[i] * lambda[i]) / at.nu[i]).collect();
        Standing {
            y: along.iter().zip(&s).map(|(a, s)| a + s).collect(),
            nu: lambda.iter().map(|l| -l).collect(),
            z: (0..n).map(|k| (aims.p[k] - at.z[k] * d[k]) / at.p[k]).collect(),
            p: d.clone(),
            q: d.iter().map(|d| -d).collect(),
            v: (0..n).map(|k| (aims.q[k] + at.v[k] * d[k]) / at.q[k]).collect(),
            d,
            s,
            lambda,
        }
    }

    /// How much of a step, at most all of it, leaves every slack and price at or above zero.
    fn reach(at: &Standing, step: &Standing) -> f64 {
        let down = |(value, by): (&f64, &f64)| if *by < 0.0 { -value / by } else { 1.0 };
        let pairs = [
            (&at.p, &step.p),
            (&at.q, &step.q),
            (&at.s, &step.s),
            (&at.y, &step.y),
            (&at.lambda, &step.lambda),
            (&at.nu, &step.nu),
            (&at.z, &step.z),
            (&at.v, &step.v),
        ];
        pairs.into_iter().flat_map(|(a, b)| a.iter().zip(b)).map(down).fold(1.0, f64::min)
    }
}

fn moved(at: &Standing, step: &Standing, by: f64) -> Standing {
    let to = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a + by * b).collect();
    Standing {
        d: to(&at.d, &step.d),
        p: to(&at.p, &step.p),
        q: to(&at.q, &step.q),
        s: to(&at.s, &step.s),
        y: to(&at.y, &step.y),
        lambda: to(&at.lambda, &step.lambda),
        nu: to(&at.nu, &step.nu),
        z: to(&at.z, &step.z),
        v: to(&at.v, &step.v),
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bend(n: usize) -> Mat<f64> {
        Mat::from_fn(n, n, |i, j| if i == j { 2.0 } else { 0.5 })
    }

    #[test]
    fn a_peak_within_everything_is_that_of_the_quadratic() {
        let bend = bend(2);
        let far = ([-9.0; 2], [9.0; 2]);
        let peak = Quadratic {
            slope: &[1.0, -0.5],
            bend: &bend,
            low: &far.0,
            high: &far.1,
            room: &[100.0],
            slopes: &[vec![1.0, 1.0]],
            price: 10.0,
        }
        .peak()
        .unwrap();
        // B d = g.
        let residual = |k: usize| 2.0 * peak.step[k] + 0.5 * peak.step[1 - k] - [1.0, -0.5][k];
        assert!(residual(0).abs() < 1e-12 && residual(1).abs() < 1e-12, "{:?}", peak.step);
        assert!(peak.prices[0] < 1e-12);
    }

    #[test]
    fn a_condition_that_binds_has_its_price_and_a_bound_is_stood_at() {
        // max 3 d1 + d2 - d1^2/2 - d2^2/2 with d1 + d2 <= 2, d2 <= 1/4: d = (7/4, 1/4), price 5/4.
        let bend = Mat::from_fn(2, 2, |i, j| if i == j { 1.0 } else { 0.0 });
        let problem = Quadratic {
            slope: &[3.0, 2.0],
            bend: &bend,
            low: &[-5.0, -5.0],
            high: &[5.0, 0.25],
            room: &[2.0],
            slopes: &[vec![-1.0, -1.0]],
            price: 100.0,
        };
        let peak = problem.peak().unwrap();
        assert!((peak.step[0] - 1.75).abs() < 1e-10 && peak.step[1] == 0.25, "{:?}", peak.step);
        assert!((peak.prices[0] - 1.25).abs() < 1e-10, "{:?}", peak.prices);
        assert!(peak.missed[0] < 1e-12);
    }

    #[test]
    fn a_condition_out_of_reach_is_missed_by_as_little_as_pays() {
        // d >= 3 within d <= 1: two are missed, at the price.
        let bend = Mat::from_fn(1, 1, |_, _| 1.0);
        let problem = Quadratic {
            slope: &[0.0],
            bend: &bend,
            low: &[-1.0],
            high: &[1.0],
            room: &[-3.0],
            slopes: &[vec![1.0]],
            price: 10.0,
        };
        let peak = problem.peak().unwrap();
        assert_eq!(peak.step, [1.0]);
        assert!((peak.missed[0] - 2.0).abs() < 1e-9 && (peak.prices[0] - 10.0).abs() < 1e-9);
    }
}
