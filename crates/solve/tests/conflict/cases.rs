//! Every answer of `cases/conflict_graph.json`.

use crate::games::{cases, game, ids, label, labels};
use serde_json::Value;
use std::collections::BTreeSet;
use talion_game::{Improvement, Quiet, StabilityConcept, StateId};
use talion_solve::conflict::{
    Acting, ConsistentSet, coalitional_equilibria, farsighted_stable_sets, indirect_dominance,
    limited_move, sanctions, status_quo,
};

const NAMES: [&str; 4] = ["pd", "chicken", "elmira", "trade9"];

#[test]
fn classical_stability() {
    for name in NAMES {
        let game = game(name);
        let all = sanctions(&game, Improvement::Strict);
        for concept in StabilityConcept::ALL {
            let expected = &cases()[name]["stability"][concept.name()];
            let mut equilibria: Option<BTreeSet<StateId>> = None;
            for p in 0..game.player_count() {
                let stable = all.stable_states(concept, talion_game::PlayerId(p));
                let wanted = ids(&game, &expected["stable_by_dm"][p]);
                assert_eq!(stable, wanted, "{name}, {concept:?}, player {p}");
                let stable: BTreeSet<StateId> = stable.into_iter().collect();
                equilibria = Some(match equilibria {
                    None => stable,
                    Some(so_far) => &so_far & &stable,
                });
            }
            let equilibria: Vec<StateId> = equilibria.unwrap().into_iter().collect();
            assert_eq!(equilibria, ids(&game, &expected["equilibria"]), "{name}, {concept:?}");
        }
    }
}

#[test]
fn limited_moves() {
    let mut compared = 0;
    for name in NAMES {
        let game = game(name);
        let all = cases();
        let Some(horizons) = all[name]["limited_move"].as_object() else { continue };
        for (horizon, expected) in horizons {
            let stable = limited_move(&game, horizon.parse().unwrap());
            for (p, own) in stable.iter().enumerate() {
                assert_eq!(*own, ids(&game, &expected["by_dm"][p]), "{name}, {horizon}, {p}");
            }
            let both: Vec<StateId> =
                stable[0].iter().copied().filter(|s| stable[1].contains(s)).collect();
            assert_eq!(both, ids(&game, &expected["both"]), "{name}, {horizon}");
            compared += 1;
        }
    }
    assert_eq!(compared, 18);
}

/// The sets that are left after every round, as the cases list them: the last one twice.
fn iterates(states: usize, found: &ConsistentSet) -> Vec<Vec<StateId>> {
    let mut left: BTreeSet<StateId> = (0..states).map(StateId).collect();
    let mut all = vec![left.iter().copied().collect()];
    for round in &found.rounds {
        for state in round {
            assert!(left.remove(state));
        }
        all.push(left.iter().copied().collect());
    }
    all.push(left.iter().copied().collect());
    all
}

#[test]
fn consistent_and_stable_sets() {
    for name in NAMES {
        let game = game(name);
        for (acting, key) in
            [(Acting::Individuals, "chwe_individual"), (Acting::Coalitions, "chwe_coalitional")]
        {
            let expected = &cases()[name][key];
            let dominance = indirect_dominance(&game, acting);
            let found = dominance.largest_consistent_set(&Quiet);
            assert_eq!(found.states, ids(&game, &expected["LCS"]), "{name}, {key}");
            let wanted: Vec<Vec<StateId>> = expected["iterates"]
                .as_array()
                .unwrap()
                .iter()
                .map(|round| ids(&game, round))
                .collect();
            assert_eq!(iterates(game.state_count(), &found), wanted, "{name}, {key}");
            if let Some(dominators) = expected["indirect_dominance"].as_object() {
                for (state, wanted) in dominators {
                    let state = game.state(state).unwrap();
                    let found: Vec<StateId> =
                        dominance.dominators(state).filter(|&d| d != state).collect();
                    assert_eq!(found, ids(&game, wanted), "{name}, {state:?}");
                }
            }
            let sets = farsighted_stable_sets(&dominance, 10_000, 100, &Quiet);
            assert!(sets.complete);
            let mut wanted: Vec<Vec<StateId>> = expected["vNM_farsighted_stable_sets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|set| ids(&game, set))
                .collect();
            wanted.sort();
            assert_eq!(sets.sets, wanted, "{name}, {key}");
        }
    }
}

#[test]
fn what_no_coalition_leaves() {
    for name in NAMES {
        let game = game(name);
        let nash = coalitional_equilibria(&game, StabilityConcept::Nash, Improvement::Strict);
        assert_eq!(nash, ids(&game, &cases()[name]["coalition_nash_all"]), "{name}");
    }
}

#[test]
fn what_can_be_reached_from_the_status_quo() {
    for name in NAMES {
        let game = game(name);
        let expected = &cases()[name]["status_quo"];
        let start = game.state(&label(&expected["sq"])).unwrap();
        let found = status_quo(&game, start, &[], Improvement::Strict);
        for (key, depths) in
            [("UI_depth", &found.by_improvements), ("UM_depth", &found.by_any_moves)]
        {
            let wanted: BTreeSet<(StateId, usize)> = expected[key]
                .as_object()
                .unwrap()
                .iter()
                .map(|(state, depth)| (game.state(state).unwrap(), number(depth)))
                .collect();
            assert_eq!(depths.iter().copied().collect::<BTreeSet<_>>(), wanted, "{name}, {key}");
        }
    }
    assert_eq!(labels(&cases()["trade9"]["states"]).len(), 9);
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}
