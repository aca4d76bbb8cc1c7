//! Stochastic games: in every state a stage game, whose actions decide the payoffs and where play goes.
//!
//! Shapley, "Stochastic games", PNAS 39 (1953); for several players and general sums Fink (1964).
//!
//! Games have up to millions of states, so everything lies in flat arrays: menus of actions are kept
//! once however many states offer them, and transitions are rows of a sparse matrix.

use super::stochastic_builder::Labels;
use crate::PlayerId;
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// Index of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct StateId(pub usize);

/// A way from a state to a state.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Transition {
    /// Where play goes.
    pub to: StateId,
    /// With what probability, above zero.
    pub probability: f64,
}

/// Where play goes from one profile of actions: a sparse row, by ascending state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transitions<'g> {
    /// The states that play may go to.
    pub to: &'g [u32],
    /// With what probability each, above zero; they sum to one.
    pub probability: &'g [f64],
}

/// A stochastic game with finitely many states and actions, and a discount factor for every player.
///
/// Made by a [`StochasticBuilder`](crate::StochasticBuilder). Profiles of actions of a state are
/// numbered with player 1's actions varying fastest, as everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct StochasticGame {
    pub(super) title: String,
    pub(super) players: Vec<String>,
    pub(super) discounts: Vec<f64>,
    pub(super) labels: Labels,
    /// Every distinct list of actions.
    pub(super) menus: Vec<Vec<String>>,
    /// Menu of every state and player.
    pub(super) menu_of: Vec<u32>,
    /// First action of every state and player, and the number of all actions.
    pub(super) first_action: Arc<[usize]>,
    /// First profile of every state, and the number of all profiles.
    pub(super) first_profile: Vec<usize>,
    /// Payoffs of all players at every profile.
    pub(super) payoffs: Vec<f64>,
    /// First transition of every profile, and the number of all transitions.
    pub(super) first_transition: Vec<usize>,
    pub(super) to: Vec<u32>,
    pub(super) probability: Vec<f64>,
}

impl StochasticGame {
    /// Title of the game, possibly empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Labels of the players, in order.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// Number of players.
    pub fn player_count(&self) -> usize {
        self.players.len()
    }

    /// Discount factor of every player.
    pub fn discounts(&self) -> &[f64] {
        &self.discounts
    }

    /// Number of states.
    pub fn state_count(&self) -> usize {
        self.first_profile.len() - 1
    }

    /// The states, in order.
    pub fn states(&self) -> impl ExactSizeIterator<Item = StateId> + use<> {
        (0..self.state_count()).map(StateId)
    }

    /// Label of a state.
    pub fn label(&self, state: StateId) -> &str {
        self.labels.get(state.0)
    }

    /// The first state with a label, if there is one.
    pub fn state_named(&self, label: &str) -> Option<StateId> {
        self.states().find(|state| self.label(*state) == label)
    }

    /// Labels of a player's actions in a state; a single one where it has no choice.
    pub fn actions(&self, state: StateId, player: PlayerId) -> &[String] {
        &self.menus[self.menu_of[state.0 * self.players.len() + player.0] as usize]
    }

    /// Number of a player's actions in a state.
    pub fn action_count(&self, state: StateId, player: PlayerId) -> usize {
        self.action_slots(state, player).len()
    }

    /// Where the actions of a player in a state lie among all actions of all players in all states:
    /// state by state, and player by player within it.
    pub fn action_slots(&self, state: StateId, player: PlayerId) -> Range<usize> {
        let at = state.0 * self.players.len() + player.0;
        self.first_action[at]..self.first_action[at + 1]
    }

    /// Where the actions of all players in a state lie among all.
    pub fn state_slots(&self, state: StateId) -> Range<usize> {
        let players = self.players.len();
        self.first_action[state.0 * players]..self.first_action[(state.0 + 1) * players]
    }

    /// Number of actions of all players in all states together.
    pub fn slot_count(&self) -> usize {
        self.first_action[self.first_action.len() - 1]
    }

    pub(super) fn first_action(&self) -> &Arc<[usize]> {
        &self.first_action
    }

    /// Number of profiles of actions in a state.
    pub fn profile_count(&self, state: StateId) -> usize {
        self.profile_rows(state).len()
    }

    /// Where the profiles of a state lie among the profiles of all states.
    pub fn profile_rows(&self, state: StateId) -> Range<usize> {
        self.first_profile[state.0]..self.first_profile[state.0 + 1]
    }

    /// Payoffs of all players at a profile of actions in a state.
    pub fn payoffs(&self, state: StateId, profile: usize) -> &[f64] {
        let players = self.players.len();
        let row = self.profile_rows(state).start + profile;
        &self.payoffs[row * players..(row + 1) * players]
    }

    /// Payoffs of all players at every profile of every state: the rows of [`Self::profile_rows`],
    /// the players' payoffs side by side.
    pub fn all_payoffs(&self) -> &[f64] {
        &self.payoffs
    }

    /// Where play goes from a profile of actions in a state.
    pub fn transitions(&self, state: StateId, profile: usize) -> Transitions<'_> {
        let row = self.profile_rows(state).start + profile;
        let range = self.first_transition[row]..self.first_transition[row + 1];
        Transitions { to: &self.to[range.clone()], probability: &self.probability[range] }
    }

    /// Number of transitions from all profiles of all states.
    pub fn transition_count(&self) -> usize {
        self.to.len()
    }

    /// The action of every player at a profile of a state.
    pub fn actions_at(&self, state: StateId, profile: usize) -> Vec<usize> {
        let mut rest = profile;
        (0..self.players.len())
            .map(|player| {
                let count = self.action_count(state, PlayerId(player));
                let action = rest % count;
                rest /= count;
                action
            })
            .collect()
    }

    /// The profile of a state at which every player takes a given action.
    pub fn profile_at(&self, state: StateId, actions: &[usize]) -> usize {
        let count = |player| self.action_count(state, PlayerId(player));
        actions.iter().enumerate().rev().fold(0, |at, (p, action)| at * count(p) + action)
    }

    /// The same game with other discount factors.
    ///
    /// # Errors
    /// If there is not one for every player, or one is outside of `0 <= delta < 1`.
    pub fn with_discounts(mut self, discounts: Vec<f64>) -> Result<Self, crate::GameError> {
        super::check_discounts(&self.players, &discounts)?;
        self.discounts = discounts;
        Ok(self)
    }

    /// The same game with other payoffs, in the order of [`Self::all_payoffs`].
    ///
    /// # Errors
    /// If their number is another, or one is not finite.
    pub fn with_payoffs(mut self, payoffs: Vec<f64>) -> Result<Self, crate::GameError> {
        if payoffs.len() != self.payoffs.len() {
            let expected = self.payoffs.len();
            return Err(crate::GameError::TableLength { found: payoffs.len(), expected });
        }
        if let Some(at) = payoffs.iter().position(|u| !u.is_finite()) {
            let player = self.players[at % self.players.len()].clone();
            let profile = vec![at / self.players.len()];
            let value = payoffs[at];
            return Err(crate::GameError::NonFinitePayoff { player, profile, value });
        }
        self.payoffs = payoffs;
        Ok(self)
    }
}

impl<'g> Transitions<'g> {
    /// The transitions one by one.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Transition> + use<'g> {
        let pairs = self.to.iter().zip(self.probability);
        pairs.map(|(&to, &probability)| Transition { to: StateId(to as usize), probability })
    }
}
