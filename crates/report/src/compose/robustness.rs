//! The section on how sure the answer is: draws of what is assumed, and one number at a time.

use talion::{Findings, RobustnessFindings, TornadoFindings};

use super::places;
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, fixed, percent, signed};

const SCRIPT: Script = Script::Typographic;
/// More answers than this are counted together.
const MOST_ANSWERS: usize = 8;

/// The whole section, or `None` where nothing was drawn.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Option<Section> {
    let found = findings.robustness.as_ref()?;
    let mut blocks = vec![
        Block::Paragraph(format!(
            "The game was solved again {} times, with every assumed number that is not zero drawn evenly \
             from its range (as a rule from nothing to twice the scenario\u{2019}s value) and the elasticity \
             set drawn among the published ones: {} economies, and as many weights within each. The players \
             do the same in {} % of the draws, give or take {} (standard error; draws under one economy \
             count as one cluster), and somebody levies a tariff or bans an export in {} %. The ranges are a \
             convention and not what anybody believes; the shares say how much hangs on the numbers, not \
             how likely the answer is.",
            found.draws,
            found.economies,
            percent(found.holds, SCRIPT),
            percent(found.error, SCRIPT),
            percent(found.escalates, SCRIPT)
        )),
        Block::Table(answers(found)),
    ];
    if found.by_set.len() > 1 {
        blocks.push(Block::Table(by_set(found)));
    }
    blocks.extend(places(figures, FigureKind::Tornado));
    if !found.tornado.is_empty() {
        blocks.push(Block::Table(tornado(findings, found)));
    }
    if !found.left_out.is_empty() {
        blocks.push(Block::Paragraph(format!(
            "Left as they are, since they take whole numbers only: {}.",
            found.left_out.join(", ")
        )));
    }
    Some(Section { id: "robustness", title: "How sure is that?", blocks })
}

fn answers(found: &RobustnessFindings) -> Table {
    let mut rows: Vec<Row> = found
        .answers
        .iter()
        .take(MOST_ANSWERS)
        .map(|answer| Row {
            cells: vec![answer.plays.clone(), percent(answer.share, SCRIPT)],
            selected: answer.same,
        })
        .collect();
    let rest = found.answers.iter().skip(MOST_ANSWERS);
    let (count, share) = rest.fold((0, 0.0), |(count, sum), a| (count + 1, sum + a.share));
    if count > 0 {
        let name = format!("{count} other answers");
        rows.push(Row::from(vec![name, percent(share, SCRIPT)]));
    }
    Table {
        id: "drawn-answers".into(),
        caption: "What the players do in the draws, percent of them; the answer of this report stands out."
            .into(),
        columns: vec![Column::text("What they do"), Column::number("Draws, %")],
        rows,
    }
}

fn by_set(found: &RobustnessFindings) -> Table {
    let rows = found.by_set.iter().map(|set| {
        Row::from(vec![set.elasticities.clone(), set.draws.to_string(), percent(set.holds, SCRIPT)])
    });
    Table {
        id: "drawn-sets".into(),
        caption: "Draws in which the answer holds, by elasticity set.".into(),
        columns: vec![
            Column::text("Elasticity set"),
            Column::number("Draws"),
            Column::number("Holds, %"),
        ],
        rows: rows.collect(),
    }
}

fn tornado(findings: &Findings, found: &RobustnessFindings) -> Table {
    let incomes =
        found.tornado.iter().flat_map(|bar| bar.incomes_low.iter().chain(&bar.incomes_high));
    let decimals = Decimals::percent(incomes.copied());
    let mut columns = vec![
        Column::text("Scenario key"),
        Column::number("Here"),
        Column::number("Range"),
        Column::number("Flips at"),
    ];
    for player in &findings.players {
        columns.push(Column::number(format!("{} income, low", player.name)));
        columns.push(Column::number(format!("{} income, high", player.name)));
    }
    let rows = found.tornado.iter().map(|bar| {
        let mut cells = vec![
            bar.key.clone(),
            number(bar.value),
            format!("{} to {}", number(bar.low), number(bar.high)),
            flips(bar),
        ];
        for player in 0..findings.players.len() {
            for incomes in [&bar.incomes_low, &bar.incomes_high] {
                cells.push(
                    incomes.get(player).map_or_else(String::new, |x| signed(*x, decimals, SCRIPT)),
                );
            }
        }
        Row::from(cells)
    });
    Table {
        id: "tornado".into(),
        caption: "One number at a time, everything else as in the scenario: where the answer changes, and \
                  the change in real income at either end of the range, percent."
            .into(),
        columns,
        rows: rows.collect(),
    }
}

fn flips(bar: &TornadoFindings) -> String {
    if let Some(why) = &bar.failure {
        return format!("not solved: {why}");
    }
    let flips: Vec<String> = bar.flips.iter().map(|flip| number(flip.at)).collect();
    if flips.is_empty() { "none".to_owned() } else { flips.join("; ") }
}

fn number(x: f64) -> String {
    fixed(x, Decimals::fitting([x / 10.0], 0, 5), SCRIPT)
}
