//! The enumeration of sequential equilibria: beer and quiche, brute force, invariants.

use super::games::{Drawn, beer_quiche, drawn, game, names, table, types};
use proptest::prelude::*;
use talion_game::{PrivateTypes, Quiet, SignallingGame};
use talion_solve::resolve::{
    Intuitive, SignallingEquilibrium, SignallingKind, signalling_equilibria,
};
use talion_solve::{Sequential, sequential};

fn all(game: &SignallingGame) -> Vec<SignallingEquilibrium> {
    signalling_equilibria(game, &Quiet).unwrap().equilibria
}

/// `incomplete_information.json`, `beer_quiche`.
#[test]
fn beer_and_quiche_has_two_components_and_the_criterion_keeps_beer() {
    let found = all(&beer_quiche("9/10", "1/10"));
    assert_eq!(found.len(), 2);
    let beer = found.iter().find(|one| one.messages == [[1.0, 0.0], [1.0, 0.0]]).unwrap();
    assert_eq!(beer.kind, SignallingKind::Pooling);
    assert_eq!(beer.replies, [[[0.0, 1.0], [1.0, 0.0]]], "no duel after beer, a duel after quiche");
    assert_eq!(beer.belief_ranges[1][1], [0.5, 1.0], "weak with one half or more after quiche");
    // A duel after quiche with one half or more keeps the weak at beer.
    assert_eq!(beer.reply_ranges[0][1][0], [0.5, 1.0]);
    assert!(!beer.isolated);
    assert_eq!(beer.intuitive, Intuitive::Survives);
    assert_eq!(beer.values, [3.0, 2.0]);
    assert!((beer.assessment.values[1] - 0.9).abs() < 1e-15);
    let quiche = found.iter().find(|one| one.messages == [[0.0, 1.0], [0.0, 1.0]]).unwrap();
    assert_eq!(quiche.replies, [[[1.0, 0.0], [0.0, 1.0]]]);
    assert_eq!(quiche.belief_ranges[0][1], [0.5, 1.0], "weak with one half or more after beer");
    let fails = Intuitive::Fails {
        message: "beer".to_owned(),
        by_type: "tough".to_owned(),
        never: vec!["weak".to_owned()],
    };
    assert_eq!(quiche.intuitive, fails);
}

/// With the weak more likely than the tough, pooling at either breakfast calls for a duel. By hand: the
/// weak have beer with probability 1/9 at prior 1/10, so that beer tells one half; the duel after beer has
/// probability 1/2, which leaves the weak indifferent (1 at quiche with a duel for sure).
#[test]
fn the_weak_bluff_so_often_that_the_receiver_is_in_two_minds() {
    let found = all(&beer_quiche("1/10", "9/10"));
    assert_eq!(found.len(), 1);
    let only = &found[0];
    assert_eq!(only.kind, SignallingKind::SemiSeparating);
    assert_eq!(only.exact_messages, [["1", "0"], ["1/9", "8/9"]]);
    assert_eq!(only.exact_replies, [[["1/2", "1/2"], ["1", "0"]]]);
    assert_eq!(only.beliefs, [[0.5, 0.5], [0.0, 1.0]]);
    assert!(only.isolated && only.assessment.max_gain < 1e-15);
}

/// Spence's education, in whole numbers: 2 for being hired, schooling costs the able 1 and the others 3;
/// the firm wants the able only. The able go to school and nobody else does.
#[test]
fn what_only_one_type_can_afford_separates() {
    let sender = [vec![vec![1, -1], vec![2, 0]], vec![vec![-1, -3], vec![2, 0]]];
    let receiver = [vec![vec![1, 0], vec![1, 0]], vec![vec![-1, 0], vec![-1, 0]]];
    let game = SignallingGame::new(
        "",
        [types("worker", &["able", "other"], &["1/4", "3/4"]), PrivateTypes::known("firm")],
        names(&["school", "none"]),
        vec![names(&["hire", "not"]); 2],
        [table(&sender), table(&receiver)],
    )
    .unwrap();
    let found = all(&game);
    let apart: Vec<_> = found.iter().filter(|e| e.kind == SignallingKind::Separating).collect();
    assert_eq!(apart.len(), 1);
    assert_eq!(apart[0].messages, [[1.0, 0.0], [0.0, 1.0]]);
    assert_eq!(apart[0].beliefs, [[1.0, 0.0], [0.0, 1.0]]);
    let together = found.iter().find(|e| e.kind == SignallingKind::Pooling).unwrap();
    assert!(matches!(together.intuitive, Intuitive::Fails { .. }), "the able would be believed");
}

/// Pure strategies that are equilibria, by trying all of them with every belief that could matter.
fn pure_by_force(drawn: &Drawn) -> Vec<([usize; 2], [usize; 2])> {
    let ([sender, receiver], first) = drawn;
    let weights = [*first, 10 - first];
    let mut found = Vec::new();
    for code in 0..16_usize {
        let said = [code & 1, code >> 1 & 1];
        let taken = [code >> 2 & 1, code >> 3 & 1];
        let content = |t: usize| {
            let m = said[t];
            sender[t][m][taken[m]] >= sender[t][1 - m][taken[1 - m]]
        };
        let best = |m: usize| {
            let (a, b) = (taken[m], 1 - taken[m]);
            let gain = |t: usize| receiver[t][m][a] - receiver[t][m][b];
            let senders: Vec<usize> = (0..2).filter(|&t| said[t] == m).collect();
            if senders.is_empty() {
                // Some belief over two types will do if one of the two certain ones does.
                gain(0).max(gain(1)) >= 0
            } else {
                senders.iter().map(|&t| weights[t] * gain(t)).sum::<i64>() >= 0
            }
        };
        if content(0) && content(1) && best(0) && best(1) {
            found.push((said, taken));
        }
    }
    found
}

/// Whether strategies lie within the ranges of a component.
fn holds(component: &SignallingEquilibrium, said: [usize; 2], taken: [usize; 2]) -> bool {
    let inside = |range: &[f64; 2], x: f64| range[0] - 1e-12 <= x && x <= range[1] + 1e-12;
    let one = |flag: bool| f64::from(u8::from(flag));
    (0..2).all(|t| (0..2).all(|m| inside(&component.message_ranges[t][m], one(said[t] == m))))
        && (0..2)
            .all(|m| (0..2).all(|a| inside(&component.reply_ranges[0][m][a], one(taken[m] == a))))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_pure_equilibrium_is_in_the_list_and_every_member_is_sequential(drawn in drawn()) {
        let game = game(&drawn);
        let found = all(&game);
        prop_assert!(!found.is_empty(), "every finite game has one");
        let tree = game.tree().unwrap();
        for one in &found {
            prop_assert!(one.assessment.max_gain <= 1e-12);
            prop_assert!(one.assessment.max_regret <= 1e-12);
            prop_assert!(one.assessment.bayes_residual <= 1e-12);
            // A test that knows nothing of signalling agrees.
            let behaviour = tree.behaviour(&one.messages, &one.replies);
            let verdict = sequential(&tree.tree, &behaviour).unwrap();
            let refused = matches!(verdict, Sequential::NotSequential { .. });
            prop_assert!(!refused, "{verdict:?}");
        }
        for (said, taken) in pure_by_force(&drawn) {
            prop_assert!(found.iter().any(|one| holds(one, said, taken)), "{said:?} {taken:?}");
        }
        // And what is shown as pure is one of them.
        for one in &found {
            let pure = |row: &Vec<f64>| row.iter().position(|p| *p == 1.0);
            let said = [pure(&one.messages[0]), pure(&one.messages[1])];
            let taken = [pure(&one.replies[0][0]), pure(&one.replies[0][1])];
            if let ([Some(s0), Some(s1)], [Some(a0), Some(a1)]) = (said, taken) {
                prop_assert!(pure_by_force(&drawn).contains(&([s0, s1], [a0, a1])));
            }
        }
    }

    #[test]
    fn other_names_for_types_and_messages_are_other_names_for_the_same_equilibria(drawn in drawn()) {
        let swapped = {
            let ([sender, receiver], first) = &drawn;
            let turn = |table: &Vec<Vec<Vec<i64>>>| -> Vec<Vec<Vec<i64>>> {
                table.iter().rev().map(|rows| rows.iter().rev().cloned().collect()).collect()
            };
            ([turn(sender), turn(receiver)], 10 - first)
        };
        let key = |one: &SignallingEquilibrium, turned: bool| {
            let mut ranges: Vec<Vec<[f64; 2]>> = one.message_ranges.clone();
            let mut replies: Vec<Vec<[f64; 2]>> = one.reply_ranges[0].clone();
            if turned {
                ranges.reverse();
                for row in &mut ranges {
                    row.reverse();
                }
                replies.reverse();
            }
            format!("{ranges:.9?} {replies:.9?}")
        };
        let mut here: Vec<String> = all(&game(&drawn)).iter().map(|one| key(one, false)).collect();
        let mut there: Vec<String> = all(&game(&swapped)).iter().map(|one| key(one, true)).collect();
        here.sort();
        there.sort();
        prop_assert_eq!(here, there);
    }

    /// The expected belief after the message is the prior.
    #[test]
    fn beliefs_are_a_martingale(drawn in drawn()) {
        let prior = f64::from(i32::try_from(drawn.1).unwrap()) / 10.0;
        for one in all(&game(&drawn)) {
            let sent = |m: usize| prior * one.messages[0][m] + (1.0 - prior) * one.messages[1][m];
            let mean: f64 = (0..2).map(|m| sent(m) * one.beliefs[m][0]).sum();
            prop_assert!((mean - prior).abs() < 1e-12);
            for mu in one.beliefs.iter().flatten() {
                prop_assert!((0.0..=1.0).contains(mu));
            }
        }
    }
}
