//! Pure equilibria in which nobody takes a weakly dominated action.
//!
//! With two players an equilibrium is trembling-hand perfect exactly when nobody uses a weakly dominated
//! strategy (Selten 1975; van Damme 1991, theorem 3.2.2). Domination by another action alone is looked
//! for, so nothing admissible is left out. Where a step takes two, as talks do, this is what decides:
//! to refuse what would harm nobody is an equilibrium only while the other refuses too.

use super::Stage;

/// Whether no player's action at a pure equilibrium is weakly dominated by another action of its own.
pub(super) fn is_admissible(stage: &Stage, profile: usize) -> bool {
    (0..stage.player_count()).all(|player| {
        let own = stage.action(profile, player);
        let value = stage.value(profile, player);
        (0..stage.counts()[player])
            .all(|other| other == own || !dominates(stage, player, other, own, value))
    })
}

/// Whether `better` is nowhere worse than `worse` and somewhere better, by more than rounding. Play that
/// stays in the state is worth `value`.
fn dominates(stage: &Stage, player: usize, better: usize, worse: usize, value: f64) -> bool {
    let stride = stage.stride(player);
    let worth = |at: usize| stage.payoff(at, player) + (1.0 - stage.rate(at, player)) * value;
    let mut gains = false;
    for at in (0..stage.profile_count()).filter(|at| stage.action(*at, player) == worse) {
        let gain = worth(at - worse * stride + better * stride) - worth(at);
        if gain < -stage.tolerance() {
            return false;
        }
        gains |= gain > stage.tolerance();
    }
    gains
}
