//! Pure equilibria of a stage game: profiles at which every player plays a best reply.

use super::dominance::Live;
use super::{Stage, StageEquilibria};

/// Adds all pure equilibria among the live actions, player 1's actions varying fastest. A best reply
/// that is not the only one means that the stage is degenerate, and the list may lack equilibria.
pub(super) fn add_pure(
    stage: &Stage,
    live: &Live,
    scratch: &mut Vec<f64>,
    found: &mut StageEquilibria,
) {
    let players = stage.player_count();
    for profile in 0..stage.profile_count() {
        let Some(is_strict) = best_replies(stage, live, profile) else { continue };
        found.complete &= is_strict;
        found.pure += 1;
        scratch.clear();
        scratch.resize(stage.slot_count() + players, 0.0);
        let (strategies, values) = scratch.split_at_mut(stage.slot_count());
        let mut first = 0;
        for p in 0..players {
            strategies[first + stage.action(profile, p)] = 1.0;
            values[p] = stage.value(profile, p);
            first += stage.counts()[p];
        }
        found.push(strategies, values);
    }
}

/// Whether every player's action is its only best reply; `None` if some player has a better one.
fn best_replies(stage: &Stage, live: &Live, profile: usize) -> Option<bool> {
    let tolerance = stage.tolerance();
    let mut is_strict = true;
    for player in 0..stage.player_count() {
        let action = stage.action(profile, player);
        let own = &live.actions[player];
        if own.binary_search(&action).is_err() {
            return None;
        }
        let base = profile - action * stage.stride(player);
        let value = stage.value(profile, player);
        for &other in own.iter().filter(|other| **other != action) {
            let to = base + other * stage.stride(player);
            let gain = stage.payoff(to, player) - stage.rate(to, player) * value;
            if gain > tolerance {
                return None;
            }
            is_strict &= gain < -tolerance;
        }
    }
    Some(is_strict)
}
