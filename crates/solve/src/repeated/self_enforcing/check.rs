//! The check of levels that are said to be kept: breaches looked for by a search of its own.

use super::problem::{SelfEnforcing, War};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use talion_game::{ContinuousError, PlayerCheck, PlayerId, Point, SearchBudget};

/// What the independent search says of levels that are to be kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnforcementCheck {
    /// Largest gain from a breach that the search found, by state and player.
    pub gains: Vec<Vec<f64>>,
    /// The breach that brings it, by state and player.
    pub breaches: Vec<Vec<Vec<f64>>>,
    /// The least `d_p w_p - (1 - d_p) gain`: how much room the tightest condition has by the larger of
    /// this search's gain and the method's.
    pub least_room: f64,
    /// Largest residual of the model at the levels.
    pub residual: f64,
    /// What the search could spend on every player in every state.
    pub budget: SearchBudget,
}

impl SelfEnforcing<'_> {
    /// Looks for breaches of levels with the game and the levels alone.
    pub(super) fn check(
        &self,
        points: &[Point],
        discounts: &[f64],
        temptations: &[Vec<f64>],
    ) -> Result<EnforcementCheck, ContinuousError> {
        let n = discounts.len();
        let one = |at: usize| {
            let (e, p) = (at / n, at % n);
            PlayerCheck::of(self.games[e], &points[e], PlayerId(p), &self.options.budget)
        };
        let checks: Vec<PlayerCheck> = (0..points.len() * n)
            .into_par_iter()
            .map(one)
            .collect::<Result<_, ContinuousError>>()?;
        let worth: Vec<f64> = (0..n)
            .map(|p| {
                let gain =
                    |(war, check): (&War, &PlayerCheck)| war.chance * (check.value - war.values[p]);
                self.wars.iter().zip(checks.iter().skip(p).step_by(n)).map(gain).sum()
            })
            .collect();
        let room = |(at, check): (usize, &PlayerCheck)| {
            let (e, p) = (at / n, at % n);
            discounts[p] * worth[p] - (1.0 - discounts[p]) * check.gain.max(temptations[e][p])
        };
        Ok(EnforcementCheck {
            gains: checks.chunks(n).map(|own| own.iter().map(|c| c.gain).collect()).collect(),
            breaches: checks
                .chunks(n)
                .map(|own| own.iter().map(|c| c.deviation.clone()).collect())
                .collect(),
            least_room: checks.iter().enumerate().map(room).fold(f64::INFINITY, f64::min),
            residual: checks.iter().map(|c| c.residual).fold(0.0, f64::max),
            budget: self.options.budget,
        })
    }
}
