//! The severest state that the others can bring about from each state, for one player, in one pass.
//!
//! Under GMR, SMR, SEQ and SSEQ a gain is deterred if *some* legal sequence of the others ends in a
//! state that is bad enough for the player, and "bad enough" is a threshold on one number: its rank
//! there (GMR, SEQ), or the best rank that it can then reply to (SMR, SSEQ). So it is enough to know
//! the worst such number that can be reached from every state. Taking targets from the worst to the
//! best, and going backwards through legal sequences from each, every node is met once, first by the
//! worst target that it reaches: the work is that of reading all arcs, where a search from every state
//! would be their square.

use super::arcs::{Bits, Rows};
use super::legal::Steps;
use talion_game::{ConflictGame, ConflictMove, PlayerId, StabilityConcept, StateId};

/// Stands for "no sanction".
pub(super) const NONE: u32 = u32::MAX;

/// How good a state is for the player who is to be deterred there: its rank, or the best rank that it
/// can reply to. Less is better for it.
pub(super) fn severity(game: &ConflictGame, symmetric: bool, player: PlayerId) -> Vec<u32> {
    let ranks = game.ranks(player);
    if !symmetric {
        return ranks.to_vec();
    }
    let best = |state: usize| {
        let replies = game.targets(player, StateId(state)).iter().map(|&to| ranks[to as usize]);
        replies.fold(ranks[state], u32::min)
    };
    (0..game.state_count()).map(best).collect()
}

/// For every state, where the others' severest sanction from there ends; [`NONE`] if they cannot move.
///
/// `backward` holds the moves of every player the other way round.
pub(super) fn severest(
    game: &ConflictGame,
    backward: &[Rows],
    movers: &[PlayerId],
    concept: StabilityConcept,
    steps: Steps,
    player: PlayerId,
) -> Vec<u32> {
    let severity = severity(game, concept.symmetric(), player);
    severest_by(game, backward, movers, steps, &severity)
}

/// As [`severest`], by any measure of severity.
pub(super) fn severest_by(
    game: &ConflictGame,
    backward: &[Rows],
    movers: &[PlayerId],
    steps: Steps,
    severity: &[u32],
) -> Vec<u32> {
    let states = game.state_count();
    let mut order: Vec<u32> = (0..u32::try_from(states).unwrap_or(u32::MAX)).collect();
    order.sort_by_key(|&state| std::cmp::Reverse(severity[state as usize]));
    let mut ends = vec![NONE; states];
    // Nodes: a state, brought about by the mover in this position.
    let mut met = Bits::new(states * movers.len());
    let mut open: Vec<(usize, u32)> = Vec::new();
    for &target in &order {
        for k in 0..movers.len() {
            if met.put(k * states + target as usize) {
                open.push((k, target));
            }
        }
        while let Some((k, at)) = open.pop() {
            let player = movers[k];
            for &from in backward[player.0].of(at as usize) {
                let [source, to] = [from, at].map(|state| StateId(state as usize));
                if !steps.allow(game, ConflictMove { player, from: source, to }) {
                    continue;
                }
                if ends[from as usize] == NONE {
                    ends[from as usize] = target;
                }
                for before in (0..movers.len()).filter(|&before| before != k) {
                    if met.put(before * states + from as usize) {
                        open.push((before, from));
                    }
                }
            }
        }
    }
    ends
}

/// The moves of every player the other way round.
pub(super) fn backward(game: &ConflictGame) -> Vec<Rows> {
    let rows = |player| {
        let row = |state: u32| game.targets(player, StateId(state as usize)).to_vec();
        Rows::new(game.state_count(), row).reversed()
    };
    (0..game.player_count()).map(PlayerId).map(rows).collect()
}

/// Everybody but one.
pub(super) fn others(game: &ConflictGame, player: PlayerId) -> Vec<PlayerId> {
    (0..game.player_count()).map(PlayerId).filter(|&other| other != player).collect()
}
