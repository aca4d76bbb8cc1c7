//! Nash equilibria, all of them where a method lists them all.

use super::result::SolvedEquilibrium;
use super::task::{Answer, Task};
use super::{choose, memory, trees};
use crate::error::CliError;
use crate::flags::GameConcept;
use talion::game::{NormalForm, Solution, Termination};
use talion::solve::{one_equilibrium, zero_sum as zero_sum_by_programs};

/// The method of the sequence form, which never makes the normal form.
const OF_TREES: &str = "sequence-form-lemke";

/// Equilibria by the method that was asked for, or the one that promises most.
pub(super) fn equilibria(task: &Task<'_>) -> Result<Answer, CliError> {
    let asked = task.flags.method.as_deref();
    let too_large = asked.is_none()
        && task
            .normal
            .map_or(true, |game| game.player_count() == 2 && !choose::can_enumerate(game));
    let two_players = task.tree.is_some_and(|tree| tree.players().len() == 2);
    let is_nash = task.flags.concept == GameConcept::Nash;
    if is_nash && (asked == Some(OF_TREES) || too_large && two_players) {
        return trees::by_sequence_form(task);
    }
    let game = task.game()?;
    let solution = solved(task, game)?;
    if task.flags.exact && solution.equilibria.iter().any(|e| e.exact.is_none()) {
        task.refuse_exact(&format!("the method {} has no exact mode", solution.method))?;
    }
    Ok(told(task, &solution))
}

/// The solution of a game in normal form.
pub(super) fn solved(task: &Task<'_>, game: &NormalForm) -> Result<Solution, CliError> {
    let method = choose::method(task, game)?;
    memory::check(task, method, game)?;
    // Unasked, one equilibrium is worth a second method where the first does not get through.
    let unasked = task.flags.method.is_none() && method.name() == "logit";
    let mut solution = if unasked {
        one_equilibrium(game, task.observer)?
    } else {
        method.solve(game, task.observer)?
    };
    // All pure equilibria are not all equilibria.
    let partial = task.flags.concept != GameConcept::Pure && method.name() == choose::PURE;
    solution.complete &= !partial;
    solution.termination = task.termination(solution.termination);
    Ok(solution)
}

/// A solution as it is told.
pub(super) fn told(task: &Task<'_>, solution: &Solution) -> Answer {
    let mut answer = Answer::of(solution);
    let each = solution.equilibria.iter();
    answer.equilibria = each.map(|e| SolvedEquilibrium::of(e, task.tree)).collect();
    answer
}

/// Value and maximin strategies.
pub(super) fn zero_sum(task: &Task<'_>) -> Result<Answer, CliError> {
    choose::procedure(task)?;
    let mut solution = zero_sum_by_programs(task.game()?, task.observer)?;
    if solution.termination != Termination::Converged {
        solution.termination = task.termination(solution.termination);
    }
    Ok(told(task, &solution))
}
