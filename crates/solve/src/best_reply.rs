//! Best replies to pure profiles, for a whole payoff tensor at once.

use talion_game::{NormalForm, PlayerId, Rational};

/// For every profile, whether the player's strategy is within `tolerance` of its best reply.
///
/// The tensor is a stack of blocks `[own strategy][profiles of faster players]`; the maximum over a
/// block's lines is taken line by line, so that memory is read in order.
pub(crate) fn best_replies(game: &NormalForm, player: PlayerId, tolerance: f64) -> Vec<bool> {
    let stride = game.stride(player);
    let block = stride * game.strategy_count(player);
    let mut best = vec![0.0; stride];
    let mut replies = Vec::with_capacity(game.profile_count());
    for lines in game.payoffs(player).chunks_exact(block) {
        best.copy_from_slice(&lines[..stride]);
        for line in lines.chunks_exact(stride).skip(1) {
            for (top, &payoff) in best.iter_mut().zip(line) {
                *top = if payoff > *top { payoff } else { *top };
            }
        }
        for line in lines.chunks_exact(stride) {
            replies.extend(line.iter().zip(&best).map(|(u, top)| top - u <= tolerance));
        }
    }
    replies
}

/// As [`best_replies`] without a tolerance, for payoffs that are no doubles: where rounding makes a
/// reply tie with the best, the fractions decide.
pub(crate) fn exact_best_replies(
    game: &NormalForm,
    player: PlayerId,
    exact: &[Rational],
) -> Vec<bool> {
    let mut replies = best_replies(game, player, 0.0);
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    for block in (0..exact.len()).step_by(stride * count) {
        for first in block..block + stride {
            let line = || (0..count).map(|s| first + s * stride);
            let tied: Vec<usize> = line().filter(|&at| replies[at]).collect();
            let best = tied.iter().map(|&at| &exact[at]).max();
            for &at in &tied {
                replies[at] = Some(&exact[at]) == best;
            }
        }
    }
    replies
}
