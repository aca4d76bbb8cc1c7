//! Which method when: direct Newton, the branch followed, adjustment past a fold, fall-back.

use super::activity::Dead;
use super::continuation::follow;
use super::fixed_point::{adjust, anderson, settle};
use super::newton::{TOLERANCE, Workspace};
use super::state::State;
use super::terms::Target;
use crate::economy::Calibration;
use crate::outcome::{Branch, Conditioning, Method};

/// Relative accuracy of the singular value of an outcome.
pub(super) const ACCURATE: f64 = 1e-4;

/// An equilibrium, with the workspace in which its sweep still stands.
pub(crate) struct Solved<'a> {
    pub(crate) work: Workspace<'a>,
    pub(crate) state: State,
    pub(crate) residual: f64,
    pub(crate) branch: Branch,
    pub(crate) method: Method,
    /// How near the equilibrium and the way to it are to a fold, where a branch was followed.
    pub(crate) conditioning: Option<Conditioning>,
}

/// Why there is no equilibrium to report.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unsolved {
    /// None can exist under the policy.
    Dead(Dead),
    /// None was found.
    NotFound { residual: f64, iterations: usize, share: f64 },
}

impl From<Dead> for Unsolved {
    fn from(dead: Dead) -> Self {
        Self::Dead(dead)
    }
}

/// Solves for the equilibrium at a target. `start` is a point to try first, with its branch.
pub(crate) fn solve<'a>(
    cal: &'a Calibration,
    target: Target<'_>,
    start: Option<(State, Branch)>,
) -> Result<Solved<'a>, Unsolved> {
    let mut work = Workspace::new(cal);
    // A policy that nothing can satisfy is refused before any work is done for it.
    work.set_policy(target, 1.0)?;
    if cal.has_scale() { on_branch(work, target, start) } else { directly(work, target, start) }
}

/// Constant returns: Newton from the start, else from the baseline; then by continuation; then by
/// the accelerated fixed point.
fn directly<'a>(
    mut work: Workspace<'a>,
    target: Target<'_>,
    start: Option<(State, Branch)>,
) -> Result<Solved<'a>, Unsolved> {
    let baseline = State::baseline(work.cal);
    let starts = start.map(|(state, _)| state).into_iter();
    for mut state in starts.chain([baseline.clone()]) {
        work.fit(&mut state);
        settle(&mut work, &mut state);
        if work.descend(&mut state) <= TOLERANCE {
            return Ok(finish(work, state, Branch::Direct, Method::Newton));
        }
    }
    let sign = baseline_sign(&mut work, &baseline)?;
    let path = follow(&mut work, &baseline, sign, target)?;
    let mut state = path.state;
    work.set_policy(target, 1.0)?;
    work.fit(&mut state);
    if path.share == 1.0 {
        return Ok(finish(work, state, Branch::Direct, Method::Newton));
    }
    let residual = anderson(&mut work, &mut state);
    if residual <= TOLERANCE {
        return Ok(finish(work, state, Branch::Direct, Method::FixedPoint));
    }
    let residual = work.descend(&mut state);
    if residual <= TOLERANCE {
        return Ok(finish(work, state, Branch::Direct, Method::FixedPoint));
    }
    Err(Unsolved::NotFound { residual, iterations: work.iterations, share: path.share })
}

/// Scale economies: the branch of the start if it is close enough to tell, else the baseline's.
fn on_branch<'a>(
    mut work: Workspace<'a>,
    target: Target<'_>,
    start: Option<(State, Branch)>,
) -> Result<Solved<'a>, Unsolved> {
    let baseline = State::baseline(work.cal);
    let sign = baseline_sign(&mut work, &baseline)?;
    if let Some((mut state, branch)) = start {
        work.set_policy(target, 1.0)?;
        work.fit(&mut state);
        if work.correct(&mut state, sign).is_some() {
            return Ok(finish(work, state, branch, Method::Newton));
        }
    }
    let path = follow(&mut work, &baseline, sign, target)?;
    let mut state = path.state;
    if path.share == 1.0 {
        work.measure(&state);
        let here = path.conditioning.and(work.smallest_singular_value(&state, ACCURATE), 1.0);
        let solved = finish(work, state, Branch::Followed, Method::Newton);
        return Ok(Solved { conditioning: Some(here), ..solved });
    }
    work.set_policy(target, 1.0)?;
    work.fit(&mut state);
    let lasting = lasting_sign(work.cal)?;
    if adjust(&mut work, &mut state, lasting).is_some() {
        let branch = Branch::Fold { at: path.share };
        work.sign(&state);
        let here = path.conditioning.and(work.smallest_singular_value(&state, ACCURATE), 1.0);
        let solved = finish(work, state, branch, Method::Newton);
        return Ok(Solved { conditioning: Some(here), ..solved });
    }
    Err(Unsolved::NotFound {
        residual: work.measure(&state).0,
        iterations: work.iterations,
        share: path.share,
    })
}

/// The sign of the determinant at the baseline, which its branch keeps.
pub(super) fn baseline_sign(work: &mut Workspace<'_>, baseline: &State) -> Result<f64, Unsolved> {
    let stay = Target { policy: &work.cal.policy.clone(), deficits: 1.0 };
    work.set_policy(stay, 0.0)?;
    Ok(work.sign(baseline))
}

/// The sign of the determinant that adjustment can lead to: that of the same economy with constant
/// returns, whose equilibrium is the only one. Where scale makes adjustment lead away from the
/// baseline itself, the baseline has the other sign.
pub(super) fn lasting_sign(cal: &Calibration) -> Result<f64, Unsolved> {
    let cal = cal.without_scale();
    baseline_sign(&mut Workspace::new(&cal), &State::baseline(&cal))
}

pub(super) fn finish(
    mut work: Workspace<'_>,
    state: State,
    branch: Branch,
    method: Method,
) -> Solved<'_> {
    let (residual, _) = work.measure(&state);
    Solved { work, state, residual, branch, method, conditioning: None }
}
