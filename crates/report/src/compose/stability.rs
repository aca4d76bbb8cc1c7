//! The section on the ladder without time: which situations are stable, and how they are reached.

use talion::{Findings, StabilityFindings};

use super::places;
use crate::concepts::STABILITY_CONCEPTS;
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::{FigureKind, Figures};

/// More situations than this are left to the files.
const MOST_ROWS: usize = 40;

/// The whole section, or `None` where the scenario has no ladder.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Option<Section> {
    let found = findings.stability.as_ref()?;
    let answer = found.answer.as_ref()?;
    let mut blocks =
        vec![Block::Paragraph(answer.headline.clone()), Block::List(answer.points.clone())];
    blocks.extend(places(figures, FigureKind::Situations));
    blocks.push(Block::Table(situations(found)));
    if let Some(table) = ways(found) {
        blocks.push(Block::Table(table));
    }
    blocks.push(Block::List(answer.caveats.clone()));
    Some(Section { id: "stability", title: "Which situations are stable?", blocks })
}

fn situations(found: &StabilityFindings) -> Table {
    let known = |name: &str| found.equilibria.get(name).is_some();
    let columns: Vec<(&str, &str)> =
        STABILITY_CONCEPTS.into_iter().filter(|(name, _)| known(name)).collect();
    let start = found.ladder.as_ref().map(|ladder| ladder.start.as_str());
    let kept = found.states.iter().filter(|state| {
        columns.iter().any(|(name, _)| found.stable(name).contains(state)) || start == Some(state)
    });
    let rows = kept.take(MOST_ROWS).map(|state| {
        let mut cells = vec![state.clone()];
        cells.extend(columns.iter().map(|(name, _)| stable_for(found, name, state)));
        Row { cells, selected: start == Some(state) }
    });
    let mut heads = vec![Column::text("Situation")];
    heads.extend(columns.iter().map(|(_, head)| Column::text(*head)));
    let players: Vec<String> = found.players.clone();
    Table {
        id: "situations".into(),
        caption: format!(
            "For whom each situation is stable: all, or the players named ({}). GMR and SMR: every gain \
             can be punished (and the punishment not be escaped); SEQ, SSEQ: by moves that pay those who \
             punish; L2: two moves of foresight; NM: non-myopic; LCS: the largest consistent set of players \
             who look all the way ahead. All {} situations are in tables/stability.csv.",
            players.join(", "),
            found.states.len()
        ),
        columns: heads,
        rows: rows.collect(),
    }
}

/// `all`, the players for whom a state is stable, or a dash.
fn stable_for(found: &StabilityFindings, concept: &str, state: &String) -> String {
    if found.stable(concept).contains(state) {
        return "all".to_owned();
    }
    let own = found.by_player.get(concept).into_iter().flat_map(|by_player| &by_player.0);
    let stable: Vec<&str> = own
        .filter(|(_, states)| states.contains(state))
        .map(|(player, _)| player.as_str())
        .collect();
    if stable.is_empty() { "\u{2013}".to_owned() } else { stable.join(", ") }
}

fn ways(found: &StabilityFindings) -> Option<Table> {
    let paths = found.paths.as_ref()?;
    let nash = found.stable("nash");
    let deal = found.ladder.as_ref().and_then(|ladder| ladder.deal.as_ref());
    let wanted = paths.to_equilibria.iter().filter(|path| {
        path.to != paths.status_quo && (nash.contains(&path.to) || Some(&path.to) == deal)
    });
    let rows: Vec<Row> = wanted
        .map(|path| {
            let (how, steps) = match (&path.by_improvements, &path.least_regret, path.regret) {
                (Some(steps), ..) => ("by gains alone".to_owned(), steps.as_slice()),
                (None, Some(steps), Some(0)) => ("at no loss".to_owned(), steps.as_slice()),
                (None, Some(steps), Some(lost)) => {
                    (format!("giving up {lost} in rank"), steps.as_slice())
                }
                _ => ("out of reach".to_owned(), &[][..]),
            };
            let told: Vec<String> =
                steps.iter().map(|step| format!("{}: {}", step.player, step.to)).collect();
            Row::from(vec![path.to.clone(), how, told.join("; then ")])
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        id: "ways".into(),
        caption: format!(
            "Ways from \u{201c}{}\u{201d} to situations that nobody would leave, and to the deal.",
            paths.status_quo
        ),
        columns: vec![Column::text("To"), Column::text("How"), Column::text("Moves")],
        rows,
    })
}
