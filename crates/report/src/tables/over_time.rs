//! The long tables of the game over time: odds by quarter, instruments, values at which it flips.

use talion::{EscalationFindings, GraphFindings, HistoryFindings};

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;

/// Odds of every phase and rung, expected real income and payoffs, by quarter.
pub(super) fn quarters(game: &EscalationFindings) -> Result<CsvTable, ReportError> {
    let assumed = &game.assumptions;
    let mut head = owned(&["quarter", "no_talks", "talks", "truce", "deal", "deal_by_now"]);
    for track in &assumed.tracks {
        head.extend((0..=track.rungs.len()).map(|rung| format!("{}_{rung}", track.name)));
    }
    for what in ["welfare_percent", "payoff", "deficit_ratio"] {
        head.extend(assumed.players.iter().map(|player| format!("{what}_{player}")));
    }
    head.extend(owned(&["gap_years", "self_sufficiency", "likeliest", "likeliest_odds"]));
    let rows: Vec<Vec<String>> = game
        .quarters
        .iter()
        .map(|at| {
            let optional = |x: &Option<f64>| x.map(number).unwrap_or_default();
            let mut row = vec![at.quarter.to_string()];
            row.extend(at.phases.iter().copied().map(number));
            row.push(number(at.deal_by_now));
            row.extend(at.rungs.iter().flatten().copied().map(number));
            row.extend(at.welfare.iter().chain(&at.payoff).copied().map(number));
            row.extend(at.deficit_ratios.iter().map(optional));
            row.extend([&at.gap_years, &at.self_sufficiency].map(optional));
            row.push(at.likeliest.clone());
            row.push(number(at.likeliest_odds));
            row
        })
        .collect();
    write("escalation_quarters", &head, &rows)
}

/// What came about, and the odds that the game gave it.
pub(super) fn history(
    game: &EscalationFindings,
    came: &HistoryFindings,
) -> Result<CsvTable, ReportError> {
    let mut head = owned(&["quarter", "month", "phase", "phase_odds"]);
    for track in &game.assumptions.tracks {
        head.extend(["rung", "odds"].map(|what| format!("{}_{what}", track.name)));
    }
    let rows: Vec<Vec<String>> = came
        .quarters
        .iter()
        .map(|at| {
            let mut row = vec![at.quarter.to_string(), at.month.clone(), at.phase.clone()];
            row.push(number(at.phase_odds));
            for (rung, odds) in at.rungs.iter().zip(&at.rung_odds) {
                row.push(rung.map_or_else(String::new, |rung| rung.to_string()));
                row.push(odds.map(number).unwrap_or_default());
            }
            row
        })
        .collect();
    write("escalation_history", &head, &rows)
}

/// What each instrument is worth.
pub(super) fn instruments(game: &EscalationFindings) -> Result<CsvTable, ReportError> {
    let mut head = owned(&["instrument", "owner", "held"]);
    head.extend(game.assumptions.players.iter().map(|player| format!("resolved_{player}")));
    head.push("deal_within_8_without".to_owned());
    let rows: Vec<Vec<String>> = game
        .instruments
        .iter()
        .map(|one| {
            let mut row = vec![
                one.name.clone(),
                one.player.clone().unwrap_or_default(),
                one.held.map(number).unwrap_or_default(),
            ];
            row.extend(one.resolved.iter().copied().map(number));
            row.push(number(one.deal_within_8_without));
            row
        })
        .collect();
    write("escalation_instruments", &head, &rows)
}

/// Values at which the answer flips: one row per key and flip, one with an empty flip where there is none.
pub(super) fn thresholds(game: &EscalationFindings) -> Result<CsvTable, ReportError> {
    let head = owned(&["key", "value", "lowest", "highest", "flip", "deal_below", "deal_above"]);
    let mut rows = Vec::new();
    for found in &game.thresholds {
        let start =
            [found.key.clone(), number(found.value), number(found.lowest), number(found.highest)];
        if found.flips.is_empty() {
            rows.push([start.to_vec(), vec![String::new(); 3]].concat());
        }
        for flip in &found.flips {
            let end = [flip.at, flip.deal[0], flip.deal[1]].map(number).to_vec();
            rows.push([start.to_vec(), end].concat());
        }
    }
    write("escalation_thresholds", &head, &rows)
}

/// The likely situations.
pub(super) fn states(graph: &GraphFindings) -> Result<CsvTable, ReportError> {
    let rows: Vec<Vec<String>> = graph
        .states
        .iter()
        .enumerate()
        .map(|(at, state)| {
            let rungs: Vec<String> = state.rungs.iter().map(usize::to_string).collect();
            vec![
                at.to_string(),
                state.name.clone(),
                state.phase.clone(),
                rungs.join(" "),
                number(state.ever),
                number(state.quarters),
                (at == graph.start).to_string(),
            ]
        })
        .collect();
    let head = ["state", "name", "phase", "rungs", "ever", "quarters", "start"];
    write("escalation_states", &owned(&head), &rows)
}

/// The ways between the likely situations.
pub(super) fn arcs(graph: &GraphFindings) -> Result<CsvTable, ReportError> {
    let rows: Vec<Vec<String>> = graph
        .arcs
        .iter()
        .map(|arc| {
            vec![
                arc.from.to_string(),
                arc.to.to_string(),
                arc.movers.join(" "),
                arc.action.clone(),
                number(arc.passages),
                arc.irreversible.to_string(),
                arc.likely.to_string(),
            ]
        })
        .collect();
    let head = ["from", "to", "movers", "action", "passages", "irreversible", "likely"];
    write("escalation_arcs", &owned(&head), &rows)
}
