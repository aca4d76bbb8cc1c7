//! Equilibria of games of many players against closed forms and the exact methods.

mod common;

use common::random::random_game;
use common::{bimatrix, matrices, normal_form};
use proptest::prelude::*;
use talion_game::{NormalForm, PlayerId, Quiet, Solution, Termination};
use talion_solve::{logit_homotopy, polynomial_enumeration, pure_equilibria, vertex_enumeration};

fn all(game: &NormalForm) -> Solution {
    let solution = polynomial_enumeration(game, &Quiet).unwrap();
    assert_eq!(solution.termination, Termination::Enumerated);
    solution
}

/// Three players who each want to be the odd one out of two rooms (a minority game): the six
/// profiles that are not unanimous; the mixture of halves; and, with one player mixing `x` against
/// two who differ, any `x`: a degenerate game, known as such.
#[test]
fn a_minority_game_is_known_to_be_degenerate() {
    let alone = |index: usize, p: usize| {
        let s = [index & 1, index >> 1 & 1, index >> 2];
        f64::from(u8::from((0..3).all(|o| o == p || s[o] != s[p])))
    };
    let game =
        normal_form(&[2, 2, 2], (0..3).map(|p| (0..8).map(|i| alone(i, p)).collect()).collect());
    let solution = all(&game);
    assert!(!solution.complete);
    assert_eq!(solution.pure().count(), 6);
    let half = vec![vec![0.5, 0.5]; 3];
    let mixed = solution.equilibria.iter().filter(|e| {
        let gap = e.strategies.strategies().iter().flatten().zip(half.iter().flatten());
        gap.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) < 1e-12
    });
    assert_eq!(mixed.count(), 1);
}

/// Coordination of three on one of two actions, worth `a` or `b` when unanimous, else nothing. In
/// the mixed equilibrium the first action has `p^2 a = (1-p)^2 b`, so `p = 1 / (1 + sqrt(a/b))`.
#[test]
fn unanimity_has_an_irrational_equilibrium() {
    let (a, b): (f64, f64) = (2.0, 1.0);
    let payoff: Vec<f64> = (0..8).map(|i| [a, 0., 0., 0., 0., 0., 0., b][i]).collect();
    let solution = all(&normal_form(&[2, 2, 2], vec![payoff; 3]));
    let p = 1.0 / (1.0 + (a / b).sqrt());
    let found = solution
        .equilibria
        .iter()
        .any(|e| e.strategies.strategies().iter().all(|s| (s[0] - p).abs() < 1e-13));
    assert!(found, "{solution:?}");
    assert!(solution.equilibria.iter().all(|e| e.certificate.max_regret < 1e-12));
}

/// Gambit's enumpoly misses equilibria of 3 x 3 x 3 and 2 x 2 x 2 x 2 games; a generic game has an odd
/// number of them, and the pure ones and the homotopy's are known from elsewhere.
#[test]
fn equilibria_of_random_small_games_are_odd_in_number() {
    for (shape, seeds) in [(vec![2, 2, 2], 60), (vec![3, 3, 3], 3), (vec![2, 2, 2, 2], 6)] {
        for seed in 1..=seeds {
            let game = random_game(&shape, seed, 1_000_000);
            let solution = all(&game);
            assert!(solution.complete, "{shape:?} {seed}");
            assert_eq!(solution.equilibria.len() % 2, 1, "Wilson 1971: {shape:?} {seed}");
            assert!(solution.max_regret() < 1e-9);
            let pure = pure_equilibria(&game, &Quiet).unwrap();
            assert_eq!(pure.equilibria.len(), solution.pure().count());
            let one = &logit_homotopy(&game, &Quiet).unwrap().equilibria[0];
            let listed = solution.equilibria.iter().any(|e| {
                let own = one.strategies.strategies().iter().flatten();
                own.zip(e.strategies.strategies().iter().flatten())
                    .all(|(a, b)| (a - b).abs() < 1e-8)
            });
            assert!(listed, "the homotopy's equilibrium is in the list: {shape:?} {seed}");
        }
    }
}

/// Two games side by side have the product of what each has.
#[test]
fn two_independent_battles_multiply() {
    // Players 1 and 2 play a stag hunt, players 3 and 4 chicken: 3 x 3 equilibria.
    let stag = [[9.0, 0.0], [8.0, 7.0]];
    let chicken = [[6.0, 2.0], [7.0, 0.0]];
    let payoff = |p: usize, i: usize| {
        let s = [i & 1, i >> 1 & 1, i >> 2 & 1, i >> 3];
        match p {
            0 => stag[s[0]][s[1]],
            1 => stag[s[1]][s[0]],
            2 => chicken[s[2]][s[3]],
            _ => chicken[s[3]][s[2]],
        }
    };
    let game =
        normal_form(&[2; 4], (0..4).map(|p| (0..16).map(|i| payoff(p, i)).collect()).collect());
    let solution = all(&game);
    assert!(solution.complete);
    assert_eq!(solution.equilibria.len(), 9);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn two_players_agree_with_exact_vertices(
        [row, column] in matrices(3, (0_i32..100_000).prop_map(f64::from))
    ) {
        let game = bimatrix(&row, &column);
        let exact = vertex_enumeration(&game, &Quiet).unwrap();
        let truth = common::oracle(&row, &column);
        let found = all(&game);
        if truth.nondegenerate {
            prop_assert!(found.complete);
            prop_assert_eq!(found.equilibria.len(), exact.equilibria.len());
        }
        for e in &found.equilibria {
            let hit = exact.equilibria.iter().any(|x| (0..2).all(|p| {
                let own = e.strategies.strategy(PlayerId(p));
                own.iter().zip(x.strategies.strategy(PlayerId(p))).all(|(a, b)| (a - b).abs() < 1e-9)
            }));
            prop_assert!(hit || !truth.nondegenerate);
        }
    }

    #[test]
    fn a_player_without_a_choice_changes_nothing(
        [row, column] in matrices(3, (0_i32..1000).prop_map(f64::from))
    ) {
        let game = bimatrix(&row, &column);
        let (m, n) = (row.len(), row[0].len());
        let payoffs = vec![
            game.payoffs(PlayerId(0)).to_vec(),
            vec![1.0; m * n],
            game.payoffs(PlayerId(1)).to_vec(),
        ];
        let three = normal_form(&[m, 1, n], payoffs);
        let (two, three) = (all(&game), all(&three));
        prop_assert_eq!(two.complete, three.complete);
        prop_assert_eq!(two.equilibria.len(), three.equilibria.len());
    }
}
