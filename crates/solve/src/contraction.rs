//! Expected payoffs with the strategies of one or two players left open.
//!
//! `u_i(.., s_k, ..) = sum_{s_-k} prod_{j not in k} p_j(s_j) u_i(s)`: axes are summed out one at a
//! time, the slowest first. Weights need not be probabilities, so that iterates may stray.

use talion_game::{NormalForm, PlayerId};

/// A player's expected payoffs over the open axes (ascending, at least one), the first fastest.
pub(crate) fn expected(
    game: &NormalForm,
    player: PlayerId,
    weights: &[Vec<f64>],
    open: &[usize],
) -> Vec<f64> {
    let mut tensor: Option<Vec<f64>> = None;
    for axis in (0..game.player_count()).rev().filter(|axis| !open.contains(axis)) {
        let stride = game.stride(PlayerId(axis));
        let source = tensor.as_deref().unwrap_or(game.payoffs(player));
        tensor = Some(without_axis(source, stride, &weights[axis]));
    }
    tensor.unwrap_or_else(|| game.payoffs(player).to_vec())
}

/// The tensor summed over the axis whose neighbours lie `stride` apart.
fn without_axis(tensor: &[f64], stride: usize, weights: &[f64]) -> Vec<f64> {
    let block = stride * weights.len();
    let mut sums = vec![0.0; tensor.len() / weights.len()];
    for (slabs, sum) in tensor.chunks_exact(block).zip(sums.chunks_exact_mut(stride)) {
        for (slab, &weight) in slabs.chunks_exact(stride).zip(weights) {
            if weight != 0.0 {
                for (total, payoff) in sum.iter_mut().zip(slab) {
                    *total += weight * payoff;
                }
            }
        }
    }
    sums
}

/// `u_i(s_i, s_j)` for all strategies of two different players, indexed `[s_i][s_j]`.
pub(crate) fn pair_payoffs(
    game: &NormalForm,
    i: usize,
    j: usize,
    weights: &[Vec<f64>],
) -> Vec<Vec<f64>> {
    let [m, n] = [i, j].map(|p| game.strategy_count(PlayerId(p)));
    let flat = expected(game, PlayerId(i), weights, &[i.min(j), i.max(j)]);
    let at = |s: usize, t: usize| if i < j { flat[s + m * t] } else { flat[t + n * s] };
    (0..m).map(|s| (0..n).map(|t| at(s, t)).collect()).collect()
}
