//! One equilibrium of a game of any size, by whichever method gets there.

use crate::global_newton::global_newton;
use crate::{SolveError, logit_homotopy};
use talion_game::{NormalForm, Observer, Solution, Termination};

/// One equilibrium: by the logit homotopy, or where that does not get through by the global Newton
/// method. The solution's method says which it was; if neither got through, it is the one that came
/// nearer, and its certificate says how near.
///
/// # Errors
/// None for a game that was validated; the type is that of all methods.
pub fn one_equilibrium(game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
    let first = logit_homotopy(game, observer)?;
    if first.termination != Termination::IterationLimit {
        return Ok(first);
    }
    let second = global_newton(game, observer)?;
    let is_better =
        second.termination == Termination::Converged || second.max_regret() < first.max_regret();
    let mut chosen = if is_better { second } else { first };
    chosen.elapsed = observer.elapsed();
    Ok(chosen)
}
