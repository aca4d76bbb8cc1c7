//! The section on repeated play: which promises would be kept, and by how much patience.

use talion::{Findings, SustainFindings};

use super::{kept_tariffs, places};
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, fixed, signed};

const SCRIPT: Script = Script::Typographic;

/// The whole section, or `None` where the scenario has neither discount factors nor free tariffs.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Option<Section> {
    let mut blocks = packages(findings, figures);
    blocks.extend(kept_tariffs::blocks(findings, figures));
    let section = Section { id: "promises", title: "Would a promise be kept?", blocks };
    (!section.blocks.is_empty()).then_some(section)
}

/// The game of the packages, repeated.
fn packages(findings: &Findings, figures: &Figures) -> Vec<Block> {
    let Some(found) = &findings.sustain else { return Vec::new() };
    let Some(answer) = &found.answer else { return Vec::new() };
    let mut blocks = vec![
        Block::Paragraph(answer.headline.clone()),
        Block::List(answer.points.clone()),
        Block::Table(promise(found)),
        Block::Table(patience(found)),
    ];
    blocks.extend(places(figures, FigureKind::PayoffSet));
    blocks.push(Block::List(answer.caveats.clone()));
    blocks
}

fn promise(found: &SustainFindings) -> Table {
    let all = [&found.target.payoffs, &found.target.deviations, &found.minmax, &found.minmax_mixed];
    let decimals = Decimals::percent(all.into_iter().flatten().copied());
    let number = |of: &[f64], player: usize| {
        of.get(player).map_or_else(String::new, |x| signed(*x, decimals, SCRIPT))
    };
    let rows = found.players.iter().enumerate().map(|(p, player)| {
        Row::from(vec![
            player.clone(),
            found.target.profile.get(p).cloned().unwrap_or_default(),
            number(&found.target.payoffs, p),
            number(&found.target.deviations, p),
            number(found.critical.punishments.as_deref().unwrap_or_default(), p),
            number(&found.minmax, p),
            number(&found.minmax_mixed, p),
        ])
    });
    Table {
        id: "promise".into(),
        caption:
            "The promise, what breaking it pays once, and what can be threatened; percent of real \
                  income."
                .into(),
        columns: vec![
            Column::text("Player"),
            Column::text("Promises"),
            Column::number("Kept"),
            Column::number("Best deviation"),
            Column::number("Worst equilibrium of one round"),
            Column::number("Held to, pure"),
            Column::number("Held to, mixed"),
        ],
        rows: rows.collect(),
    }
}

fn patience(found: &SustainFindings) -> Table {
    let number = |factor: Option<f64>| {
        let shown = |x: f64| fixed(x, Decimals::fitting([x], 3, 3), SCRIPT);
        factor.map_or_else(|| "none".to_owned(), shown)
    };
    let row = |name: String, by_player: &[Option<f64>], joint: Option<f64>| {
        let mut cells = vec![name];
        cells.extend(by_player.iter().map(|own| number(*own)));
        cells.push(number(joint));
        Row::from(cells)
    };
    let critical = &found.critical;
    let mut rows = vec![row("War for ever".into(), &critical.grim.by_player, critical.grim.joint)];
    rows.extend(critical.periods.iter().map(|punished| {
        let periods = if punished.periods == 1 { "period" } else { "periods" };
        let name = format!("War for {} {periods}", punished.periods);
        row(name, &punished.by_player, punished.joint)
    }));
    if let Some(code) = critical.penal_code {
        let own = vec![Some(code); found.players.len()];
        rows.push(row("The harshest credible threats".into(), &own, Some(code)));
    }
    let mut columns = vec![Column::text("A breach is answered by")];
    columns.extend(found.players.iter().map(Column::number));
    columns.push(Column::number("Both"));
    Table {
        id: "patience".into(),
        caption:
            "The least discount factor a period at which the promise is kept; none: no patience is \
                  enough."
                .into(),
        columns,
        rows,
    }
}
