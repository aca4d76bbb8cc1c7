//! Markov strategies: in every state a mixed action of every player, whatever happened before.

use crate::{GameError, PlayerId, StateId, StochasticGame};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::sync::Arc;

/// Largest distance from one that the sum of a mixed action may have.
const SUM_TOLERANCE: f64 = 1e-9;

/// A mixed action of every player in every state, in one flat array in the order of
/// [`StochasticGame::action_slots`].
#[derive(Debug, Clone, PartialEq)]
pub struct MarkovProfile {
    players: usize,
    first_action: Arc<[usize]>,
    probabilities: Vec<f64>,
}

impl MarkovProfile {
    /// A profile from the probabilities of all actions of all players in all states.
    ///
    /// # Errors
    /// A wrong number of probabilities, one that is negative or no number, or a mixed action whose
    /// sum is off one by more than 1e-9.
    pub fn new(game: &StochasticGame, probabilities: Vec<f64>) -> Result<Self, GameError> {
        if probabilities.len() != game.slot_count() {
            let expected = game.slot_count();
            return Err(GameError::TableLength { found: probabilities.len(), expected });
        }
        for state in game.states() {
            for (p, player) in game.players().iter().enumerate() {
                let strategy = &probabilities[game.action_slots(state, PlayerId(p))];
                let sum: f64 = strategy.iter().sum();
                let found = if let Some(p) = strategy.iter().find(|p| p.is_nan() || **p < 0.0) {
                    format!("an entry of {p}")
                } else if (sum - 1.0).abs() <= SUM_TOLERANCE {
                    continue;
                } else {
                    format!("a sum of {sum}")
                };
                let player = format!("{player} in state `{}`", game.label(state));
                let expected = strategy.len();
                return Err(GameError::NotAProbability { player, expected, found });
            }
        }
        let first_action = game.first_action().clone();
        Ok(Self { players: game.player_count(), first_action, probabilities })
    }

    /// Everybody takes every action with the same probability.
    pub fn uniform(game: &StochasticGame) -> Self {
        let first_action = game.first_action().clone();
        let sizes = first_action.windows(2).map(|w| w[1] - w[0]);
        let probabilities = sizes.flat_map(|n| std::iter::repeat_n(1.0 / n as f64, n)).collect();
        Self { players: game.player_count(), first_action, probabilities }
    }

    /// In every state the profile of actions with the given number, for sure.
    ///
    /// # Panics
    /// If there is not one number per state.
    pub fn pure(game: &StochasticGame, profiles: &[usize]) -> Self {
        let mut probabilities = vec![0.0; game.slot_count()];
        for state in game.states() {
            for (p, action) in game.actions_at(state, profiles[state.0]).into_iter().enumerate() {
                probabilities[game.action_slots(state, PlayerId(p)).start + action] = 1.0;
            }
        }
        let first_action = game.first_action().clone();
        Self { players: game.player_count(), first_action, probabilities }
    }

    /// Mixed action of a player in a state.
    pub fn at(&self, state: StateId, player: PlayerId) -> &[f64] {
        let at = state.0 * self.players + player.0;
        &self.probabilities[self.first_action[at]..self.first_action[at + 1]]
    }

    /// Probabilities of all actions of all players in all states.
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Number of states.
    pub fn state_count(&self) -> usize {
        (self.first_action.len() - 1) / self.players
    }

    /// The profile that is played in every state, if nobody mixes anywhere.
    pub fn as_pure(&self, game: &StochasticGame) -> Option<Vec<usize>> {
        let action = |state, p| self.at(state, PlayerId(p)).iter().position(|x| *x == 1.0);
        let profile = |state: StateId| {
            let actions: Vec<usize> =
                (0..self.players).map(|p| action(state, p)).collect::<Option<_>>()?;
            Some(game.profile_at(state, &actions))
        };
        game.states().map(profile).collect()
    }

    /// Probability of every profile of actions in a state, player 1's varying fastest.
    pub fn joint(&self, state: StateId) -> Vec<f64> {
        (0..self.players).fold(vec![1.0], |joint, player| {
            let own = self.at(state, PlayerId(player));
            own.iter().flat_map(|p| joint.iter().map(move |w| w * p)).collect()
        })
    }
}

/// `[state][player][action]`.
impl Serialize for MarkovProfile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut states = serializer.serialize_seq(Some(self.state_count()))?;
        for state in (0..self.state_count()).map(StateId) {
            let players: Vec<&[f64]> =
                (0..self.players).map(|p| self.at(state, PlayerId(p))).collect();
            states.serialize_element(&players)?;
        }
        states.end()
    }
}
