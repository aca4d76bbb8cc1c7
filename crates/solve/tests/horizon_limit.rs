//! The limit of longer horizons against closed forms, dynamic programming and invariances.

#[path = "common/dynamic.rs"]
mod dynamic;

use dynamic::{deterministic, random_stochastic, technology};
use proptest::prelude::*;
use talion_game::{
    MarkovCertificate, PlayerId, Quiet, StateId, StochasticBuilder, StochasticGame, Termination,
    Transition,
};
use talion_solve::{
    BranchEnd, HorizonLimit, LogitHomotopy, MarkovEquilibrium, MarkovMethod, StageRule,
    best_reply_forever,
};

fn limit(game: &StochasticGame) -> MarkovEquilibrium {
    let mut found = HorizonLimit::default().solve(game, &Quiet).unwrap();
    assert_eq!(found.termination, Termination::Converged);
    found.equilibria.remove(0)
}

/// By dynamic programming, which shares no code with the method: nobody has a better plan anywhere.
fn nobody_has_a_better_plan(game: &StochasticGame, found: &MarkovEquilibrium) {
    for player in 0..game.player_count() {
        let player = PlayerId(player);
        let best = best_reply_forever(game, &found.strategies, player, &|_, _| true);
        for state in game.states() {
            let gain = best[state.0] - found.certificate.value(state, player);
            assert!(gain < 1e-8, "{gain} for {player:?} in {state:?}");
        }
    }
}

/// The case `tech_gap_zte`, computed elsewhere: no ban and no subsidy.
#[test]
fn technology_race() {
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("cases/stochastic.json")).unwrap();
    let case = &cases["tech_gap_zte"];
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let entry = |table: &str, i: usize, j: usize| number(&case[table][i][j]);
    let delta = number(&case["delta"]);
    let game = technology(
        |i, j| [entry("u_US", i, j), entry("u_CN", i, j)],
        |i, j| entry("catchup_prob", i, j),
        ["W_US", "W_CN"].map(|w| number(&case[w])),
        delta,
    );
    let found = limit(&game);
    assert_eq!(found.strategies.as_pure(&game).unwrap()[0], 0);
    for (player, name) in ["V_US", "V_CN"].into_iter().enumerate() {
        let known = number(&case["equilibria"][0][name]);
        assert!((found.certificate.value(StateId(0), PlayerId(player)) - known).abs() < 1e-12);
    }
}

/// Blackwell and Ferguson's Big Match: nobody can do without mixing, so that it is all core. Discounted,
/// its value is one half and it is stopped with probability `(1 - delta) / (2 - delta)`.
#[test]
fn big_match_is_all_core() {
    for delta in [0.3, 0.9, 0.99] {
        let end = 1.0 / (1.0 - delta);
        let ([win, lose], [kept, lost]) = ([end, 0.0], [1.0, 0.0]);
        // Player 1 goes on or stops; what stopping brings is paid for ever.
        let rows = [
            ([lost, -lost], 0),
            ([win * (1.0 - delta), -win * (1.0 - delta)], 1),
            ([kept, -kept], 0),
            ([lose, -lose], 2),
        ];
        let game =
            deterministic(delta, &[(2, &rows), (1, &[([1.0, -1.0], 1)]), (1, &[([0.0, 0.0], 2)])]);
        let found = limit(&game);
        let value = (1.0 - delta) * found.certificate.value(StateId(0), PlayerId(0));
        assert!((value - 0.5).abs() < 1e-10, "{value}");
        let stop = found.strategies.at(StateId(0), PlayerId(0))[1];
        assert!((stop - (1.0 - delta) / (2.0 - delta)).abs() < 1e-9, "{stop} at {delta}");
    }
}

/// States in a ring, in each of which the first player wants to be unlike and the second alike, and among
/// them states in which one move dominates: the core is part of the game, and the rest stays fixed.
fn ring(states: usize, discounts: [f64; 2]) -> StochasticGame {
    let mut builder = StochasticBuilder::new("", ["0", "1"], &discounts).unwrap();
    let menu = builder.menu(["a", "b"]).unwrap();
    for state in 0..states {
        builder.state(&state.to_string(), &[menu, menu]).unwrap();
        for second in 0..2 {
            for first in 0..2 {
                let stake = 1.0 + 0.1 * (state % 7) as f64;
                let match_ = if first == second { stake } else { -stake };
                let payoffs = if state % 3 == 0 {
                    [-match_ + 0.3 * first as f64, match_ + 0.2 * second as f64]
                } else {
                    [first as f64 * 5.0, second as f64 * 5.0]
                };
                let near = (state + 1 + first) % states;
                let far = (state + 3 + 2 * second) % states;
                let row = [(near, 0.6), (far, 0.4)];
                let row = row.map(|(to, probability)| Transition { to: StateId(to), probability });
                builder.profile(&payoffs, row).unwrap();
            }
        }
    }
    builder.build().unwrap()
}

#[test]
fn part_of_a_ring_mixes() {
    for discounts in [[0.9, 0.9], [0.9, 0.85]] {
        let game = ring(60, discounts);
        let found = limit(&game);
        let mixes = |state: &StateId| found.strategies.at(*state, PlayerId(0))[0].fract() > 0.0;
        assert_eq!(game.states().filter(mixes).count(), 20);
        assert!(found.certificate.one_shot_gain < 1e-10);
        nobody_has_a_better_plan(&game, &found);
    }
}

/// Equal discount factors let the states with fixed play be eliminated, unequal ones do not: as these come
/// near to each other, so must the two answers, which are unique here up to rounding.
#[test]
fn elimination_changes_nothing() {
    let (equal, nearly) = (limit(&ring(30, [0.9, 0.9])), limit(&ring(30, [0.9, 0.9 + 1e-10])));
    for (a, b) in equal.strategies.probabilities().iter().zip(nearly.strategies.probabilities()) {
        assert!((a - b).abs() < 1e-7, "{a} is not {b}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let game = ring(200, [0.95, 0.95]);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| limit(&game))
    };
    assert_eq!(with(1), with(3));
}

/// An action that stands twice in a menu makes a continuum of equilibria: the branch of logit equilibria
/// used to be left near its limit there, for want of a regular system.
#[test]
fn a_repeated_action_does_not_stop_the_homotopy() {
    let mut builder = StochasticBuilder::new("", ["0", "1"], &[0.9, 0.9]).unwrap();
    let three = builder.menu(["a", "a again", "b"]).unwrap();
    let two = builder.menu(["a", "b"]).unwrap();
    for state in 0..4_usize {
        builder.state(&state.to_string(), &[three, two]).unwrap();
        for second in 0..2 {
            for first in [0, 0, 1] {
                let stake = if first == second { 1.0 + state as f64 } else { 0.0 };
                let to = StateId((state + 1 + usize::from(second == 1)) % 4);
                builder.profile(&[stake, -stake], [Transition { to, probability: 1.0 }]).unwrap();
            }
        }
    }
    let game = builder.build().unwrap();
    let run = LogitHomotopy::default().follow(&game, &Quiet).unwrap();
    assert_eq!(run.end, BranchEnd::Polished);
    assert!(run.equilibrium.certificate.one_shot_gain < 1e-12);
    nobody_has_a_better_plan(&game, &run.equilibrium);
}

/// A limit on sweeps is no error: what came nearest comes with its certificate.
#[test]
fn too_few_sweeps_say_so() {
    let game = ring(60, [0.9, 0.9]);
    let hurried = HorizonLimit { most_sweeps: 10, most_core: 0, ..HorizonLimit::default() };
    let found = hurried.solve(&game, &Quiet).unwrap();
    assert_eq!(found.termination, Termination::IterationLimit);
    let one = &found.equilibria[0];
    assert!(one.certificate.one_shot_gain > 1e-6);
    assert_eq!(one.certificate, MarkovCertificate::of(&game, &one.strategies).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_called_an_equilibrium_is_one(
        states in 2_usize..12, first in 1_usize..4, second in 1_usize..4, third in 1_usize..3,
        seed in 0_u64..1000, three in any::<bool>(), rule in 0_usize..3,
    ) {
        let shape = if three { vec![first, second, third] } else { vec![first, second] };
        let game = random_stochastic(states, &shape, &vec![0.9; shape.len()], seed);
        let rule = [StageRule::First, StageRule::RiskDominance, StageRule::PayoffDominance][rule];
        let method = HorizonLimit { rule, most_sweeps: 200, ..HorizonLimit::default() };
        let found = method.solve(&game, &Quiet).unwrap();
        let one = &found.equilibria[0];
        prop_assert_eq!(&one.certificate, &MarkovCertificate::of(&game, &one.strategies).unwrap());
        if found.termination == Termination::Converged {
            nobody_has_a_better_plan(&game, one);
        }
        // Small cores are always within reach of the homotopy.
        prop_assert_eq!(found.termination, Termination::Converged);
    }
}
