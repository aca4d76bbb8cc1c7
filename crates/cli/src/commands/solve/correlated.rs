//! The correlated or coarse correlated equilibrium that is best for an objective.

use super::choose;
use super::result::{Recommended, SolvedEquilibrium};
use super::task::{Answer, Task};
use crate::error::CliError;
use crate::flags::GameConcept;
use talion::game::{NormalForm, Obedience, PlayerId, Termination};
use talion::solve::{
    CorrelatedEquilibrium, CorrelatedGoal, SolveError, correlated_equilibrium,
    exact_correlated_equilibrium,
};

/// Probabilities below this are rounding in an answer that is not exact.
const UNUSED: f64 = 1e-12;

/// One equilibrium, with the profiles that it recommends.
pub(super) fn equilibrium(task: &Task<'_>) -> Result<Answer, CliError> {
    let method = choose::procedure(task)?;
    let obedience = match task.flags.concept {
        GameConcept::CoarseCorrelated => Obedience::CoarseCorrelated,
        _ => Obedience::Correlated,
    };
    let game = task.game()?;
    let goal = goal(game, task.flags.objective.as_deref().unwrap_or("welfare"))?;
    let found = if task.flags.exact {
        exact_correlated_equilibrium(game, obedience, goal, task.observer)
    } else {
        correlated_equilibrium(game, obedience, goal)
    };
    let (equilibria, termination) = match found {
        Ok(found) => (vec![told(game, &found)], Termination::Converged),
        Err(SolveError::Stopped { .. }) => (Vec::new(), Termination::Interrupted),
        Err(error) => return Err(error.into()),
    };
    Ok(Answer {
        method: method.to_owned(),
        termination: Some(task.termination(termination)),
        iterations: 1,
        equilibria,
        ..Answer::default()
    })
}

/// What an objective means.
fn goal(game: &NormalForm, name: &str) -> Result<CorrelatedGoal, CliError> {
    let player = |name: &str| -> Option<PlayerId> {
        let by_label = game.players().iter().position(|player| player.label == name);
        let by_number = || name.parse::<usize>().ok()?.checked_sub(1);
        by_label.or_else(by_number).filter(|p| *p < game.player_count()).map(PlayerId)
    };
    let least = |name: &str| player(name.strip_prefix('-')?).map(CorrelatedGoal::Min);
    let goal = match name {
        "welfare" => Some(CorrelatedGoal::MaxWelfare),
        "min-welfare" => Some(CorrelatedGoal::MinWelfare),
        "feasible" => Some(CorrelatedGoal::Any),
        other => player(other).map(CorrelatedGoal::Max).or_else(|| least(other)),
    };
    goal.ok_or_else(|| CliError::UnknownObjective {
        name: name.to_owned(),
        players: game.players().iter().map(|player| player.label.clone()).collect(),
    })
}

fn told(game: &NormalForm, found: &CorrelatedEquilibrium) -> SolvedEquilibrium {
    let least = if found.exact.is_some() { 0.0 } else { UNUSED };
    let recommended = |(at, &probability): (usize, &f64)| Recommended {
        profile: game
            .profile_at(at)
            .into_iter()
            .zip(game.players())
            .map(|(s, player)| player.strategies[s].clone())
            .collect(),
        probability,
        probability_exact: found.exact.as_ref().map(|exact| exact[at].clone()),
    };
    let used = found.distribution.iter().enumerate().filter(|(_, p)| **p > least);
    let certificate = &found.certificate;
    SolvedEquilibrium {
        values: found.values.clone(),
        max_regret: certificate
            .max_gain
            .max(certificate.sum_error)
            .max(certificate.negativity)
            .max(0.0),
        distribution: Some(used.map(recommended).collect()),
        objective: Some(found.objective),
        ..SolvedEquilibrium::default()
    }
}
