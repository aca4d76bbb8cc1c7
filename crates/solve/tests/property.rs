//! What must hold of every two-player game, on random ones, degenerate ones among them.

mod common;

use common::{Matrix, bimatrix, exact_set, matrices, oracle, rational, regret};
use dashu::rational::RBig;
use proptest::prelude::*;
use talion_game::{Certificate, NormalForm, PlayerId, Profile, Quiet, Solution, Termination};
use talion_solve::{pure_equilibria, vertex_enumeration};

/// Entries with many ties.
fn coarse() -> impl Strategy<Value = f64> + Clone {
    (0_i32..4).prop_map(f64::from)
}

/// Entries without structure: any mantissa, exponents some way apart.
fn fine() -> impl Strategy<Value = f64> + Clone {
    (-1.0_f64..1.0, -12_i32..3).prop_map(|(m, e)| m * 2_f64.powi(e))
}

fn solved(game: &NormalForm) -> Solution {
    let solution = vertex_enumeration(game, &Quiet).unwrap();
    assert!(solution.complete);
    assert_eq!(solution.termination, Termination::Enumerated);
    solution
}

fn agrees_with_the_oracle([row, column]: &[Matrix; 2]) {
    let solution = solved(&bimatrix(row, column));
    let truth = oracle(row, column);
    assert_eq!(exact_set(&solution), truth.equilibria);
    assert_eq!(solution.equilibria.len(), truth.equilibria.len(), "no equilibrium twice");
    assert!(!solution.equilibria.is_empty(), "Nash's theorem");
    if truth.nondegenerate {
        assert_eq!(solution.equilibria.len() % 2, 1, "an odd number (Wilson 1971)");
        assert_eq!(solution.components.len(), solution.equilibria.len());
    }
}

fn has_no_regret([row, column]: &[Matrix; 2]) {
    let solution = solved(&bimatrix(row, column));
    assert!(solution.max_regret() < 1e-9);
    for [x, y] in exact_set(&solution) {
        assert_eq!(regret(|i, j| rational(row[i][j]), &x, &y), RBig::ZERO);
        assert_eq!(regret(|j, i| rational(column[i][j]), &y, &x), RBig::ZERO);
    }
}

fn transposed(matrix: &Matrix) -> Matrix {
    (0..matrix[0].len()).map(|j| matrix.iter().map(|line| line[j]).collect()).collect()
}

/// The corners of every maximal Nash subset form a product, and so do mixtures of them.
fn subsets_are_products([row, column]: &[Matrix; 2]) {
    let game = bimatrix(row, column);
    let solution = solved(&game);
    let mut seen = vec![false; solution.equilibria.len()];
    for component in &solution.components {
        for &index in &component.equilibria {
            assert!(!seen[index], "components do not overlap");
            seen[index] = true;
        }
        for subset in &component.maximal_nash_subsets {
            assert!(subset.iter().all(|index| component.equilibria.contains(index)));
            let mean = |p: usize| -> Vec<f64> {
                let corners =
                    subset.iter().map(|&i| solution.equilibria[i].strategies.strategy(PlayerId(p)));
                let m = game.strategy_count(PlayerId(p));
                corners.fold(vec![0.0; m], |mut sum, corner| {
                    for (s, c) in sum.iter_mut().zip(corner) {
                        *s += c / subset.len() as f64;
                    }
                    sum
                })
            };
            let centre = Profile::new(&game, vec![mean(0), mean(1)]).unwrap();
            assert!(Certificate::of(&game, &centre).unwrap().max_regret < 1e-9);
        }
    }
    assert!(seen.iter().all(|&seen| seen), "every equilibrium is in a component");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn all_extreme_equilibria_of_games_with_ties(game in matrices(4, coarse())) {
        agrees_with_the_oracle(&game);
        subsets_are_products(&game);
    }

    #[test]
    fn no_regret_in_games_with_ties(game in matrices(6, coarse())) {
        has_no_regret(&game);
        subsets_are_products(&game);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn all_extreme_equilibria_of_games_without_structure(game in matrices(4, fine())) {
        agrees_with_the_oracle(&game);
    }

    #[test]
    fn no_regret_in_games_without_structure(game in matrices(7, fine())) {
        has_no_regret(&game);
    }

    #[test]
    fn positive_affine_payoffs_change_nothing(
        [row, column] in matrices(5, coarse()),
        (scale_row, scale_column) in (1_i32..50, 1_i32..50),
        (shift_row, shift_column) in (-30_i32..30, -30_i32..30),
    ) {
        let affine = |matrix: &Matrix, scale: i32, shift: i32| -> Matrix {
            let map = |x: &f64| x * f64::from(scale) + f64::from(shift);
            matrix.iter().map(|line| line.iter().map(map).collect()).collect()
        };
        let before = solved(&bimatrix(&row, &column));
        let after = solved(&bimatrix(
            &affine(&row, scale_row, shift_row),
            &affine(&column, scale_column, shift_column),
        ));
        prop_assert_eq!(exact_set(&before), exact_set(&after));
        prop_assert_eq!(before.components, after.components);
    }

    #[test]
    fn relabelling_strategies_relabels_equilibria([row, column] in matrices(5, coarse())) {
        let reversed = |matrix: &Matrix| -> Matrix {
            matrix.iter().rev().map(|line| line.iter().rev().copied().collect()).collect()
        };
        let before = exact_set(&solved(&bimatrix(&row, &column)));
        let after = exact_set(&solved(&bimatrix(&reversed(&row), &reversed(&column))))
            .into_iter()
            .map(|strategies| strategies.map(|s| s.into_iter().rev().collect()))
            .collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn exchanging_the_players_exchanges_strategies([row, column] in matrices(5, coarse())) {
        let before = solved(&bimatrix(&row, &column));
        let after = solved(&bimatrix(&transposed(&column), &transposed(&row)));
        let exchanged = exact_set(&after).into_iter().map(|[y, x]| [x, y]).collect();
        prop_assert_eq!(exact_set(&before), exchanged);
        prop_assert_eq!(before.components.len(), after.components.len());
    }

    #[test]
    fn the_number_of_threads_changes_nothing(game in matrices(8, coarse())) {
        let [row, column] = game;
        let game = bimatrix(&row, &column);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| solved(&game))
        };
        prop_assert_eq!(with(1), with(5));
    }

    #[test]
    fn pure_equilibria_are_those_of_the_enumeration(game in matrices(6, coarse())) {
        let [row, column] = game;
        let game = bimatrix(&row, &column);
        let scan = pure_equilibria(&game, &Quiet).unwrap();
        prop_assert_eq!(scan.max_regret(), 0.0);
        let mut scanned: Vec<_> = scan.pure().map(|(_, profile)| profile).collect();
        let mut enumerated: Vec<_> = solved(&game).pure().map(|(_, profile)| profile).collect();
        scanned.sort_unstable();
        enumerated.sort_unstable();
        prop_assert_eq!(scanned, enumerated);
    }
}
