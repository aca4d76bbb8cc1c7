//! What holds of every conflict: inclusions, and what does not matter.

use crate::games::{conflicts, numbered};
use proptest::prelude::*;
use std::collections::BTreeSet;
use talion_game::{
    ConflictGame, ConflictMove, Improvement, PlayerId, Quiet, StabilityConcept, StateId,
};
use talion_solve::conflict::{Stability, StabilityOptions, stability};

fn all_of(game: &ConflictGame) -> Stability {
    let options = StabilityOptions { status_quo: Some(StateId(0)), ..StabilityOptions::default() };
    stability(game, &options, &Quiet).unwrap()
}

/// Ranks without gaps.
fn dense(ranks: &[u32]) -> Vec<u32> {
    let known: BTreeSet<u32> = ranks.iter().copied().collect();
    ranks.iter().map(|rank| u32::try_from(known.range(..rank).count()).unwrap()).collect()
}

/// The same conflict with states and players in another order.
fn relabelled(game: &ConflictGame, states: &[usize], players: &[usize]) -> ConflictGame {
    let moves = game
        .moves()
        .map(|step| ConflictMove {
            player: PlayerId(players[step.player.0]),
            from: StateId(states[step.from.0]),
            to: StateId(states[step.to.0]),
        })
        .collect();
    let mut ranks = vec![vec![0; game.state_count()]; game.player_count()];
    for (p, &place) in players.iter().enumerate() {
        for (s, &to) in states.iter().enumerate() {
            ranks[place][to] = game.ranks(PlayerId(p))[s];
        }
    }
    numbered(game.player_count(), game.state_count(), moves, ranks)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_concept_includes_those_that_ask_more(game in conflicts(8)) {
        let found = all_of(&game);
        prop_assert_eq!(found.flawed, 0);
        let states = |name: &str| found.concept(name).unwrap().by_player.clone().unwrap();
        for [inner, outer] in [
            ["nash", "gmr"], ["nash", "smr"], ["nash", "seq"], ["nash", "sseq"],
            ["smr", "gmr"], ["seq", "gmr"], ["sseq", "seq"], ["sseq", "smr"],
        ] {
            for (inner_states, outer_states) in states(inner).iter().zip(states(outer)) {
                let inside = inner_states.iter().all(|s| outer_states.contains(s));
                prop_assert!(inside, "{} in {}", inner, outer);
            }
        }
        for concept in StabilityConcept::ALL {
            let own = &found.concept(concept.name()).unwrap().equilibria;
            let name = format!("coalitional_{}", concept.name());
            let joint = &found.concept(&name).unwrap().equilibria;
            // Where one player sanctions alone, a coalition of one is that player.
            if concept == StabilityConcept::Nash || game.player_count() == 2 {
                prop_assert!(joint.iter().all(|s| own.contains(s)), "{}", name);
            }
        }
        // Chwe (1994), proposition 2 and after: stable sets are consistent.
        let largest = &found.consistent[0].1.states;
        for set in &found.stable_sets[0].found.sets {
            prop_assert!(set.iter().all(|s| largest.contains(s)));
        }
    }

    #[test]
    fn names_and_order_do_not_matter(
        game in conflicts(7),
        states in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        swap in any::<bool>(),
    ) {
        let states: Vec<usize> = dense(
            &states[..game.state_count()].iter().map(|&s| u32::try_from(s).unwrap()).collect::<Vec<_>>(),
        )
        .into_iter()
        .map(|s| s as usize)
        .collect();
        let mut players: Vec<usize> = (0..game.player_count()).collect();
        if swap {
            players.swap(0, 1);
        }
        let (before, after) = (all_of(&game), all_of(&relabelled(&game, &states, &players)));
        for (old, new) in before.concepts.iter().zip(&after.concepts) {
            let mut moved: Vec<StateId> =
                old.equilibria.iter().map(|s| StateId(states[s.0])).collect();
            moved.sort_unstable();
            prop_assert_eq!(&moved, &new.equilibria, "{}", &old.concept);
        }
        prop_assert_eq!(before.stable_sets[0].found.sets.len(), after.stable_sets[0].found.sets.len());
    }

    #[test]
    fn only_the_order_of_payoffs_matters(game in conflicts(8), steps in prop::collection::vec(1..9_u32, 6)) {
        // An increasing map of ranks.
        let map = |rank: u32| rank + steps[..rank as usize].iter().sum::<u32>();
        let ranks = (0..game.player_count())
            .map(|p| game.ranks(PlayerId(p)).iter().map(|&r| map(r)).collect())
            .collect();
        prop_assert_eq!(all_of(&game), all_of(&game.with_ranks(ranks).unwrap()));
    }

    #[test]
    fn threads_do_not_matter(game in conflicts(8)) {
        let one = rayon_pool(1).install(|| all_of(&game));
        prop_assert_eq!(one, rayon_pool(3).install(|| all_of(&game)));
    }

    #[test]
    fn a_weak_improvement_asks_more_for_rest(game in conflicts(8)) {
        let nash = |rule| {
            let options = StabilityOptions { rule, ..StabilityOptions::default() };
            let found = stability(&game, &options, &Quiet).unwrap();
            assert_eq!(found.flawed, 0);
            found.concept("nash").unwrap().equilibria.clone()
        };
        let strict = nash(Improvement::Strict);
        prop_assert!(nash(Improvement::Weak).iter().all(|s| strict.contains(s)));
    }
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}
