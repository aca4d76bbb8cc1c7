//! Limited-memory BFGS directions on the free instruments of a box.
//!
//! Nocedal and Wright, *Numerical Optimization*, algorithm 7.4 (two loops), written for ascent: with
//! `s = x+ - x` and `y = g - g+` the product `H g` is an ascent direction. The first matrix is
//! `gamma diag(1 / D)`, `D` an estimate of the negative diagonal of the Hessian.

use std::collections::VecDeque;

/// Pairs that are kept.
const MEMORY: usize = 12;
/// A pair is used where `s'y` is at least this share of `|s| |y|`.
const ANGLE: f64 = 1e-10;

/// Recent steps and changes of gradient.
#[derive(Default)]
pub(super) struct Memory(VecDeque<(Vec<f64>, Vec<f64>)>);

impl Memory {
    /// Takes note of a step; the gradients are those of a payoff to be raised.
    pub(super) fn remember(&mut self, step: Vec<f64>, gradient: &[f64], new_gradient: &[f64]) {
        let change = gradient.iter().zip(new_gradient).map(|(g, n)| g - n).collect();
        if self.0.len() == MEMORY {
            self.0.pop_front();
        }
        self.0.push_back((step, change));
    }

    /// Forgets every step.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// `H g` on the free instruments, zero elsewhere.
    pub(super) fn direction(&self, gradient: &[f64], diagonal: &[f64], free: &[bool]) -> Vec<f64> {
        let dot = |a: &[f64], b: &[f64]| -> f64 {
            a.iter().zip(b).zip(free).filter(|(_, f)| **f).map(|((x, y), _)| x * y).sum()
        };
        let used: Vec<(&[f64], &[f64], f64)> = self
            .0
            .iter()
            .map(|(s, y)| (s.as_slice(), y.as_slice(), dot(s, y)))
            .filter(|(s, y, sy)| *sy > ANGLE * (dot(s, s) * dot(y, y)).sqrt())
            .collect();
        let mut q: Vec<f64> =
            gradient.iter().zip(free).map(|(g, f)| if *f { *g } else { 0.0 }).collect();
        let mut along = vec![0.0; used.len()];
        for (k, (s, y, sy)) in used.iter().enumerate().rev() {
            along[k] = dot(s, &q) / sy;
            for (q, y) in q.iter_mut().zip(*y) {
                *q -= along[k] * y;
            }
        }
        let gamma = used.last().map_or(1.0, |(_, y, sy)| {
            let scaled: Vec<f64> = y.iter().zip(diagonal).map(|(y, d)| y / d).collect();
            sy / dot(y, &scaled)
        });
        for ((q, d), free) in q.iter_mut().zip(diagonal).zip(free) {
            *q = if *free { *q * gamma / d } else { 0.0 };
        }
        for (k, (s, y, sy)) in used.iter().enumerate() {
            let back = dot(y, &q) / sy;
            for ((q, s), free) in q.iter_mut().zip(*s).zip(free) {
                if *free {
                    *q += (along[k] - back) * s;
                }
            }
        }
        q
    }
}
