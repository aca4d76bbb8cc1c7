//! Best replies to pure profiles, for a whole payoff tensor at once.
//!
//! The tensor is a stack of blocks `[own strategy][profiles of faster players]`. A block is taken in tiles
//! of neighbouring profiles that fit in the cache with all own strategies, so that the maximum over the
//! strategies and the comparison with it cost one reading of memory. Blocks are shared among threads.

use rayon::prelude::*;
use talion_game::{NormalForm, PlayerId, Rational};

/// Payoffs of a tile: a quarter of a megabyte.
const TILE: usize = 1 << 15;
/// Least neighbours of a tile, for the sake of whole lines of the cache.
const NARROWEST: usize = 64;

/// Leaves `true` only where the player's strategy is within `tolerance` of its best reply.
pub(crate) fn keep_best_replies(
    game: &NormalForm,
    player: PlayerId,
    tolerance: f64,
    keep: &mut [bool],
) {
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    let block = stride * count;
    let blocks = game.payoffs(player).par_chunks_exact(block).zip(keep.par_chunks_exact_mut(block));
    // Small blocks are not worth a task each.
    blocks.with_min_len((TILE / block).max(1)).for_each(|(payoffs, keep)| {
        if stride == 1 {
            let best = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for (keep, u) in keep.iter_mut().zip(payoffs) {
                *keep &= best - u <= tolerance;
            }
        } else {
            keep_in_block(payoffs, stride, tolerance, keep);
        }
    });
}

fn keep_in_block(payoffs: &[f64], stride: usize, tolerance: f64, keep: &mut [bool]) {
    let count = payoffs.len() / stride;
    let width = (TILE / count).max(NARROWEST).min(stride);
    let mut best = Vec::with_capacity(width);
    for start in (0..stride).step_by(width) {
        let end = (start + width).min(stride);
        best.clear();
        best.extend_from_slice(&payoffs[start..end]);
        for s in 1..count {
            for (top, &u) in best.iter_mut().zip(&payoffs[s * stride + start..s * stride + end]) {
                *top = if u > *top { u } else { *top };
            }
        }
        for s in 0..count {
            let line = s * stride + start..s * stride + end;
            let kept = keep[line.clone()].iter_mut().zip(&payoffs[line]);
            for ((keep, u), top) in kept.zip(&best) {
                *keep &= top - u <= tolerance;
            }
        }
    }
}

/// As [`keep_best_replies`] without a tolerance, for payoffs that are no doubles: where rounding makes
/// a reply tie with the best, the fractions decide.
pub(crate) fn keep_exact_best_replies(
    game: &NormalForm,
    player: PlayerId,
    exact: &[Rational],
    keep: &mut [bool],
) {
    let mut replies = vec![true; exact.len()];
    keep_best_replies(game, player, 0.0, &mut replies);
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    for block in (0..exact.len()).step_by(stride * count) {
        for first in block..block + stride {
            let line = || (0..count).map(|s| first + s * stride);
            let tied: Vec<usize> = line().filter(|&at| replies[at]).collect();
            let best = tied.iter().map(|&at| &exact[at]).max();
            for at in line() {
                keep[at] &= replies[at] && Some(&exact[at]) == best;
            }
        }
    }
}
