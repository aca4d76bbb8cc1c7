//! The section on the game over time: how far, how long, and with what odds of a deal.

use talion::{EscalationFindings, Findings, QuarterFindings};

use super::{came_about, places};
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, fixed, percent, signed};

const SCRIPT: Script = Script::Typographic;
/// Quarters between the rows of the table, once the first ones are past.
const EVERY: usize = 4;

/// The whole section, or `None` where the scenario does not ask.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Option<Section> {
    let game = findings.escalation.as_ref()?;
    let mut blocks = vec![
        Block::Paragraph(game.answer.headline.clone()),
        Block::List(game.answer.points.clone()),
    ];
    blocks.extend(places(figures, FigureKind::OverTime));
    blocks.extend(places(figures, FigureKind::Ladder));
    blocks.push(Block::Table(quarters(game)));
    blocks.push(Block::Table(expected(game)));
    blocks.extend(came_about::blocks(findings, game));
    if !game.instruments.is_empty() {
        blocks.push(Block::Table(scorecard(game)));
    }
    if !game.thresholds.is_empty() {
        blocks.push(Block::Table(thresholds(game)));
    }
    blocks.push(Block::Table(equilibria(game)));
    blocks.push(Block::List(game.answer.caveats.clone()));
    Some(Section { id: "over-time", title: "How far, how long, and is there a deal?", blocks })
}

fn quarters(game: &EscalationFindings) -> Table {
    let assumed = &game.assumptions;
    let mut columns = vec![Column::text("Quarter")];
    columns.extend(["No talks", "Talks", "Truce", "Deal"].map(Column::number));
    columns.push(Column::number("Deal so far"));
    columns.extend(
        assumed
            .tracks
            .iter()
            .map(|track| Column::number(format!("{} {}", track.player, track.name))),
    );
    let rows = shown(game).map(|at| {
        let mut cells = vec![at.quarter.to_string()];
        cells.extend(at.phases.iter().map(|x| share(*x)));
        cells.push(share(at.deal_by_now));
        cells.extend(at.rungs.iter().map(|rungs| share(rungs[1..].iter().sum())));
        Row::from(cells)
    });
    Table {
        id: "quarters".into(),
        caption: "Where play stands: odds in percent (a track: of any rung above nothing). Every quarter \
                  and rung is in tables/escalation_quarters.csv."
            .into(),
        rows: rows.collect(),
        columns,
    }
}

/// The quarters that tables show.
fn shown(game: &EscalationFindings) -> impl Iterator<Item = &QuarterFindings> {
    game.quarters.iter().filter(|at| at.quarter < 4 || at.quarter % EVERY == 0)
}

/// What is expected by quarter.
fn expected(game: &EscalationFindings) -> Table {
    let mut columns = vec![Column::text("Quarter")];
    let players = game.assumptions.players.iter();
    columns.extend(players.map(|player| Column::number(format!("{player} income"))));
    columns.push(Column::number("Gap, years"));
    columns.push(Column::number("Self-sufficiency, %"));
    let decimals = Decimals::percent(shown(game).flat_map(|at| at.welfare.iter().copied()));
    let rows = shown(game).map(|at| {
        let mut cells = vec![at.quarter.to_string()];
        cells.extend(at.welfare.iter().map(|x| signed(*x, decimals, SCRIPT)));
        let two = Decimals::fitting([1.0], 2, 2);
        cells.push(at.gap_years.map_or_else(String::new, |gap| fixed(gap, two, SCRIPT)));
        cells.push(at.self_sufficiency.map_or_else(String::new, share));
        Row::from(cells)
    });
    Table {
        id: "expected".into(),
        caption:
            "What is expected by quarter: real income in percent, the technology gap, and the \
                  follower’s self-sufficiency."
                .into(),
        rows: rows.collect(),
        columns,
    }
}

fn scorecard(game: &EscalationFindings) -> Table {
    let players = &game.assumptions.players;
    let mut columns = vec![
        Column::text("Instrument"),
        Column::text("Owner"),
        Column::number("To its owner, plans held"),
    ];
    columns
        .extend(players.iter().map(|player| Column::number(format!("To {player}, solved again"))));
    columns.push(Column::number("Deal in 8 quarters without it"));
    let numbers =
        game.instruments.iter().flat_map(|one| one.resolved.iter().copied().chain(one.held));
    let decimals = Decimals::percent(numbers);
    let rows = game.instruments.iter().map(|one| {
        let mut cells = vec![
            one.name.clone(),
            one.player.clone().unwrap_or_else(|| "all".to_owned()),
            one.held.map_or_else(String::new, |x| signed(x, decimals, SCRIPT)),
        ];
        cells.extend(one.resolved.iter().map(|x| signed(*x, decimals, SCRIPT)));
        cells.push(share(one.deal_within_8_without));
        Row::from(cells)
    });
    Table {
        id: "scorecard".into(),
        caption:
            "What each instrument is worth: the value of the game with it less that without it, in \
                  percent of a year’s real income; first with the others’ plans held, then with \
                  everybody’s solved again."
                .into(),
        rows: rows.collect(),
        columns,
    }
}

fn thresholds(game: &EscalationFindings) -> Table {
    let number = |x: f64| fixed(x, Decimals::fitting([x], 0, 4), SCRIPT);
    let rows = game.thresholds.iter().map(|found| {
        let flips: Vec<String> = found.flips.iter().map(|flip| number(flip.at)).collect();
        let flips = match &found.failure {
            Some(why) => why.clone(),
            None if flips.is_empty() => "none".to_owned(),
            None => flips.join("; "),
        };
        Row::from(vec![
            found.key.clone(),
            number(found.value),
            format!("{} to {}", number(found.lowest), number(found.highest)),
            flips,
            share(found.deal_at_ends[0]),
            share(found.deal_at_ends[1]),
        ])
    });
    Table {
        id: "thresholds".into(),
        caption: "Where the answer flips: values at which a deal within eight quarters turns likelier \
                  than not or less likely, everything else held; and the odds at both ends of what was \
                  tried."
            .into(),
        columns: vec![
            Column::text("Scenario key"),
            Column::number("Here"),
            Column::number("Tried"),
            Column::number("Flips at"),
            Column::number("Deal, lowest"),
            Column::number("Deal, highest"),
        ],
        rows: rows.collect(),
    }
}

fn equilibria(game: &EscalationFindings) -> Table {
    let players = &game.assumptions.players;
    let mut columns = vec![Column::text("Selected by")];
    columns.extend(players.iter().map(|player| Column::number(format!("Worth to {player}"))));
    columns.extend(players.iter().map(|player| Column::text(format!("{player} begins with"))));
    columns.push(Column::number("Deal in 8 quarters"));
    columns.push(Column::number("Gain from one deviation"));
    columns.push(Column::number("Gain of any plan"));
    let decimals = Decimals::percent(game.equilibria.iter().flat_map(|one| one.values.clone()));
    let rows = game.equilibria.iter().enumerate().map(|(at, one)| {
        let mut cells = vec![one.found_by.clone()];
        cells.extend(one.values.iter().map(|x| signed(*x, decimals, SCRIPT)));
        cells.extend(one.first_moves.iter().map(|actions| {
            let said: Vec<String> = actions
                .iter()
                .map(|own| match own.probability {
                    1.0 => own.action.clone(),
                    p => format!("{} ({})", own.action, share(p)),
                })
                .collect();
            said.join(", ")
        }));
        cells.push(share(one.deal_within_8));
        cells.push(crate::format::tiny(one.one_shot_gain, SCRIPT));
        cells.push(crate::format::tiny(one.best_reply_gain, SCRIPT));
        Row { cells, selected: game.selected == Some(at) }
    });
    let complete = if game.complete { "complete" } else { "not complete" };
    Table {
        id: "markov-equilibria".into(),
        caption: format!(
            "Equilibria found ({complete}), with the sum of discounted payoffs in percent of a year’s \
             real income, and their certificates: the largest gain from deviating once, and that of any \
             whole plan."
        ),
        rows: rows.collect(),
        columns,
    }
}

fn share(x: f64) -> String {
    percent(x, SCRIPT)
}
