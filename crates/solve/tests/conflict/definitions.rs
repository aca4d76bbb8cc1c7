//! The definitions, read word for word and computed by brute force, against the methods.

use crate::games::conflicts;
use proptest::prelude::*;
use std::collections::BTreeSet;
use talion_game::{ConflictGame, Improvement, PlayerId, Quiet, StabilityConcept, StateId};
use talion_solve::conflict::{
    Acting, coalitional_equilibria, farsighted_stable_sets, indirect_dominance, limited_move,
    non_myopic, sanctions, status_quo,
};

const RULES: [Improvement; 2] = [Improvement::Strict, Improvement::Weak];

fn players(game: &ConflictGame) -> Vec<PlayerId> {
    (0..game.player_count()).map(PlayerId).collect()
}

fn states(game: &ConflictGame) -> impl Iterator<Item = StateId> {
    (0..game.state_count()).map(StateId)
}

/// Ends of legal sequences: the list of (state, last mover) grows until it no longer does.
fn legal(
    game: &ConflictGame,
    from: StateId,
    movers: &[PlayerId],
    credible: Option<Improvement>,
) -> BTreeSet<StateId> {
    let mut ends: BTreeSet<(StateId, PlayerId)> = BTreeSet::new();
    loop {
        let mut more = ends.clone();
        let starts = std::iter::once((from, None)).chain(ends.iter().map(|&(s, p)| (s, Some(p))));
        for (at, last) in starts {
            for &mover in movers.iter().filter(|&&mover| Some(mover) != last) {
                for to in game.reachable(mover, at) {
                    if credible.is_none_or(|rule| game.gains(rule, mover, at, to)) {
                        more.insert((to, mover));
                    }
                }
            }
        }
        if more == ends {
            return ends.into_iter().map(|(state, _)| state).collect();
        }
        ends = more;
    }
}

/// The definition of stability of a state for a coalition of one.
fn is_stable(
    game: &ConflictGame,
    concept: StabilityConcept,
    rule: Improvement,
    player: PlayerId,
    s: StateId,
) -> bool {
    let others: Vec<PlayerId> = players(game).into_iter().filter(|&p| p != player).collect();
    let gain = |to: StateId| game.gains(rule, player, s, to);
    game.reachable(player, s).filter(|&s1| gain(s1)).all(|s1| {
        let credible = matches!(concept, StabilityConcept::Seq | StabilityConcept::Sseq);
        let ends = legal(game, s1, &others, credible.then_some(rule));
        concept != StabilityConcept::Nash
            && ends.iter().any(|&s2| {
                let escapes = || game.reachable(player, s2).any(gain);
                match concept {
                    StabilityConcept::Smr | StabilityConcept::Sseq => !gain(s2) && !escapes(),
                    _ => !gain(s2),
                }
            })
    })
}

fn coalitions(game: &ConflictGame) -> Vec<Vec<PlayerId>> {
    let n = game.player_count();
    (1..1_usize << n)
        .map(|set| (0..n).filter(|p| set >> p & 1 == 1).map(PlayerId).collect())
        .collect()
}

/// Where a coalition gains by going, every member of it.
fn joint_gains(
    game: &ConflictGame,
    rule: Improvement,
    members: &[PlayerId],
    from: StateId,
) -> Vec<StateId> {
    let mut ends = legal(game, from, members, None);
    ends.remove(&from);
    ends.into_iter().filter(|&to| members.iter().all(|&p| game.gains(rule, p, from, to))).collect()
}

/// Ends of sequences of gains of coalitions among some players, none twice in a row.
fn credible_for_coalitions(
    game: &ConflictGame,
    rule: Improvement,
    among: &[PlayerId],
    from: StateId,
) -> BTreeSet<StateId> {
    let groups: Vec<Vec<PlayerId>> = coalitions(game)
        .into_iter()
        .filter(|group| group.iter().all(|member| among.contains(member)))
        .collect();
    let mut ends: BTreeSet<(StateId, usize)> = BTreeSet::new();
    loop {
        let mut more = ends.clone();
        let starts = std::iter::once((from, None)).chain(ends.iter().map(|&(s, g)| (s, Some(g))));
        for (at, last) in starts {
            for (g, group) in groups.iter().enumerate().filter(|(g, _)| Some(*g) != last) {
                more.extend(joint_gains(game, rule, group, at).into_iter().map(|to| (to, g)));
            }
        }
        if more == ends {
            return ends.into_iter().map(|(state, _)| state).collect();
        }
        ends = more;
    }
}

fn is_stable_for_coalition(
    game: &ConflictGame,
    concept: StabilityConcept,
    rule: Improvement,
    members: &[PlayerId],
    s: StateId,
) -> bool {
    let others: Vec<PlayerId> =
        players(game).into_iter().filter(|p| !members.contains(p)).collect();
    let wanted = |to: StateId| members.iter().all(|&p| game.gains(rule, p, s, to));
    joint_gains(game, rule, members, s).into_iter().all(|s1| {
        let ends = match concept {
            StabilityConcept::Nash => BTreeSet::new(),
            StabilityConcept::Gmr | StabilityConcept::Smr => legal(game, s1, &others, None),
            _ => credible_for_coalitions(game, rule, &others, s1),
        };
        ends.into_iter().any(|s2| {
            let symmetric = matches!(concept, StabilityConcept::Smr | StabilityConcept::Sseq);
            let escapes = symmetric && legal(game, s2, members, None).into_iter().any(wanted);
            !wanted(s2) && !escapes
        })
    })
}

/// Where a coalition can take a state.
fn effective(game: &ConflictGame, members: &[PlayerId], from: StateId) -> BTreeSet<StateId> {
    match members {
        [alone] => game.reachable(*alone, from).collect(),
        _ => legal(game, from, members, None),
    }
}

/// Pairs `(a, b)` with `a << b`, from the definition.
fn dominated(game: &ConflictGame, groups: &[Vec<PlayerId>]) -> BTreeSet<(StateId, StateId)> {
    let mut pairs = BTreeSet::new();
    for b in states(game) {
        let mut below: BTreeSet<StateId> = BTreeSet::new();
        loop {
            let joins = |a: &StateId| {
                groups.iter().any(|group| {
                    group.iter().all(|&p| game.prefers(p, b, *a))
                        && effective(game, group, *a)
                            .iter()
                            .any(|to| *to == b || below.contains(to))
                })
            };
            let more: BTreeSet<StateId> = states(game).filter(joins).collect();
            if more == below {
                break;
            }
            below = more;
        }
        pairs.extend(below.into_iter().map(|a| (a, b)));
    }
    pairs
}

fn consistent(
    game: &ConflictGame,
    groups: &[Vec<PlayerId>],
    below: &BTreeSet<(StateId, StateId)>,
) -> Vec<StateId> {
    let mut set: BTreeSet<StateId> = states(game).collect();
    loop {
        let stays = |a: &StateId| {
            groups.iter().all(|group| {
                effective(game, group, *a).into_iter().all(|d| {
                    set.iter().any(|&e| {
                        (e == d || below.contains(&(d, e)))
                            && !group.iter().all(|&p| game.prefers(p, e, *a))
                    })
                })
            })
        };
        let less: BTreeSet<StateId> = set.iter().copied().filter(|a| stays(a)).collect();
        if less == set {
            return set.into_iter().collect();
        }
        set = less;
    }
}

fn stable_sets(
    game: &ConflictGame,
    below: &BTreeSet<(StateId, StateId)>,
) -> BTreeSet<Vec<StateId>> {
    let n = game.state_count();
    let has = |set: usize, s: StateId| set >> s.0 & 1 == 1;
    (1..1_usize << n)
        .filter(|&set| {
            states(game).all(|a| {
                let met = states(game).any(|b| b != a && has(set, b) && below.contains(&(a, b)));
                met != has(set, a)
            })
        })
        .map(|set| states(game).filter(|&s| has(set, s)).collect())
        .collect()
}

/// `G_h(i, s)` by recursion, two players without ties.
fn ends(game: &ConflictGame, horizon: usize, player: usize, s: StateId) -> StateId {
    if horizon == 0 {
        return s;
    }
    let moves = game.reachable(PlayerId(player), s);
    let best = moves
        .map(|to| ends(game, horizon - 1, 1 - player, to))
        .min_by_key(|end| game.ranks(PlayerId(player))[end.0]);
    best.filter(|&end| game.prefers(PlayerId(player), end, s)).unwrap_or(s)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn classical_concepts_are_their_definitions(game in conflicts(6)) {
        for rule in RULES {
            let all = sanctions(&game, rule);
            for concept in StabilityConcept::ALL {
                for player in players(&game) {
                    for s in states(&game) {
                        let wanted = is_stable(&game, concept, rule, player, s);
                        prop_assert_eq!(all.is_stable(concept, player, s), wanted);
                        let witness = all.witness(concept, player, s);
                        prop_assert_eq!(witness.is_some(), wanted);
                        if let Some(witness) = witness {
                            prop_assert_eq!(witness.check(&game), Ok(()));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn coalitional_concepts_are_their_definitions(game in conflicts(5)) {
        for rule in RULES {
            for concept in StabilityConcept::ALL {
                let wanted: Vec<StateId> = states(&game)
                    .filter(|&s| {
                        coalitions(&game)
                            .iter()
                            .all(|c| is_stable_for_coalition(&game, concept, rule, c, s))
                    })
                    .collect();
                prop_assert_eq!(coalitional_equilibria(&game, concept, rule), wanted);
            }
        }
    }

    #[test]
    fn farsighted_concepts_are_their_definitions(game in conflicts(6)) {
        let alone: Vec<Vec<PlayerId>> = players(&game).into_iter().map(|p| vec![p]).collect();
        for (acting, groups) in
            [(Acting::Individuals, alone), (Acting::Coalitions, coalitions(&game))]
        {
            let below = dominated(&game, &groups);
            let dominance = indirect_dominance(&game, acting);
            for a in states(&game) {
                for b in states(&game) {
                    prop_assert_eq!(dominance.dominates(a, b), below.contains(&(a, b)));
                }
            }
            let found = dominance.largest_consistent_set(&Quiet);
            prop_assert!(found.complete);
            prop_assert_eq!(&found.states, &consistent(&game, &groups, &below));
            if acting == Acting::Individuals {
                for &state in &found.states {
                    prop_assert!(dominance.deterrences(&found, state).is_some());
                }
            }
            let sets = farsighted_stable_sets(&dominance, 1_000_000, 1_000, &Quiet);
            prop_assert!(sets.complete);
            let found: BTreeSet<Vec<StateId>> = sets.sets.into_iter().collect();
            prop_assert_eq!(found, stable_sets(&game, &below));
        }
    }

    #[test]
    fn foresight_is_its_recursion(game in conflicts(6), order in Just((0..6_u32).collect::<Vec<_>>()).prop_shuffle()) {
        // Two players without ties.
        if game.player_count() == 2 {
            let count = game.state_count();
            let ranks = |p: usize| (0..count).map(|s| order[(s + 2 * p) % 6]).collect();
            let game = game.with_ranks(vec![ranks(0), ranks(1)]).unwrap();
            let mut stable = Vec::new();
            for horizon in 1..=8 {
                let found = limited_move(&game, horizon);
                for (p, found) in found.iter().enumerate() {
                    let wanted: Vec<StateId> =
                        states(&game).filter(|&s| ends(&game, horizon, p, s) == s).collect();
                    prop_assert_eq!(found, &wanted, "horizon {}", horizon);
                }
                stable.push(found);
            }
            // Stable for ever is stable at two late horizons of the cycle, whichever they are.
            let found = non_myopic(&game, 1000).unwrap();
            let late: Vec<_> = (60..72).map(|horizon| limited_move(&game, horizon)).collect();
            for p in 0..2 {
                let wanted: Vec<StateId> = states(&game)
                    .filter(|s| late.iter().all(|stable| stable[p].contains(s)))
                    .collect();
                prop_assert_eq!(&found[p], &wanted);
            }
        }
    }

    #[test]
    fn the_first_horizon_is_nash(game in conflicts(8)) {
        let nash = sanctions(&game, Improvement::Strict);
        for (p, stable) in limited_move(&game, 1).into_iter().enumerate() {
            prop_assert_eq!(stable, nash.stable_states(StabilityConcept::Nash, PlayerId(p)));
        }
    }

    #[test]
    fn paths_from_the_status_quo_are_legal_and_shortest(game in conflicts(7)) {
        let all: Vec<StateId> = states(&game).collect();
        let found = status_quo(&game, StateId(0), &all, Improvement::Strict);
        let everybody = players(&game);
        let reach = legal(&game, StateId(0), &everybody, None);
        for (s, path) in all.iter().zip(&found.paths) {
            let reachable = s.0 == 0 || reach.contains(s);
            prop_assert_eq!(path.by_any_moves.is_some(), reachable);
            for (moves, improving) in [
                (&path.by_improvements, true),
                (&path.by_any_moves, false),
                (&path.least_regret, false),
            ] {
                let Some(moves) = moves else { continue };
                let (mut at, mut last, mut lost) = (StateId(0), None, 0);
                for step in moves {
                    prop_assert!(game.has_move(*step) && step.from == at);
                    prop_assert!(last != Some(step.player));
                    prop_assert!(!improving || game.prefers(step.player, step.to, step.from));
                    let mut known = game.ranks(step.player).to_vec();
                    known.sort_unstable();
                    known.dedup();
                    let place = |s: StateId| known.binary_search(&game.ranks(step.player)[s.0]);
                    lost += place(step.to).unwrap().saturating_sub(place(step.from).unwrap());
                    (at, last) = (step.to, Some(step.player));
                }
                prop_assert_eq!(at, *s);
                prop_assert!(path.regret.unwrap() <= lost as u64);
            }
            // Improvements cost nothing.
            prop_assert!(path.by_improvements.is_none() || path.regret == Some(0));
            let depth = found.by_any_moves.iter().find(|(state, _)| state == s).map(|(_, d)| *d);
            prop_assert_eq!(path.by_any_moves.as_ref().map(Vec::len), depth);
        }
    }
}
