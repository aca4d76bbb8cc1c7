//! What came about, beside the odds of the game over time: the record on the rungs of the scenario.

use crate::EscalationFindings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_model::{ObservedHistory, ObservedPeriod, Phase};

/// What came about quarter by quarter, and what chance the game gave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryFindings {
    /// Name of the record.
    pub record: String,
    /// The month whose end is the start, as `YYYY-MM`.
    pub from: String,
    /// How to read it, and what is not in it.
    pub notes: Vec<String>,
    /// Quarters from the start on, as far as both the odds and the record go.
    pub quarters: Vec<HistoryQuarter>,
    /// For talks, then for every track: how the odds did. `None` of a track that is not in the record.
    pub scores: Vec<Option<HistoryScore>>,
}

/// What came about in one quarter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryQuarter {
    /// Quarters since the start.
    pub quarter: usize,
    /// The month at whose end it was so, as `YYYY-MM`.
    pub month: String,
    /// `no talks`, `talks` (which may be a truce) or `deal`.
    pub phase: String,
    /// Chance that the game gave the phase; of talks, talks and truces together.
    pub phase_odds: f64,
    /// Rung of every track, 0 for nothing; `None` of a track that is not in the record.
    pub rungs: Vec<Option<usize>>,
    /// Chance that the game gave each of them.
    pub rung_odds: Vec<Option<f64>>,
}

/// How the odds did against what came about, the start left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryScore {
    /// Quarters in which what came about was likelier than anything else.
    pub likeliest: usize,
    /// Quarters compared.
    pub quarters: usize,
    /// Mean chance that was given to what came about.
    pub mean_odds: f64,
}

/// Lays what came about beside the odds.
pub(crate) fn came_about(observed: &ObservedHistory, game: &EscalationFindings) -> HistoryFindings {
    let quarters: Vec<HistoryQuarter> =
        game.quarters.iter().zip(&observed.periods).map(|(at, came)| quarter(at, came)).collect();
    let tracks = &game.assumptions.tracks;
    let phases = quarters.iter().zip(&game.quarters).map(|(came, at)| {
        let [idle, talks, truce, deal] = at.phases;
        Some((came.phase_odds, [idle, talks + truce, deal].into_iter().fold(0.0, f64::max)))
    });
    let mut scores = vec![score(phases)];
    for place in 0..tracks.len() {
        scores.push(score(quarters.iter().zip(&game.quarters).map(|(came, at)| {
            let most = at.rungs[place].iter().copied().fold(0.0, f64::max);
            Some((came.rung_odds[place]?, most))
        })));
    }
    HistoryFindings {
        record: observed.record.clone(),
        from: observed.from.to_string(),
        notes: notes(observed, game),
        quarters,
        scores,
    }
}

fn quarter(at: &crate::QuarterFindings, came: &ObservedPeriod) -> HistoryQuarter {
    let [idle, talks, truce, deal] = at.phases;
    let (phase, phase_odds) = match came.phase {
        Phase::Idle => (Phase::Idle, idle),
        Phase::Talks | Phase::Truce { .. } => (Phase::Talks, talks + truce),
        Phase::Deal => (Phase::Deal, deal),
    };
    let odds = |(rung, odds): (&Option<usize>, &Vec<f64>)| Some(odds[(*rung)?]);
    HistoryQuarter {
        quarter: at.quarter,
        month: came.month.to_string(),
        phase: phase.word().to_owned(),
        phase_odds,
        rung_odds: came.rungs.iter().zip(&at.rungs).map(odds).collect(),
        rungs: came.rungs.clone(),
    }
}

/// The score of pairs of the chance of what came about and the largest chance of anything, quarter by
/// quarter; `None` if they are not known or there are none after the start.
fn score(odds: impl Iterator<Item = Option<(f64, f64)>>) -> Option<HistoryScore> {
    let after: Vec<(f64, f64)> = odds.skip(1).collect::<Option<_>>()?;
    let quarters = after.len();
    (quarters > 0).then(|| HistoryScore {
        likeliest: after.iter().filter(|(came, most)| came >= most).count(),
        quarters,
        mean_odds: after.iter().map(|(came, _)| came).sum::<f64>() / quarters as f64,
    })
}

fn notes(observed: &ObservedHistory, game: &EscalationFindings) -> Vec<String> {
    let mut notes = vec![format!(
        "What came about is the record `{}` from the end of {} on, by the days on which moves took \
         effect. A rung counts as reached from the rung of the record that the scenario names for it; \
         the record does not tell a truce from talks.",
        observed.record, observed.from
    )];
    let start = observed.periods.first();
    let absent: Vec<&str> = game
        .assumptions
        .tracks
        .iter()
        .enumerate()
        .filter(|(place, _)| start.is_some_and(|start| start.rungs[*place].is_none()))
        .map(|(_, track)| track.name.as_str())
        .collect();
    if !absent.is_empty() {
        let is = if absent.len() == 1 { "is" } else { "are" };
        notes.push(format!("Not in the record: {}, which {is} drawn without.", absent.join(", ")));
    }
    let odds_begin = game.quarters.first();
    let differs =
        start.zip(odds_begin).is_some_and(|(came, at)| quarter(at, came).phase_odds < 1.0);
    let stands = |place: usize, rung: Option<usize>| {
        rung.is_some_and(|rung| odds_begin.is_some_and(|at| at.rungs[place][rung] < 1.0))
    };
    let apart = start.is_some_and(|came| {
        came.rungs.iter().enumerate().any(|(place, rung)| stands(place, *rung))
    });
    if differs || apart {
        notes.push("The record stands elsewhere at the start than the game does.".to_owned());
    }
    if observed.periods.len() < game.quarters.len() {
        notes.push(format!(
            "The record ends before the odds do: it covers {} of {} quarters.",
            observed.periods.len(),
            game.quarters.len()
        ));
    }
    notes.push(
        "One course of events is no test of odds; `talion backtest` scores forecasts move by move."
            .to_owned(),
    );
    notes
}
