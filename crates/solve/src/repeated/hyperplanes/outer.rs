//! The outer set: bounds in every direction, lowered to what continuations within them can make.

use super::programs::Unsolved;
use super::work::{Work, dot};
use talion_game::Termination;

/// Bounds of the outer set, the payoffs that meet them, rounds, and why they ended.
pub(super) type Outer = (Option<Vec<f64>>, Vec<Vec<f64>>, u64, Termination);

impl Work<'_> {
    pub(super) fn outer(&self) -> Outer {
        let mut bounds: Vec<f64> = self.directions.iter().map(|c| self.feasible(c)).collect();
        let mut corners = Vec::new();
        for round in 1..=self.options.most_iterations {
            self.observer.progress("payoff set", round, 0);
            if self.observer.stopped() {
                return (Some(bounds), corners, round, Termination::Interrupted);
            }
            let threats = self.threats(&bounds);
            let mut next = Vec::with_capacity(bounds.len());
            corners.clear();
            for (c, &bound) in self.directions.iter().zip(&bounds) {
                let best = self.best(c, &threats, |objective, needed| {
                    self.best_within(&bounds, objective, needed)
                });
                match best {
                    Ok(Some(best)) => {
                        next.push(bound.min(dot(c, &best.payoffs)));
                        corners.push(best.payoffs);
                    }
                    Ok(None) => return (None, Vec::new(), round, Termination::Converged),
                    // A bound that is not lowered is still a bound.
                    Err(Unsolved) => next.push(bound),
                }
            }
            let change = bounds.iter().zip(&next).map(|(old, new)| old - new).fold(0.0, f64::max);
            bounds = next;
            if change <= self.options.tolerance * self.stage.scale {
                return (Some(bounds), corners, round, Termination::Converged);
            }
        }
        let rounds = self.options.most_iterations;
        (Some(bounds), corners, rounds, Termination::IterationLimit)
    }

    /// How far feasible payoffs reach. With one discount factor they are mixtures of stage payoffs; where
    /// factors differ, trade over time leads out of these, but not out of their box (Lehrer and Pauzner
    /// 1999).
    fn feasible(&self, c: &[f64]) -> f64 {
        let discounts = self.game.discounts();
        if discounts.iter().all(|delta| *delta == discounts[0]) {
            let reach = self.stage.payoffs.iter().map(|g| dot(c, g));
            return reach.fold(f64::NEG_INFINITY, f64::max);
        }
        let ranges = c.iter().zip(&self.stage.range);
        ranges.map(|(x, [low, high])| f64::max(x * low, x * high)).sum()
    }

    /// The least payoffs in the outer set, never below minmax.
    fn threats(&self, bounds: &[f64]) -> Vec<f64> {
        let least = |p: usize| {
            let down = |c: &Vec<f64>| c[p] == -1.0;
            let bound = self.directions.iter().position(down).map(|l| -bounds[l]);
            bound.map_or(self.stage.minmax[p], |bound| bound.max(self.stage.minmax[p]))
        };
        (0..self.stage.players).map(least).collect()
    }
}
