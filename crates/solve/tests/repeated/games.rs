//! Repeated games for the tests.

use serde_json::Value;
use talion_game::{NormalForm, Player, RepeatedGame};

/// The collection of known answers.
pub(crate) fn cases() -> Value {
    serde_json::from_str(include_str!("../cases/repeated.json")).unwrap()
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

pub(crate) fn matrix(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

/// A two-player game with numbered strategies.
pub(crate) fn bimatrix(row: &[Vec<f64>], column: &[Vec<f64>]) -> NormalForm {
    let labels = vec!["s"; row.len().max(row[0].len())];
    let (m, n) = (row.len(), row[0].len());
    NormalForm::bimatrix(
        [("row", labels[..m].to_vec()), ("column", labels[..n].to_vec())],
        row,
        column,
    )
    .unwrap()
}

/// The dilemma with these payoffs: both cooperate, tempt, both defect, be exploited.
pub(crate) fn dilemma([c, d, n, l]: [f64; 4]) -> NormalForm {
    bimatrix(&[vec![c, l], vec![d, n]], &[vec![c, d], vec![l, n]])
}

pub(crate) fn repeated(stage: NormalForm, discounts: &[f64]) -> RepeatedGame {
    RepeatedGame::new(stage, discounts.to_vec()).unwrap()
}

/// A public good among three: who gives pays 1 and everybody gets 0.6 for each gift.
pub(crate) fn public_good() -> NormalForm {
    let players = (0..3)
        .map(|p| Player { label: p.to_string(), strategies: vec!["give".into(), "keep".into()] })
        .collect();
    let gives = |profile: usize, p: usize| profile >> p & 1 == 0;
    let worth = |profile: usize, p: usize| {
        let gifts = (0..3).filter(|&q| gives(profile, q)).count() as f64;
        0.6 * gifts - f64::from(u8::from(gives(profile, p)))
    };
    let payoffs = (0..3).map(|p| (0..8).map(|profile| worth(profile, p)).collect()).collect();
    NormalForm::new("", players, payoffs).unwrap()
}

/// Cournot duopoly on a grid, as in the example of `QuantEcon`: price `max(6 - q1 - q2, 0)`, no cost.
pub(crate) fn cournot(points: usize) -> NormalForm {
    let quantity = |k: usize| 6.0 * k as f64 / (points - 1) as f64;
    let profit = |own: usize, other: usize| {
        f64::max(6.0 - quantity(own) - quantity(other), 0.0) * quantity(own)
    };
    let row: Vec<Vec<f64>> =
        (0..points).map(|i| (0..points).map(|j| profit(i, j)).collect()).collect();
    let column: Vec<Vec<f64>> =
        (0..points).map(|i| (0..points).map(|j| profit(j, i)).collect()).collect();
    bimatrix(&row, &column)
}
