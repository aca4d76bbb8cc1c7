//! Best replies to pure profiles, for a whole payoff tensor at once.

use talion_game::{NormalForm, PlayerId};

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
