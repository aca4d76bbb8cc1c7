//! Concepts beside Nash equilibrium, and methods on trees, over the whole catalogue of known games.

use serde_json::Value;
use std::path::{Path, PathBuf};
use talion_game::{
    Assessment, CorrelatedCertificate, ExtensiveForm, NormalForm, Obedience, Profile, Quiet,
    Rational, read_efg, read_nfg,
};
use talion_solve::{
    CorrelatedGoal, Proper, Sequential, TremblingHand, agent_quantal_response,
    correlated_equilibrium, global_newton, one_equilibrium, polynomial_enumeration, proper,
    quantal_response, sequence_form_equilibrium, sequential_completion, subgame_perfect,
    support_enumeration, trembling_hand, vertex_enumeration, zero_sum,
};

struct Entry {
    name: String,
    game: NormalForm,
    tree: Option<ExtensiveForm>,
    answers: Value,
}

fn catalogue() -> Vec<Entry> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/catalog");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders.iter().map(|folder| entry(folder)).collect()
}

fn entry(folder: &Path) -> Entry {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let (game, tree) = if let Ok(bytes) = std::fs::read(folder.join("game.nfg")) {
        (read_nfg(&bytes).unwrap(), None)
    } else {
        let tree = read_efg(&std::fs::read(folder.join("game.efg")).unwrap()).unwrap();
        (tree.normal_form().unwrap(), Some(tree))
    };
    let answers = std::fs::read(folder.join("answers.json")).unwrap();
    Entry { name, game, tree, answers: serde_json::from_slice(&answers).unwrap() }
}

fn trees() -> impl Iterator<Item = (String, ExtensiveForm, Entry)> {
    catalogue().into_iter().filter_map(|mut entry| {
        let tree = entry.tree.take()?;
        Some((entry.name.clone(), tree, entry))
    })
}

fn is_small(game: &NormalForm) -> bool {
    game.profile_count() <= 100
}

#[test]
fn counts_and_values_are_those_published() {
    let mut checked = 0;
    for Entry { name, game, answers, .. } in catalogue() {
        if let Some(count) = answers["count"].as_u64() {
            let count = usize::try_from(count).unwrap();
            let solution = match game.player_count() {
                2 => vertex_enumeration(&game, &Quiet).unwrap(),
                _ => polynomial_enumeration(&game, &Quiet).unwrap(),
            };
            assert_eq!((solution.equilibria.len(), solution.complete), (count, true), "{name}");
            if game.player_count() == 2 {
                let by_supports = support_enumeration(&game, &Quiet).unwrap();
                assert_eq!((by_supports.equilibria.len(), by_supports.complete), (count, true));
            }
            checked += 1;
        }
        if let Some(value) = answers["value"].as_str() {
            let value = value.parse::<Rational>().unwrap().to_f64();
            let solution = zero_sum(&game, &Quiet).unwrap();
            assert!((solution.equilibria[0].values[0] - value).abs() < 1e-15, "{name}");
            checked += 1;
        }
    }
    assert!(checked >= 3, "{checked}");
}

#[test]
fn one_equilibrium_of_every_game_by_two_roads() {
    for Entry { name, game, .. } in catalogue() {
        for solution in [one_equilibrium(&game, &Quiet), global_newton(&game, &Quiet)] {
            let solution = solution.unwrap();
            assert_eq!(solution.equilibria.len(), 1, "{name}");
            assert!(solution.max_regret() < 1e-6, "{name}: {solution:?}");
        }
    }
}

#[test]
fn branches_of_every_game() {
    for Entry { name, game, .. } in catalogue() {
        let found = quantal_response(&game, &[0.1, 0.5], &Quiet).unwrap();
        assert_eq!(found.points.len(), 2, "{name}");
        assert!(found.points.iter().all(|p| p.certificate.residual < 1e-10), "{name}");
    }
}

#[test]
fn correlation_in_every_small_game() {
    for Entry { name, game, .. } in catalogue().into_iter().filter(|entry| is_small(&entry.game)) {
        for obedience in [Obedience::Correlated, Obedience::CoarseCorrelated] {
            let best =
                correlated_equilibrium(&game, obedience, CorrelatedGoal::MaxWelfare).unwrap();
            let check = CorrelatedCertificate::of(&game, obedience, &best.distribution).unwrap();
            assert!(check.max_gain < 1e-12 && best.exact.is_some(), "{name}");
            let least =
                correlated_equilibrium(&game, obedience, CorrelatedGoal::MinWelfare).unwrap();
            let nash = one_equilibrium(&game, &Quiet).unwrap();
            let welfare: f64 = nash.equilibria[0].values.iter().sum();
            let inside = least.objective - 1e-6 <= welfare && welfare <= best.objective + 1e-6;
            assert!(inside, "{name}: {} {welfare} {}", least.objective, best.objective);
        }
    }
}

#[test]
fn refinements_are_those_published() {
    let mut checked = 0;
    for Entry { name, game, answers, .. } in catalogue() {
        let positions = |key: &str| -> Option<Vec<u64>> {
            Some(answers.get(key)?.as_array()?.iter().filter_map(Value::as_u64).collect())
        };
        let Some(nash) = answers["nash"].as_array() else { continue };
        for (k, profile) in (0_u64..).zip(nash) {
            let exact: Vec<Vec<Rational>> = serde_json::from_value(profile.clone()).unwrap();
            let rounded = exact.iter().map(|s| s.iter().map(Rational::to_f64).collect()).collect();
            let rounded = Profile::new(&game, rounded).unwrap();
            let is_perfect = trembling_hand(&game, &rounded).unwrap() == TremblingHand::Perfect;
            let is_proper = proper(&game, &exact).unwrap() == Proper::Proper;
            assert!(is_perfect || !is_proper, "{name}: proper equilibria are perfect");
            for (key, found) in [("perfect", is_perfect), ("proper", is_proper)] {
                if let Some(known) = positions(key) {
                    assert_eq!(known.contains(&k), found, "{name} {key} {k}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked >= 6, "{checked}");
}

#[test]
fn subgame_perfect_equilibria_are_those_published() {
    let mut checked = 0;
    for (name, tree, entry) in trees() {
        if tree.perfect_recall().is_err() || !tree.has_perfect_information() {
            continue;
        }
        let solution = subgame_perfect(&tree, &Quiet).unwrap();
        assert!(solution.equilibria.iter().all(|e| e.max_regret < 1e-9), "{name}");
        if let Some(known) = entry.answers.get("subgame_perfect") {
            let found: Vec<&Vec<Vec<String>>> =
                solution.equilibria.iter().map(|e| e.exact.as_ref().unwrap()).collect();
            assert_eq!(serde_json::to_value(&found).unwrap(), *known, "{name}");
            assert!(solution.complete, "{name}");
            checked += 1;
        }
    }
    assert!(checked >= 2, "{checked}");
}

/// Payoffs within this of one another are the same.
fn is_known(values: &[f64], known: &[Vec<f64>]) -> bool {
    known.iter().any(|other| values.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-6))
}

#[test]
fn sequential_equilibria_pay_what_is_published() {
    let mut checked = 0;
    for (name, tree, entry) in trees() {
        let limit = agent_quantal_response(&tree, &[], &Quiet).unwrap().limit.unwrap();
        assert!(limit.assessment.max_gain < 1e-6 && limit.assessment.max_regret < 1e-6, "{name}");
        let Some(known) = entry.answers.get("sequential_values") else { continue };
        let known: Vec<Vec<f64>> = serde_json::from_value(known.clone()).unwrap();
        assert!(
            is_known(&limit.assessment.values, &known),
            "{name}: {:?}",
            limit.assessment.values
        );
        let nash = match entry.game.player_count() {
            2 => vertex_enumeration(&entry.game, &Quiet).unwrap(),
            _ => polynomial_enumeration(&entry.game, &Quiet).unwrap(),
        };
        let mut met = vec![false; known.len()];
        for equilibrium in &nash.equilibria {
            let behaviour = tree.behaviour(&equilibrium.strategies).unwrap();
            let (verdict, completed) = sequential_completion(&tree, &behaviour).unwrap();
            if let Sequential::Sequential { beliefs, .. } = verdict {
                let check = Assessment::of(&tree, &completed, &beliefs).unwrap();
                assert!(check.max_gain < 1e-8 && check.bayes_residual < 1e-12, "{name}");
                assert!(is_known(&check.values, &known), "{name}: {:?}", check.values);
                for (met, known) in met.iter_mut().zip(&known) {
                    *met |= is_known(&check.values, std::slice::from_ref(known));
                }
            }
        }
        assert!(met.iter().all(|met| *met), "{name}: {met:?}");
        checked += 1;
    }
    assert!(checked >= 3, "{checked}");
}

#[test]
fn the_sequence_form_of_every_tree_of_two() {
    let mut checked = 0;
    for (name, tree, entry) in trees().filter(|(_, tree, _)| tree.players().len() == 2) {
        let solution = sequence_form_equilibrium(&tree, &Quiet).unwrap();
        let equilibrium = &solution.equilibria[0];
        assert!(equilibrium.max_regret < 1e-12, "{name}");
        if let Some(value) = entry.answers["value"].as_str() {
            let value = value.parse::<Rational>().unwrap().to_f64();
            assert!((equilibrium.assessment.values[0] - value).abs() < 1e-15, "{name}");
        }
        checked += 1;
    }
    assert!(checked >= 4, "{checked}");
}
