//! The equations of logit quantal response, with their derivatives.
//!
//! In logarithms `z_is = log p_is`, with prior `q` (uniform unless told) and sensitivity `lambda`
//! (`McKelvey` and Palfrey 1995; in this form Turocy, "A dynamic homotopy interpretation of the
//! logistic quantal response equilibrium correspondence", Games and Economic Behavior 51, 2005):
//!
//! `H_i0 = sum_s exp(z_is) - 1`,
//! `H_is = z_is - z_i0 - log(q_is / q_i0) - lambda (u_is(p) - u_i0(p))`, `s >= 1`.
//!
//! `dH_is / dz_jt = -lambda (u_is,jt - u_i0,jt) p_jt` for `j != i`, with `u_is,jt` the payoff where `i`
//! plays `s`, `j` plays `t` and the others mix. Payoffs are divided by the largest range of any
//! player, so that `lambda` has no unit inside.

use super::equations::{Equations, Point};
use crate::contraction::{expected, pair_payoffs};
use crate::linear::Dense;
use talion_game::{NormalForm, PlayerId};

/// The system of one game and one prior. A point holds logarithms of probabilities by player, then
/// `lambda`.
#[derive(Debug, Clone)]
pub(super) struct System<'a> {
    game: &'a NormalForm,
    /// Logarithms of the prior, all players in a row.
    prior: Vec<f64>,
    /// First position of every player.
    offsets: Vec<usize>,
    /// Largest payoff range of any player; 1 if nobody cares.
    pub(super) scale: f64,
}

impl<'a> System<'a> {
    pub(super) fn new(game: &'a NormalForm, prior: &[Vec<f64>]) -> Self {
        let mut offsets = vec![0];
        for strategy in prior {
            offsets.push(offsets[offsets.len() - 1] + strategy.len());
        }
        let players = 0..game.player_count();
        let range = players.map(|p| game.payoff_range(PlayerId(p))).fold(0.0, f64::max);
        let scale = if range > 0.0 { range } else { 1.0 };
        Self { game, prior: prior.concat().into_iter().map(f64::ln).collect(), offsets, scale }
    }

    /// The probabilities of a point, as they are.
    pub(super) fn weights(&self, point: &Point) -> Vec<Vec<f64>> {
        let slices = self.offsets.windows(2).map(|o| &point[o[0]..o[1]]);
        slices.map(|z| z.iter().map(|z| z.exp()).collect()).collect()
    }

    /// The probabilities of a point, each player's summing to one.
    pub(super) fn profile(&self, point: &Point) -> Vec<Vec<f64>> {
        let mut weights = self.weights(point);
        for strategy in &mut weights {
            let sum: f64 = strategy.iter().sum();
            for p in strategy.iter_mut() {
                *p /= sum;
            }
        }
        weights
    }

    /// Payoff of every strategy against a point, over the scale.
    fn payoffs(&self, weights: &[Vec<f64>]) -> Vec<f64> {
        (0..self.game.player_count())
            .flat_map(|p| expected(self.game, PlayerId(p), weights, &[p]))
            .map(|u| u / self.scale)
            .collect()
    }
}

impl Equations for System<'_> {
    fn order(&self) -> usize {
        self.prior.len()
    }

    fn start(&self) -> Point {
        self.prior.iter().copied().chain([0.0]).collect()
    }

    fn residual(&self, point: &Point) -> Vec<f64> {
        let weights = self.weights(point);
        let payoffs = self.payoffs(&weights);
        let lambda = point[self.order()];
        let mut residual = Vec::with_capacity(self.order());
        for (player, own) in weights.iter().enumerate() {
            let first = self.offsets[player];
            residual.push(own.iter().sum::<f64>() - 1.0);
            for at in first + 1..first + own.len() {
                let shift = self.prior[at] - self.prior[first];
                let gain = payoffs[at] - payoffs[first];
                residual.push(point[at] - point[first] - shift - lambda * gain);
            }
        }
        residual
    }

    fn jacobian(&self, point: &Point, last: &[f64]) -> Dense {
        let weights = self.weights(point);
        let payoffs = self.payoffs(&weights);
        let order = self.order();
        let lambda = point[order];
        let mut matrix = Dense::zeros(order + 1);
        for (i, own) in weights.iter().enumerate() {
            let first = self.offsets[i];
            for (s, p) in own.iter().enumerate() {
                matrix.set(first, first + s, *p);
                if s > 0 {
                    matrix.set(first + s, first + s, 1.0);
                    matrix.set(first + s, first, -1.0);
                    matrix.set(first + s, order, payoffs[first] - payoffs[first + s]);
                }
            }
            for (j, other) in weights.iter().enumerate().filter(|(j, _)| *j != i) {
                let pair = pair_payoffs(self.game, i, j, &weights);
                for s in 1..own.len() {
                    for (t, p) in other.iter().enumerate() {
                        let gain = (pair[s][t] - pair[0][t]) / self.scale;
                        matrix.set(first + s, self.offsets[j] + t, -lambda * gain * p);
                    }
                }
            }
        }
        for (column, value) in last.iter().enumerate() {
            matrix.set(order, column, *value);
        }
        matrix
    }
}
