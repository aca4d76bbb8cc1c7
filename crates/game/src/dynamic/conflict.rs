//! Conflicts: states, moves of decision makers between them, and preferences over them.
//!
//! The graph model for conflict resolution (Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour,
//! *Interactive Decision Making*, 1993). A move that has no way back is irreversible.

use crate::{GameError, PlayerId, StateId};
use serde::Serialize;

/// A move that a decision maker can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ConflictMove {
    /// Who moves.
    pub player: PlayerId,
    /// From which state.
    pub from: StateId,
    /// To which state, another one.
    pub to: StateId,
}

/// A conflict among decision makers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictGame {
    title: String,
    players: Vec<String>,
    states: Vec<String>,
    moves: Vec<ConflictMove>,
    ranks: Vec<Vec<usize>>,
}

impl ConflictGame {
    /// A conflict from its parts. `ranks[player][state]` is 0 for what the player likes best; states
    /// that it likes the same have the same rank. Moves are put in order, each once.
    ///
    /// # Errors
    /// No player or state; ranks that are not one per player and state; a move of nobody, from or to
    /// nowhere, or to where it starts.
    pub fn new(
        title: impl Into<String>,
        players: Vec<String>,
        states: Vec<String>,
        mut moves: Vec<ConflictMove>,
        ranks: Vec<Vec<usize>>,
    ) -> Result<Self, GameError> {
        if players.is_empty() {
            return Err(GameError::NoPlayers);
        }
        if states.is_empty() {
            return Err(GameError::NoStates);
        }
        if ranks.len() != players.len() {
            let (found, expected) = (ranks.len(), players.len());
            return Err(GameError::ProfileLength { found, expected });
        }
        for (player, ranks) in players.iter().zip(&ranks) {
            let (found, expected) = (ranks.len(), states.len());
            if found != expected {
                return Err(GameError::RankCount { player: player.clone(), found, expected });
            }
        }
        for step in &moves {
            if step.player.0 >= players.len() {
                let (found, players) = (step.player.0, players.len());
                return Err(GameError::NoSuchPlayer { found, players });
            }
            let lost = [step.from, step.to].into_iter().find(|state| state.0 >= states.len());
            if let Some(StateId(found)) = lost {
                let state = states.get(step.from.0).cloned().unwrap_or_default();
                return Err(GameError::NoSuchState { state, found, states: states.len() });
            }
            if step.from == step.to {
                return Err(GameError::MoveNowhere { state: states[step.from.0].clone() });
            }
        }
        moves.sort_unstable();
        moves.dedup();
        Ok(Self { title: title.into(), players, states, moves, ranks })
    }

    /// Title of the conflict, possibly empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Labels of the decision makers, in order.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// Labels of the states, in order.
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// All moves, by player, then from where, then to where.
    pub fn moves(&self) -> &[ConflictMove] {
        &self.moves
    }

    /// How a player ranks every state: 0 for the best, the same for what it likes the same.
    pub fn ranks(&self, player: PlayerId) -> &[usize] {
        &self.ranks[player.0]
    }

    /// Whether a player likes one state better than another.
    pub fn prefers(&self, player: PlayerId, better: StateId, worse: StateId) -> bool {
        self.ranks[player.0][better.0] < self.ranks[player.0][worse.0]
    }

    /// Where a player can go from a state in one move.
    pub fn reachable(&self, player: PlayerId, from: StateId) -> impl Iterator<Item = StateId> + '_ {
        let start = self.moves.partition_point(|m| (m.player, m.from) < (player, from));
        let own =
            self.moves[start..].iter().take_while(move |m| m.player == player && m.from == from);
        own.map(|step| step.to)
    }
}
