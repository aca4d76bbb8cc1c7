//! Status-quo analysis: what can be reached from where we are, by improvements and by any moves.
//!
//! Li, Kilgour and Hipel, "Status quo analysis in the graph model for conflict resolution", JORS 56
//! (2005). Sequences are legal: nobody moves twice in a row. Among all moves a least-regret path is
//! one on which the movers together give up the fewest places in their rankings, and among those a
//! shortest one (Dijkstra 1959).

use super::legal::{Search, Steps};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use talion_game::{ConflictGame, ConflictMove, Improvement, PlayerId, StateId};

/// What can be reached from a status quo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusQuo {
    /// Where we are.
    pub start: StateId,
    /// States that improvements lead to, with the least number of moves, nearest first.
    pub by_improvements: Vec<(StateId, usize)>,
    /// States that any moves lead to, with the least number of moves, nearest first.
    pub by_any_moves: Vec<(StateId, usize)>,
    /// The ways to the states that were asked for.
    pub paths: Vec<StatusQuoPath>,
}

/// Ways from the status quo to one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusQuoPath {
    /// Where they lead.
    pub to: StateId,
    /// A shortest sequence of improvements; none if there is none.
    pub by_improvements: Option<Vec<ConflictMove>>,
    /// A shortest sequence of moves; none if there is none.
    pub by_any_moves: Option<Vec<ConflictMove>>,
    /// A least-regret sequence of moves; none if there is none.
    pub least_regret: Option<Vec<ConflictMove>>,
    /// Places in their rankings that movers give up on it, summed.
    pub regret: Option<u64>,
}

/// What can be reached from a state, and the ways to some states.
pub fn status_quo(
    game: &ConflictGame,
    start: StateId,
    to: &[StateId],
    rule: Improvement,
) -> StatusQuo {
    let players: Vec<PlayerId> = (0..game.player_count()).map(PlayerId).collect();
    let improving = Search::new(game, start, &players, Steps::Gains(rule));
    let any = Search::new(game, start, &players, Steps::Any);
    let depths =
        |search: &Search<'_>| search.met.iter().map(|(state, _, depth)| (*state, *depth)).collect();
    let regretted = least_regret(game, start, &players);
    let paths = to
        .iter()
        .map(|&to| {
            let least = regretted.path(to);
            StatusQuoPath {
                to,
                by_improvements: improving.path(to),
                by_any_moves: any.path(to),
                regret: least.as_ref().map(|(_, regret)| *regret),
                least_regret: least.map(|(moves, _)| moves),
            }
        })
        .collect();
    StatusQuo { start, by_improvements: depths(&improving), by_any_moves: depths(&any), paths }
}

/// A state and who moved last, if anybody did.
type Node = (StateId, Option<PlayerId>);

/// Regret, moves, and the move that led to a node with who had moved before.
type Reached = (u64, usize, Option<(ConflictMove, Option<PlayerId>)>);

struct LeastRegret {
    reached: BTreeMap<Node, Reached>,
}

fn least_regret(game: &ConflictGame, start: StateId, players: &[PlayerId]) -> LeastRegret {
    let dense: Vec<Vec<u32>> = players.iter().map(|&p| dense_ranks(game.ranks(p))).collect();
    let mut reached = BTreeMap::new();
    let mut open = BinaryHeap::from([Reverse((0_u64, 0_usize, (start, None), None))]);
    while let Some(Reverse((regret, length, node, by))) = open.pop() {
        if reached.contains_key(&node) {
            continue;
        }
        reached.insert(node, (regret, length, by));
        let (at, last) = node;
        for &player in players.iter().filter(|&&player| Some(player) != last) {
            for to in game.reachable(player, at) {
                let ranks = &dense[player.0];
                let lost = u64::from(ranks[to.0].saturating_sub(ranks[at.0]));
                let by = Some((ConflictMove { player, from: at, to }, last));
                open.push(Reverse((regret + lost, length + 1, (to, Some(player)), by)));
            }
        }
    }
    LeastRegret { reached }
}

impl LeastRegret {
    fn path(&self, to: StateId) -> Option<(Vec<ConflictMove>, u64)> {
        let nodes = self.reached.range((to, None)..(StateId(to.0 + 1), None));
        let (&node, &(regret, ..)) =
            nodes.min_by_key(|(_, (regret, length, _))| (regret, length))?;
        let (mut moves, mut at) = (Vec::new(), node);
        while let Some((step, before)) = self.reached[&at].2 {
            moves.push(step);
            at = (step.from, before);
        }
        moves.reverse();
        Some((moves, regret))
    }
}

/// Ranks without gaps: 0 for the best states, 1 for the next ones, and so on.
fn dense_ranks(ranks: &[u32]) -> Vec<u32> {
    let mut known = ranks.to_vec();
    known.sort_unstable();
    known.dedup();
    let dense = |rank: &u32| u32::try_from(known.partition_point(|k| k < rank));
    // There are no more ranks than states, which 32 bits count.
    ranks.iter().map(|rank| dense(rank).unwrap_or(u32::MAX)).collect()
}
