//! The state graph, its components and their levels.

use crate::games::{Dice, game};
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use std::collections::BTreeSet;
use talion_game::{Condensation, StateGraph, StateId, StochasticGame};

fn chain(states: usize, to: impl Fn(usize) -> Vec<usize>) -> StochasticGame {
    let list: Vec<_> = (0..states)
        .map(|s| {
            let to = to(s);
            let share = 1.0 / to.len() as f64;
            let row = to.into_iter().map(|t| (t, share)).collect();
            ("", vec![1], vec![(vec![0.0], row)])
        })
        .collect();
    game(&[0.5], &list)
}

#[test]
fn components_are_those_of_an_independent_graph() {
    let mut dice = Dice(5);
    for _ in 0..50 {
        let targets: Vec<Vec<usize>> = (0..12)
            .map(|_| (0..=dice.below(2)).map(|_| dice.below(12)).collect::<BTreeSet<_>>())
            .map(|set| set.into_iter().collect())
            .collect();
        let game = chain(12, |s| targets[s].clone());
        let graph = StateGraph::of(&game).expect("small");
        let condensation = Condensation::of(&graph);
        let mut peer = DiGraphMap::<usize, ()>::new();
        for (s, to) in targets.iter().enumerate() {
            peer.add_node(s);
            for t in to {
                peer.add_edge(s, *t, ());
            }
        }
        let sorted = |component: Vec<usize>| component.into_iter().collect::<BTreeSet<usize>>();
        let expected: BTreeSet<_> = tarjan_scc(&peer).into_iter().map(sorted).collect();
        let own = |c| condensation.members(c).iter().map(|s| *s as usize).collect();
        let found: BTreeSet<_> =
            (0..condensation.component_count()).map(|c| sorted(own(c))).collect();
        assert_eq!(found, expected);
        let level_of = |c: usize| {
            (0..condensation.level_count())
                .find(|l| condensation.level(*l).iter().any(|x| *x as usize == c))
                .expect("a level")
        };
        for component in 0..condensation.component_count() {
            let below = condensation.exits(&graph, component).map(|exit| {
                assert!(exit < component, "reverse topological order");
                level_of(exit) + 1
            });
            assert_eq!(level_of(component), below.max().unwrap_or(0));
        }
        for state in game.states() {
            for to in graph.successors(state) {
                let back = graph.predecessors(StateId(*to as usize));
                assert!(back.iter().any(|from| *from as usize == state.0));
            }
        }
    }
}

#[test]
fn a_long_chain_does_not_overflow_the_stack() {
    let states = 300_000;
    let game = chain(states, |s| if s == 0 { vec![0] } else { vec![s - 1, s] });
    let graph = StateGraph::of(&game).expect("small");
    let condensation = Condensation::of(&graph);
    assert_eq!(condensation.component_count(), states);
    assert_eq!(condensation.level_count(), states);
    assert_eq!(condensation.component_of(StateId(states - 1)), states - 1);
}
