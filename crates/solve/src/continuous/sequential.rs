//! Maximum of a smooth function over a box under a few smooth conditions `c_i(x) >= 0`.
//!
//! Sequential quadratic programming (Nocedal and Wright, ch. 18): the step maximises a quadratic model of
//! the Lagrangian `f + sum_i m_i c_i` under the linearised conditions; its curvature is learnt by damped
//! BFGS updates (Powell 1978). A step is taken as far as it raises `f - rho sum_i max(0, -c_i)` enough; one
//! that conditions bending away would spoil is corrected to second order first.

use super::diagonal;
use super::quadratic::{Peak, Quadratic};
use faer::Mat;
use talion_game::Instrument;

/// Share of the first-order gain that a step must bring.
const SUFFICIENT: f64 = 1e-4;
/// Longest step, as a share of every box.
const REACH: f64 = 0.5;
/// Halvings of a step before it is given up.
const HALVINGS: i32 = 25;
/// Differences below this (relative to one) are rounding.
const NOISE: f64 = 1e-14;
/// A step that promises no more than this (relative to one) would be rounding.
const ROUNDING: f64 = 1e-16;
/// The curvature is not learnt from steps that are shorter: slopes would differ by rounding.
const SHORTEST: f64 = 1e-7;
/// Curvature that an update keeps at the least, as a share of the model's.
const DAMPED: f64 = 0.2;
/// The price of missing a condition, in multiples of the largest of the prices in the model; raised by
/// this while the model misses what it could meet, at most so often.
const PRICE: (f64, f64, usize) = (4.0, 10.0, 8);

/// A function and its conditions at a point, with their slopes.
#[derive(Debug, Clone)]
pub(crate) struct Local {
    pub(crate) value: f64,
    pub(crate) slope: Vec<f64>,
    /// `c`: at or above zero where a condition holds.
    pub(crate) room: Vec<f64>,
    pub(crate) slopes: Vec<Vec<f64>>,
}

/// The function with its conditions; `None` where it has no value.
pub(crate) type Conditioned<'a> = dyn FnMut(&[f64]) -> Option<Local> + 'a;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Until {
    /// Largest step of the model from an answer.
    pub(crate) tolerance: f64,
    /// Largest miss of a condition at an answer.
    pub(crate) miss: f64,
    /// Most steps.
    pub(crate) steps: usize,
}

/// Where the ascent ended.
#[derive(Debug, Clone)]
pub(crate) struct Summit {
    pub(crate) x: Vec<f64>,
    pub(crate) value: f64,
    /// `m`: what the conditions cost, in units of the function.
    pub(crate) prices: Vec<f64>,
    /// Curvature of the Lagrangian as learnt, for a problem that differs little; `None` where there was
    /// nothing to learn.
    pub(crate) bend: Option<Mat<f64>>,
    pub(crate) steps: usize,
    pub(crate) converged: bool,
}

/// Climbs from `start`, with the prices and curvature of a problem that differs little, if there is one;
/// `None` if the function has no value there.
pub(crate) fn climb(
    instruments: &[Instrument],
    function: &mut Conditioned,
    start: &[f64],
    near: Option<&Summit>,
    until: Until,
) -> Option<Summit> {
    let x: Vec<f64> = instruments.iter().zip(start).map(|(i, x)| i.clip(*x)).collect();
    let local = function(&x)?;
    let prices = near.map_or_else(|| vec![1.0; local.room.len()], |near| near.prices.clone());
    let bend = match near.and_then(|near| near.bend.clone()) {
        Some(bend) => bend,
        None => first_bend(instruments, function, &x, &local, &prices)?,
    };
    let price = PRICE.0 * prices.iter().copied().fold(1.0, f64::max);
    let mut ascent = Ascent { instruments, x, local, prices, bend, price };
    let (mut steps, mut converged) = (0, false);
    while steps < until.steps {
        let Some(peak) = ascent.peak(&ascent.local.room.clone()) else { break };
        let longest = peak.step.iter().map(|d| d.abs()).fold(0.0, f64::max);
        let miss = ascent.local.room.iter().map(|c| -c).fold(0.0, f64::max);
        let rounding = ROUNDING * (1.0 + ascent.local.value.abs());
        let still = longest <= until.tolerance || ascent.promised(&peak) <= rounding;
        if still && miss <= until.miss {
            ascent.prices.clone_from(&peak.prices);
            converged = true;
            break;
        }
        if !ascent.step(function, &peak) {
            break;
        }
        steps += 1;
    }
    let (x, value) = (ascent.x, ascent.local.value);
    Some(Summit { x, value, prices: ascent.prices, bend: Some(ascent.bend), steps, converged })
}

struct Ascent<'a> {
    instruments: &'a [Instrument],
    x: Vec<f64>,
    local: Local,
    prices: Vec<f64>,
    bend: Mat<f64>,
    price: f64,
}

impl Ascent<'_> {
    /// The step of the model with these rooms; the price of missing them is raised as it must be.
    fn peak(&mut self, room: &[f64]) -> Option<Peak> {
        let free: Vec<usize> =
            (0..self.x.len()).filter(|k| self.instruments[*k].width() > 0.0).collect();
        let of = |all: &[f64]| free.iter().map(|k| all[*k]).collect::<Vec<f64>>();
        let bound = |upper: bool| {
            let ends = free.iter().map(|&k| {
                let (i, reach) = (&self.instruments[k], REACH * self.instruments[k].width());
                let room = if upper { i.upper - self.x[k] } else { i.lower - self.x[k] };
                room.clamp(-reach, reach)
            });
            ends.collect::<Vec<f64>>()
        };
        let slopes: Vec<Vec<f64>> = self.local.slopes.iter().map(|own| of(own)).collect();
        let bend = Mat::from_fn(free.len(), free.len(), |i, j| self.bend[(free[i], free[j])]);
        let (slope, low, high) = (of(&self.local.slope), bound(false), bound(true));
        let mut raised = 0;
        loop {
            let model = Quadratic {
                slope: &slope,
                bend: &bend,
                low: &low,
                high: &high,
                room,
                slopes: &slopes,
                price: self.price,
            };
            let peak = model.peak()?;
            let dearest = peak.prices.iter().copied().fold(0.0, f64::max);
            // A price at its cap: the condition is missed because missing it is cheap.
            if dearest > self.price / 2.0 && raised < PRICE.2 {
                self.price *= PRICE.1;
                raised += 1;
                continue;
            }
            self.price = self.price.max(PRICE.0 * dearest);
            let mut step = vec![0.0; self.x.len()];
            for (k, d) in free.iter().zip(&peak.step) {
                step[*k] = *d;
            }
            return Some(Peak { step, ..peak });
        }
    }

    fn merit(&self, local: &Local) -> f64 {
        local.value - self.price * local.room.iter().map(|c| (-c).max(0.0)).sum::<f64>()
    }

    /// What the merit gains along the step to first order.
    fn promised(&self, peak: &Peak) -> f64 {
        let missed: f64 = self.local.room.iter().map(|c| (-c).max(0.0)).sum();
        let left: f64 = peak.missed.iter().sum();
        dot(&self.local.slope, &peak.step) + self.price * (missed - left).max(0.0)
    }

    /// One step; false if it leads nowhere.
    fn step(&mut self, function: &mut Conditioned, peak: &Peak) -> bool {
        let before = self.merit(&self.local);
        let promised = self.promised(peak);
        let noise = NOISE * (1.0 + before.abs());
        for halvings in 0..HALVINGS {
            let by = 0.5_f64.powi(halvings);
            let enough = |merit: f64| merit >= before + SUFFICIENT * by * promised - noise;
            let to = self.towards(&peak.step, by);
            let Some(local) = function(&to) else { continue };
            if enough(self.merit(&local)) {
                self.take(to, local, &peak.prices);
                return true;
            }
            if halvings == 0
                && let Some((to, local)) = self.corrected(function, peak, &local)
                && enough(self.merit(&local))
            {
                self.take(to, local, &peak.prices);
                return true;
            }
        }
        false
    }

    fn towards(&self, step: &[f64], by: f64) -> Vec<f64> {
        let each = self.x.iter().zip(step).zip(self.instruments);
        each.map(|((x, d), i)| i.clip(x + by * d)).collect()
    }

    /// The step of the model with the rooms that the full step came to instead of those it promised.
    fn corrected(
        &mut self,
        function: &mut Conditioned,
        peak: &Peak,
        there: &Local,
    ) -> Option<(Vec<f64>, Local)> {
        let bent = |(room, slopes): (&f64, &Vec<f64>)| room - dot(slopes, &peak.step);
        let room: Vec<f64> = there.room.iter().zip(&self.local.slopes).map(bent).collect();
        let corrected = self.peak(&room)?;
        let to = self.towards(&corrected.step, 1.0);
        let local = function(&to)?;
        Some((to, local))
    }

    /// Moves, and learns the curvature along the step.
    fn take(&mut self, to: Vec<f64>, local: Local, prices: &[f64]) {
        let step: Vec<f64> = to.iter().zip(&self.x).map(|(to, x)| to - x).collect();
        let (old, new) = (lagrangian(&self.local, prices), lagrangian(&local, prices));
        let change: Vec<f64> = old.iter().zip(&new).map(|(old, new)| old - new).collect();
        learn(&mut self.bend, &step, &change);
        (self.x, self.local) = (to, local);
        self.prices = prices.to_vec();
    }
}

/// Slopes of `f + sum_i m_i c_i`.
pub(crate) fn lagrangian(local: &Local, prices: &[f64]) -> Vec<f64> {
    let mut sum = local.slope.clone();
    for (price, slopes) in prices.iter().zip(&local.slopes) {
        for (sum, slope) in sum.iter_mut().zip(slopes) {
            *sum += price * slope;
        }
    }
    sum
}

/// The damped BFGS update of `bend` by a step and the fall of the slopes along it.
fn learn(bend: &mut Mat<f64>, step: &[f64], change: &[f64]) {
    let n = step.len();
    let bent: Vec<f64> = (0..n).map(|k| (0..n).map(|j| bend[(k, j)] * step[j]).sum()).collect();
    let (model, found) = (dot(step, &bent), dot(step, change));
    let longest = step.iter().map(|d| d.abs()).fold(0.0, f64::max);
    if longest < SHORTEST || model <= f64::MIN_POSITIVE {
        return;
    }
    let share =
        if found >= DAMPED * model { 1.0 } else { (1.0 - DAMPED) * model / (model - found) };
    let used: Vec<f64> =
        change.iter().zip(&bent).map(|(c, b)| share * c + (1.0 - share) * b).collect();
    let along = dot(step, &used);
    for k in 0..n {
        for j in 0..n {
            bend[(k, j)] += used[k] * used[j] / along - bent[k] * bent[j] / model;
        }
    }
}

/// The diagonal of the curvature of the Lagrangian, by differences.
fn first_bend(
    instruments: &[Instrument],
    function: &mut Conditioned,
    x: &[f64],
    local: &Local,
    prices: &[f64],
) -> Option<Mat<f64>> {
    let borrowed: Vec<&Instrument> = instruments.iter().collect();
    let at = lagrangian(local, prices);
    let slopes = |x: &[f64]| function(x).map(|local| lagrangian(&local, prices)).ok_or(());
    let found = diagonal::estimate(&borrowed, x, &at, slopes).ok()?;
    Some(Mat::from_fn(x.len(), x.len(), |i, j| if i == j { found[i] } else { 0.0 }))
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTIL: Until = Until { tolerance: 1e-10, miss: 1e-12, steps: 200 };

    fn box_of(bounds: &[(f64, f64)]) -> Vec<Instrument> {
        bounds.iter().map(|b| Instrument::new("x", b.0, b.1)).collect()
    }

    /// Rosen and Suzuki's problem (Hock and Schittkowski 1981, no. 43): 44 at (0, 1, 2, -1).
    // A function may fail; this one never does.
    #[allow(clippy::unnecessary_wraps)]
    fn rosen_suzuki(x: &[f64]) -> Option<Local> {
        let (a, b, c, d) = (x[0], x[1], x[2], x[3]);
        let value = a * a + b * b + 2.0 * c * c + d * d - 5.0 * a - 5.0 * b - 21.0 * c + 7.0 * d;
        Some(Local {
            value: -value,
            slope: vec![5.0 - 2.0 * a, 5.0 - 2.0 * b, 21.0 - 4.0 * c, -7.0 - 2.0 * d],
            room: vec![
                8.0 - a * a - b * b - c * c - d * d - a + b - c + d,
                10.0 - a * a - 2.0 * b * b - c * c - 2.0 * d * d + a + d,
                5.0 - 2.0 * a * a - b * b - c * c - 2.0 * a + b + d,
            ],
            slopes: vec![
                vec![-2.0 * a - 1.0, -2.0 * b + 1.0, -2.0 * c - 1.0, -2.0 * d + 1.0],
                vec![-2.0 * a + 1.0, -4.0 * b, -2.0 * c, -4.0 * d + 1.0],
                vec![-4.0 * a - 2.0, -2.0 * b + 1.0, -2.0 * c, 1.0],
            ],
        })
    }

    #[test]
    fn rosen_and_suzuki_is_solved_from_within_and_without() {
        let instruments = box_of(&[(-10.0, 10.0); 4]);
        for start in [[0.0; 4], [3.0, 3.0, 3.0, 3.0]] {
            let found = climb(&instruments, &mut rosen_suzuki, &start, None, UNTIL).unwrap();
            assert!(found.converged, "{found:?}");
            for (x, wanted) in found.x.iter().zip([0.0, 1.0, 2.0, -1.0]) {
                assert!((x - wanted).abs() < 1e-8, "{found:?}");
            }
            assert!((found.value - 44.0).abs() < 1e-9);
            for (price, wanted) in found.prices.iter().zip([1.0, 0.0, 2.0]) {
                assert!((price - wanted).abs() < 1e-6, "{found:?}");
            }
        }
    }

    #[test]
    fn a_bound_is_stood_at_exactly() {
        let instruments = box_of(&[(-10.0, 10.0), (-10.0, 0.5), (-10.0, 10.0), (-10.0, 10.0)]);
        let found = climb(&instruments, &mut rosen_suzuki, &[0.0; 4], None, UNTIL).unwrap();
        assert!(found.converged && found.x[1] == 0.5, "{found:?}");
        let local = rosen_suzuki(&found.x).unwrap();
        let slopes = lagrangian(&local, &found.prices);
        assert!(slopes[1] > 0.0 && slopes[0].abs() < 1e-7 && slopes[2].abs() < 1e-7, "{slopes:?}");
    }

    #[test]
    fn steps_along_a_circle_are_not_held_up() {
        // Maratos' example: max x - 2 (x^2 + y^2 - 1), which would lead inside, not within the circle.
        let mut circle = |x: &[f64]| {
            let off = x[0] * x[0] + x[1] * x[1] - 1.0;
            Some(Local {
                value: x[0] - 2.0 * off,
                slope: vec![1.0 - 4.0 * x[0], -4.0 * x[1]],
                room: vec![off],
                slopes: vec![vec![2.0 * x[0], 2.0 * x[1]]],
            })
        };
        let start = [(2.0_f64).cos(), (2.0_f64).sin()];
        let found = climb(&box_of(&[(-2.0, 2.0); 2]), &mut circle, &start, None, UNTIL).unwrap();
        assert!(found.converged && found.steps < 30, "{found:?}");
        assert!((found.x[0] - 1.0).abs() < 1e-8 && found.x[1].abs() < 1e-8, "{found:?}");
    }
}
