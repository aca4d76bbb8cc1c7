//! The check that anyone can repeat: what could each player gain by deviating?

use crate::{GameError, NormalForm, PlayerId, Profile, StrategyId};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The best that one player can do against the others' strategies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deviation {
    /// Who deviates.
    pub player: PlayerId,
    /// The best reply (the first, where several tie).
    pub to: StrategyId,
    /// Payoff at the profile.
    pub value: f64,
    /// Gain from the deviation: payoff of `to` less `value`, never negative.
    pub gain: f64,
}

/// Largest gain from a deviation, computed from the game and the profile alone.
///
/// A profile is an epsilon-equilibrium exactly when `max_regret <= epsilon`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Largest gain of any player; zero at a Nash equilibrium.
    pub max_regret: f64,
    /// Best deviation of every player, in the order of the game.
    pub deviations: Vec<Deviation>,
}

impl Certificate {
    /// Certificate of a profile.
    ///
    /// # Errors
    /// If the profile does not belong to the game.
    pub fn of(game: &NormalForm, profile: &Profile) -> Result<Self, GameError> {
        let profile = Profile::new(game, profile.strategies().to_vec())?;
        let deviations: Vec<Deviation> =
            (0..game.player_count()).map(|p| best_deviation(game, &profile, PlayerId(p))).collect();
        let max_regret = deviations.iter().map(|d| d.gain).fold(0.0, f64::max);
        Ok(Self { max_regret, deviations })
    }

    /// The player with the largest gain, and its deviation; `None` if nobody gains.
    pub fn worst(&self) -> Option<&Deviation> {
        self.deviations.iter().filter(|d| d.gain > 0.0).max_by(|a, b| a.gain.total_cmp(&b.gain))
    }
}

fn best_deviation(game: &NormalForm, profile: &Profile, player: PlayerId) -> Deviation {
    let against = game.payoffs_against(player, profile);
    let value: f64 =
        against.iter().zip(profile.strategy(player)).map(|(u, p)| weighted(*u, *p)).sum();
    let mut to = 0;
    for (s, u) in against.iter().enumerate() {
        if *u > against[to] {
            to = s;
        }
    }
    Deviation { player, to: StrategyId(to), value, gain: (against[to] - value).max(0.0) }
}

impl NormalForm {
    /// Expected payoff of each strategy of a player against the others' mixed strategies.
    ///
    /// The tensor is contracted one player at a time, the slowest axis first, so that every pass
    /// reads memory in order and a strategy that nobody plays costs nothing.
    pub fn payoffs_against(&self, player: PlayerId, profile: &Profile) -> Vec<f64> {
        let mut tensor = Cow::Borrowed(self.payoffs(player));
        for slower in (player.0 + 1..self.player_count()).rev() {
            tensor = Cow::Owned(contract_slowest(&tensor, profile.strategy(PlayerId(slower))));
        }
        let weights = joint_weights(&profile.strategies()[..player.0]);
        tensor
            .chunks_exact(weights.len())
            .map(|slab| slab.iter().zip(&weights).map(|(u, w)| weighted(*u, *w)).sum())
            .collect()
    }
}

/// Expectation of a tensor over its slowest axis.
fn contract_slowest(tensor: &[f64], strategy: &[f64]) -> Vec<f64> {
    let stride = tensor.len() / strategy.len();
    let mut sums = vec![0.0; stride];
    for (slab, &p) in tensor.chunks_exact(stride).zip(strategy) {
        if p > 0.0 {
            for (sum, u) in sums.iter_mut().zip(slab) {
                *sum += p * u;
            }
        }
    }
    sums
}

/// Probability of every joint choice of some players, the first varying fastest.
fn joint_weights(strategies: &[Vec<f64>]) -> Vec<f64> {
    strategies.iter().fold(vec![1.0], |joint, strategy| {
        strategy.iter().flat_map(|p| joint.iter().map(move |w| w * p)).collect()
    })
}

fn weighted(payoff: f64, weight: f64) -> f64 {
    if weight > 0.0 { payoff * weight } else { 0.0 }
}
