//! The branch report of an economy.

use super::api::Economy;
use crate::branches::{BranchEquilibrium, BranchReport, Fold};
use crate::error::EconomyError;
use crate::policy::{Policy, check};
use crate::solver::{Target, branches};

impl Economy {
    /// Every equilibrium under a policy that can be reached along the curve through the baseline,
    /// over its folds, or by adjustment; with the folds (Keller 1977).
    ///
    /// Costs as much as some dozens of solves to some hundreds. Without scale economies there is
    /// one equilibrium, and [`Economy::solve`] finds it sooner.
    ///
    /// # Errors
    /// As [`Economy::solve`].
    pub fn branches(&self, policy: &Policy) -> Result<BranchReport, EconomyError> {
        check(policy, self.regions(), self.sectors())?;
        let target = Target { policy, deficits: 1.0 };
        let found = branches(self.calibration(), target).map_err(|reason| self.explain(reason))?;
        let equilibria = found
            .equilibria
            .into_iter()
            .map(|at| BranchEquilibrium { outcome: at.outcome, determinant_sign: unit(at.sign) });
        let folds = found.trace.turns.iter().map(|turn| Fold {
            at: turn.share,
            smallest_singular_value: turn.smallest_singular_value,
        });
        Ok(BranchReport {
            folds: folds.collect(),
            equilibria: equilibria.collect(),
            baseline_determinant_sign: unit(found.baseline),
            points: found.trace.points,
            lost: found.trace.lost,
        })
    }
}

fn unit(sign: f64) -> i8 {
    if sign > 0.0 { 1 } else { -1 }
}
