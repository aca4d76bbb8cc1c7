//! Strategies of a repeated game as an automaton, and the check that nobody gains by one deviation.
//!
//! In state `z` the profile `a(z)` is played; a public lottery draws the next state; if one player
//! deviates its punishment state follows. Values solve `v(z) = (1 - delta) g(a(z)) + delta E v(next)`,
//! player by player. By the one-shot deviation principle (Blackwell 1965) the automaton is a
//! subgame-perfect equilibrium exactly if no player gains by deviating once in any state.

use super::RepeatedGame;
use crate::{GameError, PlayerId};
use serde::Serialize;

/// Rounds in which values settle at most.
const MOST_ROUNDS: usize = 1_000_000;

/// What is played in a state, and what follows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AutomatonState {
    /// What the state is said to pay every player, normalised by one less its discount factor.
    pub payoffs: Vec<f64>,
    /// The profile that is played.
    pub profile: Vec<usize>,
    /// The next state if nobody deviates: states with probabilities.
    pub next: Vec<(usize, f64)>,
}

/// Strategies for all players.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Automaton {
    /// The states.
    pub states: Vec<AutomatonState>,
    /// By player: the state that follows when it deviates.
    pub punishments: Vec<usize>,
    /// The first state: states with probabilities.
    pub start: Vec<(usize, f64)>,
}

/// What holds of an automaton, computed from the game and the automaton alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AutomatonCheck {
    /// The values of every state to every player.
    pub values: Vec<Vec<f64>>,
    /// The payoffs from the start on.
    pub start: Vec<f64>,
    /// Largest difference between what a state is said to pay and what it pays.
    pub promise: f64,
    /// Largest gain of any player from one deviation in any state; at most zero in an equilibrium.
    pub one_shot_gain: f64,
}

impl Automaton {
    /// Computes the values and the largest gain from a deviation.
    ///
    /// # Errors
    /// If a profile or state is not there, or probabilities are none.
    pub fn check(&self, game: &RepeatedGame) -> Result<AutomatonCheck, GameError> {
        self.fits(game)?;
        let values = self.values(game);
        let players = game.stage().player_count();
        let mean = |lottery: &[(usize, f64)], p: usize| {
            lottery.iter().map(|&(z, share)| share * values[z][p]).sum::<f64>()
        };
        let promised = self.states.iter().zip(&values);
        let promise = promised
            .flat_map(|(state, own)| state.payoffs.iter().zip(own).map(|(a, b)| (a - b).abs()))
            .fold(0.0, f64::max);
        let mut one_shot_gain = f64::NEG_INFINITY;
        for (state, own) in self.states.iter().zip(&values) {
            for (p, &value) in own.iter().enumerate() {
                let delta = game.discounts()[p];
                let later = delta * values[self.punishments[p]][p];
                for strategy in 0..game.stage().strategy_count(PlayerId(p)) {
                    if strategy == state.profile[p] {
                        continue;
                    }
                    let mut profile = state.profile.clone();
                    profile[p] = strategy;
                    let now = (1.0 - delta) * game.stage().payoff(PlayerId(p), &profile);
                    one_shot_gain = f64::max(one_shot_gain, now + later - value);
                }
            }
        }
        // Who has one strategy has nothing to gain.
        let one_shot_gain = if one_shot_gain.is_finite() { one_shot_gain } else { 0.0 };
        let start = (0..players).map(|p| mean(&self.start, p)).collect();
        Ok(AutomatonCheck { values, start, promise, one_shot_gain })
    }

    /// Puts the values of the states where what they are said to pay stands.
    pub fn settle(&mut self, game: &RepeatedGame) {
        let values = self.values(game);
        for (state, own) in self.states.iter_mut().zip(values) {
            state.payoffs = own;
        }
    }

    /// The values, by going round until they no longer move: each round shrinks the error by the
    /// discount factor, and what the states are said to pay is a good start.
    fn values(&self, game: &RepeatedGame) -> Vec<Vec<f64>> {
        let mut values: Vec<Vec<f64>> = self.states.iter().map(|s| s.payoffs.clone()).collect();
        for _ in 0..MOST_ROUNDS {
            let value = |state: &AutomatonState, p: usize| {
                let delta = game.discounts()[p];
                let now = game.stage().payoff(PlayerId(p), &state.profile);
                let then: f64 = state.next.iter().map(|&(z, share)| share * values[z][p]).sum();
                (1.0 - delta) * now + delta * then
            };
            let players = 0..game.stage().player_count();
            let next: Vec<Vec<f64>> = self
                .states
                .iter()
                .map(|state| players.clone().map(|p| value(state, p)).collect())
                .collect();
            let moved = next.iter().flatten().zip(values.iter().flatten());
            let still = moved.fold(true, |still, (new, old)| {
                still && (new - old).abs() <= 4.0 * f64::EPSILON * new.abs().max(1e-300)
            });
            values = next;
            if still {
                break;
            }
        }
        values
    }

    fn fits(&self, game: &RepeatedGame) -> Result<(), GameError> {
        let stage = game.stage();
        let expected = stage.player_count();
        let lengths = self.states.iter().flat_map(|s| [s.profile.len(), s.payoffs.len()]);
        let lengths = lengths.chain([self.punishments.len()]);
        if let Some(found) = lengths.into_iter().find(|&found| found != expected) {
            return Err(GameError::ProfileLength { found, expected });
        }
        for state in &self.states {
            for (player, &strategy) in stage.players().iter().zip(&state.profile) {
                if strategy >= player.strategies.len() {
                    let (player, expected) = (player.label.clone(), player.strategies.len());
                    let found = format!("strategy number {strategy}");
                    return Err(GameError::NotAProbability { player, expected, found });
                }
            }
        }
        let lotteries = self.states.iter().map(|s| &s.next).chain([&self.start]);
        for lottery in lotteries {
            let sum: f64 = lottery.iter().map(|(_, share)| share).sum();
            let negative = lottery.iter().any(|(_, share)| *share < 0.0 || share.is_nan());
            if negative || (sum - 1.0).abs() > 1e-9 {
                return Err(GameError::TransitionSum { state: "of the automaton".to_owned(), sum });
            }
        }
        let named = self.states.iter().flat_map(|s| &s.next).chain(&self.start).map(|(z, _)| z);
        let states = self.states.len();
        match named.chain(&self.punishments).find(|&&z| z >= states) {
            Some(&found) => {
                let state = "of the automaton".to_owned();
                Err(GameError::NoSuchState { state, found, states })
            }
            None => Ok(()),
        }
    }
}
