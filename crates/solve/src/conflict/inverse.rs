//! The inverse question: which preferences would have to change for a wanted state to be stable?
//!
//! Kinsara, Petersons, Hipel and Kilgour, "Advanced decision support for the graph model for conflict
//! resolution" (2015); Garcia, Obeidi and Hipel on the least change. Whether `s` is stable for `i`
//! depends, of `i`'s own preferences, on the set of states that `i` likes better than `s` alone, and
//! taking states out of that set never hurts stability. So the least change is the smallest set of
//! states that `i` must come to like no better than `s`: for every gain that is not deterred either the
//! gain itself, or what makes one of its sanctions hurt. That is a hitting-set problem, solved by branch
//! and bound; the others' preferences are taken as they are, and the answer is then checked as a whole.

use super::classical::sanctions;
use super::legal::{Search, Steps};
use super::sanctions::others;
use serde::Serialize;
use std::collections::BTreeSet;
use talion_game::{ConflictGame, GameError, Improvement, PlayerId, StabilityConcept, StateId};

/// What one player would have to like no better than the wanted state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreferenceChange {
    /// Who.
    pub player: PlayerId,
    /// The states, ascending; none if the wanted state is stable for it as things are.
    pub no_better: Vec<StateId>,
    /// Whether it is proved that fewer states do not do.
    pub least: bool,
}

/// How a wanted state becomes an equilibrium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InverseStability {
    /// The wanted state.
    pub state: StateId,
    /// Under which concept.
    pub concept: StabilityConcept,
    /// The least change of every player by itself, the others' preferences as they are.
    pub changes: Vec<PreferenceChange>,
    /// Whether the state is an equilibrium once all changes are made together.
    pub holds: bool,
}

/// The least changes of preferences under which a state is stable for everybody; at most `most_tried`
/// choices are tried per player.
///
/// # Errors
/// None for a valid conflict; the type is that of [`ConflictGame::with_ranks`].
pub fn inverse_stability(
    game: &ConflictGame,
    state: StateId,
    concept: StabilityConcept,
    rule: Improvement,
    most_tried: u64,
) -> Result<InverseStability, GameError> {
    let changes: Vec<PreferenceChange> = (0..game.player_count())
        .map(|p| least_change(game, PlayerId(p), state, concept, rule, most_tried))
        .collect();
    let changed = with_changes(game, state, &changes, rule)?;
    let after = sanctions(&changed, rule);
    let holds = (0..game.player_count()).all(|p| after.is_stable(concept, PlayerId(p), state));
    Ok(InverseStability { state, concept, changes, holds })
}

/// The conflict after changes of preferences: what is to be no better than `state` becomes as good as
/// it, or next below it where only what is worse deters.
///
/// # Errors
/// None for a valid conflict; the type is that of [`ConflictGame::with_ranks`].
pub fn with_changes(
    game: &ConflictGame,
    state: StateId,
    changes: &[PreferenceChange],
    rule: Improvement,
) -> Result<ConflictGame, GameError> {
    let ranks = changes.iter().map(|change| {
        let old = game.ranks(change.player);
        // Ranks are at most the number of states; twice that is still counted in 32 bits below 2^31.
        let mut ranks: Vec<u32> = old.iter().map(|rank| rank.saturating_mul(2)).collect();
        let here = ranks[state.0] + u32::from(rule == Improvement::Weak);
        for &better in &change.no_better {
            ranks[better.0] = here;
        }
        ranks
    });
    game.with_ranks(ranks.collect())
}

/// The ways to deter each gain: sets of states that must be no better than the wanted one.
struct Deterring {
    options: Vec<Vec<BTreeSet<StateId>>>,
    best: BTreeSet<StateId>,
    tried: u64,
    most_tried: u64,
}

fn least_change(
    game: &ConflictGame,
    player: PlayerId,
    state: StateId,
    concept: StabilityConcept,
    rule: Improvement,
    most_tried: u64,
) -> PreferenceChange {
    let better = |to: StateId| game.gains(rule, player, state, to);
    let gains: Vec<StateId> = game.reachable(player, state).filter(|&to| better(to)).collect();
    let options = gains.iter().map(|&gain| ways(game, player, concept, rule, gain, &better));
    let mut deterring = Deterring {
        options: options.collect(),
        best: gains.iter().copied().collect(),
        tried: 0,
        most_tried,
    };
    deterring.search(0, &BTreeSet::new());
    let least = deterring.tried < most_tried;
    PreferenceChange { player, no_better: deterring.best.into_iter().collect(), least }
}

/// The ways to deter one gain, none a superset of another, the smallest first.
fn ways(
    game: &ConflictGame,
    player: PlayerId,
    concept: StabilityConcept,
    rule: Improvement,
    gain: StateId,
    better: &impl Fn(StateId) -> bool,
) -> Vec<BTreeSet<StateId>> {
    let mut found = vec![BTreeSet::from([gain])];
    if concept != StabilityConcept::Nash {
        let steps = if concept.credible() { Steps::Gains(rule) } else { Steps::Any };
        let search = Search::new(game, gain, &others(game, player), steps);
        for &(end, ..) in search.met.iter().skip(1) {
            let replies = game.reachable(player, end).filter(|_| concept.symmetric());
            let mut needed: BTreeSet<StateId> =
                std::iter::once(end).chain(replies).filter(|&to| better(to)).collect();
            // To like the gain itself no better is a way of its own.
            if needed.remove(&gain) {
                continue;
            }
            found.push(needed);
        }
    }
    found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut kept: Vec<BTreeSet<StateId>> = Vec::new();
    for way in found {
        if !kept.iter().any(|smaller| smaller.is_subset(&way)) {
            kept.push(way);
        }
    }
    kept
}

impl Deterring {
    /// Deters the gains from position `at` on, given what is no better already.
    fn search(&mut self, at: usize, chosen: &BTreeSet<StateId>) {
        if chosen.len() >= self.best.len() && !self.best.is_empty() || self.tried >= self.most_tried
        {
            return;
        }
        self.tried += 1;
        let deterred = |ways: &Vec<BTreeSet<StateId>>| ways.iter().any(|w| w.is_subset(chosen));
        let Some(next) = (at..self.options.len()).find(|&k| !deterred(&self.options[k])) else {
            self.best.clone_from(chosen);
            return;
        };
        for way in self.options[next].clone() {
            let more: BTreeSet<StateId> = chosen.union(&way).copied().collect();
            self.search(next + 1, &more);
        }
    }
}
