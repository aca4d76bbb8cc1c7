//! Concepts of trees: subgame-perfect and sequential equilibria, and the sequence form.

use super::result::{Rejected, SolvedEquilibrium};
use super::task::{Answer, Task};
use super::{choose, nash};
use crate::error::CliError;
use talion::game::{Assessment, ExtensiveForm, TreeError};
use talion::solve::{
    Sequential, SolveError, TreeEquilibrium, TreeSolution, sequence_form_equilibrium,
    sequential_completion, subgame_perfect as backward_induction,
};

/// Subgame-perfect equilibria by backward induction.
pub(super) fn subgame_perfect(task: &Task<'_>) -> Result<Answer, CliError> {
    choose::procedure(task)?;
    let tree = task.tree()?;
    told(task, tree, backward_induction(tree, task.observer)?)
}

/// One equilibrium by the sequence form.
pub(super) fn by_sequence_form(task: &Task<'_>) -> Result<Answer, CliError> {
    let tree = task.tree()?;
    told(task, tree, sequence_form_equilibrium(tree, task.observer)?)
}

fn told(task: &Task<'_>, tree: &ExtensiveForm, solution: TreeSolution) -> Result<Answer, CliError> {
    if task.flags.exact && solution.equilibria.iter().any(|e| e.exact.is_none()) {
        task.refuse_exact("a stage of three or more players has no exact method")?;
    }
    Ok(Answer {
        method: solution.method,
        termination: Some(task.termination(solution.termination)),
        complete: solution.complete,
        iterations: solution.iterations,
        equilibria: solution.equilibria.into_iter().map(|e| one(tree, e)).collect(),
        ..Answer::default()
    })
}

fn one(tree: &ExtensiveForm, equilibrium: TreeEquilibrium) -> SolvedEquilibrium {
    SolvedEquilibrium {
        // Too many strategies to list leave the behaviour strategies, which say it all.
        strategies: tree.mixed(&equilibrium.behaviour).ok(),
        values: equilibrium.assessment.values,
        max_regret: equilibrium.max_regret,
        behaviour_exact: equilibrium.exact,
        behaviour: Some(equilibrium.behaviour),
        ..SolvedEquilibrium::default()
    }
}

/// The Nash equilibria of a tree that are sequential.
pub(super) fn sequential(task: &Task<'_>) -> Result<Answer, CliError> {
    task.refuse_exact("beliefs are computed in floating point")?;
    let method = choose::procedure(task)?;
    let tree = task.tree()?;
    tree.perfect_recall().map_err(TreeError::from)?;
    let solution = nash::solved(task, task.game()?)?;
    let isolated = solution.components.iter().all(|piece| piece.equilibria.len() == 1);
    let mut answer = Answer::of(&solution);
    method.clone_into(&mut answer.method);
    answer.components.clear();
    answer.complete &= isolated;
    let mut rejected = Vec::new();
    for equilibrium in &solution.equilibria {
        let behaviour = tree.behaviour(&equilibrium.strategies)?;
        let (verdict, behaviour) = sequential_completion(tree, &behaviour)?;
        let mut told = SolvedEquilibrium::of(equilibrium, None);
        match verdict {
            Sequential::NotSequential { information_set, loss } => {
                let why = refused(tree, information_set, loss);
                let strategies = equilibrium.strategies.strategies().to_vec();
                rejected.push(Rejected { strategies, why });
                continue;
            }
            Sequential::Sequential { beliefs, max_gain } => {
                let check = Assessment::of(tree, &behaviour, &beliefs);
                let check = check.map_err(|error| SolveError::from(TreeError::from(error)))?;
                told.max_regret = told.max_regret.max(max_gain);
                told.values = check.values;
                told.beliefs = Some(beliefs);
                told.verdict = Some("sequential".to_owned());
            }
            Sequential::Undecided => {
                answer.complete = false;
                told.verdict = Some("undecided".to_owned());
            }
        }
        told.behaviour = Some(behaviour);
        answer.equilibria.push(told);
    }
    answer.rejected = Some(rejected);
    answer.settled = true;
    Ok(answer)
}

fn refused(tree: &ExtensiveForm, information_set: usize, loss: f64) -> String {
    let set = &tree.information_sets()[information_set];
    let player = &tree.players()[set.player.0];
    let named = if set.label.is_empty() {
        format!("information set {}", information_set + 1)
    } else {
        format!("information set `{}`", set.label)
    };
    format!("at {named} {player} loses at least {loss}, whatever it believes")
}
