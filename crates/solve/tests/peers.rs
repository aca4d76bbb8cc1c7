//! What other programs are known to get wrong, got right: a test for each fault.

mod common;

use common::random::random_game;
use common::{Matrix, bimatrix, exact_set, oracle};
use talion_game::{Quiet, read_nfg};
use talion_solve::{
    lemke_howson, one_equilibrium, polynomial_enumeration, support_enumeration, vertex_enumeration,
};

/// `QuantEcon` 0.11 finds one equilibrium of each of these games, whose payoffs tie (run by hand with
/// `vertex_enumeration` of `quantecon.game_theory`). By hand, the first has three extreme ones: player 2
/// does not care about its column against the first row, nor player 1 about its row against the second
/// column, so all but (second row, first column) are equilibria.
#[test]
fn quantecon_drops_equilibria_where_payoffs_tie() {
    let games: [(Matrix, Matrix, usize); 3] = [
        (vec![vec![2.0, 0.0], vec![1.0, 0.0]], vec![vec![1.0, 1.0], vec![1.0, 2.0]], 3),
        (
            vec![vec![0.0, 0.0, 1.0], vec![0.0, 1.0, 1.0]],
            vec![vec![2.0, 0.0, 2.0], vec![1.0, 1.0, 2.0]],
            3,
        ),
        (
            vec![vec![0.0, 0.0, 2.0], vec![2.0, 1.0, 0.0], vec![2.0, 1.0, 2.0]],
            vec![vec![2.0, 2.0, 1.0], vec![2.0, 2.0, 0.0], vec![1.0, 1.0, 2.0]],
            6,
        ),
    ];
    for (row, column, count) in games {
        let solution = vertex_enumeration(&bimatrix(&row, &column), &Quiet).unwrap();
        assert_eq!((solution.equilibria.len(), solution.complete), (count, true));
        assert_eq!(exact_set(&solution), oracle(&row, &column).equilibria);
    }
}

/// Gambit refuses a file in which two strategies, or two players, have the same label.
#[test]
fn gambit_refuses_labels_that_come_twice() {
    let text = "NFG 1 R \"\" { \"a\" \"a\" } { { \"x\" \"x\" } { \"y\" \"y\" } } 1 0 0 1 0 1 1 0";
    let game = read_nfg(text.as_bytes()).unwrap();
    let solution = vertex_enumeration(&game, &Quiet).unwrap();
    assert_eq!(solution.equilibria[0].exact.as_ref().unwrap()[0], ["1/2", "1/2"]);
}

/// Gambit's enumpoly misses equilibria of games of this size. Generic games have an odd number (Wilson
/// 1971), and what another method finds must be on the list.
#[test]
fn gambit_misses_equilibria_of_three_and_four_players() {
    for (shape, seeds) in [(&[3, 3, 3][..], 1..=3), (&[2, 2, 2, 2], 1..=6)] {
        for seed in seeds {
            let game = random_game(shape, seed, 1000);
            let all = polynomial_enumeration(&game, &Quiet).unwrap();
            assert!(all.complete, "{shape:?} {seed}");
            assert_eq!(all.equilibria.len() % 2, 1, "{shape:?} {seed}");
            let one = one_equilibrium(&game, &Quiet).unwrap();
            let own = one.equilibria[0].strategies.strategies().concat();
            let listed = all.equilibria.iter().any(|e| {
                let other = e.strategies.strategies().concat();
                own.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-7)
            });
            assert!(listed, "{shape:?} {seed}");
        }
    }
}

/// Gambit's ipa and simpdiv fail on three players with eight strategies each.
#[test]
fn gambit_fails_on_eight_by_eight_by_eight() {
    let solution = one_equilibrium(&random_game(&[8, 8, 8], 11, 1000), &Quiet).unwrap();
    assert!(solution.max_regret() < 1e-9 * 1000.0);
}

/// Nashpy's support enumeration compares payoffs without tolerance and can return nothing, and its
/// Lemke-Howson can run in a circle where payoffs tie.
#[test]
fn nashpy_returns_nothing_or_never() {
    for seed in 21..=22 {
        let game = random_game(&[8, 8], seed, 1000);
        assert!(!support_enumeration(&game, &Quiet).unwrap().equilibria.is_empty());
    }
    for seed in 1..=20 {
        let game = random_game(&[6, 6], seed, 2);
        let solution = lemke_howson(&game, &Quiet).unwrap();
        assert!(!solution.equilibria.is_empty());
        assert!(solution.max_regret() < 1e-12);
    }
}
