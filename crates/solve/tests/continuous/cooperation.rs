//! Joint choices: weighted sums, bargaining solutions and the Pareto frontier of a spatial game.
//!
//! Player `p` wants the point `z` at `c_p`; with `c_1 = (0, 0)`, `c_2 = (1, 1)` the efficient points
//! are `z = s (1, 1)`, worth `-2 s^2` and `-2 (1 - s)^2`.

use crate::games::spatial;
use talion_game::{ContinuousError, Quiet, Termination};
use talion_solve::{BargainingRule, ReplyOptions, cooperate, pareto_frontier};

const IDEAL: [[f64; 2]; 2] = [[0.0, 0.0], [1.0, 1.0]];

fn bisect(mut low: f64, mut high: f64, negative: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if negative(middle) { low = middle } else { high = middle }
    }
    low
}

fn agree(rule: &BargainingRule) -> talion_solve::Agreement {
    let found = cooperate(&spatial(IDEAL), rule, &ReplyOptions::default(), &Quiet).unwrap();
    assert_eq!(found.termination, Termination::Converged, "{rule:?}");
    found
}

fn assert_at(found: &talion_solve::Agreement, s: f64) {
    for levels in &found.point {
        assert!((levels[0] - s).abs() < 1e-7, "{:?} for {s}", found.point);
    }
}

#[test]
fn a_weighted_sum_lands_between_the_ideals() {
    let found = agree(&BargainingRule::WeightedSum { weights: vec![3.0, 1.0] });
    assert_at(&found, 0.25);
    assert_eq!(found.weights, [0.75, 0.25]);
    assert!(found.check.gain < 1e-10 && found.disagreement.is_empty());
}

#[test]
fn nash_bargaining_maximises_the_product() {
    let disagreement = vec![-2.0, -3.0];
    let rule = BargainingRule::Nash { weights: vec![1.0, 1.0], disagreement };
    let found = agree(&rule);
    // d/ds [ln(2 - 2 s^2) + ln(3 - 2 (1 - s)^2)] = 0.
    let slope =
        |s: f64| -4.0 * s / (2.0 - 2.0 * s * s) + 4.0 * (1.0 - s) / (3.0 - 2.0 * (1.0 - s).powi(2));
    assert_at(&found, bisect(0.0, 1.0, |s| slope(s) > 0.0));
    assert!(found.check.gain < 1e-10);
    // Reciprocal gains are the weights.
    let gains = [found.values[0] + 2.0, found.values[1] + 3.0];
    let expected = gains[1] / (gains[0] + gains[1]);
    assert!((found.weights[0] - expected).abs() < 1e-9);
}

#[test]
fn kalai_smorodinsky_equalises_shares_of_the_ideal_gains() {
    let rule = BargainingRule::KalaiSmorodinsky { disagreement: vec![-2.0, -3.0] };
    let found = agree(&rule);
    assert!(found.ideal.iter().all(|i| i.abs() < 1e-8), "{:?}", found.ideal);
    let s = bisect(0.0, 1.0, |s| (2.0 - 2.0 * s * s) / 2.0 > (3.0 - 2.0 * (1.0 - s).powi(2)) / 3.0);
    assert_at(&found, s);
    assert!(found.check.gain < 1e-8, "{:?}", found.check);
}

#[test]
fn ideal_payoffs_respect_the_others_floors() {
    let rule = BargainingRule::KalaiSmorodinsky { disagreement: vec![-1.0, -1.0] };
    let found = agree(&rule);
    // The best for 1 with u_2 = -1: 1 - s = sqrt(1/2).
    let expected = -2.0 * (1.0 - 0.5_f64.sqrt()).powi(2);
    for ideal in &found.ideal {
        assert!((ideal - expected).abs() < 1e-8, "{ideal} for {expected}");
    }
    assert_at(&found, 0.5);
}

#[test]
fn no_agreement_is_said() {
    let rule = BargainingRule::Nash { weights: vec![1.0, 1.0], disagreement: vec![-0.1, -0.1] };
    let refused = cooperate(&spatial(IDEAL), &rule, &ReplyOptions::default(), &Quiet);
    assert!(matches!(refused, Err(ContinuousError::NoAgreement { found }) if found < 0.0));
    let rule = BargainingRule::WeightedSum { weights: vec![1.0] };
    let refused = cooperate(&spatial(IDEAL), &rule, &ReplyOptions::default(), &Quiet);
    assert!(matches!(refused, Err(ContinuousError::Length { found: 1, expected: 2, .. })));
}

#[test]
fn the_frontier_is_the_segment_between_the_ideals() {
    let frontier = pareto_frontier(&spatial(IDEAL), 9, &ReplyOptions::default(), &Quiet).unwrap();
    assert_eq!(frontier.termination, Termination::Converged);
    assert_eq!(frontier.points.len(), 9);
    for (k, point) in frontier.points.iter().enumerate() {
        // Equal steps of u_2 from -2 to 0.
        let expected = -2.0 + 0.25 * k as f64;
        assert!((point.values[1] - expected).abs() < 1e-8, "{:?}", point.values);
        let s = 1.0 - (-expected / 2.0).sqrt();
        assert!((point.values[0] + 2.0 * s * s).abs() < 1e-7, "{:?}", point.values);
        // The weight of the second player is s.
        assert!((point.weights[1] - s).abs() < 1e-5, "{:?} for {s}", point.weights);
        assert!(point.projected_gradient < 1e-6, "{point:?}");
    }
}
