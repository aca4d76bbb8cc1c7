//! Farsighted stability: indirect dominance and the largest consistent set.
//!
//! Chwe, "Farsighted coalitional stability", JET 63 (1994). Coalition `S` can take `a` to `b`, written
//! `a ->_S b`. `b` indirectly dominates `a`, `a << b`, if `a = a_0 ->_{S_0} a_1 .. ->_{S_m} b` and every
//! member of every `S_k` likes `b` better than `a_k`. The largest consistent set is the largest `X` in
//! which `a` stays exactly if every `a ->_S d` is deterred: some `e` in `X` has `e = d` or `d << e`, and
//! not all of `S` like `e` better than `a`. With individuals `S` has one member, who makes one move;
//! with coalitions `S` goes where a legal sequence of its members leads.

use super::arcs::{Bits, Rows};
use super::coalition::coalitions;
use super::legal::{Search, Steps};
use super::sanctions::backward;
use rayon::prelude::*;
use serde::Serialize;
use talion_game::{ConflictGame, ConflictMove, Observer, PlayerId, StateId};

/// Who may act together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Acting {
    /// Everybody alone.
    Individuals,
    /// Any coalition.
    Coalitions,
}

/// Which states indirectly dominate which.
#[derive(Debug, Clone)]
pub struct IndirectDominance<'a> {
    game: &'a ConflictGame,
    /// The coalitions that act.
    groups: Vec<Vec<PlayerId>>,
    /// By state: the states that indirectly dominate it, itself left out.
    above: Vec<Bits>,
}

/// The largest consistent set, and how it was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsistentSet {
    /// The set, ascending.
    pub states: Vec<StateId>,
    /// What every round of elimination took away; the last one is not empty, unless there is none.
    pub rounds: Vec<Vec<StateId>>,
    /// Whether the elimination ran to its end.
    pub complete: bool,
}

/// A move that stays deterred in a consistent set: the witness that a member belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deterrence {
    /// The move that is deterred.
    pub deviation: ConflictMove,
    /// Where it would end, in the set: no better for the mover than staying.
    pub end: StateId,
    /// The moves from where the deviation leads to that end; none if it stays there.
    pub moves: Vec<ConflictMove>,
}

/// Indirect dominance between all pairs of states: memory of one bit per pair, work of one pass through
/// the moves per state, in parallel.
pub fn indirect_dominance(game: &ConflictGame, acting: Acting) -> IndirectDominance<'_> {
    let groups: Vec<Vec<PlayerId>> = match acting {
        Acting::Individuals => (0..game.player_count()).map(|p| vec![PlayerId(p)]).collect(),
        Acting::Coalitions => coalitions(game.player_count()).split_off(1),
    };
    let backward = backward(game);
    let states = game.state_count();
    let below: Vec<Bits> = (0..states)
        .into_par_iter()
        .map_init(
            || Scratch::new(game, &groups),
            |scratch, best| scratch.dominated_by(game, &groups, &backward, best),
        )
        .collect();
    let above = transposed(&below, states);
    IndirectDominance { game, groups, above }
}

/// What the search backwards from one state keeps between states.
struct Scratch {
    /// By group, first mover and state: the search in which it was last met.
    met: Vec<u32>,
    open: Vec<(usize, PlayerId, u32)>,
    sources: Vec<u32>,
}

impl Scratch {
    fn new(game: &ConflictGame, groups: &[Vec<PlayerId>]) -> Self {
        let met = vec![u32::MAX; groups.len() * game.player_count() * game.state_count()];
        Self { met, open: Vec::new(), sources: Vec::new() }
    }

    /// The states that `best` indirectly dominates.
    fn dominated_by(
        &mut self,
        game: &ConflictGame,
        groups: &[Vec<PlayerId>],
        backward: &[Rows],
        best: usize,
    ) -> Bits {
        let states = game.state_count();
        let mut below = Bits::new(states);
        let stamp = u32::try_from(best).unwrap_or(u32::MAX);
        self.sources.push(stamp);
        while let Some(source) = self.sources.pop() {
            for (g, group) in groups.iter().enumerate() {
                for &player in group {
                    self.open.push((g, player, source));
                }
                // Who makes the move that leads to `at`; before it another member must have moved.
                while let Some((g, player, at)) = self.open.pop() {
                    for &from in backward[player.0].of(at as usize) {
                        let node = (g * game.player_count() + player.0) * states + from as usize;
                        if std::mem::replace(&mut self.met[node], stamp) == stamp {
                            continue;
                        }
                        let others = group.iter().filter(|&&other| other != player);
                        self.open.extend(others.map(|&other| (g, other, from)));
                        let (a, b) = (StateId(from as usize), StateId(best));
                        if group.iter().all(|&member| game.prefers(member, b, a)) && below.put(a.0)
                        {
                            self.sources.push(from);
                        }
                    }
                }
            }
        }
        below
    }
}

fn transposed(rows: &[Bits], states: usize) -> Vec<Bits> {
    // In blocks of 64 rows, so that every word of the result is written by one task.
    let words: Vec<Vec<u64>> = (0..states.div_ceil(64))
        .into_par_iter()
        .map(|block| {
            let mut words = vec![0_u64; states];
            for (bit, row) in rows.iter().skip(64 * block).take(64).enumerate() {
                for column in row.members() {
                    words[column] |= 1 << bit;
                }
            }
            words
        })
        .collect();
    (0..states).map(|s| words.iter().map(|block| block[s]).collect()).collect()
}

impl IndirectDominance<'_> {
    /// Whether the first state is indirectly dominated by the second.
    pub fn dominates(&self, worse: StateId, better: StateId) -> bool {
        self.above[worse.0].has(better.0)
    }

    /// The states that indirectly dominate a state, ascending.
    pub fn dominators(&self, state: StateId) -> impl Iterator<Item = StateId> + '_ {
        self.above[state.0].members().map(StateId)
    }

    /// Number of states.
    pub fn state_count(&self) -> usize {
        self.above.len()
    }

    /// The largest consistent set, by elimination from the set of all states.
    pub fn largest_consistent_set(&self, observer: &dyn Observer) -> ConsistentSet {
        let states = self.game.state_count();
        let mut fates = Fates::new(self.game);
        let mut members: Vec<usize> = (0..states).collect();
        let mut set = Bits::new(states);
        for &state in &members {
            set.put(state);
        }
        let mut rounds: Vec<Vec<StateId>> = Vec::new();
        loop {
            observer.progress("largest consistent set", (states - members.len()) as u64, 0);
            if observer.stopped() {
                let states = members.into_iter().map(StateId).collect();
                return ConsistentSet { states, rounds, complete: false };
            }
            fates.update(self, &set);
            let (kept, gone): (Vec<usize>, Vec<usize>) =
                members.par_iter().partition(|&&state| self.stays(&fates, state));
            if gone.is_empty() {
                let states = members.into_iter().map(StateId).collect();
                return ConsistentSet { states, rounds, complete: true };
            }
            for &state in &gone {
                set.take(state);
            }
            rounds.push(gone.into_iter().map(StateId).collect());
            members = kept;
        }
    }

    /// Whether every move away from a state is deterred.
    fn stays(&self, fates: &Fates, state: usize) -> bool {
        let deterred = |group: &[PlayerId], to: usize| {
            group.iter().any(|&player| fates.hurts(self.game, player, state, to))
        };
        self.groups.iter().all(|group| {
            if let [player] = group.as_slice() {
                let moves = self.game.targets(*player, StateId(state));
                return moves.iter().all(|&to| deterred(group, to as usize));
            }
            let search = Search::new(self.game, StateId(state), group, Steps::Any);
            let mut away = search.met.iter().filter(|(_, _, depth)| *depth > 0);
            away.all(|(to, _, _)| deterred(group, to.0))
        })
    }

    /// For a member of a consistent set, why each of its individual moves is deterred; `None` if one
    /// is not.
    pub fn deterrences(&self, set: &ConsistentSet, state: StateId) -> Option<Vec<Deterrence>> {
        let players = (0..self.game.player_count()).map(PlayerId);
        let steps = players.flat_map(|player| {
            let moves = self.game.reachable(player, state);
            moves.map(move |to| ConflictMove { player, from: state, to })
        });
        steps.map(|deviation| self.deterrence(set, deviation)).collect()
    }

    fn deterrence(&self, set: &ConsistentSet, deviation: ConflictMove) -> Option<Deterrence> {
        let ConflictMove { player, from, to } = deviation;
        let holds = |&end: &StateId| {
            (end == to || self.dominates(to, end)) && !self.game.prefers(player, end, from)
        };
        let end = set.states.iter().copied().find(holds)?;
        let moves = self.path(to, end)?;
        Some(Deterrence { deviation, end, moves })
    }

    /// Moves by which one state indirectly dominates another, individuals acting; empty if they are
    /// the same.
    fn path(&self, from: StateId, to: StateId) -> Option<Vec<ConflictMove>> {
        let mut came_by = std::collections::BTreeMap::from([(from, None)]);
        let mut queue = std::collections::VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            if at == to {
                break;
            }
            for player in (0..self.game.player_count()).map(PlayerId) {
                if !self.game.prefers(player, to, at) {
                    continue;
                }
                for next in self.game.reachable(player, at) {
                    came_by.entry(next).or_insert_with(|| {
                        queue.push_back(next);
                        Some(ConflictMove { player, from: at, to: next })
                    });
                }
            }
        }
        let mut moves = Vec::new();
        let mut at = to;
        while let Some(step) = *came_by.get(&at)? {
            moves.push(step);
            at = step.from;
        }
        moves.reverse();
        Some(moves)
    }
}

/// For every state and player, the state of the set that is worst for the player among those where
/// play from the state may end. Sets shrink, so the search goes on from where it was.
struct Fates {
    /// States of every player from the worst to the best.
    worst_first: Vec<Vec<u32>>,
    /// By player and state: position in that list.
    at: Vec<Vec<u32>>,
}

impl Fates {
    fn new(game: &ConflictGame) -> Self {
        let count = u32::try_from(game.state_count()).unwrap_or(u32::MAX);
        let order = |player| {
            let mut states: Vec<u32> = (0..count).collect();
            states.sort_by_key(|&s| std::cmp::Reverse(game.ranks(player)[s as usize]));
            states
        };
        let worst_first = (0..game.player_count()).map(PlayerId).map(order).collect();
        let at = vec![vec![0; game.state_count()]; game.player_count()];
        Self { worst_first, at }
    }

    fn update(&mut self, dominance: &IndirectDominance<'_>, set: &Bits) {
        for (order, at) in self.worst_first.iter().zip(&mut self.at) {
            at.par_iter_mut().enumerate().for_each(|(state, at)| {
                let above = &dominance.above[state];
                let ends = |end: usize| set.has(end) && (end == state || above.has(end));
                while order.get(*at as usize).is_some_and(|&end| !ends(end as usize)) {
                    *at += 1;
                }
            });
        }
    }

    /// Whether play from `to` may end where the player is no better off than at `state`.
    fn hurts(&self, game: &ConflictGame, player: PlayerId, state: usize, to: usize) -> bool {
        let end = self.worst_first[player.0].get(self.at[player.0][to] as usize);
        end.is_some_and(|&end| !game.prefers(player, StateId(end as usize), StateId(state)))
    }
}
