//! The game played by people who err: which packages at which sensitivity, and where that leads.

use talion::{Findings, QuantalFindings};

use super::places;
use crate::document::{Block, Column, Row, Table};
use crate::figures::{FigureKind, Figures, limit_words};
use crate::format::{Script, percent, tiny};

const SCRIPT: Script = Script::Typographic;

/// What the branch says, its figure and its table.
pub(super) fn blocks(findings: &Findings, figures: &Figures) -> Vec<Block> {
    let Some(found) = &findings.quantal else { return Vec::new() };
    let mut blocks = vec![Block::Paragraph(words(findings, found))];
    blocks.extend(places(figures, FigureKind::Quantal));
    blocks.push(Block::Table(table(findings, found)));
    blocks
}

fn words(findings: &Findings, found: &QuantalFindings) -> String {
    let end = match &found.limit {
        Some(limit) => format!(
            "As errors vanish, they lead to {} (largest regret {}).",
            limit_words(findings, limit),
            tiny(limit.max_regret, SCRIPT)
        ),
        None => format!("Where they lead is not known: {}.", found.termination),
    };
    format!(
        "If governments err, and the less the more a mistake costs, they play logit equilibria (McKelvey \
         and Palfrey 1995): at sensitivity λ a package that pays a percent of real income more is exp(λ) \
         times as likely. One branch of them is followed from even odds; every point of it is held to that \
         rule (off by {} at most). {end}",
        tiny(found.largest_residual, SCRIPT)
    )
}

fn table(findings: &Findings, found: &QuantalFindings) -> Table {
    let mut columns =
        vec![Column::text("Player"), Column::text("Package"), Column::number("λ = 0")];
    columns.extend(found.decades.iter().map(|at| Column::number(format!("λ = {}", at.lambda))));
    columns.extend(found.limit.iter().map(|_| Column::number("Limit")));
    let mut rows = Vec::new();
    for (at, player) in findings.players.iter().enumerate() {
        for (package, own) in player.packages.iter().enumerate() {
            let mut cells = vec![player.name.clone(), own.label.clone()];
            let points = found.branch.iter().take(1).chain(&found.decades);
            let limit = found.limit.iter().map(|limit| &limit.strategies);
            let all = points.map(|point| &point.strategies).chain(limit);
            cells.extend(all.map(|strategies| percent(strategies[at][package], SCRIPT)));
            rows.push(Row::from(cells));
        }
    }
    Table {
        id: "quantal".into(),
        caption:
            "Odds of every package in percent on the principal branch of logit equilibria, by \
                  sensitivity λ per percent of real income. Every point of the branch is in \
                  tables/quantal_branch.csv."
                .into(),
        columns,
        rows,
    }
}
