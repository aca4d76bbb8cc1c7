//! Builds a stochastic game state by state and profile by profile, checking as it goes.

use super::check_discounts;
use crate::{GameError, StochasticGame, Transition};
use std::collections::HashMap;

/// Largest distance from one of the sum of the probabilities of transitions.
const SUM_TOLERANCE: f64 = 1e-9;

/// Labels in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Labels {
    text: String,
    ends: Vec<usize>,
}

/// A menu of actions that states can offer to players.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MenuId(u32);

/// A stochastic game in the making.
///
/// ```
/// use talion_game::{StateId, StochasticBuilder, Transition};
///
/// let mut builder = StochasticBuilder::new("talks", ["USA", "CHN"], &[0.9, 0.9])?;
/// let choice = builder.menu(["fight", "concede"])?;
/// let none = builder.menu(["-"])?;
/// let (talks, over) = (StateId(0), StateId(1));
/// let go = |to| [Transition { to, probability: 1.0 }];
/// builder.state("talks", &[choice, choice])?;
/// builder.profile(&[-1.0, -1.0], go(talks))?; // both fight
/// builder.profile(&[0.0, 10.0], go(over))?; // player 1 concedes: its action varies fastest
/// builder.profile(&[10.0, 0.0], go(over))?;
/// builder.profile(&[5.0, 5.0], go(over))?;
/// builder.state("over", &[none, none])?;
/// builder.profile(&[0.0, 0.0], go(over))?;
/// assert_eq!(builder.build()?.state_count(), 2);
/// # Ok::<(), talion_game::GameError>(())
/// ```
#[derive(Debug, Clone)]
pub struct StochasticBuilder {
    game: StochasticGame,
    first_action: Vec<usize>,
    menu_ids: HashMap<Vec<String>, u32>,
    /// Profiles that the last state still lacks.
    missing: usize,
    /// Largest state that a transition names, and where.
    largest: Option<(usize, usize)>,
}

impl Labels {
    pub(super) fn push(&mut self, label: &str) {
        self.text.push_str(label);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }
}

impl StochasticBuilder {
    /// Starts a game without states.
    ///
    /// # Errors
    /// No player, or discount factors that are not one per player with `0 <= delta < 1`.
    pub fn new<P: Into<String>>(
        title: impl Into<String>,
        players: impl IntoIterator<Item = P>,
        discounts: &[f64],
    ) -> Result<Self, GameError> {
        let players: Vec<String> = players.into_iter().map(Into::into).collect();
        if players.is_empty() {
            return Err(GameError::NoPlayers);
        }
        check_discounts(&players, discounts)?;
        let game = StochasticGame {
            title: title.into(),
            players,
            discounts: discounts.to_vec(),
            labels: Labels::default(),
            menus: Vec::new(),
            menu_of: Vec::new(),
            first_action: [].into(),
            first_profile: vec![0],
            payoffs: Vec::new(),
            first_transition: vec![0],
            to: Vec::new(),
            probability: Vec::new(),
        };
        let (first_action, menu_ids) = (vec![0], HashMap::new());
        Ok(Self { game, first_action, menu_ids, missing: 0, largest: None })
    }

    /// A menu of actions, the same one for the same labels.
    ///
    /// # Errors
    /// If it is empty.
    pub fn menu<A: Into<String>>(
        &mut self,
        actions: impl IntoIterator<Item = A>,
    ) -> Result<MenuId, GameError> {
        let actions: Vec<String> = actions.into_iter().map(Into::into).collect();
        if actions.is_empty() {
            return Err(GameError::EmptyMenu);
        }
        if let Some(&known) = self.menu_ids.get(&actions) {
            return Ok(MenuId(known));
        }
        let id = u32::try_from(self.game.menus.len()).map_err(|_| GameError::TooLarge)?;
        self.menu_ids.insert(actions.clone(), id);
        self.game.menus.push(actions);
        Ok(MenuId(id))
    }

    /// Opens the next state, in which every player chooses from its menu. Its profiles follow, in
    /// order, player 1's actions varying fastest.
    ///
    /// # Errors
    /// If the state before still lacks profiles, or there is not one menu per player.
    pub fn state(&mut self, label: &str, menus: &[MenuId]) -> Result<(), GameError> {
        self.close()?;
        let expected = self.game.players.len();
        if menus.len() != expected {
            return Err(GameError::ProfileLength { found: menus.len(), expected });
        }
        let mut profiles = 1_usize;
        let mut slots = self.first_action[self.first_action.len() - 1];
        for menu in menus {
            let actions = self.game.menus[menu.0 as usize].len();
            profiles = profiles.checked_mul(actions).ok_or(GameError::TooLarge)?;
            slots += actions;
            self.first_action.push(slots);
            self.game.menu_of.push(menu.0);
        }
        self.game.labels.push(label);
        self.missing = profiles;
        Ok(())
    }

    /// Adds the next profile of the open state: what every player gets, and where play goes.
    /// Transitions to the same state are added up.
    ///
    /// # Errors
    /// If the state has all its profiles; payoffs that are not one finite number per player;
    /// probabilities that are not positive or do not sum to one.
    pub fn profile(
        &mut self,
        payoffs: &[f64],
        transitions: impl IntoIterator<Item = Transition>,
    ) -> Result<(), GameError> {
        let done = self.done();
        let Some(missing) = self.missing.checked_sub(1) else {
            let state = self.open_label();
            return Err(GameError::StateTable { state, found: done + 1, expected: done });
        };
        let expected = self.game.players.len();
        if payoffs.len() != expected {
            return Err(GameError::ProfileLength { found: payoffs.len(), expected });
        }
        if let Some(at) = payoffs.iter().position(|u| !u.is_finite()) {
            let (player, value) = (self.game.players[at].clone(), payoffs[at]);
            return Err(GameError::NonFinitePayoff { player, profile: vec![done], value });
        }
        self.push_row(transitions)?;
        self.game.payoffs.extend_from_slice(payoffs);
        self.missing = missing;
        Ok(())
    }

    /// The finished game.
    ///
    /// # Errors
    /// No states, a state without all its profiles, or transitions to states that do not exist.
    pub fn build(mut self) -> Result<StochasticGame, GameError> {
        self.close()?;
        let states = self.game.first_profile.len() - 1;
        if states == 0 {
            return Err(GameError::NoStates);
        }
        if let Some((found, at)) = self.largest.filter(|(largest, _)| *largest >= states) {
            let state = self.game.labels.get(at).to_owned();
            return Err(GameError::NoSuchState { state, found, states });
        }
        self.game.first_action = self.first_action.into();
        Ok(self.game)
    }

    /// Profiles that the open state has.
    fn done(&self) -> usize {
        let first = self.game.first_profile[self.game.first_profile.len() - 1];
        self.game.first_transition.len() - 1 - first
    }

    /// States opened, but for the last one.
    fn open_state(&self) -> usize {
        self.game.labels.ends.len().saturating_sub(1)
    }

    fn open_label(&self) -> String {
        let any = !self.game.labels.ends.is_empty();
        if any { self.game.labels.get(self.open_state()).to_owned() } else { String::new() }
    }

    fn close(&mut self) -> Result<(), GameError> {
        let found = self.done();
        if self.missing > 0 {
            let (state, expected) = (self.open_label(), found + self.missing);
            return Err(GameError::StateTable { state, found, expected });
        }
        if self.game.labels.ends.len() == self.game.first_profile.len() {
            self.game.first_profile.push(self.game.first_transition.len() - 1);
        }
        Ok(())
    }

    fn push_row(
        &mut self,
        transitions: impl IntoIterator<Item = Transition>,
    ) -> Result<(), GameError> {
        let mut row: Vec<Transition> = transitions.into_iter().collect();
        row.sort_by_key(|transition| transition.to);
        let sum: f64 = row.iter().map(|t| t.probability).sum();
        let positive = row.iter().all(|t| t.probability > 0.0);
        // Written so that a sum that is no number is refused.
        let is_one = (sum - 1.0).abs() <= SUM_TOLERANCE;
        if !positive || !is_one {
            return Err(GameError::TransitionSum { state: self.open_label(), sum });
        }
        let start = self.game.to.len();
        for Transition { to, probability } in row {
            if self.largest.is_none_or(|(largest, _)| to.0 > largest) {
                self.largest = Some((to.0, self.open_state()));
            }
            let to = u32::try_from(to.0).map_err(|_| GameError::TooLarge)?;
            if self.game.to.len() > start && self.game.to.last() == Some(&to) {
                let last = self.game.probability.len() - 1;
                self.game.probability[last] += probability;
            } else {
                self.game.to.push(to);
                self.game.probability.push(probability);
            }
        }
        self.game.first_transition.push(self.game.to.len());
        Ok(())
    }
}
