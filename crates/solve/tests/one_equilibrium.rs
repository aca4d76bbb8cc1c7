//! One equilibrium of games of every size: never an empty answer, by two roads.

mod common;

use common::random::random_game;
use common::{bimatrix, normal_form};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use talion_game::{NormalForm, PlayerId, Quiet, Termination};
use talion_solve::{global_newton, one_equilibrium, polynomial_enumeration};

fn range(game: &NormalForm) -> f64 {
    (0..game.player_count()).map(|p| game.payoff_range(PlayerId(p))).fold(1.0, f64::max)
}

/// Gambit's ipa and simpdiv fail on three players with eight strategies each.
#[test]
fn eight_by_eight_by_eight() {
    for seed in 1..=6 {
        let game = random_game(&[8, 8, 8], seed, 1000);
        let started = Instant::now();
        let solution = one_equilibrium(&game, &Quiet).unwrap();
        assert_eq!(solution.termination, Termination::Converged, "seed {seed}");
        assert!(solution.max_regret() < 1e-9 * range(&game), "seed {seed}: {solution:?}");
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }
}

#[test]
fn global_newton_gets_through_alone() {
    for (shape, seeds) in
        [(&[3, 3, 3][..], 1..=12), (&[2, 2, 2, 2], 1..=12), (&[8, 8, 8], 1..=2), (&[6, 7], 1..=8)]
    {
        for seed in seeds {
            let game = random_game(shape, seed, 1000);
            let solution = global_newton(&game, &Quiet).unwrap();
            assert_eq!(solution.termination, Termination::Converged, "{shape:?} {seed}");
            assert!(solution.max_regret() < 1e-9 * range(&game), "{shape:?} {seed}");
            assert!(!solution.complete);
        }
    }
}

/// One against one: the only equilibrium of matching pennies, and games where everything ties.
#[test]
fn smallest_games() {
    let pennies =
        bimatrix(&[vec![1.0, -1.0], vec![-1.0, 1.0]], &[vec![-1.0, 1.0], vec![1.0, -1.0]]);
    let found = global_newton(&pennies, &Quiet).unwrap();
    assert!((found.equilibria[0].strategies.strategies()[0][0] - 0.5).abs() < 1e-12);
    let still = normal_form(&[1, 1], vec![vec![2.0], vec![3.0]]);
    assert_eq!(global_newton(&still, &Quiet).unwrap().equilibria[0].values, [2.0, 3.0]);
    let ties = normal_form(&[2, 2, 2], vec![vec![1.0; 8]; 3]);
    assert_eq!(global_newton(&ties, &Quiet).unwrap().max_regret(), 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Coarse payoffs tie, which is where paths get lost.
    #[test]
    fn never_an_empty_answer(seed: u64, shape in prop::collection::vec(1_usize..4, 1..4), coarse in 2_u64..5) {
        let game = random_game(&shape, seed, coarse);
        let solution = one_equilibrium(&game, &Quiet).unwrap();
        prop_assert_eq!(solution.equilibria.len(), 1);
        prop_assert!(solution.max_regret() < 1e-7, "{:?}", solution);
    }

    /// Where all equilibria are known, the path's end is one of them.
    #[test]
    fn its_end_is_among_all(seed: u64) {
        let game = random_game(&[2, 3, 2], seed, 1000);
        let all = polynomial_enumeration(&game, &Quiet).unwrap();
        prop_assume!(all.complete);
        let found = global_newton(&game, &Quiet).unwrap();
        prop_assume!(found.termination == Termination::Converged);
        let own = found.equilibria[0].strategies.strategies().concat();
        let near = all.equilibria.iter().any(|e| {
            let other = e.strategies.strategies().concat();
            own.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-7)
        });
        prop_assert!(near, "{:?} not in {:?}", found, all);
    }
}
