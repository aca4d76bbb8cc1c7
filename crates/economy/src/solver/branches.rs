//! Every equilibrium at a target that the curves through the baseline and through the end of
//! adjustment lead to.

use super::activity::Dead;
use super::curve::Curve;
use super::fixed_point::adjust;
use super::newton::Workspace;
use super::report::outcome;
use super::solve::{ACCURATE, Solved, Unsolved, baseline_sign, finish, lasting_sign, solve};
use super::state::State;
use super::terms::Target;
use super::trace::{Crossing, Trace};
use crate::economy::Calibration;
use crate::outcome::{Branch, Conditioning, Method, Outcome};

/// The largest log by which an equilibrium is pushed off.
const PUSH: f64 = 0.01;

/// An equilibrium at the target, with the sign of its determinant relative to constant returns.
pub(crate) struct AtTarget {
    pub(crate) outcome: Outcome,
    pub(crate) sign: f64,
}

/// What was found, before it has names.
pub(crate) struct Found {
    pub(crate) equilibria: Vec<AtTarget>,
    pub(crate) trace: Trace,
    /// Sign of the determinant at the baseline.
    pub(crate) baseline: f64,
}

/// Follows the curves of equilibria over the way to a target: that through the baseline, that
/// through the equilibrium that a solve finds, and those to which markets adjust when an
/// equilibrium that adjustment leaves is pushed to either side.
pub(crate) fn branches(cal: &Calibration, target: Target<'_>) -> Result<Found, Unsolved> {
    let mut work = Workspace::new(cal);
    work.set_policy(target, 1.0)?;
    let baseline = State::baseline(cal);
    let sign = lasting_sign(cal)?;
    let bans = target.policy.wedge.iter().any(|wedge| wedge.is_infinite());
    let mut search = Search { work, target, sign, bans, trace: Trace::default() };
    search.follow_both_ways(&baseline, 0.0);
    let through_baseline = search.trace.crossings.len();
    match solve(cal, target, None) {
        Ok(solved) => search.detached(&solved.state)?,
        // That a solve finds none matters only if there was none along the curve.
        Err(reason) if through_baseline == 0 => return Err(reason),
        Err(_) => {}
    }
    let mut pushed = 0;
    while pushed < search.trace.crossings.len() {
        search.push_off(pushed)?;
        pushed += 1;
    }
    search.found(through_baseline)
}

/// A search in progress.
struct Search<'a, 't> {
    work: Workspace<'a>,
    target: Target<'t>,
    /// Sign of the determinant that adjustment can lead to.
    sign: f64,
    /// Whether the target bans anything.
    bans: bool,
    trace: Trace,
}

impl Search<'_, '_> {
    /// Follows the curve through an equilibrium at a share, towards the target and away from it.
    fn follow_both_ways(&mut self, state: &State, share: f64) {
        let mut curve = Curve::new(&mut self.work, self.target);
        for toward in [1.0, -1.0] {
            match curve.start(state, share, toward) {
                Some(start) => self.trace.follow(&mut curve, start, self.bans),
                None => self.trace.lost.push(share),
            }
        }
    }

    /// Notes an equilibrium at the target that was not met on a curve, and follows its curve.
    fn detached(&mut self, state: &State) -> Result<(), Dead> {
        if self.trace.has(state) {
            return Ok(());
        }
        self.work.set_policy(self.target, 1.0)?;
        let sign = self.work.sign(state);
        self.trace.crossings.push(Crossing {
            state: state.clone(),
            sign,
            direction: None,
            folds: 0,
        });
        // From a ban there is no way on, and the way back begins where producers are closed.
        if !self.bans {
            self.follow_both_ways(state, 1.0);
        }
        Ok(())
    }

    /// Pushes an equilibrium of the wrong sign to both sides and lets markets adjust.
    fn push_off(&mut self, k: usize) -> Result<(), Dead> {
        let Crossing { state, sign, direction, .. } = &self.trace.crossings[k];
        let (Some(direction), true) = (direction.clone(), *sign != self.sign) else {
            return Ok(());
        };
        let from = state.clone();
        for side in [PUSH, -PUSH] {
            self.work.set_policy(self.target, 1.0)?;
            let mut state = from.clone();
            state.advance(&from, &direction, side / direction.norm());
            self.work.fit(&mut state);
            if adjust(&mut self.work, &mut state, self.sign).is_some() {
                self.detached(&state)?;
            }
        }
        Ok(())
    }

    /// The outcomes of everything that was met; the first `through_baseline` lie on its curve.
    fn found(self, through_baseline: usize) -> Result<Found, Unsolved> {
        let Self { mut work, target, sign, trace, .. } = self;
        let cal = work.cal;
        let baseline = baseline_sign(&mut work, &State::baseline(cal))? * sign;
        work.set_policy(target, 1.0)?;
        let mut equilibria = Vec::new();
        for (k, crossing) in trace.crossings.iter().enumerate() {
            let branch = match crossing.folds {
                _ if k >= through_baseline => Branch::Detached,
                0 => Branch::Followed,
                folds => Branch::Beyond { folds },
            };
            work.sign(&crossing.state);
            let here = work.smallest_singular_value(&crossing.state, ACCURATE);
            let here = Conditioning::new(here, 1.0);
            let solved = Solved {
                conditioning: Some(here),
                ..finish(work, crossing.state.clone(), branch, Method::Newton)
            };
            equilibria
                .push(AtTarget { outcome: outcome(cal, &solved), sign: crossing.sign * sign });
            work = solved.work;
        }
        Ok(Found { equilibria, trace, baseline })
    }
}
