//! Taking deficits out of a baseline: solve the same economy without them, and start from there.

use super::calibration::Calibration;
use crate::outcome::Branch;
use crate::solver::{Target, Unsolved, flows_at, solve};

/// Why deficits could not be removed.
pub(super) enum Stuck {
    /// There is no equilibrium without them, or none was found.
    Unsolved(Unsolved),
    /// The branch of the baseline ends before they are gone.
    Fold(f64),
}

/// The economy re-based on its own equilibrium without deficits.
pub(super) fn without_deficits(cal: &Calibration) -> Result<Calibration, Stuck> {
    let target = Target { policy: &cal.policy, deficits: 0.0 };
    let solved = solve(cal, target, None).map_err(Stuck::Unsolved)?;
    if let Branch::Fold { at } = solved.branch {
        return Err(Stuck::Fold(at));
    }
    let flows = flows_at(&solved.work);
    let structure = cal.structure.clone();
    Ok(Calibration::new(&flows, cal.policy.clone(), structure, false))
}
