//! From a profile near an equilibrium to the equilibrium, by Newton on its support.
//!
//! On supports `S_i` the unknowns are `p_is`, `s in S_i`; the equations `u_is(p) = u_if(p)` for `s` in
//! `S_i` other than its first strategy `f`, and `sum_s p_is = 1`. The derivative of `u_is - u_if` in
//! `p_jt` is `u_is,jt - u_if,jt`.

use crate::contraction::{expected, pair_payoffs};
use crate::linear::Dense;
use talion_game::{Concept, Equilibrium, GameError, NormalForm, PlayerId, Profile};

/// Newton steps before a support is given up; convergence is quadratic where there is any.
const MOST_STEPS: usize = 30;
/// Regret, as a share of a player's payoff range, that counts as none: some rounding errors.
const NO_REGRET: f64 = 1e-12;
/// Probabilities below which a strategy counts as unplayed, tried one after the other.
const THRESHOLDS: [f64; 4] = [1e-2, 1e-3, 1e-4, 1e-6];

/// The equilibrium within `near` of a profile in every probability, if Newton finds one.
pub(crate) fn nearest_equilibrium(
    game: &NormalForm,
    profile: &[Vec<f64>],
    near: f64,
) -> Result<Option<Equilibrium>, GameError> {
    let mut tried: Vec<Vec<Vec<usize>>> = Vec::new();
    for threshold in THRESHOLDS {
        let supports: Vec<Vec<usize>> = profile
            .iter()
            .map(|strategy| (0..strategy.len()).filter(|&s| strategy[s] > threshold).collect())
            .collect();
        if tried.contains(&supports) || supports.iter().any(Vec::is_empty) {
            continue;
        }
        if let Some(polished) = polished(game, &supports, profile) {
            let moved = polished.iter().flatten().zip(profile.iter().flatten());
            let close = moved.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) <= near;
            let strategies = Profile::new(game, polished)?;
            let found = Equilibrium::certify(game, Concept::Nash, strategies, None)?;
            let regretless =
                found.certificate.deviations.iter().all(|deviation| {
                    deviation.gain <= NO_REGRET * game.payoff_range(deviation.player)
                });
            if close && regretless {
                return Ok(Some(found));
            }
        }
        tried.push(supports);
    }
    Ok(None)
}

/// The solution of the support's equations that Newton reaches, cleaned of rounding; `None` if it
/// reaches none or leaves the simplex.
fn polished(
    game: &NormalForm,
    supports: &[Vec<usize>],
    start: &[Vec<f64>],
) -> Option<Vec<Vec<f64>>> {
    let mut weights: Vec<Vec<f64>> = start
        .iter()
        .zip(supports)
        .map(|(strategy, support)| {
            let sum: f64 = support.iter().map(|&s| strategy[s]).sum();
            let mut kept = vec![0.0; strategy.len()];
            for &s in support {
                kept[s] = strategy[s] / sum;
            }
            kept
        })
        .collect();
    if supports.iter().all(|support| support.len() == 1) {
        return Some(weights);
    }
    let mut best: Option<(f64, Vec<Vec<f64>>)> = None;
    for _ in 0..MOST_STEPS {
        let (matrix, residual) = equations(game, supports, &weights);
        let size = residual.iter().fold(0.0_f64, |most, r| most.max(r.abs()));
        if best.as_ref().is_none_or(|(least, _)| size < *least) {
            best = Some((size, weights.clone()));
        } else if best.as_ref().is_some_and(|(least, _)| *least < 1e-10) {
            // No better than before at the level of rounding: this is as far as it goes.
            break;
        }
        let step = matrix.solved(&residual)?;
        let mut step = step.into_iter();
        for (strategy, support) in weights.iter_mut().zip(supports) {
            for (&s, d) in support.iter().zip(step.by_ref()) {
                strategy[s] -= d;
            }
        }
    }
    let (_, mut weights) = best?;
    if weights.iter().flatten().any(|p| *p < 0.0 || !p.is_finite()) {
        return None;
    }
    for strategy in &mut weights {
        let sum: f64 = strategy.iter().sum();
        for p in strategy.iter_mut() {
            *p /= sum;
        }
    }
    Some(weights)
}

/// Derivatives and values of the support's equations, payoffs over each player's range.
fn equations(
    game: &NormalForm,
    supports: &[Vec<usize>],
    weights: &[Vec<f64>],
) -> (Dense, Vec<f64>) {
    let order = supports.iter().map(Vec::len).sum();
    let mut offsets = vec![0];
    for support in supports {
        offsets.push(offsets[offsets.len() - 1] + support.len());
    }
    let mut matrix = Dense::zeros(order);
    let mut residual = Vec::with_capacity(order);
    for (i, own) in supports.iter().enumerate() {
        let range = game.payoff_range(PlayerId(i));
        let scale = if range > 0.0 { range } else { 1.0 };
        let payoffs = expected(game, PlayerId(i), weights, &[i]);
        residual.push(own.iter().map(|&s| weights[i][s]).sum::<f64>() - 1.0);
        residual.extend(own[1..].iter().map(|&s| (payoffs[s] - payoffs[own[0]]) / scale));
        for k in 0..own.len() {
            matrix.set(offsets[i], offsets[i] + k, 1.0);
        }
        for (j, other) in supports.iter().enumerate().filter(|(j, _)| *j != i) {
            let pair = pair_payoffs(game, i, j, weights);
            for (row, &s) in own.iter().enumerate().skip(1) {
                for (k, &t) in other.iter().enumerate() {
                    let gain = (pair[s][t] - pair[own[0]][t]) / scale;
                    matrix.set(offsets[i] + row, offsets[j] + k, gain);
                }
            }
        }
    }
    (matrix, residual)
}
