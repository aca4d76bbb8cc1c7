//! Stochastic games by the number of states: built, condensed, solved and certified.

use divan::{Bencher, black_box};
use talion_game::{
    Condensation, MarkovCertificate, MarkovProfile, Quiet, StateGraph, StateId, StochasticBuilder,
    StochasticGame, Transition,
};
use talion_solve::{Horizon, MarkovMethod, StageRule, StateRecursion, finite_horizon};

fn main() {
    divan::main();
}

/// Rungs of tariffs of both sides.
const RUNGS: usize = 10;

/// A ladder: two players on ten rungs each, who go up, stay, or go down a rung, with the chance that
/// a move slips; and phases, which never go back if `clock` is set, and go round else.
fn ladder(states: usize, clock: bool) -> StochasticGame {
    let phases = states / (RUNGS * RUNGS);
    let mut builder = StochasticBuilder::new("ladder", ["USA", "CHN"], &[0.95, 0.95]).expect("two");
    let menus: Vec<_> = (0..3)
        .map(|k| {
            let labels: &[&str] = match k {
                0 => &["hold", "raise"],
                1 => &["lower", "hold", "raise"],
                _ => &["lower", "hold"],
            };
            builder.menu(labels.iter().copied()).expect("actions")
        })
        .collect();
    let menu_of = |rung: usize| {
        if rung == 0 {
            0
        } else if rung + 1 < RUNGS {
            1
        } else {
            2
        }
    };
    let after = |rung: usize, action: usize| if rung == 0 { action } else { rung + action - 1 };
    for state in 0..phases * RUNGS * RUNGS {
        let (phase, us, cn) = (state / (RUNGS * RUNGS), state / RUNGS % RUNGS, state % RUNGS);
        let own = [menus[menu_of(us)], menus[menu_of(cn)]];
        builder.state("", &own).expect("a state");
        let next = if phase > 0 {
            phase - 1
        } else if clock {
            0
        } else {
            phases - 1
        };
        let counts = [us, cn].map(|rung| if menu_of(rung) == 1 { 3 } else { 2 });
        for b in 0..counts[1] {
            for a in 0..counts[0] {
                let (x, y) = (after(us, a), after(cn, b));
                let noise = |k: usize| (state * 2_654_435_761 + k * 40_503) % 1000;
                let term = |k| 0.002 * noise(k) as f64;
                let (x0, y0) = (x as f64, y as f64);
                let payoffs = [
                    0.4 * x0 - 0.05 * x0 * x0 - 0.3 * y0 + term(a + 10 * b),
                    0.4 * y0 - 0.05 * y0 * y0 - 0.3 * x0 + term(100 + a + 10 * b),
                ];
                let place = |phase: usize, us, cn| StateId((phase * RUNGS + us) * RUNGS + cn);
                let row = [
                    Transition { to: place(next, x, y), probability: 0.8 },
                    Transition { to: place(next, us, cn), probability: 0.2 },
                ];
                builder.profile(&payoffs, row).expect("a profile");
            }
        }
    }
    builder.build().expect("a game")
}

/// Built, condensed, and solved over 20 quarters.
#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 1)]
fn backward_induction(bencher: Bencher, states: usize) {
    bencher.bench(|| {
        let game = ladder(states, true);
        let graph = StateGraph::of(&game).expect("small");
        black_box(Condensation::of(&graph).component_count());
        drop(graph);
        let horizon =
            Horizon { periods: 20, terminal_values: &[], rule: StageRule::First, keep_all: false };
        let solved = finite_horizon(&game, &horizon, &Quiet).expect("two players");
        assert!(solved.one_shot_gain < 1e-9);
        solved.stages.iter().map(|s| s.several).sum::<u64>()
    });
}

/// A clock that runs out: every state but those of the last phase is a component.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3)]
fn state_recursion(bencher: Bencher, states: usize) {
    let game = ladder(states, true);
    bencher
        .bench(|| StateRecursion::default().solve(black_box(&game), &Quiet).expect("two players"));
}

/// One component: values of uniform play at a discount factor of 0.99.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3)]
fn certificate(bencher: Bencher, states: usize) {
    let game = ladder(states, false).with_discounts(vec![0.99, 0.99]).expect("in range");
    let profile = MarkovProfile::uniform(&game);
    bencher.bench(|| {
        let certificate = MarkovCertificate::of(&game, &profile).expect("its profile");
        assert!(certificate.value_residual < 1e-14);
    });
}
