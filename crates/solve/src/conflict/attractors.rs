//! Where play ends when players move whenever they gain: attractors and cycles of the conflict graph.
//!
//! Arcs are improvements (all, or each player's best). Strongly connected components that no arc leaves
//! are attractors: single states rest, larger ones are cycles. As in the best-reply graph of a game in
//! normal form, by Kosaraju's algorithm, since petgraph's Tarjan recurses.

use super::arcs::Arcs;
use crate::Replies;
use petgraph::algo::kosaraju_scc;
use serde::Serialize;
use talion_game::{ConflictGame, Improvement, PlayerId, StateId};

/// Where play among improvements can end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictAttractors {
    /// Which improvements are made.
    pub replies: Replies,
    /// Sets of states that play does not leave, each ascending, by their first states.
    pub attractors: Vec<Vec<StateId>>,
    /// States on cycles that play can leave.
    pub transient_cycles: Vec<Vec<StateId>>,
    /// Number of improvements.
    pub arcs: usize,
}

/// The attractors and cycles of play in which players move to states that they like better.
pub fn conflict_attractors(game: &ConflictGame, replies: Replies) -> ConflictAttractors {
    let graph = Arcs::new(game.state_count(), |state| improvements(game, state, replies));
    let components = kosaraju_scc(&graph);
    let mut component_of = vec![0; game.state_count()];
    for (c, members) in components.iter().enumerate() {
        for &state in members {
            component_of[state as usize] = c;
        }
    }
    let (mut attractors, mut transient_cycles) = (Vec::new(), Vec::new());
    for (c, members) in components.iter().enumerate() {
        let mut arcs = members.iter().flat_map(|&s| graph.forward.of(s as usize));
        let left = arcs.any(|&to| component_of[to as usize] != c);
        let mut states: Vec<StateId> = members.iter().map(|&s| StateId(s as usize)).collect();
        states.sort_unstable();
        if !left {
            attractors.push(states);
        } else if states.len() > 1 {
            transient_cycles.push(states);
        }
    }
    attractors.sort_unstable();
    transient_cycles.sort_unstable();
    ConflictAttractors { replies, attractors, transient_cycles, arcs: graph.forward.arcs() }
}

/// Where improvements lead from a state, ascending, each once.
fn improvements(game: &ConflictGame, state: u32, replies: Replies) -> Vec<u32> {
    let from = StateId(state as usize);
    let mut targets = Vec::new();
    for player in (0..game.player_count()).map(PlayerId) {
        let ranks = game.ranks(player);
        let gains = game
            .reachable(player, from)
            .filter(|&to| game.gains(Improvement::Strict, player, from, to));
        let own: Vec<usize> = gains.map(|to| to.0).collect();
        let best = own.iter().map(|&to| ranks[to]).min();
        let kept =
            own.into_iter().filter(|&to| replies == Replies::Better || Some(ranks[to]) == best);
        targets.extend(kept.map(|to| u32::try_from(to).unwrap_or(u32::MAX)));
    }
    targets.sort_unstable();
    targets.dedup();
    targets
}
