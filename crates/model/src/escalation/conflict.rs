//! The ladder as a conflict: the same situations and steps, without time and chance.
//!
//! States are the policies in force at the gap of the start. A deal takes everybody's assent, which a
//! conflict of single moves has in steps: each player offers it or takes its offer back, and where the
//! last one offers, the deal is in force; who leaves it takes its offer back too. An offer alone changes
//! nobody's payoff.

use super::{Ladder, MOST_TRACKS, Phase};
use crate::{ModelError, Terms};
use std::collections::HashMap;
use talion_game::{ConflictGame, ConflictMove, PlayerId, StateId};

/// A situation of the conflict: levels of all tracks, and who offers the deal, one bit per player.
type Situation = ([u8; MOST_TRACKS], u32);

/// A ladder without time and chance.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderConflict {
    /// The conflict.
    pub game: ConflictGame,
    /// Where we are.
    pub start: StateId,
    /// What every state of the conflict stands for.
    pub situations: Vec<LadderSituation>,
    /// The deal that everybody's offer leads to from the start.
    pub deal: Option<StateId>,
}

/// What a state of a [`LadderConflict`] stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderSituation {
    /// Names of the rungs in force, by player.
    pub rungs: Vec<Vec<String>>,
    /// Whether each player offers the deal.
    pub offers: Vec<bool>,
    /// Whether the deal is in force.
    pub deal: bool,
}

impl Ladder {
    /// The conflict that the ladder is without time and chance, with states liked the same where payoffs
    /// differ by no more than `band` (percent of real income), and its status quo.
    ///
    /// # Errors
    /// A player who can do nothing, or more players than a conflict tells offers of apart.
    pub fn conflict(
        &self,
        title: &str,
        terms: Terms,
        band: f64,
    ) -> Result<LadderConflict, ModelError> {
        let players = self.game().players().to_vec();
        let gap = self.state(self.start()).gap;
        let mut states: Vec<Situation> = Vec::new();
        let mut payoffs: Vec<Vec<f64>> = vec![Vec::new(); players.len()];
        let all = (1_u32 << players.len().min(31)) - 1;
        let found: Vec<(StateId, bool)> = self
            .game()
            .states()
            .filter_map(|at| {
                let state = self.state(at);
                let here = state.gap == gap && state.mover == 0 && state.assent == 0;
                match state.phase {
                    Phase::Idle if here => Some((at, false)),
                    Phase::Deal if here => Some((at, true)),
                    _ => None,
                }
            })
            .collect();
        for (at, deal) in found {
            let offers = if deal { all..=all } else { 0..=all - 1 };
            for offer in offers {
                states.push((self.state(at).levels, offer));
                for (own, payoff) in payoffs.iter_mut().zip(&self.outcome(at).payoffs) {
                    own.push(payoff.total(terms));
                }
            }
        }
        let ids: HashMap<Situation, StateId> =
            states.iter().enumerate().map(|(id, state)| (*state, StateId(id))).collect();
        let mut moves = Vec::new();
        for (id, state) in states.iter().enumerate() {
            for player in (0..players.len()).map(PlayerId) {
                let next = self.steps(*state, player, all);
                let known = next.iter().filter_map(|to| ids.get(to));
                let step = |&to: &StateId| ConflictMove { player, from: StateId(id), to };
                moves.extend(known.map(step));
            }
        }
        let labels = states.iter().map(|state| self.conflict_label(state, &players, all)).collect();
        let levels = self.state(self.start()).levels;
        let start = ids[&(levels, 0)];
        let deal = ids.get(&(self.levels_in_deal(levels), all)).copied();
        let situations = states.iter().map(|state| self.situation(state, all)).collect();
        let game = ConflictGame::from_payoffs(title, players, labels, moves, &payoffs, band)?;
        Ok(LadderConflict { game, start, situations, deal })
    }

    fn situation(&self, (levels, offers): &Situation, all: u32) -> LadderSituation {
        let players = self.game().players().len();
        let mut rungs = vec![Vec::new(); players];
        for (track, level) in self.plan().tracks.iter().zip(levels) {
            if let Some(on) = usize::from(*level).checked_sub(1) {
                rungs[track.player.0].push(track.rungs[on].name.clone());
            }
        }
        let offers_of = (0..players).map(|player| offers >> player & 1 == 1);
        LadderSituation { rungs, offers: offers_of.collect(), deal: *offers == all }
    }

    /// Levels once a deal is struck: every track back to nothing but those that it keeps.
    fn levels_in_deal(&self, mut levels: [u8; MOST_TRACKS]) -> [u8; MOST_TRACKS] {
        for (level, track) in levels.iter_mut().zip(&self.plan().tracks) {
            *level = if track.kept_in_deal { *level } else { 0 };
        }
        levels
    }

    /// Where a player can go from a situation in one move of its own.
    fn steps(&self, (levels, offers): Situation, player: PlayerId, all: u32) -> Vec<Situation> {
        let own = 1_u32 << player.0;
        if offers == all {
            return vec![(levels, offers & !own)];
        }
        let mut next = Vec::new();
        for track in self.plan().tracks_of(player) {
            let (rungs, level) = (&self.plan().tracks[track].rungs, usize::from(levels[track]));
            let mut to = |level: u8| {
                let mut levels = levels;
                levels[track] = level;
                next.push((levels, offers));
            };
            if level < rungs.len() {
                to(levels[track] + 1);
            }
            if level > 0 && !rungs[level - 1].irreversible {
                to(levels[track] - 1);
            }
        }
        if offers | own == all {
            next.push((self.levels_in_deal(levels), all));
        } else {
            next.push((levels, offers ^ own));
        }
        next
    }

    fn conflict_label(&self, (levels, offers): &Situation, players: &[String], all: u32) -> String {
        let on: Vec<&str> = self
            .plan()
            .tracks
            .iter()
            .zip(levels)
            .filter(|(_, level)| **level > 0)
            .map(|(track, level)| track.rungs[usize::from(*level) - 1].name.as_str())
            .collect();
        let policies = if on.is_empty() { "nothing".to_owned() } else { on.join(" + ") };
        let offering: Vec<&str> = players
            .iter()
            .enumerate()
            .filter(|(p, _)| *offers != all && offers >> p & 1 == 1)
            .map(|(_, name)| name.as_str())
            .collect();
        match offering.as_slice() {
            _ if *offers == all => format!("deal + {policies}").replace("deal + nothing", "deal"),
            [] => policies,
            who => format!("{policies}; offer of {}", who.join(" and ")),
        }
    }
}
