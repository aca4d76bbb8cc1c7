//! The stationary technology gap of the cases: where it stands in the long run, and how long it lasts.

use crate::cases::{cases, number};
use talion_game::{MarkovChain, MarkovProfile, StateId, StochasticBuilder, Transition};
use talion_solve::hitting;

/// A gap of 0 to `n` years: it widens with `phi`, closes with `h`, and stays else.
fn chain(phi: f64, h: f64, n: usize) -> MarkovChain {
    let mut builder = StochasticBuilder::new("gap", ["both"], &[0.9]).expect("a player");
    let wait = builder.menu(["wait"]).expect("a menu");
    for gap in 0..=n {
        builder.state(&gap.to_string(), &[wait]).expect("a state");
        let up = if gap < n { phi } else { 0.0 };
        let down = if gap > 0 { h } else { 0.0 };
        let arcs = [(gap + 1, up), (gap.wrapping_sub(1), down), (gap, 1.0 - up - down)];
        let arcs = arcs.into_iter().filter(|(_, p)| *p > 0.0);
        let arcs = arcs.map(|(to, probability)| Transition { to: StateId(to), probability });
        builder.profile(&[0.0], arcs).expect("a profile");
    }
    let game = builder.build().expect("a game");
    let profile = MarkovProfile::pure(&game, &vec![0; n + 1]);
    MarkovChain::of(&game, &profile)
}

#[test]
fn the_gap_settles_and_closes_as_the_cases_say() {
    let case = &cases()["gap_stationary"];
    let (phi, h) = (number(&case["phi"]), number(&case["h"]));
    let gaps = chain(phi, h, 5);
    let mut share = vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
    for _ in 0..2000 {
        share = gaps.advance(&share);
    }
    for (found, wanted) in share.iter().zip(case["pi"].as_array().expect("a list")) {
        assert!((found - number(wanted)).abs() < 1e-13, "{share:?}");
    }
    let mean: f64 = (0..6).map(|gap| gap as f64 * share[gap]).sum();
    assert!((mean - number(&case["mean"])).abs() < 1e-12);
    let time = |chain: &MarkovChain| hitting(chain, &[StateId(0)]).expect("targets").time[5];
    assert!((time(&gaps) - number(&case["expected_time_from_5_to_0"])).abs() < 1e-10);
    let still = chain(0.0, h, 5);
    assert!((time(&still) - number(&case["expected_time_phi0"])).abs() < 1e-11);
}
