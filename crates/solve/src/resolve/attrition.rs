//! The war of attrition with known values and costs.
//!
//! Both sides pay `c_i` per unit of time until one quits; the other one wins `v_i`. In the equilibrium in
//! which both may quit at any time, side `j` quits with the hazard `c_i / v_i` that leaves side `i`
//! indifferent, and nobody gains anything (J. Maynard Smith, "The theory of games and the evolution of
//! animal conflicts", J. Theor. Biol. 47, 1974; Hendricks, Weiss and Wilson, IER 29, 1988).

use super::concession::{Conceder, waiting};
use serde::Serialize;

/// A war of attrition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct War {
    /// What each side wins if the other one quits, above zero.
    pub values: [f64; 2],
    /// What each side pays per unit of time, above zero.
    pub costs: [f64; 2],
}

/// What quitting late pays, by integration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WarCheck {
    /// Largest amount, over both sides and all stopping times tried, by which quitting then differs from
    /// quitting at once, which pays nothing.
    pub indifference_residual: f64,
    /// The largest stopping time tried.
    pub until: f64,
}

impl War {
    /// Hazard of each side's quitting.
    pub fn hazards(&self) -> [f64; 2] {
        [1, 0].map(|other: usize| self.costs[other] / self.values[other])
    }

    /// Probability that a side has quit by a time if the other one has not.
    pub fn quit_by(&self, side: usize, time: f64) -> f64 {
        -(-self.hazards()[side] * time).exp_m1()
    }

    /// Expected time at which each side would quit.
    pub fn expected_stops(&self) -> [f64; 2] {
        self.hazards().map(|hazard| 1.0 / hazard)
    }

    /// Expected time at which the first one quits.
    pub fn expected_duration(&self) -> f64 {
        1.0 / self.hazards().iter().sum::<f64>()
    }

    /// Median of the time at which the first one quits.
    pub fn median_duration(&self) -> f64 {
        std::f64::consts::LN_2 * self.expected_duration()
    }

    /// What quitting at times up to `until` pays, from values, costs and the other side's hazard.
    pub fn check(&self, until: f64) -> WarCheck {
        let hazards = self.hazards();
        let nothing = |_: f64| 0.0;
        let mut residual = 0.0_f64;
        for side in 0..2 {
            let (value, cost) = (self.values[side], self.costs[side]);
            let (wins, yields) = (|t: f64| value - cost * t, |t: f64| -cost * t);
            let own = Conceder {
                hazard: &nothing,
                base: &nothing,
                stays: &nothing,
                wins: &wins,
                yields: &yields,
            };
            let hazard = |_: f64| hazards[1 - side];
            for payoff in waiting(&own, &hazard, 0.0, until) {
                residual = residual.max(payoff.abs());
            }
        }
        WarCheck { indifference_residual: residual, until }
    }
}
