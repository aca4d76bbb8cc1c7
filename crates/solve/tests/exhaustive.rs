//! Every small game of wins and losses, against the enumeration by definition: nothing but ties.

mod common;

use common::{Matrix, bimatrix, exact_set, oracle};
use talion_game::Quiet;
use talion_solve::vertex_enumeration;

/// The matrix whose entries are the binary digits of a number.
fn digits(number: u32, m: usize, n: usize) -> Matrix {
    let digit = |i: usize, j: usize| f64::from(number >> (i * n + j) & 1);
    (0..m).map(|i| (0..n).map(|j| digit(i, j)).collect()).collect()
}

fn assert_agreement(row: &Matrix, column: &Matrix) {
    let solution = vertex_enumeration(&bimatrix(row, column), &Quiet).unwrap();
    assert_eq!(exact_set(&solution), oracle(row, column).equilibria, "{row:?} {column:?}");
}

#[test]
fn all_two_by_three_games_of_wins_and_losses() {
    for number in 0..1 << 12 {
        assert_agreement(&digits(number >> 6, 2, 3), &digits(number & 63, 2, 3));
    }
}

#[test]
fn three_by_three_games_of_wins_and_losses() {
    // One in 61 of all 2^18 games: a prime, so that every digit varies.
    for number in (0..1 << 18).step_by(61) {
        assert_agreement(&digits(number >> 9, 3, 3), &digits(number & 511, 3, 3));
    }
}

#[test]
fn four_by_four_games_of_wins_and_losses() {
    // 300 games from all over the range.
    for number in 0..300_u32 {
        let mixed = number.wrapping_mul(2_654_435_761);
        assert_agreement(&digits(mixed >> 16, 4, 4), &digits(mixed & 0xffff, 4, 4));
    }
}
