//! Nash, GMR, SMR, SEQ and SSEQ: which states are stable for whom, and the sanctions that make them so.
//!
//! State `s` is stable for `i` if every gain `s1` of `i` from `s` is deterred: a legal sequence of the
//! others leads from `s1` to a state that is no gain for `i` over `s` ([`StabilityConcept`] says which
//! sequences count). Fang, Hipel and Kilgour (1993), chapter 3; Rêgo and Vieira (2017) for SSEQ.

use super::arcs::Rows;
use super::legal::{Search, Steps};
use super::sanctions::{NONE, backward, others, severest, severity};
use rayon::prelude::*;
use talion_game::{
    ConflictGame, Improvement, PlayerId, Sanction, StabilityConcept, StabilityWitness, StateId,
};

/// The severest sanctions of all players from all states, under the concepts that have sanctions.
#[derive(Debug, Clone)]
pub struct Sanctions<'a> {
    game: &'a ConflictGame,
    rule: Improvement,
    /// By concept (as in [`StabilityConcept::ALL`], without Nash), then player, then state.
    ends: Vec<Vec<Vec<u32>>>,
    /// How good a state is for a player who was sanctioned there, without and with a reply.
    severity: [Vec<Vec<u32>>; 2],
}

/// The severest sanction of everybody from everywhere: the work behind the classical concepts, linear
/// in the moves.
pub fn sanctions(game: &ConflictGame, rule: Improvement) -> Sanctions<'_> {
    let players: Vec<PlayerId> = (0..game.player_count()).map(PlayerId).collect();
    let backward: Vec<Rows> = backward(game);
    let tasks: Vec<(StabilityConcept, PlayerId)> = StabilityConcept::ALL[1..]
        .iter()
        .flat_map(|&concept| players.iter().map(move |&player| (concept, player)))
        .collect();
    let one = |&(concept, player): &(StabilityConcept, PlayerId)| {
        let steps = if concept.credible() { Steps::Gains(rule) } else { Steps::Any };
        severest(game, &backward, &others(game, player), concept, steps, player)
    };
    let mut found = tasks.par_iter().map(one).collect::<Vec<_>>().into_iter();
    let ends = StabilityConcept::ALL[1..]
        .iter()
        .map(|_| found.by_ref().take(players.len()).collect())
        .collect();
    let severity =
        [false, true].map(|reply| players.iter().map(|&p| severity(game, reply, p)).collect());
    Sanctions { game, rule, ends, severity }
}

impl Sanctions<'_> {
    fn end(&self, concept: StabilityConcept, player: PlayerId, from: StateId) -> u32 {
        match concept {
            StabilityConcept::Nash => NONE,
            other => self.ends[other as usize - 1][player.0][from.0],
        }
    }

    /// Whether a state is stable for a player.
    pub fn is_stable(&self, concept: StabilityConcept, player: PlayerId, state: StateId) -> bool {
        let here = self.game.ranks(player)[state.0];
        let severity = &self.severity[usize::from(concept.symmetric())][player.0];
        let hurts = |end: u32| {
            let there = severity[end as usize];
            match self.rule {
                Improvement::Strict => there >= here,
                Improvement::Weak => there > here,
            }
        };
        self.game.reachable(player, state).all(|to| {
            let end = self.end(concept, player, to);
            !self.game.gains(self.rule, player, state, to) || (end != NONE && hurts(end))
        })
    }

    /// The states that are stable for a player, ascending.
    pub fn stable_states(&self, concept: StabilityConcept, player: PlayerId) -> Vec<StateId> {
        let stable = |&state: &usize| self.is_stable(concept, player, StateId(state));
        let states = 0..self.game.state_count();
        let found: Vec<usize> = states.into_par_iter().filter(stable).collect();
        found.into_iter().map(StateId).collect()
    }

    /// Why a state is stable for a player: a shortest sanction of the severest kind for every gain.
    /// `None` if it is not stable.
    pub fn witness(
        &self,
        concept: StabilityConcept,
        player: PlayerId,
        state: StateId,
    ) -> Option<StabilityWitness> {
        if !self.is_stable(concept, player, state) {
            return None;
        }
        let movers = others(self.game, player);
        let steps = if concept.credible() { Steps::Gains(self.rule) } else { Steps::Any };
        let gains = self.game.reachable(player, state);
        let sanctions = gains
            .filter(|&to| self.game.gains(self.rule, player, state, to))
            .map(|improvement| {
                let end = StateId(self.end(concept, player, improvement) as usize);
                let search = Search::new(self.game, improvement, &movers, steps);
                Some(Sanction { improvement, moves: search.path_of_moves(end)? })
            })
            .collect::<Option<_>>()?;
        Some(StabilityWitness { concept, rule: self.rule, player, state, sanctions })
    }
}
