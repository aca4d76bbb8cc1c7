//! Attractors, changed preferences, bad questions and false witnesses.

use crate::games::{conflicts, game, numbered};
use proptest::prelude::*;
use talion_game::{
    ConflictGame, ConflictMove, Improvement, PlayerId, Quiet, Sanction, StabilityConcept,
    StabilityFlaw, StateId,
};
use talion_solve::conflict::{
    PreferenceChange, StabilityOptions, conflict_attractors, inverse_stability, sanctions,
    stability, status_quo, with_changes,
};
use talion_solve::{Replies, SolveError};

/// By hand: from every state of the trade conflict improvements lead to `12`, where they rest; in the
/// prisoner's dilemma to `DD`.
#[test]
fn where_play_ends() {
    for (name, end) in [("trade9", "12"), ("pd", "DD")] {
        let game = game(name);
        for replies in [Replies::Best, Replies::Better] {
            let found = conflict_attractors(&game, replies);
            assert_eq!(found.attractors, [[game.state(end).unwrap()]], "{name}");
            assert!(found.transient_cycles.is_empty());
        }
    }
    // Matching pennies goes round for ever; a way out that somebody likes better ends that.
    let step = |player, from, to| ConflictMove {
        player: PlayerId(player),
        from: StateId(from),
        to: StateId(to),
    };
    let round = vec![step(0, 0, 1), step(1, 1, 2), step(0, 2, 3), step(1, 3, 0)];
    let ranks = vec![vec![2, 1, 2, 1, 0], vec![1, 2, 1, 2, 0]];
    let pennies = numbered(2, 5, round.clone(), ranks.clone());
    let found = conflict_attractors(&pennies, Replies::Better);
    let square: Vec<StateId> = (0..4).map(StateId).collect();
    assert_eq!(found.attractors, [square.clone(), vec![StateId(4)]]);
    let left = numbered(2, 5, [round, vec![step(0, 2, 4)]].concat(), ranks);
    let found = conflict_attractors(&left, Replies::Better);
    assert_eq!(found.attractors, [[StateId(4)]]);
    assert_eq!(found.transient_cycles, [square]);
    // The best reply of the first player at state 2 is to leave: nobody comes back to 3.
    assert!(conflict_attractors(&left, Replies::Best).transient_cycles.is_empty());
}

/// Elmira, status quo 1: the deal 8 is reached by moves 1-5-6-8 or the like, but not by improvements,
/// since two of them must be made together (Kilgour and Hipel 2001).
#[test]
fn the_way_to_the_coalitional_equilibrium_of_elmira() {
    let game = game("elmira");
    let [one, five, eight] = ["1", "5", "8"].map(|s| game.state(s).unwrap());
    let found = status_quo(&game, one, &[five, eight], Improvement::Strict);
    let [to_five, to_eight] = found.paths.as_slice() else { panic!() };
    assert_eq!(to_five.by_improvements.as_ref().unwrap().len(), 1);
    assert_eq!(to_eight.by_improvements, None);
    assert_eq!(to_eight.by_any_moves.as_ref().unwrap().len(), 3);
    assert!(to_eight.regret.unwrap() > 0);
}

/// What would have to change for the prisoners to cooperate: under Nash each must like its temptation
/// no better than cooperation; under foresight nothing must.
#[test]
fn the_least_change_for_the_dilemma() {
    let game = game("pd");
    let wanted = game.state("CC").unwrap();
    let nash = inverse_stability(&game, wanted, StabilityConcept::Nash, Improvement::Strict, 1000)
        .unwrap();
    assert!(nash.holds);
    let names: Vec<&str> =
        nash.changes.iter().map(|change| game.states()[change.no_better[0].0].as_str()).collect();
    assert_eq!(names, ["DC", "CD"]);
    assert!(nash.changes.iter().all(|change| change.least && change.no_better.len() == 1));
    let gmr =
        inverse_stability(&game, wanted, StabilityConcept::Gmr, Improvement::Strict, 1000).unwrap();
    assert!(gmr.holds && gmr.changes.iter().all(|change| change.no_better.is_empty()));
}

/// The smallest set of states that do, by trying all sets.
fn least_by_force(
    game: &ConflictGame,
    player: PlayerId,
    state: StateId,
    concept: StabilityConcept,
) -> usize {
    (0..1_usize << game.state_count())
        .filter(|set| {
            let chosen = (0..game.state_count()).filter(|s| set >> s & 1 == 1).map(StateId);
            let no_better: Vec<StateId> =
                chosen.filter(|&s| game.prefers(player, s, state)).collect();
            if no_better.len() != set.count_ones() as usize {
                return false;
            }
            let change = |p| PreferenceChange {
                player: PlayerId(p),
                no_better: if p == player.0 { no_better.clone() } else { Vec::new() },
                least: false,
            };
            let changes: Vec<PreferenceChange> = (0..game.player_count()).map(change).collect();
            let changed = with_changes(game, state, &changes, Improvement::Strict).unwrap();
            sanctions(&changed, Improvement::Strict).is_stable(concept, player, state)
        })
        .map(|set| set.count_ones() as usize)
        .min()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_least_change_is_the_least(game in conflicts(5)) {
        for concept in StabilityConcept::ALL {
            let state = StateId(0);
            let found =
                inverse_stability(&game, state, concept, Improvement::Strict, 10_000).unwrap();
            for change in &found.changes {
                prop_assert!(change.least);
                let least = least_by_force(&game, change.player, state, concept);
                prop_assert_eq!(change.no_better.len(), least, "{:?}", concept);
            }
            if !concept.credible() {
                prop_assert!(found.holds, "others' preferences do not enter");
            }
        }
    }

    /// A witness with any one sanction gone, cut short or by another player is refused.
    #[test]
    fn false_witnesses_are_refused(game in conflicts(6)) {
        let all = sanctions(&game, Improvement::Strict);
        for player in (0..game.player_count()).map(PlayerId) {
            for state in (0..game.state_count()).map(StateId) {
                let Some(true_one) = all.witness(StabilityConcept::Smr, player, state) else {
                    continue;
                };
                for k in 0..true_one.sanctions.len() {
                    let mut less = true_one.clone();
                    let gone = less.sanctions.remove(k);
                    prop_assert_eq!(
                        less.check(&game),
                        Err(StabilityFlaw::NotDeterred { improvement: gone.improvement.0 })
                    );
                    let mut silent = true_one.clone();
                    silent.sanctions[k].moves.clear();
                    prop_assert!(silent.check(&game).is_err());
                    let mut own = true_one.clone();
                    own.sanctions[k].moves[0].player = player;
                    prop_assert!(own.check(&game).is_err());
                    let mut nash = true_one.clone();
                    nash.concept = StabilityConcept::Nash;
                    prop_assert!(nash.check(&game).is_err());
                }
            }
        }
    }
}

/// In the dilemma the answer to a defection is a defection; to stay quiet, or to hurt oneself where
/// only credible moves count, is none.
#[test]
fn what_the_checker_says() {
    let game = game("pd");
    let state = |label: &str| game.state(label).unwrap();
    let step = |player, from: &str, to: &str| ConflictMove {
        player: PlayerId(player),
        from: state(from),
        to: state(to),
    };
    let witness = |concept, label: &str, improvement: &str, moves: Vec<ConflictMove>| {
        let sanctions = vec![Sanction { improvement: state(improvement), moves }];
        talion_game::StabilityWitness {
            concept,
            rule: Improvement::Strict,
            player: PlayerId(0),
            state: state(label),
            sanctions,
        }
        .check(&game)
    };
    let dd = state("DD").0;
    let dc = state("DC").0;
    let revenge = vec![step(1, "DC", "DD")];
    assert_eq!(witness(StabilityConcept::Sseq, "CC", "DC", revenge), Ok(()));
    let harmless = witness(StabilityConcept::Gmr, "CD", "DD", vec![step(1, "DD", "DC")]);
    assert_eq!(harmless, Err(StabilityFlaw::Harmless { improvement: dd, end: dc }));
    let noble = witness(StabilityConcept::Seq, "CD", "DD", vec![step(1, "DD", "DC")]);
    assert_eq!(noble, Err(StabilityFlaw::NotCredible { improvement: dd, step: 0 }));
    let nowhere = witness(StabilityConcept::Gmr, "CC", "DC", vec![step(1, "DC", "CC")]);
    assert_eq!(nowhere, Err(StabilityFlaw::NoSuchMove { improvement: dc, step: 0 }));
}

#[test]
fn what_is_not_in_the_conflict_is_refused() {
    let game = game("pd");
    let ask = |options: &StabilityOptions| stability(&game, options, &Quiet).unwrap_err();
    let lost = SolveError::NoSuchState { found: 4, states: 4 };
    let status_quo = Some(StateId(4));
    assert_eq!(ask(&StabilityOptions { status_quo, ..StabilityOptions::default() }), lost);
    assert_eq!(ask(&StabilityOptions { wanted: status_quo, ..StabilityOptions::default() }), lost);
}

/// What is too much work is left out and named.
#[test]
fn what_is_left_out_is_said() {
    let game = game("elmira");
    let options = StabilityOptions {
        most_states_of_coalitions: 8,
        most_states_of_dominance: 8,
        most_states_of_horizons: 8,
        most_witnesses: 3,
        ..StabilityOptions::default()
    };
    let found = stability(&game, &options, &Quiet).unwrap();
    let names: Vec<&str> = found.left_out.iter().map(|left| left.what.as_str()).collect();
    let all = [
        "some witnesses",
        "limited-move and non-myopic",
        "coalitional stability",
        "lcs",
        "coalitional_lcs",
    ];
    assert_eq!(names, all);
    assert_eq!(found.witnesses.len(), 3);
    assert_eq!(found.concepts.len(), 5);
}
