//! The test for sequential equilibria on trees whose answers are published.

use crate::games::{Drawn, beer_quiche, drawn, entry, horse, perfect_information};
use proptest::prelude::*;
use talion_game::{BehaviourStrategies, ExtensiveForm, Profile, Quiet};
use talion_solve::{Sequential, sequential, subgame_perfect, vertex_enumeration};

/// Behaviour strategies from the probability of the first action at every information set.
fn first_actions(game: &ExtensiveForm, first: &[f64]) -> BehaviourStrategies {
    let normal = game.normal_form().unwrap();
    let start = normal.players().iter().map(|p| {
        let mut pure = vec![0.0; p.strategies.len()];
        pure[0] = 1.0;
        pure
    });
    let mut behaviour = game.behaviour(&Profile::new(&normal, start.collect()).unwrap()).unwrap();
    for (set, p) in behaviour.0.iter_mut().zip(first) {
        set.probabilities = vec![*p, 1.0 - p];
    }
    behaviour
}

/// Kreps and Wilson (1982): of the horse's equilibria, (C, c, R) is sequential, (D, c, L) is not, as
/// the second player would rather go down.
#[test]
fn seltens_horse() {
    let game = horse();
    // The sets in order: the first player's, the second's, the third's.
    let good = sequential(&game, &first_actions(&game, &[1.0, 1.0, 0.0])).unwrap();
    assert!(matches!(good, Sequential::Sequential { .. }), "{good:?}");
    let bad = sequential(&game, &first_actions(&game, &[0.0, 1.0, 1.0])).unwrap();
    let Sequential::NotSequential { information_set, loss } = bad else { panic!("{bad:?}") };
    assert_eq!(game.information_sets()[information_set].player.0, 1);
    assert!((loss - 3.0).abs() < 1e-12, "4 for going down against 1: {loss}");
    // (C, c, R with probability 3/4 or more) is the whole component: R a quarter less is none.
    let edge = sequential(&game, &first_actions(&game, &[1.0, 1.0, 0.25])).unwrap();
    assert!(matches!(edge, Sequential::Sequential { .. }), "{edge:?}");
    let outside = sequential(&game, &first_actions(&game, &[1.0, 1.0, 0.5])).unwrap();
    assert!(matches!(outside, Sequential::NotSequential { .. }), "{outside:?}");
}

/// Cho and Kreps (1987): both pools are sequential; beliefs after the breakfast that nobody orders
/// put at least one half on weak.
#[test]
fn beer_and_quiche() {
    let game = beer_quiche();
    // Order of the sets: weak, quiche, beer, surly.
    let names: Vec<&str> = game.information_sets().iter().map(|s| s.label.as_str()).collect();
    assert_eq!(names, ["weak", "quiche", "beer", "surly"]);
    for (behaviour, unordered) in [([0.0, 1.0, 0.0, 0.0], 1), ([1.0, 0.0, 1.0, 1.0], 2)] {
        let found = sequential(&game, &first_actions(&game, &behaviour)).unwrap();
        let Sequential::Sequential { beliefs, max_gain } = found else { panic!("{found:?}") };
        assert!(beliefs[unordered][0] >= 0.5, "{beliefs:?}");
        assert!(max_gain < 1e-12);
        assert!((beliefs[3 - unordered][0] - 0.1).abs() < 1e-12, "Bayes on the path");
    }
    // Whatever one believes, somebody who is not challenged for quiche deviates to it.
    let none = sequential(&game, &first_actions(&game, &[0.0, 0.0, 0.0, 0.0])).unwrap();
    assert!(matches!(none, Sequential::NotSequential { .. }), "{none:?}");
}

#[test]
fn an_idle_threat_is_not_sequential() {
    let game = entry();
    let threat = sequential(&game, &first_actions(&game, &[1.0, 1.0])).unwrap();
    assert!(matches!(threat, Sequential::NotSequential { information_set: 1, .. }), "{threat:?}");
    let yields = sequential(&game, &first_actions(&game, &[0.0, 0.0])).unwrap();
    assert!(matches!(yields, Sequential::Sequential { .. }), "{yields:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Where everybody sees everything, sequential and subgame-perfect are the same.
    #[test]
    fn under_perfect_information_it_is_subgame_perfection(drawn in drawn(2, 3)) {
        prop_assume!(!matches!(drawn, Drawn::Leaf(_)));
        let game = perfect_information(2, &drawn);
        for equilibrium in subgame_perfect(&game, &Quiet).unwrap().equilibria {
            let verdict = sequential(&game, &equilibrium.behaviour).unwrap();
            prop_assert!(matches!(verdict, Sequential::Sequential { .. }), "{:?}", verdict);
        }
        let normal = game.normal_form().unwrap();
        prop_assume!(normal.profile_count() <= 100);
        for equilibrium in vertex_enumeration(&normal, &Quiet).unwrap().equilibria {
            let behaviour = game.behaviour(&equilibrium.strategies).unwrap();
            let verdict = sequential(&game, &behaviour).unwrap();
            prop_assert!(verdict != Sequential::Undecided, "nothing is hidden");
        }
    }
}
