//! Following the baseline's branch of equilibria to a policy, in steps that cannot lose it.
//!
//! Predictor: the line through the last two points. Corrector: Newton steps that must contract and
//! keep the sign of the Jacobian's determinant. A step that fails is shortened; one that contracts
//! well lets the next grow (Allgower and Georg 2003, chapters 2 and 6). Where no step is short
//! enough the branch has a fold: the equilibrium that continues the baseline ends there.

use super::activity::Dead;
use super::newton::Workspace;
use super::state::State;
use super::terms::Target;
use crate::outcome::Conditioning;

/// Steps shorter than this share of the way mean a fold.
const SHORTEST: f64 = 1e-7;
/// A correction that contracts faster than this lets the next step grow threefold.
const EASY: f64 = 0.1;
/// One that contracts more slowly than this makes it shrink.
const HARD: f64 = 0.35;
/// Relative accuracy of the singular values watched on the way.
const WATCHED: f64 = 0.01;

/// How far the branch could be followed.
#[derive(Debug)]
pub(crate) struct Path {
    /// The last equilibrium on the branch.
    pub(crate) state: State,
    /// Its share of the way from the baseline to the target: 1 if the target was reached.
    pub(crate) share: f64,
    /// How near the branch came to a fold on the way.
    pub(crate) conditioning: Conditioning,
}

/// Follows the branch from `origin`, the equilibrium at share 0, where the Jacobian has just been
/// worked out and its determinant has `sign`.
pub(crate) fn follow(
    work: &mut Workspace<'_>,
    origin: &State,
    sign: f64,
    target: Target<'_>,
) -> Result<Path, Dead> {
    let watched = work.smallest_singular_value(origin, WATCHED);
    let conditioning = Conditioning::new(watched, 0.0);
    let mut here = Path { state: origin.clone(), share: 0.0, conditioning };
    let mut before: Option<Path> = None;
    let mut length = 1.0_f64;
    while here.share < 1.0 && length > SHORTEST {
        let share = if here.share + length > 1.0 - SHORTEST { 1.0 } else { here.share + length };
        work.set_policy(target, share)?;
        let mut state = before.as_ref().map_or_else(
            || here.state.clone(),
            |before| {
                let ratio = (share - here.share) / (here.share - before.share);
                here.state.extrapolate(&before.state, ratio)
            },
        );
        work.fit(&mut state);
        match work.correct(&mut state, sign) {
            Some(corrected) => {
                let taken = share - here.share;
                let watched = work.smallest_singular_value(&state, WATCHED);
                let conditioning = here.conditioning.and(watched, share);
                before = Some(std::mem::replace(&mut here, Path { state, share, conditioning }));
                length = if corrected.contraction < EASY {
                    3.0 * taken
                } else if corrected.contraction > HARD {
                    0.7 * taken
                } else {
                    1.5 * taken
                };
            }
            None => length = 0.4 * (share - here.share),
        }
    }
    Ok(here)
}
