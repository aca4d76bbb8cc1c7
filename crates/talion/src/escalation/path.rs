//! Where play goes from the start: exact odds by quarter, and paths drawn at random to check them.

use super::findings::{DeEscalationFindings, OddsFindings, QuarterFindings};
use super::play::Played;
use crate::StudyError;
use talion_game::{MarkovChain, StateId, StochasticGame};
use talion_model::{Ladder, LadderState, MOST_TRACKS, Phase, Terms};
use talion_solve::{odds_within, propagate};

/// Quarters within which odds are given.
pub(super) const WITHIN: [usize; 3] = [1, 4, 8];

/// Everything that is known about the way from the start.
pub(super) struct Way {
    pub(super) quarters: Vec<QuarterFindings>,
    pub(super) odds: Vec<OddsFindings>,
    pub(super) de_escalation: DeEscalationFindings,
}

/// Follows play from the start over some quarters.
pub(super) fn follow(ladder: &Ladder, played: &Played, quarters: usize) -> Result<Way, StudyError> {
    let chains = chains(ladder.game(), played, quarters);
    let by_then =
        |target: &dyn Fn(&LadderState) -> bool| passage(ladder, &chains, quarters, target);
    let deals = by_then(&|state| state.phase == Phase::Deal)?;
    let steps = by_then(&|state| is_stepped_up(ladder, state))?;
    let tops = by_then(&|state| is_on_top(ladder, state))?;
    let distributions = propagate(&chains, ladder.start(), quarters)?.distributions;
    let found: Vec<QuarterFindings> = distributions
        .iter()
        .zip(&deals)
        .enumerate()
        .map(|(quarter, (odds, deal))| quarter_findings(ladder, quarter, odds, *deal))
        .collect();
    let mut within = WITHIN.map(|within| within.min(quarters)).to_vec();
    within.dedup();
    let odds = within
        .into_iter()
        .map(|within| OddsFindings {
            quarters: within,
            deal: deals[within],
            escalation: steps[within],
            top_rung: tops[within],
            talks: found[within].phases[1],
        })
        .collect();
    let de_escalation = de_escalation(ladder, &chains, quarters);
    Ok(Way { quarters: found, odds, de_escalation })
}

/// Odds of a deal within some quarters.
pub(super) fn deal_within(
    ladder: &Ladder,
    played: &Played,
    quarters: usize,
) -> Result<f64, StudyError> {
    let chains = chains(ladder.game(), played, quarters);
    Ok(passage(ladder, &chains, quarters, &|state| state.phase == Phase::Deal)?[quarters])
}

/// Odds that somebody steps up within some quarters.
pub(super) fn escalation_within(
    ladder: &Ladder,
    played: &Played,
    quarters: usize,
) -> Result<f64, StudyError> {
    let chains = chains(ladder.game(), played, quarters);
    Ok(passage(ladder, &chains, quarters, &|state| is_stepped_up(ladder, state))?[quarters])
}

/// One chain where play never ends, else one per quarter.
pub(super) fn chains(game: &StochasticGame, played: &Played, quarters: usize) -> Vec<MarkovChain> {
    let most = if played.forever { 1 } else { played.strategies.len() };
    (0..quarters.clamp(1, most)).map(|t| MarkovChain::of(game, played.at(t))).collect()
}

/// Chance that play has been in some of the states by each quarter.
fn passage(
    ladder: &Ladder,
    chains: &[MarkovChain],
    quarters: usize,
    target: &dyn Fn(&LadderState) -> bool,
) -> Result<Vec<f64>, StudyError> {
    let states = ladder.game().states();
    let targets: Vec<StateId> = states.filter(|state| target(ladder.state(*state))).collect();
    Ok(odds_within(chains, ladder.start(), &targets, quarters)?)
}

/// Whether any track stands above nothing.
fn is_stepped_up(ladder: &Ladder, state: &LadderState) -> bool {
    state.levels[..ladder.plan().tracks.len()].iter().any(|level| *level > 0)
}

/// Whether a track of more than one rung, or of one where no track has more, is on its highest.
fn is_on_top(ladder: &Ladder, state: &LadderState) -> bool {
    let tracks = &ladder.plan().tracks;
    let most = tracks.iter().map(|track| track.rungs.len()).max().unwrap_or(0);
    tracks
        .iter()
        .zip(state.levels)
        .any(|(track, level)| track.rungs.len() == most && usize::from(level) == most)
}

/// Whether escalation is over: a deal, or nothing left of what a deal would take back.
fn is_over(ladder: &Ladder, state: &LadderState) -> bool {
    let left = ladder.plan().tracks.iter().zip(state.levels);
    state.phase == Phase::Deal
        || left.filter(|(track, _)| !track.kept_in_deal).all(|(_, level)| level == 0)
}

/// Odds and mean length of the first spell of escalation, by the quarter in which it begins.
fn de_escalation(ladder: &Ladder, chains: &[MarkovChain], quarters: usize) -> DeEscalationFindings {
    let over: Vec<bool> =
        ladder.graph().node_weights().map(|state| is_over(ladder, state)).collect();
    // Before the first step, and during the spell; with the mass goes its time of beginning.
    let mut before = vec![0.0; over.len()];
    before[ladder.start().0] = 1.0;
    let mut during = vec![0.0; before.len()];
    let mut begun = vec![0.0; before.len()];
    let (mut escalates, mut ends, mut length) = (0.0, 0.0, 0.0);
    for quarter in 1..=quarters {
        let chain = &chains[(quarter - 1).min(chains.len() - 1)];
        (before, during, begun) =
            (chain.advance(&before), chain.advance(&during), chain.advance(&begun));
        let now = quarter as f64;
        for state in 0..before.len() {
            if over[state] {
                ends += during[state];
                length += now * during[state] - begun[state];
                (during[state], begun[state]) = (0.0, 0.0);
            } else {
                escalates += before[state];
                during[state] += before[state];
                begun[state] += now * before[state];
                before[state] = 0.0;
            }
        }
    }
    let expected_quarters = (ends > 0.0).then(|| length / ends);
    DeEscalationFindings { horizon: quarters, escalates, ends, expected_quarters }
}

fn quarter_findings(
    ladder: &Ladder,
    quarter: usize,
    distribution: &[f64],
    deal_by_now: f64,
) -> QuarterFindings {
    let plan = ladder.plan();
    let players = ladder.game().player_count();
    let mut rungs: Vec<Vec<f64>> =
        plan.tracks.iter().map(|track| vec![0.0; track.rungs.len() + 1]).collect();
    let mut phases = [0.0; 4];
    let (mut gap, mut share) = (0.0, Some(0.0));
    let (mut welfare, mut payoff) = (vec![0.0; players], vec![0.0; players]);
    let mut ratios: Vec<Option<f64>> = vec![Some(0.0); players];
    let mut situations: Vec<(Situation, f64)> = Vec::new();
    for (at, chance) in distribution.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
        let state = ladder.state(StateId(at));
        let phase = phase_number(state.phase);
        for (track, level) in rungs.iter_mut().zip(state.levels) {
            track[usize::from(level)] += chance;
        }
        phases[phase] += chance;
        gap += chance * f64::from(state.gap);
        let outcome = ladder.outcome(StateId(at));
        share = share.zip(outcome.self_sufficiency).map(|(sum, own)| sum + chance * own);
        for player in 0..players {
            let own = &outcome.payoffs[player];
            welfare[player] += chance * 100.0 * ((own.welfare / 100.0).exp() - 1.0);
            payoff[player] += chance * own.total(Terms::All);
            let ratio = outcome.deficit_ratios[player];
            ratios[player] = ratios[player].zip(ratio).map(|(sum, own)| sum + chance * own);
        }
        let key = situation_of(state);
        match situations.iter_mut().find(|(known, _)| *known == key) {
            Some((_, sum)) => *sum += chance,
            None => situations.push((key, *chance)),
        }
    }
    // The first of the likeliest, in the order of the states.
    let likeliest = situations.iter().fold(None, |best: Option<&(_, f64)>, one| match best {
        Some(best) if best.1 >= one.1 => Some(best),
        _ => Some(one),
    });
    let race = ladder.plan().largest_gap > 0 && share.is_some();
    QuarterFindings {
        quarter,
        rungs,
        phases,
        deal_by_now,
        likeliest: likeliest.map_or_else(String::new, |(key, _)| situation_words(ladder, key)),
        likeliest_odds: likeliest.map_or(0.0, |(_, chance)| *chance),
        gap_years: race.then_some(gap),
        self_sufficiency: share,
        welfare,
        payoff,
        deficit_ratios: ratios,
    }
}

/// Rungs and phase: a situation without the technology gap, the quarters left of a truce, and the turn.
pub(super) type Situation = ([u8; MOST_TRACKS], usize);

/// The situation of a state.
pub(super) fn situation_of(state: &LadderState) -> Situation {
    (state.levels, phase_number(state.phase))
}

fn phase_number(phase: Phase) -> usize {
    match phase {
        Phase::Idle => 0,
        Phase::Talks => 1,
        Phase::Truce { .. } => 2,
        Phase::Deal => 3,
    }
}

/// A situation in words.
pub(super) fn situation_words(ladder: &Ladder, (levels, phase): &Situation) -> String {
    let on: Vec<&str> = ladder
        .plan()
        .tracks
        .iter()
        .zip(levels)
        .filter(|(_, level)| **level > 0)
        .map(|(track, level)| track.rungs[usize::from(*level) - 1].label.as_str())
        .collect();
    let policies = if on.is_empty() { "nothing in force".to_owned() } else { on.join(", ") };
    format!("{policies}; {}", ["no talks", "talks", "truce", "deal"][*phase])
}
