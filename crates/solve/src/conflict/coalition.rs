//! Coalitional stability: nobody gains, alone or together with others.
//!
//! A coalition `H` gains by going from `s` to `s1` if a legal sequence of its members leads there and
//! every member likes it better. `s` is stable for `H` (Kilgour, Hipel, Fang and Peng 2001; Inohara and
//! Hipel 2008) if there is no such gain (Nash), or each is met by moves of the others to an `s2` that
//! some member does not gain by (GMR), from which `H` cannot reach what all members gain by (SMR), or
//! by moves that are themselves gains of the coalitions that make them, no coalition twice in a row
//! (SEQ), or both (SSEQ). A state is a coalitional equilibrium if it is stable for every coalition.

use super::arcs::Bits;
use super::legal::{Search, Steps};
use rayon::prelude::*;
use talion_game::{ConflictGame, Improvement, PlayerId, StabilityConcept, StateId};

/// The members of every coalition, by number: bit `p` says whether player `p` is in.
pub(super) fn coalitions(players: usize) -> Vec<Vec<PlayerId>> {
    let members = |set: usize| (0..players).filter(|p| set >> p & 1 == 1).map(PlayerId).collect();
    (0..1_usize << players).map(members).collect()
}

/// Where coalitions can go, and where they gain by going.
struct Reach<'a> {
    game: &'a ConflictGame,
    rule: Improvement,
    coalitions: Vec<Vec<PlayerId>>,
    /// By coalition, then state: the states that a legal sequence leads to.
    ends: Vec<Vec<Bits>>,
    /// The same, where every member gains.
    gains: Vec<Vec<Vec<usize>>>,
}

/// The states from which no coalition gains that is not deterred, under every classical concept.
///
/// Work and memory grow as the square of the states, for each of the `2^n - 1` coalitions.
pub fn coalitional_equilibria(
    game: &ConflictGame,
    concept: StabilityConcept,
    rule: Improvement,
) -> Vec<StateId> {
    let reach = Reach::new(game, rule);
    let stable: Vec<usize> = (0..game.state_count())
        .into_par_iter()
        .filter(|&s| {
            (1..reach.coalitions.len()).all(|coalition| reach.is_stable(concept, coalition, s))
        })
        .collect();
    stable.into_iter().map(StateId).collect()
}

impl<'a> Reach<'a> {
    fn new(game: &'a ConflictGame, rule: Improvement) -> Self {
        let states = game.state_count();
        let coalitions = coalitions(game.player_count());
        let ends: Vec<Vec<Bits>> = coalitions
            .iter()
            .map(|members| (0..states).into_par_iter().map(|s| reached(game, members, s)).collect())
            .collect();
        let mut all = Self { game, rule, coalitions, ends, gains: Vec::new() };
        all.gains = (0..all.coalitions.len())
            .map(|c| {
                let own = |s: usize| {
                    all.ends[c][s].members().filter(|&to| all.all_gain(c, s, to)).collect()
                };
                (0..states).into_par_iter().map(own).collect()
            })
            .collect();
        all
    }

    fn all_gain(&self, coalition: usize, from: usize, to: usize) -> bool {
        let gains =
            |&player: &PlayerId| self.game.gains(self.rule, player, StateId(from), StateId(to));
        self.coalitions[coalition].iter().all(gains)
    }

    fn is_stable(&self, concept: StabilityConcept, coalition: usize, state: usize) -> bool {
        let gains = &self.gains[coalition][state];
        if concept == StabilityConcept::Nash || gains.is_empty() {
            return gains.is_empty();
        }
        let mut wanted = Bits::new(self.game.state_count());
        for to in (0..self.game.state_count()).filter(|&to| self.all_gain(coalition, state, to)) {
            wanted.put(to);
        }
        let rest = self.coalitions.len() - 1 - coalition;
        gains.iter().all(|&gain| {
            let ends = if concept.credible() {
                self.credible(rest, gain)
            } else {
                self.ends[rest][gain].clone()
            };
            ends.members().any(|end| {
                let escapes = concept.symmetric() && self.ends[coalition][end].meets(&wanted);
                !wanted.has(end) && !escapes
            })
        })
    }

    /// Where gains of the coalitions within `set` lead from a state, none of them twice in a row.
    fn credible(&self, set: usize, from: usize) -> Bits {
        let states = self.game.state_count();
        let within: Vec<usize> =
            (1..self.coalitions.len()).filter(|coalition| coalition & !set == 0).collect();
        let mut met = Bits::new(states * self.coalitions.len());
        let mut ends = Bits::new(states);
        let mut open = vec![(from, 0)];
        while let Some((at, last)) = open.pop() {
            for &coalition in within.iter().filter(|&&coalition| coalition != last) {
                for &to in &self.gains[coalition][at] {
                    if met.put(coalition * states + to) {
                        ends.put(to);
                        open.push((to, coalition));
                    }
                }
            }
        }
        ends
    }
}

/// Where a coalition can go by legal sequences, without staying.
fn reached(game: &ConflictGame, members: &[PlayerId], from: usize) -> Bits {
    let mut reached = Bits::new(game.state_count());
    let search = Search::new(game, StateId(from), members, Steps::Any);
    for (state, _, depth) in &search.met {
        if *depth > 0 {
            reached.put(state.0);
        }
    }
    reached
}
