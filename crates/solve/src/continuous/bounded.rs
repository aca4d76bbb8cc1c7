//! Maximum of a smooth function over a box, bounds kept exactly.
//!
//! Projected quasi-Newton by two metrics (Bertsekas 1982; Schmidt, Kim and Sra 2012): instruments
//! next to a bound that the gradient pushes against take a scaled gradient step, the others an
//! L-BFGS step, and both are projected:
//!
//! `x(a) = P(x + a d)`, accepted when `f(x(a)) >= f(x) + c g'(x(a) - x)` (Armijo along the arc).

use super::lbfgs::Memory;
use talion_game::Instrument;

/// Share of the first-order gain that a step must bring.
const SUFFICIENT: f64 = 1e-4;
/// An instrument within this share of its box from a bound counts as next to it.
const NEXT_TO: f64 = 1e-8;
/// Largest step of an instrument, as a share of its box.
const REACH: f64 = 0.5;
/// Halvings of a step before a direction is given up.
const HALVINGS: i32 = 30;
/// Payoff differences below this (relative to one) are rounding; the gradient then decides.
const NOISE: f64 = 1e-13;

/// Value of the function, its gradient written to the second argument; `None` where it has none.
pub(super) type Smooth<'a> = dyn FnMut(&[f64], &mut [f64]) -> Option<f64> + 'a;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stop {
    /// Largest scaled projected gradient `|P(x + g / D) - x|` of an answer.
    pub(crate) tolerance: f64,
    /// Most steps.
    pub(crate) steps: usize,
}

/// Where the ascent ended.
#[derive(Debug, Clone)]
pub(crate) struct Maximum {
    pub(crate) x: Vec<f64>,
    pub(crate) value: f64,
    pub(crate) steps: usize,
    pub(crate) converged: bool,
}

/// `P(x + g / D) - x`: how far a Newton step with a diagonal Hessian would go.
pub(super) fn scaled_step(instrument: &Instrument, x: f64, gradient: f64, diagonal: f64) -> f64 {
    instrument.clip(x + gradient / diagonal) - x
}

struct Ascent<'a> {
    instruments: &'a [Instrument],
    diagonal: &'a [f64],
    x: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
    memory: Memory,
}

/// Climbs from `start`; `None` if the function has no value there. `diagonal` is the size of the
/// second derivatives, positive.
pub(super) fn maximise(
    instruments: &[Instrument],
    diagonal: &[f64],
    function: &mut Smooth,
    start: &[f64],
    stop: Stop,
) -> Option<Maximum> {
    let x: Vec<f64> = instruments.iter().zip(start).map(|(i, x)| i.clip(*x)).collect();
    let mut gradient = vec![0.0; x.len()];
    let value = function(&x, &mut gradient).filter(|v| v.is_finite())?;
    let mut ascent =
        Ascent { instruments, diagonal, x, value, gradient, memory: Memory::default() };
    let mut steps = 0;
    let mut fresh = true;
    while ascent.distance() > stop.tolerance && steps < stop.steps {
        if ascent.step(function) {
            steps += 1;
            fresh = false;
        } else if fresh {
            break;
        } else {
            ascent.memory.clear();
            fresh = true;
        }
    }
    let converged = ascent.distance() <= stop.tolerance;
    Some(Maximum { x: ascent.x, value: ascent.value, steps, converged })
}

impl Ascent<'_> {
    /// Largest scaled projected gradient.
    fn distance(&self) -> f64 {
        distance(self.instruments, self.diagonal, &self.x, &self.gradient)
    }

    /// One step; false if the direction leads nowhere.
    fn step(&mut self, function: &mut Smooth) -> bool {
        let direction = self.direction();
        let mut gradient = vec![0.0; self.x.len()];
        for halvings in 0..HALVINGS {
            let by = 0.5_f64.powi(halvings);
            let to: Vec<f64> = (0..self.x.len())
                .map(|k| self.instruments[k].clip(self.x[k] + by * direction[k]))
                .collect();
            let step: Vec<f64> = to.iter().zip(&self.x).map(|(t, x)| t - x).collect();
            let promised: f64 = step.iter().zip(&self.gradient).map(|(s, g)| s * g).sum();
            if promised <= 0.0 {
                return false;
            }
            let Some(value) = function(&to, &mut gradient).filter(|v| v.is_finite()) else {
                continue;
            };
            let noise = NOISE * (1.0 + self.value.abs());
            let flat = value >= self.value - noise
                && promised < noise / SUFFICIENT
                && distance(self.instruments, self.diagonal, &to, &gradient) < self.distance();
            if value >= self.value + SUFFICIENT * promised || flat {
                self.memory.remember(step, &self.gradient, &gradient);
                (self.x, self.value, self.gradient) = (to, value, gradient);
                return true;
            }
        }
        false
    }

    fn direction(&self) -> Vec<f64> {
        let free: Vec<bool> = (0..self.x.len()).map(|k| !self.pushed_against(k)).collect();
        let mut direction = self.memory.direction(&self.gradient, self.diagonal, &free);
        for k in 0..direction.len() {
            if !free[k] {
                direction[k] = self.gradient[k] / self.diagonal[k];
            }
        }
        let longest = direction
            .iter()
            .zip(self.instruments)
            .zip(&free)
            .filter(|((_, i), free)| **free && i.width() > 0.0)
            .map(|((d, i), _)| d.abs() / i.width())
            .fold(0.0, f64::max);
        if longest > REACH {
            let shrink = REACH / longest;
            for (d, free) in direction.iter_mut().zip(&free) {
                *d *= if *free { shrink } else { 1.0 };
            }
        }
        direction
    }

    fn pushed_against(&self, k: usize) -> bool {
        let (instrument, x, slope) = (&self.instruments[k], self.x[k], self.gradient[k]);
        let near = NEXT_TO * instrument.width();
        (x <= instrument.lower + near && slope < 0.0)
            || (x >= instrument.upper - near && slope > 0.0)
    }
}

fn distance(instruments: &[Instrument], diagonal: &[f64], x: &[f64], gradient: &[f64]) -> f64 {
    (0..x.len())
        .map(|k| scaled_step(&instruments[k], x[k], gradient[k], diagonal[k]).abs())
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn box_of(bounds: &[(f64, f64)]) -> Vec<Instrument> {
        bounds.iter().map(|b| Instrument::new("x", b.0, b.1)).collect()
    }

    /// Minus Rosenbrock's function, `-(1 - a)^2 - 100 (b - a^2)^2`.
    // An objective may fail; this one never does.
    #[allow(clippy::unnecessary_wraps)]
    fn banana(x: &[f64], gradient: &mut [f64]) -> Option<f64> {
        let (a, b) = (x[0], x[1]);
        let bend = b - a * a;
        gradient[0] = 2.0 * (1.0 - a) + 400.0 * a * bend;
        gradient[1] = -200.0 * bend;
        Some(-(1.0 - a) * (1.0 - a) - 100.0 * bend * bend)
    }

    #[test]
    fn climbs_the_banana() {
        let instruments = box_of(&[(-2.0, 2.0), (-2.0, 2.0)]);
        let stop = Stop { tolerance: 1e-11, steps: 200 };
        let found = maximise(&instruments, &[1.0, 1.0], &mut banana, &[-1.2, 1.0], stop).unwrap();
        assert!(found.converged, "{found:?}");
        assert!((found.x[0] - 1.0).abs() < 1e-8 && (found.x[1] - 1.0).abs() < 1e-8, "{found:?}");
    }

    #[test]
    fn stands_exactly_on_a_bound_that_binds() {
        // With a <= 1/2 the maximum is at a = 1/2, b = 1/4.
        let instruments = box_of(&[(-2.0, 0.5), (-2.0, 2.0)]);
        let stop = Stop { tolerance: 1e-11, steps: 200 };
        let found = maximise(&instruments, &[1.0, 1.0], &mut banana, &[-1.2, 1.0], stop).unwrap();
        assert!(found.converged && found.x[0] == 0.5, "{found:?}");
        assert!((found.x[1] - 0.25).abs() < 1e-9);
    }
}
