//! Stochastic games: in every state a stage game, whose actions decide the payoffs and where play goes.
//!
//! Shapley, "Stochastic games", PNAS 39 (1953); for several players and general sums Fink (1964).

use super::check_discounts;
use crate::{GameError, PlayerId};
use serde::Serialize;

/// Largest distance from one of the sum of the probabilities of transitions.
const SUM_TOLERANCE: f64 = 1e-9;

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

/// One state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StochasticState {
    /// Its label.
    pub label: String,
    /// Labels of the actions of every player here; one action for who has no choice.
    pub actions: Vec<Vec<String>>,
    /// Payoffs of every player at every profile of actions, player 1 varying fastest.
    pub payoffs: Vec<Vec<f64>>,
    /// Where play goes from every profile of actions, in the same order, by ascending state.
    pub transitions: Vec<Vec<Transition>>,
}

/// A stochastic game with finitely many states and actions, and a discount factor for every player.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StochasticGame {
    title: String,
    players: Vec<String>,
    discounts: Vec<f64>,
    states: Vec<StochasticState>,
}

impl StochasticGame {
    /// A game from its parts. Transitions are put in the order of their states.
    ///
    /// # Errors
    /// No player or state; a discount factor outside of `0 <= delta < 1`; a player without actions in a
    /// state; tables of the wrong length; payoffs that are not finite; transitions to states that do not
    /// exist, or probabilities that are not positive or do not sum to one.
    pub fn new(
        title: impl Into<String>,
        players: Vec<String>,
        discounts: Vec<f64>,
        mut states: Vec<StochasticState>,
    ) -> Result<Self, GameError> {
        if players.is_empty() {
            return Err(GameError::NoPlayers);
        }
        if states.is_empty() {
            return Err(GameError::NoStates);
        }
        check_discounts(&players, &discounts)?;
        let count = states.len();
        for state in &mut states {
            for transitions in &mut state.transitions {
                transitions.sort_by_key(|transition| transition.to);
            }
            check_state(state, &players, count)?;
        }
        Ok(Self { title: title.into(), players, discounts, states })
    }

    /// Title of the game, possibly empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Labels of the players, in order.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// Discount factor of every player.
    pub fn discounts(&self) -> &[f64] {
        &self.discounts
    }

    /// The states, in order.
    pub fn states(&self) -> &[StochasticState] {
        &self.states
    }

    /// One state.
    pub fn state(&self, state: StateId) -> &StochasticState {
        &self.states[state.0]
    }
}

impl StochasticState {
    /// Number of profiles of actions.
    pub fn profile_count(&self) -> usize {
        self.actions.iter().map(Vec::len).product()
    }

    /// Payoffs of a player, player 1's actions varying fastest.
    pub fn payoffs_of(&self, player: PlayerId) -> &[f64] {
        &self.payoffs[player.0]
    }
}

fn check_state(
    state: &StochasticState,
    players: &[String],
    states: usize,
) -> Result<(), GameError> {
    let expected = players.len();
    for found in [state.actions.len(), state.payoffs.len()] {
        if found != expected {
            return Err(GameError::ProfileLength { found, expected });
        }
    }
    if let Some(idle) = state.actions.iter().position(Vec::is_empty) {
        return Err(GameError::NoStrategies { player: players[idle].clone() });
    }
    let profiles = state.actions.iter().try_fold(1_usize, |n, own| n.checked_mul(own.len()));
    let profiles = profiles.ok_or(GameError::TooLarge)?;
    let wrong =
        |found| GameError::StateTable { state: state.label.clone(), found, expected: profiles };
    for (player, payoffs) in players.iter().zip(&state.payoffs) {
        if payoffs.len() != profiles {
            return Err(wrong(payoffs.len()));
        }
        if let Some(at) = payoffs.iter().position(|u| !u.is_finite()) {
            let (player, profile) = (player.clone(), vec![at]);
            return Err(GameError::NonFinitePayoff { player, profile, value: payoffs[at] });
        }
    }
    if state.transitions.len() != profiles {
        return Err(wrong(state.transitions.len()));
    }
    for transitions in &state.transitions {
        let label = || state.label.clone();
        if let Some(lost) = transitions.iter().find(|t| t.to.0 >= states) {
            return Err(GameError::NoSuchState { state: label(), found: lost.to.0, states });
        }
        let sum: f64 = transitions.iter().map(|t| t.probability).sum();
        let positive = transitions.iter().all(|t| t.probability > 0.0);
        // Written so that a sum that is no number is refused.
        let is_one = (sum - 1.0).abs() <= SUM_TOLERANCE;
        if !positive || !is_one {
            return Err(GameError::TransitionSum { state: label(), sum });
        }
    }
    Ok(())
}
