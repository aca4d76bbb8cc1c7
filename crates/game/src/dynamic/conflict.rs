//! Conflicts: states, moves of decision makers between them, and preferences over them.
//!
//! The graph model for conflict resolution (Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour,
//! *Interactive Decision Making*, 1993). A move that has no way back is irreversible. Moves are kept
//! in compressed rows of 32-bit numbers, one list per player, so that 10^5 states are a small thing.

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

/// Which moves count as gains for the mover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Improvement {
    /// To a state that it likes better: the unilateral improvements of the literature.
    #[default]
    Strict,
    /// To a state that it likes as well or better. A sanction must then make it worse off.
    Weak,
}

/// The moves of one player: those from state `s` lead to `to[start[s]..start[s + 1]]`, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Rows {
    start: Vec<u32>,
    to: Vec<u32>,
}

/// A conflict among decision makers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictGame {
    title: String,
    players: Vec<String>,
    states: Vec<String>,
    moves: Vec<Rows>,
    ranks: Vec<Vec<u32>>,
}

impl ConflictGame {
    /// A conflict from its parts. `ranks[player][state]` is 0 for what the player likes best; states
    /// that it likes the same have the same rank. Moves are put in order, each once.
    ///
    /// # Errors
    /// No player or state; more states or moves than 32 bits count; ranks that are not one per player
    /// and state; a move of nobody, from or to nowhere, or to where it starts; a player without moves.
    pub fn new(
        title: impl Into<String>,
        players: Vec<String>,
        states: Vec<String>,
        moves: Vec<ConflictMove>,
        ranks: Vec<Vec<u32>>,
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
            check_move(step, players.len(), &states)?;
        }
        let moves = rows(moves, &players, states.len())?;
        Ok(Self { title: title.into(), players, states, moves, ranks })
    }

    /// A conflict in which preferences are payoffs: `payoffs[player][state]`, more is better.
    ///
    /// From the best state down, states within `band` of the best one not yet ranked are liked the
    /// same. (Indifference within a band need not be transitive; ranks must be, so bands are laid end
    /// to end.)
    ///
    /// # Errors
    /// As [`ConflictGame::new`]; a payoff that is not finite, or a band that is negative or no number.
    pub fn from_payoffs(
        title: impl Into<String>,
        players: Vec<String>,
        states: Vec<String>,
        moves: Vec<ConflictMove>,
        payoffs: &[Vec<f64>],
        band: f64,
    ) -> Result<Self, GameError> {
        if !band.is_finite() || band < 0.0 {
            return Err(GameError::IndifferenceBand { value: band });
        }
        for (player, payoffs) in players.iter().zip(payoffs) {
            if let Some((state, &value)) = payoffs.iter().enumerate().find(|(_, x)| !x.is_finite())
            {
                let (player, profile) = (player.clone(), vec![state]);
                return Err(GameError::NonFinitePayoff { player, profile, value });
            }
        }
        let ranks = payoffs.iter().map(|payoffs| ranks_of(payoffs, band)).collect();
        Self::new(title, players, states, moves, ranks)
    }

    /// The same conflict with other preferences.
    ///
    /// # Errors
    /// If there is not one rank per player and state.
    pub fn with_ranks(&self, ranks: Vec<Vec<u32>>) -> Result<Self, GameError> {
        let moves = self.moves().collect();
        Self::new(self.title.clone(), self.players.clone(), self.states.clone(), moves, ranks)
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

    /// Number of decision makers.
    pub fn player_count(&self) -> usize {
        self.players.len()
    }

    /// Number of states.
    pub fn state_count(&self) -> usize {
        self.states.len()
    }

    /// The state with a label.
    pub fn state(&self, label: &str) -> Option<StateId> {
        self.states.iter().position(|known| known == label).map(StateId)
    }

    /// Number of moves of all players.
    pub fn move_count(&self) -> usize {
        self.moves.iter().map(|rows| rows.to.len()).sum()
    }

    /// All moves, by player, then from where, then to where.
    pub fn moves(&self) -> impl Iterator<Item = ConflictMove> + '_ {
        (0..self.players.len()).map(PlayerId).flat_map(move |player| {
            (0..self.states.len()).map(StateId).flat_map(move |from| {
                self.reachable(player, from).map(move |to| ConflictMove { player, from, to })
            })
        })
    }

    /// How a player ranks every state: 0 for the best, the same for what it likes the same.
    pub fn ranks(&self, player: PlayerId) -> &[u32] {
        &self.ranks[player.0]
    }

    /// Whether a player likes one state better than another.
    pub fn prefers(&self, player: PlayerId, better: StateId, worse: StateId) -> bool {
        self.ranks[player.0][better.0] < self.ranks[player.0][worse.0]
    }

    /// Whether a player counts it as a gain to be at one state instead of another.
    pub fn gains(&self, rule: Improvement, player: PlayerId, from: StateId, to: StateId) -> bool {
        match rule {
            Improvement::Strict => self.prefers(player, to, from),
            Improvement::Weak => !self.prefers(player, from, to),
        }
    }

    /// Where a player can go from a state in one move, ascending.
    pub fn reachable(&self, player: PlayerId, from: StateId) -> impl Iterator<Item = StateId> + '_ {
        self.targets(player, from).iter().map(|&to| StateId(to as usize))
    }

    /// As [`ConflictGame::reachable`], as the numbers of the states.
    pub fn targets(&self, player: PlayerId, from: StateId) -> &[u32] {
        let rows = &self.moves[player.0];
        &rows.to[rows.start[from.0] as usize..rows.start[from.0 + 1] as usize]
    }

    /// Whether a move exists.
    pub fn has_move(&self, step: ConflictMove) -> bool {
        // A state past 32 bits is in no conflict.
        u32::try_from(step.to.0)
            .is_ok_and(|to| self.targets(step.player, step.from).binary_search(&to).is_ok())
    }

    /// Whether a move exists that its mover cannot take back in one move.
    pub fn is_irreversible(&self, step: ConflictMove) -> bool {
        let back = ConflictMove { from: step.to, to: step.from, ..step };
        self.has_move(step) && !self.has_move(back)
    }
}

fn check_move(step: &ConflictMove, players: usize, states: &[String]) -> Result<(), GameError> {
    if step.player.0 >= players {
        return Err(GameError::NoSuchPlayer { found: step.player.0, players });
    }
    let lost = [step.from, step.to].into_iter().find(|state| state.0 >= states.len());
    if let Some(StateId(found)) = lost {
        let state = states.get(step.from.0).cloned().unwrap_or_default();
        return Err(GameError::NoSuchState { state, found, states: states.len() });
    }
    if step.from == step.to {
        return Err(GameError::MoveNowhere { state: states[step.from.0].clone() });
    }
    Ok(())
}

/// The moves of every player in rows.
fn rows(
    mut moves: Vec<ConflictMove>,
    players: &[String],
    states: usize,
) -> Result<Vec<Rows>, GameError> {
    let narrow = |size: usize| u32::try_from(size).map_err(|_| GameError::TooLarge);
    narrow(states)?;
    moves.sort_unstable();
    moves.dedup();
    narrow(moves.len())?;
    let mut all = Vec::with_capacity(players.len());
    let mut rest = moves.as_slice();
    for (p, player) in players.iter().enumerate() {
        let (own, others) = rest.split_at(rest.partition_point(|step| step.player.0 <= p));
        rest = others;
        if own.is_empty() {
            return Err(GameError::NoMoves { player: player.clone() });
        }
        let mut start = vec![0; states + 1];
        for step in own {
            start[step.from.0 + 1] += 1;
        }
        for s in 0..states {
            start[s + 1] += start[s];
        }
        let to = own.iter().map(|step| narrow(step.to.0)).collect::<Result<_, _>>()?;
        all.push(Rows { start, to });
    }
    Ok(all)
}

/// Ranks from payoffs: bands of indifference laid end to end, from the best state down.
fn ranks_of(payoffs: &[f64], band: f64) -> Vec<u32> {
    let mut order: Vec<usize> = (0..payoffs.len()).collect();
    order.sort_by(|&a, &b| payoffs[b].total_cmp(&payoffs[a]));
    let mut ranks = vec![0; payoffs.len()];
    let (mut rank, mut top) = (0, order.first().map_or(0.0, |&best| payoffs[best]));
    for state in order {
        if top - payoffs[state] > band {
            rank += 1;
            top = payoffs[state];
        }
        ranks[state] = rank;
    }
    ranks
}
