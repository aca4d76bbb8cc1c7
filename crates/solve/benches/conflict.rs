//! Conflicts of 10^5 states (classical stabilities) and of 10^4 states (largest consistent set).

use divan::{Bencher, black_box};
use talion_game::{
    ConflictGame, ConflictMove, Improvement, PlayerId, Quiet, StabilityConcept, StateId,
};
use talion_solve::conflict::{Acting, indirect_dominance, sanctions};

fn main() {
    divan::main();
}

/// Three players on ladders of `rungs` rungs each, one rung up or down at a time; payoffs as if drawn.
fn ladders(rungs: usize) -> Option<ConflictGame> {
    let states = rungs.pow(3);
    let mut moves = Vec::new();
    for from in 0..states {
        for player in 0..3 {
            let stride = rungs.pow(u32::try_from(player).ok()?);
            let rung = from / stride % rungs;
            let up = (rung + 1 < rungs).then_some(from + stride);
            let down = (rung > 0).then(|| from - stride);
            moves.extend([up, down].into_iter().flatten().map(|to| ConflictMove {
                player: PlayerId(player),
                from: StateId(from),
                to: StateId(to),
            }));
        }
    }
    let worth = |p: usize| {
        (0..states).map(|s| ((s * 7919 + p * 104_729) % 100_003) as f64).collect::<Vec<f64>>()
    };
    let labels = |count: usize| (0..count).map(|k| k.to_string()).collect();
    let payoffs: Vec<Vec<f64>> = (0..3).map(worth).collect();
    ConflictGame::from_payoffs("", labels(3), labels(states), moves, &payoffs, 0.0).ok()
}

#[divan::bench(args = [22, 47], sample_count = 5, sample_size = 1)]
fn classical(bencher: Bencher<'_, '_>, rungs: usize) {
    let Some(game) = ladders(rungs) else { return };
    bencher.bench(|| {
        let all = sanctions(black_box(&game), Improvement::Strict);
        let count = |concept| all.stable_states(concept, PlayerId(0)).len();
        StabilityConcept::ALL.map(count)
    });
}

#[divan::bench(args = [10, 22], sample_count = 3, sample_size = 1)]
fn largest_consistent_set(bencher: Bencher<'_, '_>, rungs: usize) {
    let Some(game) = ladders(rungs) else { return };
    bencher.bench(|| {
        let dominance = indirect_dominance(black_box(&game), Acting::Individuals);
        dominance.largest_consistent_set(&Quiet).states.len()
    });
}
