//! Signalling games with known answers, and random ones.

use proptest::prelude::*;
use talion_game::{PrivateTypes, Rational, SignallingGame};

pub(crate) fn ratio(text: &str) -> Rational {
    text.parse().unwrap()
}

pub(crate) fn types(label: &str, names: &[&str], prior: &[&str]) -> PrivateTypes {
    PrivateTypes {
        label: label.to_owned(),
        types: names.iter().map(|name| (*name).to_owned()).collect(),
        prior: prior.iter().map(|p| ratio(p)).collect(),
    }
}

pub(crate) fn names(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|label| (*label).to_owned()).collect()
}

/// Whole payoffs `[t][m][a]` of a receiver with one type.
pub(crate) fn table(payoffs: &[Vec<Vec<i64>>]) -> Vec<Vec<Vec<Vec<Rational>>>> {
    let own = |row: &Vec<i64>| row.iter().map(|&x| Rational::from(x)).collect();
    payoffs.iter().map(|of_type| vec![of_type.iter().map(own).collect()]).collect()
}

/// Cho and Kreps (1987), with the numbers of `incomplete_information.json`, `beer_quiche`: one for the
/// breakfast one likes, two for not being challenged; the challenger wants to fight the weak only.
pub(crate) fn beer_quiche(tough: &str, weak: &str) -> SignallingGame {
    // Actions: duel, not.
    let sender = [vec![vec![1, 3], vec![0, 2]], vec![vec![0, 2], vec![1, 3]]];
    let receiver = [vec![vec![0, 1], vec![0, 1]], vec![vec![1, 0], vec![1, 0]]];
    SignallingGame::new(
        "beer and quiche",
        [types("sender", &["tough", "weak"], &[tough, weak]), PrivateTypes::known("receiver")],
        names(&["beer", "quiche"]),
        vec![names(&["duel", "not"]); 2],
        [table(&sender), table(&receiver)],
    )
    .unwrap()
}

/// Payoffs `[t][m][a]` of both, and the weight of the first type out of ten.
pub(crate) type Drawn = ([Vec<Vec<Vec<i64>>>; 2], i64);

/// Two types, two messages, two actions, small whole payoffs.
pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    let of_type = prop::collection::vec(prop::collection::vec(-4_i64..=4, 2), 2);
    let both = prop::collection::vec(of_type, 2);
    ((both.clone(), both).prop_map(|(sender, receiver)| [sender, receiver]), 1_i64..=9)
}

pub(crate) fn game(([sender, receiver], first): &Drawn) -> SignallingGame {
    let prior = [format!("{first}/10"), format!("{}/10", 10 - first)];
    let prior: Vec<&str> = prior.iter().map(String::as_str).collect();
    SignallingGame::new(
        "",
        [types("sender", &["t0", "t1"], &prior), PrivateTypes::known("receiver")],
        names(&["m0", "m1"]),
        vec![names(&["a0", "a1"]); 2],
        [table(sender), table(receiver)],
    )
    .unwrap()
}
