//! The Markov chain that a profile makes of a stochastic game: where play goes, and what it pays.

use super::markov_values;
use crate::{MarkovProfile, StateId, StochasticGame, Transitions};
use rayon::prelude::*;

/// A Markov chain over the states of a game, with expected payoffs.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkovChain {
    players: usize,
    first: Vec<usize>,
    to: Vec<u32>,
    probability: Vec<f64>,
    /// Expected payoffs of all players, state by state.
    payoffs: Vec<f64>,
}

/// Expectations over the paths of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectations {
    /// One per state.
    pub values: Vec<f64>,
    /// Largest distance from solving the equations, relative to the largest value.
    pub residual: f64,
}

/// Where a state leads, and with what probability.
type SparseRow = Vec<(u32, f64)>;

impl MarkovChain {
    /// The distribution over states a period after a given one.
    pub fn advance(&self, distribution: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; distribution.len()];
        for (state, weight) in distribution.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            let row = self.row(StateId(state));
            for (to, probability) in row.to.iter().zip(row.probability) {
                next[*to as usize] += weight * probability;
            }
        }
        next
    }

    /// The chain that a profile makes.
    pub fn of(game: &StochasticGame, profile: &MarkovProfile) -> Self {
        let players = game.player_count();
        let rows: Vec<(SparseRow, Vec<f64>)> = (0..game.state_count())
            .into_par_iter()
            .map(|state| row_of(game, profile, StateId(state)))
            .collect();
        let mut chain = Self {
            players,
            first: vec![0],
            to: Vec::new(),
            probability: Vec::new(),
            payoffs: Vec::with_capacity(rows.len() * players),
        };
        for (row, payoffs) in rows {
            chain.to.extend(row.iter().map(|(to, _)| *to));
            chain.probability.extend(row.iter().map(|(_, p)| *p));
            chain.first.push(chain.to.len());
            chain.payoffs.extend(payoffs);
        }
        chain
    }

    /// Number of states.
    pub fn state_count(&self) -> usize {
        self.first.len() - 1
    }

    /// Number of players.
    pub fn player_count(&self) -> usize {
        self.players
    }

    /// Where play goes from a state.
    pub fn row(&self, state: StateId) -> Transitions<'_> {
        let range = self.first[state.0]..self.first[state.0 + 1];
        Transitions { to: &self.to[range.clone()], probability: &self.probability[range] }
    }

    /// Expected payoffs of all players in a state, for one period.
    pub fn payoffs(&self, state: StateId) -> &[f64] {
        &self.payoffs[state.0 * self.players..(state.0 + 1) * self.players]
    }

    /// Expected sum of rewards from every state on: `x = reward + discount P x`, but `x = reward` in
    /// the states where play ends.
    ///
    /// A discount factor of one is for chains that end: from every state some state where play ends
    /// must be reached in the long run, or values are not finite.
    ///
    /// # Panics
    /// If there is not one reward, and one mark, per state.
    pub fn expectations(&self, reward: &[f64], discount: f64, ends: &[bool]) -> Expectations {
        assert_eq!((reward.len(), ends.len()), (self.state_count(), self.state_count()));
        markov_values::solve(self, &markov_values::Equations { reward, discount, ends })
    }
}

/// Where a state leads under a profile, by ascending state, and what it pays.
fn row_of(game: &StochasticGame, profile: &MarkovProfile, state: StateId) -> (SparseRow, Vec<f64>) {
    let (mut row, mut payoffs) = (SparseRow::new(), vec![0.0; game.player_count()]);
    for (at, weight) in profile.joint(state).into_iter().enumerate() {
        if weight > 0.0 {
            for (sum, u) in payoffs.iter_mut().zip(game.payoffs(state, at)) {
                *sum += weight * u;
            }
            let transitions = game.transitions(state, at);
            let pairs = transitions.to.iter().zip(transitions.probability);
            row.extend(pairs.map(|(to, p)| (*to, weight * p)));
        }
    }
    row.sort_by_key(|(to, _)| *to);
    row.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    (row, payoffs)
}
