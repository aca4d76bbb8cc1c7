//! A Nash equilibrium completed where its players' own moves never lead, and then tested.
//!
//! Reduced strategies say nothing about information sets that their own earlier moves rule out; a
//! sequential equilibrium says what is done there too. All pure ways to complete are tried.

use super::sequential::{Sequential, sequential};
use crate::SolveError;
use talion_game::{BehaviourStrategies, ExtensiveForm, InformationSetId, NodeKind};

/// Ways to complete that are tried at most.
const MOST_TRIED: usize = 2_048;

/// Whether behaviour strategies, completed where they are marked as not reached, are part of a
/// sequential equilibrium; and the completed strategies if they are.
///
/// [`Sequential::NotSequential`] is claimed only where what fails does not depend on the completion.
///
/// # Errors
/// If a player has imperfect recall.
///
/// # Panics
/// If the strategies are not of this game, as slice indexing does.
pub fn sequential_completion(
    game: &ExtensiveForm,
    behaviour: &BehaviourStrategies,
) -> Result<(Sequential, BehaviourStrategies), SolveError> {
    let open: Vec<usize> = (0..behaviour.0.len()).filter(|&h| !behaviour.0[h].reached).collect();
    let counts: Vec<usize> = open.iter().map(|&h| behaviour.0[h].actions.len()).collect();
    let total = counts.iter().try_fold(1_usize, |product, &m| product.checked_mul(m));
    let mut refused = Sequential::Undecided;
    for number in 0..total.unwrap_or(usize::MAX).min(MOST_TRIED) {
        let mut completed = behaviour.clone();
        let mut rest = number;
        for (&set, count) in open.iter().zip(&counts) {
            completed.0[set].probabilities.fill(0.0);
            completed.0[set].probabilities[rest % count] = 1.0;
            rest /= count;
        }
        match sequential(game, &completed)? {
            found @ Sequential::Sequential { .. } => return Ok((found, completed)),
            Sequential::NotSequential { information_set, loss }
                if !leads_to(game, information_set, &open) && !open.contains(&information_set) =>
            {
                let refused = Sequential::NotSequential { information_set, loss };
                return Ok((refused, behaviour.clone()));
            }
            Sequential::NotSequential { .. } => {}
            Sequential::Undecided => refused = Sequential::Undecided,
        }
    }
    Ok((refused, behaviour.clone()))
}

/// Whether some of the given sets stand behind an information set.
fn leads_to(game: &ExtensiveForm, set: usize, others: &[usize]) -> bool {
    let passes = |node| {
        game.path_up(node).any(|(at, _)| {
            matches!(
                game.node(at).kind,
                NodeKind::Decision { information_set, .. } if information_set.0 == set
            )
        })
    };
    others.iter().any(|&other| {
        let members = &game.information_set(InformationSetId(other)).members;
        members.iter().any(|&member| passes(member))
    })
}
