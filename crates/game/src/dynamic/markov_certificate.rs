//! The check of Markov strategies: what is each worth, and what would a single deviation gain?
//!
//! With the others' strategies fixed a player faces a Markov decision process, so a profile is a
//! Markov-perfect equilibrium exactly when no deviation in one state, followed by a return to the
//! profile, gains (Fudenberg and Tirole 1991, theorem 4.2). Values solve `v = u + delta P v`.

use crate::{
    Expectations, GameError, MarkovChain, MarkovProfile, PlayerId, StateId, StochasticGame,
};
use rayon::prelude::*;
use serde::Serialize;

/// A deviation in one state.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MarkovDeviation {
    /// Where.
    pub state: StateId,
    /// Who deviates.
    pub player: PlayerId,
    /// Number of the action to which it deviates.
    pub action: usize,
    /// What it gains, in discounted payoffs from there on.
    pub gain: f64,
}

/// Values and the largest one-shot gain, computed from the game and the strategies alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarkovCertificate {
    /// Sum of discounted payoffs of every player from every state on, state by state.
    pub values: Vec<f64>,
    /// Largest distance of the values from solving their equations, relative to the largest value.
    pub value_residual: f64,
    /// Largest gain from deviating once, anywhere; zero at a Markov-perfect equilibrium.
    pub one_shot_gain: f64,
    /// Bound on what any deviation, however long, can gain: `one_shot_gain / (1 - delta)`.
    pub gain_bound: f64,
    /// The deviation that gains most; `None` if none gains.
    pub worst: Option<MarkovDeviation>,
    players: usize,
}

/// One player's part of a check.
struct Checked {
    values: Vec<f64>,
    residual: f64,
    worst: Option<MarkovDeviation>,
}

impl MarkovCertificate {
    /// Certificate of a profile.
    ///
    /// # Errors
    /// If the profile does not belong to the game.
    pub fn of(game: &StochasticGame, profile: &MarkovProfile) -> Result<Self, GameError> {
        let profile = &MarkovProfile::new(game, profile.probabilities().to_vec())?;
        let chain = MarkovChain::of(game, profile);
        let checked: Vec<Checked> = (0..game.player_count())
            .into_par_iter()
            .map(|player| check(game, profile, &chain, PlayerId(player)))
            .collect();
        let players = checked.len();
        let values = (0..game.state_count() * players)
            .map(|at| checked[at % players].values[at / players])
            .collect();
        let gains = checked.iter().zip(game.discounts());
        let gain_bound = gains
            .map(|(one, delta)| one.worst.map_or(0.0, |w| w.gain) / (1.0 - delta))
            .fold(0.0, f64::max);
        let worst = checked.iter().filter_map(|one| one.worst).fold(
            None,
            |best: Option<MarkovDeviation>, one| {
                if best.is_none_or(|best| one.gain > best.gain) { Some(one) } else { best }
            },
        );
        let value_residual = checked.iter().map(|one| one.residual).fold(0.0, f64::max);
        let one_shot_gain = worst.map_or(0.0, |worst| worst.gain);
        Ok(Self { values, value_residual, one_shot_gain, gain_bound, worst, players })
    }

    /// Value of a player from a state on.
    pub fn value(&self, state: StateId, player: PlayerId) -> f64 {
        self.values[state.0 * self.players + player.0]
    }
}

fn check(
    game: &StochasticGame,
    profile: &MarkovProfile,
    chain: &MarkovChain,
    player: PlayerId,
) -> Checked {
    let discount = game.discounts()[player.0];
    let reward: Vec<f64> = game.states().map(|state| chain.payoffs(state)[player.0]).collect();
    let nowhere = vec![false; game.state_count()];
    let Expectations { values, residual } = chain.expectations(&reward, discount, &nowhere);
    let mut worst: Option<MarkovDeviation> = None;
    for state in game.states() {
        let worth = action_values(game, profile, state, player, &values);
        let own = profile.at(state, player);
        let value: f64 =
            own.iter().zip(&worth).map(|(p, x)| if *p > 0.0 { p * x } else { 0.0 }).sum();
        for (action, worth) in worth.iter().enumerate() {
            let gain = worth - value;
            if gain > worst.map_or(0.0, |worst| worst.gain) {
                worst = Some(MarkovDeviation { state, player, action, gain });
            }
        }
    }
    Checked { values, residual, worst }
}

/// What each action of a player in a state is worth, given its values of all states (one per state)
/// and what the others do there.
pub(crate) fn action_values(
    game: &StochasticGame,
    profile: &MarkovProfile,
    state: StateId,
    player: PlayerId,
    values: &[f64],
) -> Vec<f64> {
    let discount = game.discounts()[player.0];
    let mut worth = vec![0.0; game.action_count(state, player)];
    let stride: usize = (0..player.0).map(|p| game.action_count(state, PlayerId(p))).product();
    // Probability that the others make a profile: the joint one with this player's part left out.
    let others = (0..game.player_count()).fold(vec![1.0], |joint: Vec<f64>, p| {
        let own = profile.at(state, PlayerId(p));
        let part = |x: &f64| if p == player.0 { 1.0 } else { *x };
        own.iter().flat_map(|x| joint.iter().map(move |w| w * part(x))).collect()
    });
    for (at, weight) in others.into_iter().enumerate() {
        if weight > 0.0 {
            let transitions = game.transitions(state, at);
            let pairs = transitions.to.iter().zip(transitions.probability);
            let next: f64 = pairs.map(|(to, p)| p * values[*to as usize]).sum();
            let action = at / stride % worth.len();
            worth[action] += weight * (game.payoffs(state, at)[player.0] + discount * next);
        }
    }
    worth
}
