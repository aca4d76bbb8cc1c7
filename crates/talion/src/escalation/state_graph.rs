//! The game over time as a graph that fits a page: the likely situations, and who takes play from one to
//! another. The technology gap, the quarters left of a truce and the turn are not told apart.

use super::findings::{GraphArcFindings, GraphFindings, GraphStateFindings};
use super::path::{Situation, chains, situation_of, situation_words};
use super::play::Played;
use crate::StudyError;
use std::collections::BTreeMap;
use talion_game::{PlayerId, StateId};
use talion_model::{Ladder, LadderAction};
use talion_solve::{odds_within, propagate};

/// Most situations that are kept.
const MOST_STATES: usize = 24;
/// Situations in which less time is spent than this, in quarters, are not likely.
const LEAST_QUARTERS: f64 = 0.005;
/// Passages that are expected less often than this are left out.
const LEAST_PASSAGES: f64 = 0.001;

/// From where, to where, by whom, and whether nobody of them could take it back.
type ArcKey = (Situation, Situation, Vec<usize>, bool);

/// Expected passages along an arc, by what is done.
type Passages = BTreeMap<ArcKey, BTreeMap<String, f64>>;

/// The graph of play from the start over some quarters.
pub(super) fn state_graph(
    ladder: &Ladder,
    played: &Played,
    quarters: usize,
) -> Result<GraphFindings, StudyError> {
    let chains = chains(ladder.game(), played, quarters);
    let way = propagate(&chains, ladder.start(), quarters)?;
    let mut stays: BTreeMap<Situation, f64> = BTreeMap::new();
    for (state, spent) in way.occupation.iter().enumerate().filter(|(_, spent)| **spent > 0.0) {
        *stays.entry(situation_of(ladder.state(StateId(state)))).or_default() += spent;
    }
    let kept = likely(ladder, &stays);
    let states: Vec<GraphStateFindings> = kept
        .iter()
        .map(|key| {
            let own = |state: &StateId| situation_of(ladder.state(*state)) == *key;
            let targets: Vec<StateId> = ladder.game().states().filter(own).collect();
            let ever = odds_within(&chains, ladder.start(), &targets, quarters)?;
            Ok(GraphStateFindings {
                name: situation_words(ladder, key),
                phase: ["no talks", "talks", "truce", "deal"][key.1].to_owned(),
                rungs: key.0[..ladder.plan().tracks.len()]
                    .iter()
                    .map(|x| usize::from(*x))
                    .collect(),
                ever: ever.last().copied().unwrap_or(0.0),
                quarters: stays[key],
            })
        })
        .collect::<Result<_, StudyError>>()?;
    let mut arcs = arcs(ladder, &passages(ladder, played, &way.distributions), &kept);
    mark_likely(&mut arcs, &states, kept.iter().position(|key| *key == start(ladder)));
    let shown: f64 = kept.iter().map(|key| stays[key]).sum();
    let all: f64 = stays.values().sum();
    Ok(GraphFindings {
        quarters,
        start: kept.iter().position(|key| *key == start(ladder)).unwrap_or(0),
        situations: stays.len(),
        left_out_share: if all > 0.0 { (1.0 - shown / all).max(0.0) } else { 0.0 },
        states,
        arcs,
    })
}

fn start(ladder: &Ladder) -> Situation {
    situation_of(ladder.state(ladder.start()))
}

/// The start and the situations in which most time is spent, in order of rungs and phase.
fn likely(ladder: &Ladder, stays: &BTreeMap<Situation, f64>) -> Vec<Situation> {
    let start = start(ladder);
    let mut order: Vec<(&Situation, f64)> = stays
        .iter()
        .filter(|(key, spent)| **key == start || **spent >= LEAST_QUARTERS)
        .map(|(key, spent)| (key, if *key == start { f64::INFINITY } else { *spent }))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut kept: Vec<Situation> =
        order.into_iter().take(MOST_STATES).map(|(key, _)| *key).collect();
    kept.sort_unstable();
    kept
}

/// Expected passages between different situations, by who moves and what is done.
fn passages(ladder: &Ladder, played: &Played, distributions: &[Vec<f64>]) -> Passages {
    let game = ladder.game();
    let mut passages = Passages::new();
    let before = distributions.split_last().map_or(&[][..], |(_, before)| before);
    for (quarter, distribution) in before.iter().enumerate() {
        let strategies = played.at(quarter);
        for (at, chance) in distribution.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
            let state = StateId(at);
            let from = situation_of(ladder.state(state));
            for (profile, weight) in strategies.joint(state).into_iter().enumerate() {
                if weight == 0.0 {
                    continue;
                }
                let done = Done::of(ladder, state, profile);
                for next in game.transitions(state, profile).iter() {
                    let to = situation_of(ladder.state(next.to));
                    if to != from {
                        let key = (from, to, done.movers.clone(), done.irreversible);
                        let by_action = passages.entry(key).or_default();
                        *by_action.entry(done.words.clone()).or_default() +=
                            chance * weight * next.probability;
                    }
                }
            }
        }
    }
    passages
}

/// What is done at one profile of actions.
struct Done {
    movers: Vec<usize>,
    words: String,
    irreversible: bool,
}

impl Done {
    fn of(ladder: &Ladder, state: StateId, profile: usize) -> Self {
        let phase = ladder.state(state).phase;
        let (mut movers, mut words, mut irreversible) = (Vec::new(), Vec::new(), true);
        for (player, action) in ladder.game().actions_at(state, profile).into_iter().enumerate() {
            let action = ladder.menu(state, PlayerId(player))[action];
            if action != LadderAction::Hold {
                movers.push(player);
                words.push(action.describe(ladder.plan(), phase));
                irreversible &= is_irreversible(ladder, state, action);
            }
        }
        words.dedup();
        let words = if words.is_empty() { "chance or time".to_owned() } else { words.join(", ") };
        Self { movers, words, irreversible }
    }
}

/// Whether the mover cannot take an action back by one of its own, as the ladder's arcs have it.
fn is_irreversible(ladder: &Ladder, state: StateId, action: LadderAction) -> bool {
    match action {
        LadderAction::Up(track) => {
            let level = usize::from(ladder.state(state).levels[track]);
            ladder.plan().tracks[track].rungs.get(level).is_some_and(|rung| rung.irreversible)
        }
        LadderAction::Down(_) => false,
        _ => true,
    }
}

fn arcs(ladder: &Ladder, passages: &Passages, kept: &[Situation]) -> Vec<GraphArcFindings> {
    let place = |key: &Situation| kept.iter().position(|one| one == key);
    let mut arcs = Vec::new();
    for ((from, to, movers, irreversible), by_action) in passages {
        let all: f64 = by_action.values().sum();
        let (Some(from), Some(to)) = (place(from), place(to)) else { continue };
        if all < LEAST_PASSAGES {
            continue;
        }
        // The first of those done most often.
        let most = by_action.iter().fold(("", 0.0), |best, (words, often)| {
            if *often > best.1 { (words.as_str(), *often) } else { best }
        });
        arcs.push(GraphArcFindings {
            from,
            to,
            movers: movers.iter().map(|&at| ladder.game().players()[at].clone()).collect(),
            action: most.0.to_owned(),
            passages: all,
            irreversible: *irreversible,
            likely: false,
        });
    }
    arcs
}

/// Marks the way that is taken most often from the start on, up to a deal or until nothing new comes.
fn mark_likely(arcs: &mut [GraphArcFindings], states: &[GraphStateFindings], start: Option<usize>) {
    let mut seen = Vec::new();
    let mut at = start;
    while let Some(here) = at {
        seen.push(here);
        if states[here].phase == "deal" {
            break;
        }
        let next = (0..arcs.len())
            .filter(|&arc| arcs[arc].from == here && !seen.contains(&arcs[arc].to))
            .max_by(|&a, &b| arcs[a].passages.total_cmp(&arcs[b].passages).then(b.cmp(&a)));
        at = next.map(|arc| {
            arcs[arc].likely = true;
            arcs[arc].to
        });
    }
}
