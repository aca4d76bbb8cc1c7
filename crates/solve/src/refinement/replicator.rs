//! Local stability of an equilibrium under the replicator dynamics, one population per player.
//!
//! `dp_is/dt = p_is (u_is(p) - sum_r p_ir u_ir(p))` (Taylor and Jonker 1978; Weibull, *Evolutionary Game
//! Theory*, 1995, chapter 5). In the directions that keep every sum at one, all eigenvalues with
//! negative real parts make the equilibrium asymptotically stable, one with a positive real part
//! unstable; otherwise the linear part does not decide.

use crate::contraction::{expected, pair_payoffs};
use crate::linear::Dense;
use serde::{Deserialize, Serialize};
use talion_game::{GameError, NormalForm, PlayerId, Profile};

/// Real parts, as a share of the payoff range, that rounding can turn either way.
const ROUNDING: f64 = 1e-9;

/// What the linear part of the dynamics says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplicatorStability {
    /// Play that starts near comes back.
    AsymptoticallyStable,
    /// Some play that starts near goes away.
    Unstable,
    /// The linear part does not decide: an eigenvalue has no real part, as at the centre of zero-sum
    /// games or along a continuum of equilibria.
    Undecided,
}

/// Local stability of a rest point under the replicator dynamics, with the largest real part of an
/// eigenvalue, in payoffs per unit of time.
///
/// # Errors
/// If the profile does not belong to the game.
pub fn replicator_stability(
    game: &NormalForm,
    profile: &Profile,
) -> Result<(ReplicatorStability, f64), GameError> {
    let profile = Profile::new(game, profile.strategies().to_vec())?;
    let slopes = reduced_jacobian(game, profile.strategies());
    // Without eigenvalues nothing is decided, and the number says so.
    let Some(eigenvalues) = slopes.eigenvalues() else {
        return Ok((ReplicatorStability::Undecided, f64::NAN));
    };
    let largest = eigenvalues.into_iter().map(|(real, _)| real).fold(f64::NEG_INFINITY, f64::max);
    let players = (0..game.player_count()).map(PlayerId);
    let range = players.map(|p| game.payoff_range(p)).fold(0.0, f64::max);
    let stability = if largest < -ROUNDING * range {
        ReplicatorStability::AsymptoticallyStable
    } else if largest > ROUNDING * range {
        ReplicatorStability::Unstable
    } else {
        ReplicatorStability::Undecided
    };
    Ok((stability, largest))
}

/// Derivatives of the dynamics with every player's first strategy in use taken up by the others.
///
/// `d(dp_is/dt)/dp_ir = [r = s](u_is - v_i) - p_is u_ir`, and for `j != i`
/// `d(dp_is/dt)/dp_jt = p_is (u_is,jt - sum_r p_ir u_ir,jt)`; a step in `p_jt` takes as much from `p_jf`.
fn reduced_jacobian(game: &NormalForm, weights: &[Vec<f64>]) -> Dense {
    let first: Vec<usize> =
        weights.iter().map(|own| own.iter().position(|p| *p > 0.0).unwrap_or(0)).collect();
    let kept: Vec<(usize, usize)> = weights
        .iter()
        .enumerate()
        .flat_map(|(i, own)| (0..own.len()).map(move |s| (i, s)))
        .filter(|&(i, s)| s != first[i])
        .collect();
    let mut matrix = Dense::zeros(kept.len());
    for (row, &(i, s)) in kept.iter().enumerate() {
        let own = &weights[i];
        let payoffs = expected(game, PlayerId(i), weights, &[i]);
        let mean: f64 = payoffs.iter().zip(own).map(|(u, p)| u * p).sum();
        for (column, &(j, t)) in kept.iter().enumerate() {
            let slope = if i == j {
                let grown = if s == t { payoffs[s] - mean } else { 0.0 };
                grown - own[s] * (payoffs[t] - payoffs[first[i]])
            } else {
                let pair = pair_payoffs(game, i, j, weights);
                let gain = |r: usize| pair[r][t] - pair[r][first[j]];
                let average: f64 = own.iter().enumerate().map(|(r, p)| p * gain(r)).sum();
                own[s] * (gain(s) - average)
            };
            matrix.set(row, column, slope);
        }
    }
    matrix
}
