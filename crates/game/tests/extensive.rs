//! Game trees and the forms they convert to, against each other and against known games.

use proptest::prelude::*;
use std::fmt::Write;
use talion_game::{
    BehaviourStrategies, Certificate, EventId, ExtensiveForm, NodeId, PlayerId, Profile, Rational,
    SequenceForm, TreeBuilder, TreeError, read_efg, read_nfg, write_efg,
};

const KUHN: &str = include_str!("data/kuhn-poker.efg");

/// Kuhn (1950): one of the equilibria (the first player bets a jack with probability a third) and the
/// value -1/18, as `kuhn_poker` of the house's case file `incomplete_information.json` has it.
#[test]
fn kuhn_poker_is_worth_a_loss_of_an_eighteenth() {
    let game = read_efg(KUHN.as_bytes()).unwrap();
    game.perfect_recall().unwrap();
    let normal = game.normal_form().unwrap();
    assert_eq!([0, 1].map(|p| normal.strategy_count(PlayerId(p))), [27, 64]);
    assert_eq!(game.subgame_roots(), [NodeId(0)]);
    // Probability of the first action, `bet` or `call`.
    let first = |player: &str, set: &str| match (player, set) {
        ("first", "J") | ("second", "J after check" | "Q after bet") => 1.0 / 3.0,
        ("first", "Q after check and bet") => 2.0 / 3.0,
        ("first", "Q" | "J after check and bet") | ("second", "J after bet" | "Q after check") => {
            0.0
        }
        _ => 1.0,
    };
    let uniform: Vec<Vec<f64>> = normal
        .players()
        .iter()
        .map(|p| vec![1.0 / p.strategies.len() as f64; p.strategies.len()])
        .collect();
    let mut behaviour = game.behaviour(&Profile::new(&normal, uniform).unwrap()).unwrap();
    for set in &mut behaviour.0 {
        let p = first(&set.player, &set.information_set);
        set.probabilities = vec![p, 1.0 - p];
    }
    let values = game.expected_payoffs(&behaviour);
    assert!((values[0] + 1.0 / 18.0).abs() < 1e-15 && (values[1] - 1.0 / 18.0).abs() < 1e-15);

    // The same as a mixture of reduced strategies: in equilibrium, and worth the same.
    let mixed: Vec<Vec<f64>> = [0, 1].map(|p| mixture(&game, PlayerId(p), &behaviour)).into();
    let certificate = Certificate::of(&normal, &Profile::new(&normal, mixed).unwrap()).unwrap();
    assert!(certificate.max_regret < 1e-15);
    assert!((certificate.deviations[0].value + 1.0 / 18.0).abs() < 1e-15);
}

/// Probability of every reduced strategy under behaviour strategies.
fn mixture(game: &ExtensiveForm, player: PlayerId, behaviour: &BehaviourStrategies) -> Vec<f64> {
    let sets: Vec<_> = game.sets_of(player).collect();
    let weight = |plan: &talion_game::ReducedStrategy| -> f64 {
        let chosen = sets.iter().zip(&plan.actions);
        chosen.filter_map(|(set, a)| Some(behaviour.0[set.0].probabilities[(*a)?])).product()
    };
    game.reduced_strategies(player).unwrap().iter().map(weight).collect()
}

/// Reads a list of choices as a tree for two players and chance with perfect information.
fn tree(script: &[u8]) -> ExtensiveForm {
    let mut builder = TreeBuilder::new("", vec!["A".into(), "B".into()]).unwrap();
    let mut script = script.iter().copied();
    let mut depths = vec![0];
    while let Some(depth) = depths.pop() {
        let byte = script.next().unwrap_or(0);
        let outcome = (byte % 3 == 0 || depth > 5).then(|| {
            let payoffs = [i64::from(byte) - 100, i64::from(byte.reverse_bits())];
            builder
                .outcome("", payoffs.map(|u| &Rational::from(u) / &Rational::from(3)).into())
                .unwrap()
        });
        let width = 1 + usize::from(byte >> 6);
        let names = |k: usize| (0..k).map(|a| a.to_string());
        match byte % 5 {
            _ if depth > 5 => drop(builder.terminal("", outcome).unwrap()),
            0 => drop(builder.terminal("", outcome).unwrap()),
            player @ (1 | 2) => {
                let player = PlayerId(usize::from(player) - 1);
                let set = builder.information_set(player, "", names(width).collect()).unwrap();
                builder.decision("", set, outcome).unwrap();
                depths.extend(std::iter::repeat_n(depth + 1, width));
            }
            _ => {
                let share = &Rational::ONE / &Rational::from(i64::try_from(width).unwrap());
                let actions = names(width).map(|a| (a, share.clone())).collect();
                let event: EventId = builder.chance_event("", actions).unwrap();
                builder.chance("", event, outcome).unwrap();
                depths.extend(std::iter::repeat_n(depth + 1, width));
            }
        }
    }
    builder.finish().unwrap()
}

/// Payoffs of realisation plans, by the definition of the sequence form.
fn by_sequences(form: &SequenceForm, behaviour: &BehaviourStrategies) -> Vec<f64> {
    let plans: Vec<Vec<f64>> = form
        .players
        .iter()
        .map(|player| {
            player.sequences.iter().fold(Vec::new(), |mut plan, sequence| {
                plan.push(match (sequence.last, sequence.parent) {
                    (Some((set, a)), Some(parent)) => {
                        plan[parent] * behaviour.0[set.0].probabilities[a]
                    }
                    _ => 1.0,
                });
                plan
            })
        })
        .collect();
    let mut sums = vec![0.0; plans.len()];
    for entry in &form.payoffs {
        let weight: f64 = plans.iter().zip(&entry.sequences).map(|(plan, &s)| plan[s]).product();
        for (sum, payoff) in sums.iter_mut().zip(&entry.payoffs) {
            *sum += weight * payoff.to_f64();
        }
    }
    sums
}

proptest! {
    /// Kuhn's theorem, three ways: the normal form, the tree and the sequence form pay the same.
    #[test]
    fn all_forms_of_a_game_pay_the_same(
        script in prop::collection::vec(any::<u8>(), 1..40),
        weights in prop::collection::vec(0_u32..5, 64),
    ) {
        let game = tree(&script);
        let Ok(normal) = game.normal_form() else { return Ok(()) };
        let mut weights = weights.iter().cycle();
        let mixed: Vec<Vec<f64>> = normal.players().iter().map(|player| {
            let mut w: Vec<f64> = player.strategies.iter().map(|_| f64::from(*weights.next().unwrap())).collect();
            w[0] += 1.0;
            let sum: f64 = w.iter().sum();
            w.into_iter().map(|x| x / sum).collect()
        }).collect();
        let profile = Profile::new(&normal, mixed).unwrap();
        let expected: Vec<f64> =
            Certificate::of(&normal, &profile).unwrap().deviations.iter().map(|d| d.value).collect();
        let behaviour = game.behaviour(&profile).unwrap();
        let on_tree = game.expected_payoffs(&behaviour);
        let on_sequences = by_sequences(&game.sequence_form().unwrap(), &behaviour);
        for p in 0..2 {
            prop_assert!((expected[p] - on_tree[p]).abs() < 1e-9, "{expected:?} {on_tree:?}");
            prop_assert!((expected[p] - on_sequences[p]).abs() < 1e-9);
        }
    }

    /// With perfect information every node that moves begins a subgame, and the file comes back.
    #[test]
    fn perfect_information_trees(script in prop::collection::vec(any::<u8>(), 1..60)) {
        let game = tree(&script);
        let inner = (0..game.nodes().len()).filter(|&n| !game.nodes()[n].kind.children().is_empty());
        prop_assert_eq!(game.subgame_roots(), inner.map(NodeId).collect::<Vec<_>>());
        prop_assert!(game.has_perfect_information());
        prop_assert_eq!(&read_efg(write_efg(&game).as_bytes()).unwrap(), &game);
    }
}

/// Two players choose at once: the tree and back is the game itself, thirds included.
#[test]
fn a_normal_form_is_a_tree_of_hidden_moves() {
    let text = "NFG 1 R \"t\" { \"A\" \"B\" \"C\" } { { \"a\" \"b\" } { \"l\" \"m\" \"r\" } { \"x\" \"y\" } }
        1 2 3 4 5 6 7 8 9 1/3 .1 12 13 14 15 16 17 18 -1 -2 -3 -4 -5 -6 -7 -8 -9 0 0 1 2 2 2 7 7 1";
    let game = read_nfg(text.as_bytes()).unwrap();
    let tree = game.extensive_form().unwrap();
    assert_eq!(tree.nodes().len(), 1 + 2 + 6 + 12);
    assert_eq!(tree.subgame_roots(), [NodeId(0)]);
    assert_eq!(tree.normal_form().unwrap(), game);
}

/// A third and a tenth: times 30 they are whole, and nobody's best reply has changed.
#[test]
fn whole_payoffs_are_the_same_game_in_other_units() {
    let read = |payoffs| {
        read_nfg(format!("NFG 1 R \"\" {{ \"A\" \"B\" }} {{ 2 1 }} {payoffs}").as_bytes()).unwrap()
    };
    let whole = read("1/3 1 0.1 2").with_whole_payoffs().unwrap();
    assert_eq!(whole.payoffs(PlayerId(0)), [10.0, 3.0]);
    assert_eq!(whole.payoffs(PlayerId(1)), [1.0, 2.0]);
    let doubles = read("1.5 1 0.25 2");
    assert_eq!(doubles.with_whole_payoffs(), Some(doubles.clone()), "doubles stay as they are");
    assert_eq!(read("1/3 1 9007199254740991 2").with_whole_payoffs(), None, "too wide for doubles");
    assert_eq!(read("1e-300 1 1 2").with_whole_payoffs(), None);
}

/// Selten (1975), figure 1: his horse has one proper subgame, the whole.
#[test]
fn information_sets_join_subgames() {
    let text = "EFG 2 R \"horse\" { \"1\" \"2\" \"3\" }
        p \"\" 1 1 \"\" { \"R\" \"D\" } 0
        p \"\" 2 1 \"\" { \"r\" \"d\" } 0
        t \"\" 1 \"\" { 1 1 1 }
        p \"\" 3 1 \"\" { \"L\" \"R\" } 0 t \"\" 2 \"\" { 4 4 0 } t \"\" 3 \"\" { 0 0 1 }
        p \"\" 3 1 0 t \"\" 4 \"\" { 3 2 2 } t \"\" 5 \"\" { 0 0 0 }";
    let game = read_efg(text.as_bytes()).unwrap();
    assert_eq!(game.subgame_roots(), [NodeId(0)]);
    assert!(!game.has_perfect_information());
    let normal = game.normal_form().unwrap();
    assert_eq!(normal.payoff(PlayerId(2), &[1, 0, 0]), 2.0);
    assert_eq!(normal.payoff(PlayerId(0), &[0, 1, 0]), 4.0);
    assert_eq!(normal.players()[0].strategies, ["R", "D"]);
}

#[test]
fn a_move_that_never_comes_is_a_star_in_the_reduced_form() {
    let text = "EFG 2 R \"\" { \"A\" \"B\" }
        p \"\" 1 1 \"\" { \"out\" \"in\" } 0 t \"\" 1 \"\" { 1 1 }
        p \"\" 2 1 \"\" { \"x\" \"y\" } 0 t \"\" 2 \"\" { 2 2 }
        p \"\" 1 2 \"\" { \"l\" \"r\" } 0 t \"\" 3 \"\" { 3 3 } t \"\" 4 \"\" { 4 4 }";
    let game = read_efg(text.as_bytes()).unwrap();
    let normal = game.normal_form().unwrap();
    assert_eq!(normal.players()[0].strategies, ["out/*", "in/l", "in/r"]);
    let out = game.behaviour(&Profile::pure(&normal, &[0, 1])).unwrap();
    let reached: Vec<bool> = out.0.iter().map(|set| set.reached).collect();
    assert_eq!(reached, [true, true, false], "player 1 keeps itself from its second set");
}

/// The absent-minded driver (Piccione and Rubinstein 1997) forgets whether it has passed an exit.
#[test]
fn imperfect_recall_is_named_and_refused_where_it_matters() {
    let text = "EFG 2 R \"\" { \"driver\" }
        p \"\" 1 1 \"exit?\" { \"exit\" \"go\" } 0 t \"\" 1 \"\" { 0 }
        p \"\" 1 1 0 t \"\" 2 \"\" { 4 } t \"\" 3 \"\" { 1 }";
    let game = read_efg(text.as_bytes()).unwrap();
    let forgets = game.perfect_recall().unwrap_err();
    assert_eq!((forgets.player.as_str(), forgets.information_set.as_str()), ("driver", "exit?"));
    assert!(matches!(game.sequence_form(), Err(TreeError::ImperfectRecall(_))));
    let normal = game.normal_form().unwrap();
    assert_eq!(normal.payoffs(PlayerId(0)), [0.0, 1.0], "pure strategies cannot reach the 4");
    let profile = Profile::pure(&normal, &[0]);
    assert!(matches!(game.behaviour(&profile), Err(TreeError::ImperfectRecall(_))));
}

#[test]
fn a_normal_form_that_would_not_fit_is_refused_before_it_is_made() {
    let mut text = "EFG 2 R \"\" { \"A\" \"B\" } c \"\" 1 \"\" { ".to_owned();
    for deal in 0..30 {
        write!(text, "\"{deal}\" 1/30 ").unwrap();
    }
    text.push_str("} 0 ");
    for deal in 1..=30 {
        write!(text, "p \"\" 1 {deal} \"\" {{ \"l\" \"r\" }} 0 t \"\" 0 t \"\" 0 ").unwrap();
    }
    let game = read_efg(text.as_bytes()).unwrap();
    let error = game.normal_form().unwrap_err();
    assert!(error.to_string().contains("more than 5000000 payoffs"), "{error}");
    assert_eq!(game.sequence_form().unwrap().players[0].sequences.len(), 61);
    let fits = read_efg(KUHN.as_bytes()).unwrap();
    let plans = fits.reduced_strategies(PlayerId(0)).unwrap();
    assert_eq!(plans.len(), 27, "counted before they are listed, and listed in full");
}

#[test]
fn unfinished_and_overfull_trees_are_refused() {
    let mut tree = TreeBuilder::new("", vec!["A".into()]).unwrap();
    assert!(matches!(tree.clone().finish(), Err(TreeError::Unfinished { missing: 1 })));
    let set = tree.information_set(PlayerId(0), "", vec!["l".into(), "r".into()]).unwrap();
    tree.decision("", set, None).unwrap();
    tree.terminal("", None).unwrap();
    assert!(matches!(tree.clone().finish(), Err(TreeError::Unfinished { missing: 1 })));
    tree.terminal("", None).unwrap();
    assert!(tree.is_finished());
    assert!(matches!(tree.terminal("", None), Err(TreeError::TooManyNodes)));
    assert!(TreeBuilder::new("", vec![]).is_err());
    assert!(tree.information_set(PlayerId(1), "", vec!["a".into()]).is_err());
}
