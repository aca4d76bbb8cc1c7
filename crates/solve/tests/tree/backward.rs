//! Backward induction against brute force, and against what is known of famous trees.

use crate::games::{Drawn, drawn, entry, hidden_moves, horse, perfect_information, tree};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use talion_game::{ExtensiveForm, Quiet, Termination};
use talion_solve::{TreeConcept, subgame_perfect};

#[test]
fn a_threat_that_nobody_would_carry_out_goes() {
    let solution = subgame_perfect(&entry(), &Quiet).unwrap();
    assert_eq!((solution.equilibria.len(), solution.complete), (1, true));
    let only = &solution.equilibria[0];
    assert_eq!(only.concept, TreeConcept::SubgamePerfect);
    assert_eq!(only.assessment.values, [2.0, 2.0]);
    assert_eq!(only.exact.as_ref().unwrap()[1], ["0", "1"]);
    assert_eq!(only.max_regret, 0.0);
}

/// Rosenthal's centipede (1981), six moves with doubling piles: taken at once.
#[test]
fn the_centipede_stops_at_once() {
    let mut text = "EFG 2 R \"centipede\" { \"a\" \"b\" }\n".to_owned();
    for stage in 0..6 {
        let (large, small) = (4 << stage, 1 << stage);
        let (mover, payoffs) = if stage % 2 == 0 {
            (1, format!("{large} {small}"))
        } else {
            (2, format!("{small} {large}"))
        };
        let set = stage / 2 + 1;
        writeln!(text, "p \"\" {mover} {set} {{ \"take\" \"pass\" }} 0").unwrap();
        writeln!(text, "t \"\" {} {{ {payoffs} }}", stage + 1).unwrap();
    }
    text += "t \"\" 7 { 256 64 }\n";
    let solution = subgame_perfect(&tree(&text), &Quiet).unwrap();
    assert!(solution.complete);
    assert_eq!(solution.equilibria.len(), 1);
    assert_eq!(solution.equilibria[0].assessment.values, [4.0, 1.0]);
    for set in &solution.equilibria[0].behaviour.0 {
        assert_eq!(set.probabilities, [1.0, 0.0]);
    }
}

/// Selten's horse has no proper subgame: all its equilibria are subgame-perfect.
#[test]
fn without_subgames_nothing_is_ruled_out() {
    let solution = subgame_perfect(&horse(), &Quiet).unwrap();
    assert!(!solution.complete, "its equilibria are not isolated");
    assert!(solution.equilibria.iter().all(|e| e.max_regret < 1e-9));
}

/// Battle of the sexes with an outside option (Kohlberg and Mertens 1986): three equilibria of the
/// subgame, so three subgame-perfect ones; the outside option is worth 2.
#[test]
fn an_outside_option_before_a_battle() {
    let game = tree(
        "EFG 2 R \"\" { \"a\" \"b\" }
        p \"\" 1 1 { \"out\" \"in\" } 1 { 10 0 }
        t \"\" 2 { 2 2 }
        p \"\" 1 2 { \"T\" \"B\" } 0
        p \"\" 2 1 { \"L\" \"R\" } 0 t \"\" 3 { 3 1 } t \"\" 4 { 0 0 }
        p \"\" 2 1 0 t \"\" 4 t \"\" 5 { 1 3 }",
    );
    let solution = subgame_perfect(&game, &Quiet).unwrap();
    assert!(solution.complete);
    let values: Vec<&[f64]> =
        solution.equilibria.iter().map(|e| e.assessment.values.as_slice()).collect();
    // What is paid at the root is paid whatever is played.
    assert_eq!(values, [&[13.0, 1.0][..], &[12.0, 2.0], &[12.0, 2.0]]);
    let mixed = solution.equilibria[1].exact.as_ref().unwrap();
    assert_eq!(mixed[1..], [["3/4", "1/4"], ["1/4", "3/4"]]);
}

/// All pure subgame-perfect equilibria of a tree without hidden moves, by trying every plan.
fn brute_force(game: &ExtensiveForm) -> BTreeSet<Vec<usize>> {
    let counts: Vec<usize> = game.information_sets().iter().map(|s| s.actions.len()).collect();
    let total: usize = counts.iter().product();
    let plan = |mut number: usize| -> Vec<usize> {
        counts
            .iter()
            .map(|count| {
                let action = number % count;
                number /= count;
                action
            })
            .collect()
    };
    (0..total).map(plan).filter(|plan| no_one_shot_gain(game, plan)).collect()
}

/// The one-shot deviation principle on exact payoffs.
fn no_one_shot_gain(game: &ExtensiveForm, plan: &[usize]) -> bool {
    use talion_game::{NodeKind, Rational};
    let nodes = game.nodes();
    let mut worth: Vec<Vec<Rational>> = vec![Vec::new(); nodes.len()];
    for n in (0..nodes.len()).rev() {
        worth[n] = match &nodes[n].kind {
            NodeKind::Terminal => {
                let outcome = nodes[n].outcome.unwrap();
                game.outcomes()[outcome.0].payoffs.clone()
            }
            NodeKind::Chance { event, children } => {
                let chances = &game.events()[event.0].probabilities;
                (0..game.players().len())
                    .map(|p| {
                        let terms = children.iter().zip(chances);
                        terms.fold(Rational::ZERO, |sum, (c, q)| &sum + &(q * &worth[c.0][p]))
                    })
                    .collect()
            }
            NodeKind::Decision { information_set, children } => {
                let mover = game.information_set(*information_set).player.0;
                let own = worth[children[plan[information_set.0]].0].clone();
                if children.iter().any(|child| worth[child.0][mover] > own[mover]) {
                    return false;
                }
                own
            }
        };
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn as_brute_force_finds_them(drawn in drawn(3, 3)) {
        prop_assume!(!matches!(drawn, Drawn::Leaf(_)));
        let game = perfect_information(3, &drawn);
        let plans: usize = game.information_sets().iter().map(|s| s.actions.len()).product();
        prop_assume!(plans <= 5_000);
        let solution = subgame_perfect(&game, &Quiet).unwrap();
        prop_assert_eq!(solution.termination, Termination::Enumerated);
        let expected = brute_force(&game);
        prop_assert_eq!(solution.complete, expected.len() == 1, "a tie makes a continuum");
        let found: BTreeSet<Vec<usize>> = solution
            .equilibria
            .iter()
            .map(|e| {
                let chosen = |p: &[f64]| p.iter().position(|p| *p == 1.0).unwrap();
                e.behaviour.0.iter().map(|set| chosen(&set.probabilities)).collect()
            })
            .collect();
        prop_assert_eq!(found.len(), solution.equilibria.len());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn with_hidden_moves_nobody_gains_in_any_subgame(drawn in drawn(2, 3)) {
        prop_assume!(!matches!(drawn, Drawn::Leaf(_)));
        let game = hidden_moves(2, &drawn);
        let solution = subgame_perfect(&game, &Quiet).unwrap();
        prop_assert!(!solution.equilibria.is_empty());
        for equilibrium in &solution.equilibria {
            prop_assert!(equilibrium.max_regret < 1e-12, "{:?}", equilibrium);
        }
    }
}
