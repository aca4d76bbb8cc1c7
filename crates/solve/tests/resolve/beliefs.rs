//! Beliefs along a sequence of moves.

use proptest::prelude::*;
use talion_solve::resolve::{BeliefError, update};

/// `bayes_learning` of `incomplete_information.json`: resolute with probability 0.3; escalate, escalate,
/// hold.
#[test]
fn an_audience_learns_from_moves() {
    let (escalate, hold) = (vec![0.8, 0.3], vec![0.15, 0.4]);
    let found = update(&[0.3, 0.7], &[escalate.clone(), escalate, hold]).unwrap();
    let expected = [0.3, 0.533_333_333_333_333_3, 0.752_941_176_470_588_3, 0.533_333_333_333_333_4];
    for (beliefs, expected) in found.iter().zip(expected) {
        assert!((beliefs[0] - expected).abs() < 1e-15, "{beliefs:?}");
    }
    assert_eq!(found.len(), 4);
}

#[test]
fn a_move_that_nobody_makes_is_named() {
    let found = update(&[0.5, 0.5], &[vec![1.0, 0.0], vec![0.0, 1.0]]);
    assert_eq!(found, Err(BeliefError::Impossible { place: 2 }));
}

proptest! {
    /// Over the moves that may come next, the expected belief is the belief of now.
    #[test]
    fn beliefs_are_a_martingale(
        prior in 0.01_f64..0.99,
        first in 0.01_f64..0.99,
        second in 0.01_f64..0.99,
    ) {
        let mut mean = 0.0;
        for likelihood in [vec![first, second], vec![1.0 - first, 1.0 - second]] {
            let chance = prior * likelihood[0] + (1.0 - prior) * likelihood[1];
            let after = update(&[prior, 1.0 - prior], &[likelihood]).unwrap();
            prop_assert!((0.0..=1.0).contains(&after[1][0]));
            mean += chance * after[1][0];
        }
        prop_assert!((mean - prior).abs() < 1e-12);
    }
}
