//! Answers by definition: every profile of a small game, with values by elimination.

use talion_game::{MarkovProfile, PlayerId, StochasticGame};

/// Solves `A x = b` by Gauss-Jordan elimination.
pub(crate) fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|i, j| a[*i][k].abs().total_cmp(&a[*j][k].abs())).expect("rows");
        a.swap(k, pivot);
        b.swap(k, pivot);
        for i in (0..n).filter(|i| *i != k) {
            let factor = a[i][k] / a[k][k];
            let line = a[k].clone();
            a[i].iter_mut().zip(&line).for_each(|(x, y)| *x -= factor * y);
            b[i] -= factor * b[k];
        }
    }
    (0..n).map(|k| b[k] / a[k][k]).collect()
}

/// Values of a player under a profile: `(I - delta P) v = u`, dense.
pub(crate) fn values(game: &StochasticGame, profile: &MarkovProfile, player: usize) -> Vec<f64> {
    let n = game.state_count();
    let discount = game.discounts()[player];
    let mut a: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    let mut b = vec![0.0; n];
    for state in game.states() {
        for (at, weight) in profile.joint(state).into_iter().enumerate() {
            b[state.0] += weight * game.payoffs(state, at)[player];
            for to in game.transitions(state, at).iter() {
                a[state.0][to.to.0] -= discount * weight * to.probability;
            }
        }
    }
    solve(a, b)
}

/// Largest gain from deviating once, by definition.
pub(crate) fn one_shot_gain(game: &StochasticGame, profile: &MarkovProfile) -> f64 {
    let mut most = 0.0_f64;
    for player in 0..game.player_count() {
        let values = values(game, profile, player);
        for state in game.states() {
            for action in 0..game.action_count(state, PlayerId(player)) {
                let mut worth = 0.0;
                for at in 0..game.profile_count(state) {
                    let actions = game.actions_at(state, at);
                    let others = (0..game.player_count()).filter(|q| *q != player);
                    let weight: f64 =
                        others.map(|q| profile.at(state, PlayerId(q))[actions[q]]).product();
                    if actions[player] == action {
                        let next: f64 = game
                            .transitions(state, at)
                            .iter()
                            .map(|to| to.probability * values[to.to.0])
                            .sum();
                        let own = game.payoffs(state, at)[player];
                        worth += weight * (own + game.discounts()[player] * next);
                    }
                }
                most = most.max(worth - values[state.0]);
            }
        }
    }
    most
}

/// All pure profiles at which nobody gains: the number of the profile in every state.
pub(crate) fn pure_equilibria(game: &StochasticGame) -> Vec<Vec<usize>> {
    let counts: Vec<usize> = game.states().map(|s| game.profile_count(s)).collect();
    let all: usize = counts.iter().product();
    let profile = |mut k: usize| -> Vec<usize> {
        // The last state varies fastest.
        let mut digits: Vec<usize> = counts
            .iter()
            .rev()
            .map(|count| {
                let digit = k % count;
                k /= count;
                digit
            })
            .collect();
        digits.reverse();
        digits
    };
    (0..all)
        .map(profile)
        .filter(|p| one_shot_gain(game, &MarkovProfile::pure(game, p)) < 1e-9)
        .collect()
}
