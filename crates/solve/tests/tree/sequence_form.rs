//! Lemke's method on the sequence form, against values, certificates and the normal form.

use crate::games::{Drawn, beer_quiche, drawn, entry, hidden_moves, horse, kuhn_poker};
use proptest::prelude::*;
use talion_game::{Assessment, Certificate, Profile, Quiet, Termination};
use talion_solve::{SolveError, sequence_form_equilibrium, vertex_enumeration};

/// `kuhn_poker` of the house's cases (Kuhn 1950): the first player loses 1/18.
#[test]
fn kuhn_poker_is_worth_minus_one_eighteenth() {
    let solution = sequence_form_equilibrium(&kuhn_poker(), &Quiet).unwrap();
    assert_eq!(solution.termination, Termination::Converged);
    let equilibrium = &solution.equilibria[0];
    assert!((equilibrium.assessment.values[0] + 1.0 / 18.0).abs() < 1e-15);
    assert!(equilibrium.max_regret < 1e-15, "{equilibrium:?}");
    // In every equilibrium the second player bluffs with the jack a third of the time (Kuhn 1950).
    let game = kuhn_poker();
    let sets = game.information_sets();
    let bluff = sets.iter().position(|set| set.label == "J after check").unwrap();
    assert_eq!(equilibrium.exact.as_ref().unwrap()[bluff], ["1/3", "2/3"]);
}

#[test]
fn signals_and_threats_have_an_equilibrium() {
    for game in [beer_quiche(), entry()] {
        let solution = sequence_form_equilibrium(&game, &Quiet).unwrap();
        assert!(solution.equilibria[0].max_regret < 1e-15);
        assert!(!solution.complete);
    }
}

#[test]
fn two_players_are_needed() {
    let refused = sequence_form_equilibrium(&horse(), &Quiet);
    assert!(matches!(refused, Err(SolveError::PlayerCount { found: 3, .. })), "{refused:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever the tree, payoffs of either sign and chance included: an equilibrium, and one of the
    /// equilibria of the normal form.
    #[test]
    fn every_tree_of_two_has_one(drawn in drawn(2, 4)) {
        prop_assume!(!matches!(drawn, Drawn::Leaf(_)));
        let game = hidden_moves(2, &drawn);
        let solution = sequence_form_equilibrium(&game, &Quiet).unwrap();
        prop_assert_eq!(solution.termination, Termination::Converged);
        let equilibrium = &solution.equilibria[0];
        prop_assert!(equilibrium.max_regret < 1e-12, "{:?}", equilibrium);
        // The check on the tree and the check on the normal form are the same check.
        let normal = game.normal_form().unwrap();
        let profile = Profile::new(&normal, game.mixed(&equilibrium.behaviour).unwrap()).unwrap();
        let certificate = Certificate::of(&normal, &profile).unwrap();
        prop_assert!(certificate.max_regret < 1e-12);
        for (deviation, value) in certificate.deviations.iter().zip(&equilibrium.assessment.values) {
            prop_assert!((deviation.value - value).abs() < 1e-12);
        }
    }

    /// Regret on the tree is regret in the normal form, for any strategies.
    #[test]
    fn regret_on_the_tree_is_regret(
        drawn in drawn(3, 4),
        noise in prop::collection::vec(0.0_f64..1.0, 64),
    ) {
        prop_assume!(!matches!(drawn, Drawn::Leaf(_)));
        let game = hidden_moves(3, &drawn);
        let normal = game.normal_form().unwrap();
        let mut noise = noise.into_iter().cycle();
        let mixed = normal.players().iter().map(|player| {
            let raw: Vec<f64> =
                player.strategies.iter().map(|_| noise.next().unwrap().powi(3) + 1e-3).collect();
            let sum: f64 = raw.iter().sum();
            raw.into_iter().map(|w| w / sum).collect()
        });
        let profile = Profile::new(&normal, mixed.collect()).unwrap();
        let behaviour = game.behaviour(&profile).unwrap();
        let on_tree = Assessment::on_path(&game, &behaviour).unwrap();
        let certificate = Certificate::of(&normal, &profile).unwrap();
        for (deviation, regret) in certificate.deviations.iter().zip(&on_tree.regrets) {
            prop_assert!((deviation.gain - regret).abs() < 1e-12, "{} {}", deviation.gain, regret);
        }
    }

    /// In zero-sum trees Lemke's equilibrium is worth what every equilibrium is worth.
    #[test]
    fn zero_sum_trees_have_one_value(drawn in drawn(2, 4)) {
        fn zero_sum(drawn: &mut Drawn) {
            match drawn {
                Drawn::Leaf(payoffs) => payoffs[1] = -payoffs[0],
                Drawn::Chance(list) | Drawn::Move(_, list) => list.iter_mut().for_each(zero_sum),
            }
        }
        prop_assume!(!matches!(drawn, Drawn::Leaf(_)));
        let mut drawn = drawn;
        zero_sum(&mut drawn);
        let game = hidden_moves(2, &drawn);
        let normal = game.normal_form().unwrap();
        prop_assume!(normal.profile_count() <= 200);
        let found = &sequence_form_equilibrium(&game, &Quiet).unwrap().equilibria[0];
        let all = vertex_enumeration(&normal, &Quiet).unwrap();
        prop_assert!((all.equilibria[0].values[0] - found.assessment.values[0]).abs() < 1e-12);
    }
}
