//! What came about, in a table beside the odds that the game over time gave it.

use talion::{EscalationFindings, Findings, HistoryFindings, HistoryQuarter};

use crate::document::{Block, Column, Row, Table};
use crate::format::{Script, percent};

const SCRIPT: Script = Script::Typographic;
/// Said where no record is named.
const NONE: &str = "What came about is not shown beside these odds: the scenario names no record of it \
                    (`history` in its `[escalation]` table).";

/// The table with how to read it, or why there is none.
pub(super) fn blocks(findings: &Findings, game: &EscalationFindings) -> Vec<Block> {
    match &findings.history {
        Some(came) => vec![Block::Table(table(came, game)), Block::List(notes(came, game))],
        None => vec![Block::Paragraph(NONE.to_owned())],
    }
}

fn table(came: &HistoryFindings, game: &EscalationFindings) -> Table {
    let tracks: Vec<usize> = recorded(came);
    let mut columns = vec![Column::text("Quarter"), Column::text("End of")];
    columns.extend([Column::text("Talks"), Column::number("Its odds")]);
    for &place in &tracks {
        let track = &game.assumptions.tracks[place];
        columns.push(Column::text(format!("{} {}", track.player, track.name)));
        columns.push(Column::number("Its odds"));
    }
    let rows = came.quarters.iter().map(|at| {
        let phase = if at.phase == "talks" { "talks or truce" } else { &at.phase };
        let mut cells = vec![at.quarter.to_string(), at.month.clone()];
        cells.extend([phase.to_owned(), percent(at.phase_odds, SCRIPT)]);
        for &place in &tracks {
            cells.push(rung(game, at, place));
            cells.push(at.rung_odds[place].map_or_else(String::new, |x| percent(x, SCRIPT)));
        }
        Row::from(cells)
    });
    Table {
        id: "came-about".into(),
        caption: "What came about, quarter by quarter, and the odds in percent that the game gave it from \
                  the start. Also in tables/escalation_history.csv."
            .into(),
        rows: rows.collect(),
        columns,
    }
}

/// Positions of the tracks that are in the record.
fn recorded(came: &HistoryFindings) -> Vec<usize> {
    let Some(first) = came.quarters.first() else { return Vec::new() };
    (0..first.rungs.len()).filter(|place| first.rungs[*place].is_some()).collect()
}

fn rung(game: &EscalationFindings, at: &HistoryQuarter, place: usize) -> String {
    match at.rungs[place] {
        None => String::new(),
        Some(0) => "nothing".to_owned(),
        Some(rung) => game.assumptions.tracks[place].rungs[rung - 1].clone(),
    }
}

/// How to read the record, and how the odds did against it.
fn notes(came: &HistoryFindings, game: &EscalationFindings) -> Vec<String> {
    let tracks = game.assumptions.tracks.iter().map(|track| &track.name);
    let names = std::iter::once("talks").chain(tracks.map(String::as_str));
    let scores = names.zip(&came.scores).filter_map(|(name, score)| {
        let score = score.as_ref()?;
        Some(format!(
            "{name}: {} of {} quarters came as was likeliest, and what came had odds of {} % on average",
            score.likeliest,
            score.quarters,
            percent(score.mean_odds, SCRIPT)
        ))
    });
    let scores: Vec<String> = scores.collect();
    let mut notes = came.notes.clone();
    if !scores.is_empty() {
        notes.insert(0, format!("After the start: {}.", scores.join("; ")));
    }
    notes
}
