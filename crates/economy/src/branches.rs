//! All equilibria that were found under one policy, and the folds between them.

use serde::Serialize;

use crate::ids::RegionId;
use crate::outcome::Outcome;

/// The equilibria under a policy and the turning points of the curves on which they lie.
///
/// Several equilibria are found by following the curve through the baseline, over its folds, both
/// ways, and then that through the equilibrium to which adjustment leads, if it is another. Curves
/// that are reached by neither stay unseen: the list is what was found, not a proof that it is all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BranchReport {
    /// Turning points, in the order in which they were met.
    pub folds: Vec<Fold>,
    /// Equilibria at the policy: that which continues the baseline first, if it gets there.
    pub equilibria: Vec<BranchEquilibrium>,
    /// The sign of the Jacobian's determinant at the baseline, as for the equilibria. At -1 markets
    /// would leave the equilibrium that the data stand for.
    pub baseline_determinant_sign: i8,
    /// Points of curves worked out.
    pub points: usize,
    /// Where curves could be followed no further, as shares of the way to the policy. Empty if all
    /// were followed through the whole range, from one way before the baseline to one way past the
    /// policy (a policy that bans anything has nothing past it).
    pub lost: Vec<f64>,
}

/// A point where a curve of equilibria turns back.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fold {
    /// Where it lies, as a share of the way from the baseline (0) to the policy (1). Below 0 and
    /// above 1 the way is prolonged in a straight line (of logs).
    pub at: f64,
    /// Smallest singular value of the Jacobian there (see [`Conditioning`](crate::Conditioning)):
    /// 0 but for the tolerance with which the fold was located.
    pub smallest_singular_value: f64,
}

/// One of several equilibria under a policy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BranchEquilibrium {
    /// The equilibrium; its `branch` says where it lies.
    pub outcome: Outcome,
    /// The sign of the Jacobian's determinant relative to that of the same economy with constant
    /// returns. At -1 adjustment leads away from the equilibrium; 1 is what it takes to lead
    /// towards it.
    pub determinant_sign: i8,
}

impl BranchReport {
    /// The sum of the signs of all equilibria. It is 1 when none is missing (the index theorem: the
    /// sum does not change as scale economies grow from none, where there is one equilibrium).
    pub fn index_sum(&self) -> i32 {
        self.equilibria.iter().map(|at| i32::from(at.determinant_sign)).sum()
    }
}

impl BranchEquilibrium {
    /// Welfare change in percent.
    pub fn welfare_percent(&self, region: RegionId) -> f64 {
        self.outcome.welfare_percent(region)
    }

    /// Whether markets, adjusting, would not leave the equilibrium by the sign of its determinant.
    pub fn may_last(&self) -> bool {
        self.determinant_sign > 0
    }
}
