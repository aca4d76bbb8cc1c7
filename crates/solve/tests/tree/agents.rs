//! Agent quantal response: closed forms, an independent solver, and limits that are sequential.

use crate::games::{Drawn, beer_quiche, drawn, entry, hidden_moves, horse, kuhn_poker, tree};
use proptest::prelude::*;
use talion_game::{Quiet, Termination};
use talion_solve::{SolveError, agent_quantal_response};

/// One agent alone mixes by the logit formula; two in a row by the formula twice.
#[test]
fn a_decision_after_a_decision() {
    let game = tree(
        "EFG 2 R \"\" { \"a\" }
        p \"\" 1 1 { \"x\" \"y\" } 0
        t \"\" 1 { 1 }
        p \"\" 1 2 { \"u\" \"d\" } 2 { 1/2 } t \"\" 3 { 2 } t \"\" 4 { 0 }",
    );
    for lambda in [0.3, 1.0, 4.0] {
        let found = agent_quantal_response(&game, &[lambda], &Quiet).unwrap();
        let point = &found.points[0];
        let up = 1.0 / (1.0 + (-2.0 * lambda).exp());
        let later = 0.5 + 2.0 * up;
        let first = 1.0 / (1.0 + (lambda * (later - 1.0)).exp());
        assert!((point.behaviour.0[1].probabilities[0] - up).abs() < 1e-12);
        assert!((point.behaviour.0[0].probabilities[0] - first).abs() < 1e-12);
        assert!(point.residual < 1e-12);
    }
}

#[test]
fn limits_are_the_sequential_equilibria() {
    let limit = |game| agent_quantal_response(&game, &[], &Quiet).unwrap().limit.unwrap();
    let entry = limit(entry());
    assert_eq!(entry.assessment.values, [2.0, 2.0], "the threat is not believed");
    let horse = limit(horse());
    assert!((horse.assessment.values[0] - 1.0).abs() < 1e-6, "(C, c, R) and nothing else");
    let poker = limit(kuhn_poker());
    assert!((poker.assessment.values[0] + 1.0 / 18.0).abs() < 1e-7);
    // Of the continuum of equilibria, the one to which Gambit's branch (pygambit `logit_solve`) leads.
    for (set, first) in [("J", 0.201_740), ("K", 0.605_219), ("Q after check and bet", 0.535_073)] {
        let found = poker.behaviour.0.iter().find(|s| s.information_set == set).unwrap();
        assert!((found.probabilities[0] - first).abs() < 1e-4, "{set}: {found:?}");
    }
    let pool = limit(beer_quiche());
    assert!(pool.assessment.max_gain < 1e-7 && pool.assessment.max_regret < 1e-7);
}

#[test]
fn a_lambda_below_zero_is_refused() {
    let refused = agent_quantal_response(&entry(), &[-1.0], &Quiet);
    assert_eq!(refused.unwrap_err(), SolveError::Lambda { found: -1.0 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// The check recomputes beliefs' replies from the tree alone.
    #[test]
    fn every_point_answers_its_own_mistakes(drawn in drawn(2, 4)) {
        prop_assume!(!matches!(drawn, Drawn::Leaf(_)));
        let game = hidden_moves(2, &drawn);
        let found = agent_quantal_response(&game, &[0.5, 2.0], &Quiet).unwrap();
        prop_assert_eq!(found.termination, Termination::Converged);
        prop_assert_eq!(found.points.len(), 2);
        for point in found.points {
            prop_assert!(point.residual < 1e-10, "{}", point.residual);
            prop_assert!(point.assessment.bayes_residual < 1e-10);
        }
    }
}
