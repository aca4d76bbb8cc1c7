//! Exact potential games: one function whose differences are everybody's gains.
//!
//! A game has an exact potential `P`, `P(t, a_-i) - P(s, a_-i) = u_i(t, a_-i) - u_i(s, a_-i)`, exactly if
//! the gains around every closed path of deviations sum to zero (Monderer and Shapley, "Potential
//! games", Games and Economic Behavior 14, 1996). Summing gains along one path to every profile
//! gives the only candidate; each deviation is then held against it, in integers.

use crate::exact::whole_payoffs_in_one_unit;
use dashu::integer::IBig;
use serde::{Deserialize, Serialize};
use talion_game::{NormalForm, PlayerId};

/// What the test for a potential found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "game")]
pub enum Potential {
    /// A potential at every profile, in the order of the payoff tensors, zero at the first.
    Exact {
        /// Its values; its maxima are pure equilibria.
        values: Vec<f64>,
    },
    /// There is none: this deviation's gain is not what closed paths of others make it.
    None {
        /// Who deviates.
        player: PlayerId,
        /// Where from.
        profile: Vec<usize>,
        /// To which strategy.
        to: usize,
    },
}

/// Tests whether a game has an exact potential, without rounding.
pub fn exact_potential(game: &NormalForm) -> Potential {
    let players = 0..game.player_count();
    let whole = whole_payoffs_in_one_unit(game);
    let count = game.profile_count();
    let payoff = |player: usize, at: usize| &whole[player][at];
    // The neighbour of a profile in which its last player with another than the first strategy
    // goes back to the first; profiles come after their neighbours.
    let mut potential: Vec<IBig> = Vec::with_capacity(count);
    for at in 0..count {
        let moved = players.clone().rev().find(|&p| strategy(game, at, p) > 0);
        let value = moved.map_or(IBig::ZERO, |p| {
            let back = at - strategy(game, at, p) * game.stride(PlayerId(p));
            &potential[back] + payoff(p, at) - payoff(p, back)
        });
        potential.push(value);
    }
    for at in 0..count {
        for p in players.clone() {
            let stride = game.stride(PlayerId(p));
            // Deviations from the first strategy span all the others.
            let base = at - strategy(game, at, p) * stride;
            if &potential[at] - &potential[base] != payoff(p, at) - payoff(p, base) {
                return Potential::None {
                    player: PlayerId(p),
                    profile: game.profile_at(base),
                    to: strategy(game, at, p),
                };
            }
        }
    }
    Potential::Exact { values: along_paths(game) }
}

/// The potential in doubles, along the same paths.
fn along_paths(game: &NormalForm) -> Vec<f64> {
    let mut values: Vec<f64> = Vec::with_capacity(game.profile_count());
    for at in 0..game.profile_count() {
        let moved = (0..game.player_count()).rev().find(|&p| strategy(game, at, p) > 0);
        let value = moved.map_or(0.0, |p| {
            let player = PlayerId(p);
            let back = at - strategy(game, at, p) * game.stride(player);
            values[back] + (game.payoffs(player)[at] - game.payoffs(player)[back])
        });
        values.push(value);
    }
    values
}

fn strategy(game: &NormalForm, at: usize, player: usize) -> usize {
    at / game.stride(PlayerId(player)) % game.strategy_count(PlayerId(player))
}
