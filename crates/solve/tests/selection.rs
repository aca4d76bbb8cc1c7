//! Risk dominance, payoff dominance, selection, and where best replies lead.

mod common;

use common::{bimatrix, matrices, normal_form};
use proptest::prelude::*;
use std::cmp::Ordering;
use talion_game::{NormalForm, PlayerId, Quiet};
use talion_solve::{
    Reason, Replies, Rule, SolveError, best_reply_graph, pure_equilibria, risk_dominance, select,
    vertex_enumeration,
};

fn stag_hunt() -> NormalForm {
    bimatrix(&[vec![9.0, 0.0], vec![8.0, 7.0]], &[vec![9.0, 8.0], vec![0.0, 7.0]])
}

fn matching_pennies() -> NormalForm {
    bimatrix(&[vec![9.0, 0.0], vec![0.0, 1.0]], &[vec![0.0, 1.0], vec![1.0, 0.0]])
}

/// `stag_hunt.risk_dominance_products` of the house's cases (`normal_form.json`): 1 against 49.
#[test]
fn risk_dominance_of_the_stag_hunt() {
    let found = risk_dominance(&stag_hunt(), &[0, 0], &[1, 1]).unwrap();
    assert_eq!([found.first, found.second], [1.0, 49.0]);
    assert_eq!(found.order(), Ordering::Less);
    let turned = risk_dominance(&stag_hunt(), &[1, 1], &[0, 0]).unwrap();
    assert_eq!(turned.order(), Ordering::Greater);
}

#[test]
fn risk_dominance_is_refused_where_it_means_nothing() {
    let game = stag_hunt();
    assert!(risk_dominance(&game, &[0, 0], &[0, 1]).is_none(), "a shared strategy");
    assert!(risk_dominance(&game, &[0, 1], &[1, 0]).is_none(), "no equilibria");
    assert!(risk_dominance(&game, &[0, 0], &[2, 1]).is_none(), "outside the game");
    let three = normal_form(&[2, 2, 2], vec![vec![0.0; 8]; 3]);
    assert!(risk_dominance(&three, &[0, 0, 0], &[1, 1, 1]).is_none(), "three players");
}

/// `stag_hunt.risk_dominant` and `.payoff_dominant`: no deal, and deal.
#[test]
fn the_rules_disagree_on_the_stag_hunt() {
    let game = stag_hunt();
    let solution = vertex_enumeration(&game, &Quiet).unwrap();
    let pick = |rule| {
        let selection = select(&game, &solution, rule).unwrap();
        assert_eq!(selection.multiplicity, 3);
        assert!(matches!(selection.reason, Reason::Dominates { .. }));
        solution.equilibria[selection.index].strategies.as_pure().unwrap()
    };
    assert_eq!(pick(Rule::PayoffDominance), [0, 0]);
    assert_eq!(pick(Rule::RiskDominance), [1, 1]);
    assert_eq!(select(&game, &solution, Rule::Unique), None);
}

/// Battle of the sexes with symmetric stakes: neither rule decides, the order does, and says so.
#[test]
fn ties_are_broken_by_order() {
    let game = bimatrix(&[vec![2.0, 0.0], vec![0.0, 1.0]], &[vec![1.0, 0.0], vec![0.0, 2.0]]);
    let solution = pure_equilibria(&game, &Quiet).unwrap();
    for rule in [Rule::PayoffDominance, Rule::RiskDominance] {
        let selection = select(&game, &solution, rule).unwrap();
        assert_eq!(selection.index, 0);
        assert_eq!(selection.reason, Reason::TieBrokenByOrder { tied: vec![0, 1] });
    }
}

#[test]
fn uniqueness_and_nothing_to_pick() {
    let game = matching_pennies();
    let solution = vertex_enumeration(&game, &Quiet).unwrap();
    assert_eq!(select(&game, &solution, Rule::Unique).unwrap().reason, Reason::Only);
    assert_eq!(select(&game, &solution, Rule::RiskDominance), None, "no pure equilibrium");
}

#[test]
fn pennies_go_round() {
    let game = matching_pennies();
    let graph = best_reply_graph(&game, Replies::Best);
    assert_eq!(graph.arc_count(), 4);
    assert_eq!(graph.attractors().len(), 1);
    assert!(graph.attractors()[0].is_cycle());
    assert_eq!(graph.attractors()[0].profiles.len(), 4);
    let walk = graph.walk(&[0, 0], &[PlayerId(0), PlayerId(1)]).unwrap();
    assert_eq!(walk.cycle, Some(4));
    assert!(graph.walk(&[0, 0], &[PlayerId(0)]).unwrap().cycle.is_none(), "one player rests");
}

#[test]
fn escalation_from_free_trade() {
    let game = bimatrix(&[vec![3.0, 0.0], vec![5.0, 1.0]], &[vec![3.0, 5.0], vec![0.0, 1.0]]);
    let graph = best_reply_graph(&game, Replies::Best);
    let paths = graph.paths_from(&[0, 0]).unwrap();
    assert_eq!(paths.len(), 1);
    assert_eq!(paths[0].arrives_at, [1, 1]);
    let movers: Vec<_> = paths[0].steps.iter().map(|s| (s.mover.0, s.to.0, s.gain)).collect();
    assert_eq!(movers, [(0, 1, 2.0), (1, 1, 1.0)]);
    let walk = graph.walk(&[0, 0], &[PlayerId(1), PlayerId(0)]).unwrap();
    assert_eq!((walk.steps[0].mover, walk.end, walk.cycle), (PlayerId(1), vec![1, 1], None));
    assert!(graph.paths_from(&[1, 1]).unwrap()[0].steps.is_empty());
    let outside = graph.paths_from(&[0, 2]).unwrap_err();
    assert_eq!(outside, SolveError::NotInGame { found: vec![0, 2], shape: vec![2, 2] });
    let stranger = graph.walk(&[0, 0], &[PlayerId(5)]).unwrap_err();
    assert_eq!(stranger, SolveError::NoSuchPlayer { found: 5, players: 2 });
}

/// A staircase: player 1 wants to match player 2, who wants to be one higher. From the bottom, each
/// move is one step, and the only rest is at the top.
#[test]
fn a_long_staircase() {
    let m = 300_usize;
    let payoffs = [0, 1].map(|player| {
        (0..m * m)
            .map(|index| {
                let (one, two) = (index % m, index / m);
                let wanted = if player == 0 { two } else { (one + 1).min(m - 1) };
                f64::from(u8::from(wanted == [one, two][player]))
            })
            .collect()
    });
    let game = normal_form(&[m, m], payoffs.into());
    let graph = best_reply_graph(&game, Replies::Best);
    assert_eq!(graph.attractors().len(), 1);
    assert_eq!(graph.attractors()[0].profiles, [[m - 1, m - 1]]);
    let walk = graph.walk(&[0, 0], &[PlayerId(0), PlayerId(1)]).unwrap();
    assert_eq!((walk.steps.len(), walk.cycle), (2 * (m - 1), None));
    let shortest = &graph.paths_from(&[0, 0]).unwrap()[0];
    assert_eq!(shortest.steps.len(), 2 * (m - 1));
}

proptest! {
    #[test]
    fn resting_points_are_the_pure_equilibria(
        [row, column] in matrices(5, (0_i32..6).prop_map(f64::from))
    ) {
        let game = bimatrix(&row, &column);
        let pure: Vec<_> = pure_equilibria(&game, &Quiet).unwrap().pure().map(|(_, p)| p).collect();
        for replies in [Replies::Best, Replies::Better] {
            let graph = best_reply_graph(&game, replies);
            let mut resting: Vec<_> = graph
                .attractors()
                .iter()
                .filter(|a| !a.is_cycle())
                .map(|a| a.profiles[0].clone())
                .collect();
            resting.sort_by_key(|p| game.index_of(p));
            prop_assert_eq!(&resting, &pure);
            // Every arc gains what it says, and every path ends where it says.
            for (from, step, to) in graph.arcs() {
                let gain = game.payoff(step.mover, &to) - game.payoff(step.mover, &from);
                prop_assert!(gain > 0.0 && gain == step.gain);
                prop_assert_eq!(from.iter().zip(&to).filter(|(a, b)| a != b).count(), 1);
            }
            let paths = graph.paths_from(&[0, 0]).unwrap();
            prop_assert!(!paths.is_empty(), "some attractor can be reached");
            for path in paths {
                let mut at = vec![0, 0];
                for step in &path.steps {
                    at[step.mover.0] = step.to.0;
                }
                prop_assert_eq!(&at, &path.arrives_at);
                prop_assert!(graph.attractors()[path.attractor].profiles.contains(&at));
            }
            let walk = graph.walk(&[0, 0], &[PlayerId(0), PlayerId(1)]).unwrap();
            prop_assert_eq!(walk.cycle.is_none(), pure.contains(&walk.end));
        }
    }
}
