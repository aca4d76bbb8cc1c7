//! What survives the iterated elimination of dominated strategies, and what does not and why.

use super::choose;
use super::result::Eliminated;
use super::task::{Answer, Task};
use crate::error::CliError;
use crate::flags::GameConcept;
use talion::game::NormalForm;
use talion::solve::{Dominance, Dominator, Elimination, iterated_strict_dominance};

/// The survivors, and every elimination with its witness.
pub(super) fn survivors(task: &Task<'_>) -> Result<Answer, CliError> {
    let method = choose::procedure(task)?;
    let dominance = match task.flags.concept {
        GameConcept::Dominance => Dominance::Pure,
        _ => Dominance::Mixed,
    };
    let game = task.game()?;
    let reduction = iterated_strict_dominance(game, dominance, task.observer);
    let remaining = reduction.remaining.iter().map(|left| left.iter().map(|s| s.0).collect());
    Ok(Answer {
        method: method.to_owned(),
        termination: Some(task.ended(reduction.complete)),
        complete: reduction.complete,
        iterations: reduction.eliminations.len() as u64,
        remaining: Some(remaining.collect()),
        eliminations: Some(reduction.eliminations.iter().map(|e| told(game, e)).collect()),
        settled: true,
        ..Answer::default()
    })
}

fn told(game: &NormalForm, elimination: &Elimination) -> Eliminated {
    let player = &game.players()[elimination.player.0];
    let label = |s: usize| player.strategies[s].clone();
    let dominated_by = match &elimination.by {
        Dominator::Pure(strategy) => vec![(label(strategy.0), "1".to_owned())],
        Dominator::Mixed(parts) => {
            parts.iter().map(|(s, _, share)| (label(s.0), share.clone())).collect()
        }
    };
    Eliminated {
        round: elimination.round,
        player: player.label.clone(),
        strategy: label(elimination.strategy.0),
        dominated_by,
    }
}
