//! Where play goes from the start: exact odds by quarter, and paths drawn at random to check them.

use super::findings::{DeEscalationFindings, OddsFindings, QuarterFindings};
use super::play::Played;
use rayon::prelude::*;
use talion_game::{MarkovProfile, StateId, StochasticGame};
use talion_model::{Ladder, LadderState, MOST_TRACKS, Phase, Terms};

/// Quarters within which odds are given.
pub(super) const WITHIN: [usize; 3] = [1, 4, 8];

/// The chain of states that strategies make in one quarter: a sparse row per state.
pub(super) struct Chain {
    first: Vec<usize>,
    steps: Vec<(u32, f64)>,
}

impl Chain {
    pub(super) fn of(game: &StochasticGame, profile: &MarkovProfile) -> Self {
        let rows: Vec<Vec<(u32, f64)>> = (0..game.state_count())
            .into_par_iter()
            .map(|state| {
                let state = StateId(state);
                let mut row: Vec<(u32, f64)> = Vec::new();
                for (at, weight) in profile.joint(state).into_iter().enumerate() {
                    if weight > 0.0 {
                        let steps = game.transitions(state, at);
                        let pairs = steps.to.iter().zip(steps.probability);
                        row.extend(pairs.map(|(to, p)| (*to, weight * p)));
                    }
                }
                row
            })
            .collect();
        let mut chain = Self { first: vec![0], steps: Vec::new() };
        for row in rows {
            chain.steps.extend(row);
            chain.first.push(chain.steps.len());
        }
        chain
    }

    pub(super) fn row(&self, state: usize) -> &[(u32, f64)] {
        &self.steps[self.first[state]..self.first[state + 1]]
    }

    /// The distribution a quarter later.
    fn advance(&self, distribution: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; distribution.len()];
        for (state, chance) in distribution.iter().enumerate().filter(|(_, chance)| **chance > 0.0)
        {
            for (to, p) in self.row(state) {
                next[*to as usize] += chance * p;
            }
        }
        next
    }
}

/// Everything that is known about the way from the start.
pub(super) struct Way {
    pub(super) quarters: Vec<QuarterFindings>,
    pub(super) odds: Vec<OddsFindings>,
    pub(super) de_escalation: DeEscalationFindings,
}

/// Follows play from the start over some quarters.
pub(super) fn follow(ladder: &Ladder, played: &Played, quarters: usize) -> Way {
    let chains = chains(ladder.game(), played, quarters);
    let chain = |quarter: usize| &chains[quarter.min(chains.len() - 1)];
    let mut distribution = at_start(ladder);
    let deals = first_passage(ladder, &chain, quarters, &|state| state.phase == Phase::Deal);
    let steps = first_passage(ladder, &chain, quarters, &|state| is_stepped_up(ladder, state));
    let tops = first_passage(ladder, &chain, quarters, &|state| is_on_top(ladder, state));
    let mut found = Vec::with_capacity(quarters + 1);
    for quarter in 0..=quarters {
        found.push(quarter_findings(ladder, quarter, &distribution, deals[quarter]));
        if quarter < quarters {
            distribution = chain(quarter).advance(&distribution);
        }
    }
    let odds = WITHIN
        .into_iter()
        .filter(|within| *within <= quarters)
        .map(|within| OddsFindings {
            quarters: within,
            deal: deals[within],
            escalation: steps[within],
            top_rung: tops[within],
            talks: found[within].phases[1],
        })
        .collect();
    Way { quarters: found, odds, de_escalation: de_escalation(ladder, &chain, quarters) }
}

/// Odds of a deal within some quarters.
pub(super) fn deal_within(ladder: &Ladder, played: &Played, quarters: usize) -> f64 {
    within(ladder, played, quarters, &|state| state.phase == Phase::Deal)
}

/// Odds that somebody steps up within some quarters.
pub(super) fn escalation_within(ladder: &Ladder, played: &Played, quarters: usize) -> f64 {
    within(ladder, played, quarters, &|state| is_stepped_up(ladder, state))
}

fn within(
    ladder: &Ladder,
    played: &Played,
    quarters: usize,
    target: &dyn Fn(&LadderState) -> bool,
) -> f64 {
    let chains = chains(ladder.game(), played, quarters);
    let chain = |quarter: usize| &chains[quarter.min(chains.len() - 1)];
    first_passage(ladder, &chain, quarters, target)[quarters]
}

/// One chain where play never ends, else one per quarter.
fn chains(game: &StochasticGame, played: &Played, quarters: usize) -> Vec<Chain> {
    let count = if played.forever { 1 } else { quarters.min(played.strategies.len()) };
    (0..count).map(|quarter| Chain::of(game, played.at(quarter))).collect()
}

fn at_start(ladder: &Ladder) -> Vec<f64> {
    let mut distribution = vec![0.0; ladder.game().state_count()];
    distribution[ladder.start().0] = 1.0;
    distribution
}

/// Chance that play has been in some state by each quarter.
fn first_passage<'c>(
    ladder: &Ladder,
    chain: &dyn Fn(usize) -> &'c Chain,
    quarters: usize,
    target: &dyn Fn(&LadderState) -> bool,
) -> Vec<f64> {
    let is_target: Vec<bool> = ladder.graph().node_weights().map(|state| target(state)).collect();
    let mut distribution = at_start(ladder);
    let mut reached = vec![0.0];
    let mut sum = 0.0;
    for quarter in 0..=quarters {
        for (chance, _) in distribution.iter_mut().zip(&is_target).filter(|(_, is)| **is) {
            sum += *chance;
            *chance = 0.0;
        }
        reached.push(sum);
        if quarter < quarters {
            distribution = chain(quarter).advance(&distribution);
        }
    }
    reached.remove(0);
    reached
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
fn de_escalation<'c>(
    ladder: &Ladder,
    chain: &dyn Fn(usize) -> &'c Chain,
    quarters: usize,
) -> DeEscalationFindings {
    let over: Vec<bool> =
        ladder.graph().node_weights().map(|state| is_over(ladder, state)).collect();
    // Before the first step, and during the spell; with the mass goes its time of beginning.
    let mut before = at_start(ladder);
    let mut during = vec![0.0; before.len()];
    let mut begun = vec![0.0; before.len()];
    let (mut escalates, mut ends, mut length) = (0.0, 0.0, 0.0);
    for quarter in 1..=quarters {
        let chain = chain(quarter - 1);
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
    let mut situations: Vec<(([u8; MOST_TRACKS], usize), f64)> = Vec::new();
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
        let key = (state.levels, phase);
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

fn phase_number(phase: Phase) -> usize {
    match phase {
        Phase::Idle => 0,
        Phase::Talks => 1,
        Phase::Truce { .. } => 2,
        Phase::Deal => 3,
    }
}

fn situation_words(ladder: &Ladder, (levels, phase): &([u8; MOST_TRACKS], usize)) -> String {
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
