//! The test for proper equilibria on published games, and against what must follow from it.

mod common;

use common::cases::{cases, game_of};
use common::{bimatrix, matrices};
use proptest::prelude::*;
use talion_game::{NormalForm, Profile, Quiet, Rational};
use talion_solve::{Proper, TremblingHand, proper, trembling_hand, vertex_enumeration};

fn pure(game: &NormalForm, profile: [usize; 2]) -> Proper {
    let strategy = |p: usize| -> Vec<Rational> {
        let count = game.players()[p].strategies.len();
        (0..count).map(|s| if s == profile[p] { Rational::ONE } else { Rational::ZERO }).collect()
    };
    proper(game, &[strategy(0), strategy(1)]).unwrap()
}

fn exact(equilibrium: &talion_game::Equilibrium) -> Vec<Vec<Rational>> {
    let exact = equilibrium.exact.as_ref().unwrap();
    exact.iter().map(|s| s.iter().map(|p| p.parse().unwrap()).collect()).collect()
}

/// Myerson (1978), figure 2: three equilibria, the first alone proper, though the second is perfect.
#[test]
fn myerson() {
    let game = game_of(&cases()["myerson_1978"]);
    let verdicts = [0, 1, 2].map(|s| pure(&game, [s, s]));
    assert_eq!(verdicts, [Proper::Proper, Proper::NotProper, Proper::NotProper]);
}

/// van Damme (1991), figure 2.3.1's point: a strategy that only adds a bad mistake makes an equilibrium
/// perfect that the smaller game had ruled out; proper equilibria are not taken in.
#[test]
fn a_dominated_strategy_makes_no_difference() {
    let small = bimatrix(&[vec![1.0, 0.0], vec![0.0, 0.0]], &[vec![1.0, 0.0], vec![0.0, 0.0]]);
    assert_eq!([pure(&small, [0, 0]), pure(&small, [1, 1])], [Proper::Proper, Proper::NotProper]);
    let row = [vec![1.0, 0.0, -9.0], vec![0.0, 0.0, -7.0], vec![-9.0, -7.0, -7.0]];
    let game = bimatrix(&row, &row);
    let second = Profile::pure(&game, &[1, 1]);
    assert_eq!(trembling_hand(&game, &second).unwrap(), TremblingHand::Perfect);
    assert_eq!(pure(&game, [1, 1]), Proper::NotProper);
}

/// The order of mistakes is not free: `b` is the better mistake of the row player against `L`, so the
/// column player must believe in it, and then prefers `L`; with payoffs exchanged it prefers `R`, and
/// neither column is proper any more against `a`.
#[test]
fn better_mistakes_come_first() {
    let row = [vec![2.0, 2.0], vec![1.0, 1.0], vec![0.0, 0.0]];
    let favours_left = bimatrix(&row, &[vec![0.0, 0.0], vec![1.0, 0.0], vec![0.0, 5.0]]);
    assert_eq!(pure(&favours_left, [0, 0]), Proper::Proper);
    assert_eq!(pure(&favours_left, [0, 1]), Proper::NotProper);
    let favours_right = bimatrix(&row, &[vec![0.0, 0.0], vec![0.0, 1.0], vec![5.0, 0.0]]);
    assert_eq!(pure(&favours_right, [0, 0]), Proper::NotProper);
    assert_eq!(pure(&favours_right, [0, 1]), Proper::Proper);
    // Trembles without that order support both.
    for column in 0..2 {
        let profile = Profile::pure(&favours_left, &[0, column]);
        assert_eq!(trembling_hand(&favours_left, &profile).unwrap(), TremblingHand::Perfect);
    }
}

#[test]
fn past_the_limit_nothing_is_claimed() {
    // Nine strategies each that all tie: more rankings than are tried.
    let zeros = vec![vec![0.0; 9]; 9];
    assert_eq!(pure(&bimatrix(&zeros, &zeros), [0, 0]), Proper::Undecided);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Proper equilibria exist (Myerson 1978), are perfect, and strict and completely mixed ones are
    /// always proper.
    #[test]
    fn what_must_follow([row, column] in matrices(3, (0_i32..4).prop_map(f64::from))) {
        let game = bimatrix(&row, &column);
        let solution = vertex_enumeration(&game, &Quiet).unwrap();
        let mut some = false;
        for equilibrium in &solution.equilibria {
            let verdict = proper(&game, &exact(equilibrium)).unwrap();
            prop_assert!(verdict != Proper::Undecided);
            let perfect = trembling_hand(&game, &equilibrium.strategies).unwrap();
            if verdict == Proper::Proper {
                prop_assert_eq!(perfect, TremblingHand::Perfect);
                some = true;
            }
            let mixed = equilibrium.strategies.strategies().iter().flatten().all(|p| *p > 0.0);
            prop_assert!(!mixed || verdict == Proper::Proper);
        }
        // Where every equilibrium stands alone, one of the list must be proper.
        let isolated = solution.components.iter().all(|piece| piece.equilibria.len() == 1);
        prop_assert!(some || !isolated);
    }

    /// The verdict is about preferences, not about units or names.
    #[test]
    fn units_and_names_do_not_matter(
        [row, column] in matrices(3, (0_i32..4).prop_map(f64::from)),
        scale in 1_i32..5, shift in -3_i32..4,
    ) {
        let game = bimatrix(&row, &column);
        let other: Vec<Vec<f64>> = row
            .iter()
            .map(|line| line.iter().map(|u| u * f64::from(scale) + f64::from(shift)).collect())
            .collect();
        let scaled = bimatrix(&other, &column);
        let turned_row: Vec<Vec<f64>> = row.iter().rev().cloned().collect();
        let turned_column: Vec<Vec<f64>> = column.iter().rev().cloned().collect();
        let turned = bimatrix(&turned_row, &turned_column);
        for equilibrium in vertex_enumeration(&game, &Quiet).unwrap().equilibria {
            let exact = exact(&equilibrium);
            let verdict = proper(&game, &exact).unwrap();
            prop_assert_eq!(proper(&scaled, &exact).unwrap(), verdict);
            let reversed: Vec<Rational> = exact[0].iter().rev().cloned().collect();
            prop_assert_eq!(proper(&turned, &[reversed, exact[1].clone()]).unwrap(), verdict);
        }
    }
}
