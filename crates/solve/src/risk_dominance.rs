//! Risk and payoff dominance between pure equilibria.
//!
//! For two players and strict equilibria `a`, `b` that differ in both strategies, `a` risk-dominates
//! `b` when the product of the losses from deviating alone to the other equilibrium is larger at `a`
//! (Harsanyi and Selten, *A General Theory of Equilibrium Selection in Games*, 1988, ch. 3):
//!
//! `prod_i [u_i(a) - u_i(b_i, a_-i)]  >  prod_i [u_i(b) - u_i(a_i, b_-i)]`.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use talion_game::{NormalForm, PlayerId};

/// Products of deviation losses at two equilibria of a 2 x 2 choice between them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RiskDominance {
    /// Product of the players' losses from leaving the first equilibrium for the second alone.
    pub first: f64,
    /// The same at the second equilibrium.
    pub second: f64,
}

impl RiskDominance {
    /// `Greater` if the first equilibrium risk-dominates the second, `Equal` if neither does.
    pub fn order(&self) -> Ordering {
        self.first.total_cmp(&self.second)
    }
}

/// Compares two pure equilibria of a two-player game by risk dominance.
///
/// `None` where the comparison is not defined: other than two players, profiles that share a
/// strategy or lie outside the game, or profiles of which one is no equilibrium of the 2 x 2 game
/// between them.
pub fn risk_dominance(game: &NormalForm, a: &[usize], b: &[usize]) -> Option<RiskDominance> {
    let inside = |profile: &[usize]| {
        profile.len() == 2 && (0..2).all(|p| profile[p] < game.strategy_count(PlayerId(p)))
    };
    if game.player_count() != 2 || !inside(a) || !inside(b) || a[0] == b[0] || a[1] == b[1] {
        return None;
    }
    let losses = |at: &[usize], other: &[usize]| {
        [0, 1].map(|player| {
            let mut deviated = [at[0], at[1]];
            deviated[player] = other[player];
            let player = PlayerId(player);
            game.payoff(player, at) - game.payoff(player, &deviated)
        })
    };
    let (at_a, at_b) = (losses(a, b), losses(b, a));
    let defined = at_a.iter().chain(&at_b).all(|loss| *loss >= 0.0);
    // `+ 0.0` turns a negative zero into a positive one, so that the order above sees a tie.
    defined.then_some(RiskDominance {
        first: at_a[0] * at_a[1] + 0.0,
        second: at_b[0] * at_b[1] + 0.0,
    })
}

/// Whether every player is better off with the first values than with the second (Harsanyi and
/// Selten 1988: payoff dominance is strict for all).
pub fn payoff_dominates(first: &[f64], second: &[f64]) -> bool {
    first.len() == second.len() && first.iter().zip(second).all(|(a, b)| a > b)
}
