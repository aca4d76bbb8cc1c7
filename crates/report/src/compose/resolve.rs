//! The section on private resolve: who bluffs, who gives in, what is learnt.

use talion::{Findings, ResolveFindings, StandOffFindings};

use super::{places, yes_no};
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, fixed, percent, signed, tiny};

const SCRIPT: Script = Script::Typographic;
/// Rows of the stand-off that are shown; all are in the table beside the report.
const ROWS: usize = 12;

/// The whole section, or `None` where the scenario does not ask.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Option<Section> {
    let game = findings.resolve.as_ref()?;
    let mut blocks = vec![
        Block::Paragraph(game.answer.headline.clone()),
        Block::List(game.answer.points.clone()),
        Block::Table(equilibria(game)),
        Block::Table(lessons(game)),
    ];
    blocks.extend(places(figures, FigureKind::Beliefs));
    if let Some(stand_off) = game.stand_off.as_ref().filter(|one| one.path.len() > 1) {
        blocks.push(Block::Table(path(game, stand_off)));
    }
    blocks.push(Block::Table(outcomes(game)));
    blocks.push(Block::List(game.answer.caveats.clone()));
    Some(Section { id: "resolve", title: "Are the threats bluff?", blocks })
}

/// One row per equilibrium and threat.
fn equilibria(game: &ResolveFindings) -> Table {
    let assumed = &game.assumptions;
    let [sender, receiver] = &assumed.players;
    let mut columns = vec![Column::text("Equilibrium"), Column::text("Threat")];
    columns.extend(
        assumed.types[0].iter().map(|own| Column::number(format!("{sender}, if {}", own.label))),
    );
    columns.push(Column::number("Bluff"));
    columns.extend(
        assumed.types[1]
            .iter()
            .map(|own| Column::number(format!("{receiver} gives in, if {}", own.label))),
    );
    columns.extend(assumed.players.iter().map(|name| Column::number(format!("Worth to {name}"))));
    columns.push(Column::text("Intuitive criterion"));
    columns.push(Column::number("Largest gain"));
    let decimals = Decimals::percent(game.equilibria.iter().flat_map(|one| one.values));
    let mut rows = Vec::new();
    for (at, one) in game.equilibria.iter().enumerate() {
        for (k, threat) in assumed.threats.iter().enumerate() {
            let mut cells = vec![format!("{} {}", at + 1, one.kind), threat.clone()];
            cells.extend(one.messages.iter().map(|own| share(own[k + 1])));
            let uttered = one.chances[k + 1] > 0.0;
            cells.push(if uttered { share(one.bluff[k]) } else { String::new() });
            cells.extend(one.replies.iter().map(|own| {
                let taken = own[k].iter().zip(&assumed.replies);
                let conceded: f64 = taken.filter(|(_, reply)| reply.concedes).map(|(p, _)| p).sum();
                if uttered { share(conceded) } else { String::new() }
            }));
            cells.extend(one.values.iter().map(|x| signed(*x, decimals, SCRIPT)));
            cells.push(match &one.broken_by {
                None => "kept".to_owned(),
                Some(by) => format!("broken: {by}"),
            });
            cells.push(tiny(one.max_gain.max(one.max_regret), SCRIPT));
            rows.push(Row { cells, selected: game.selected == Some(at) });
        }
    }
    Table {
        id: "threat-equilibria".into(),
        caption: "Sequential equilibria of the threat game, all there are: how often each type threatens, how \
                  often a threat that is uttered and resisted is not carried out, and how often it is conceded \
                  to, in percent; worth in percent of real income; the certificate is the largest gain at any \
                  information set or of any plan on the whole tree."
            .into(),
        columns,
        rows,
    }
}

fn lessons(game: &ResolveFindings) -> Table {
    let types = &game.assumptions.types[0];
    let mut columns = vec![Column::text("What is seen"), Column::number("Odds")];
    columns.extend(types.iter().map(|own| Column::number(own.label.clone())));
    let mut start = vec!["at the start".to_owned(), String::new()];
    start.extend(types.iter().map(|own| share(own.prior)));
    let mut rows = vec![Row::from(start)];
    for lesson in &game.lessons {
        let odds = if lesson.on_path { share(lesson.chance) } else { "never".to_owned() };
        let mut cells = vec![lesson.seen.clone(), odds];
        cells.extend(lesson.beliefs.iter().map(|p| share(*p)));
        rows.push(Row::from(cells));
    }
    Table {
        id: "lessons".into(),
        caption: format!(
            "What an audience believes of {} after each move of the selected equilibrium, in percent; for moves \
             that are never made, beliefs that support it.",
            game.assumptions.players[0]
        ),
        columns,
        rows,
    }
}

fn path(game: &ResolveFindings, stand_off: &StandOffFindings) -> Table {
    let names = &game.assumptions.players;
    let mut columns = vec![Column::number("Quarter")];
    for what in ["hazard", "not given in", "resolute"] {
        columns.extend(names.iter().map(|name| Column::number(format!("{name} {what}"))));
    }
    let every = (stand_off.path.len() / ROWS).max(1);
    let rows = stand_off.path.iter().step_by(every).map(|at| {
        let mut cells = vec![fixed(at.quarter, Decimals::fitting([1.0], 1, 1), SCRIPT)];
        let two = Decimals::fitting([1.0], 2, 2);
        cells.extend(at.hazard.iter().map(|x| fixed(100.0 * x, two, SCRIPT)));
        cells.extend(at.survival.iter().chain(&at.resolute).map(|x| share(*x)));
        Row::from(cells)
    });
    Table {
        id: "stand-off".into(),
        caption: format!(
            "The stand-off ({}): hazard of giving in a quarter, and beliefs, in percent. What waiting pays was \
             integrated and is off by {} at most. All points are in tables/resolve_stand_off.csv.",
            stand_off.over,
            tiny(stand_off.indifference_residual, SCRIPT)
        ),
        rows: rows.collect(),
        columns,
    }
}

fn outcomes(game: &ResolveFindings) -> Table {
    let assumed = &game.assumptions;
    let mut columns =
        vec![Column::text("Threat"), Column::text("Reply"), Column::text("Carried out")];
    for (name, types) in assumed.players.iter().zip(&assumed.types) {
        columns.extend(types.iter().map(|own| Column::number(format!("{name}, {}", own.label))));
    }
    let numbers = game.outcomes.iter().flat_map(|one| one.payoffs.iter().flatten().copied());
    let decimals = Decimals::percent(numbers);
    let rows = game.outcomes.iter().map(|one| {
        let mut cells = vec![
            one.threat.clone().unwrap_or_else(|| "none".to_owned()),
            one.reply.clone().unwrap_or_default(),
            yes_no(one.carried_out),
        ];
        cells.extend(one.payoffs.iter().flatten().map(|x| signed(*x, decimals, SCRIPT)));
        Row::from(cells)
    });
    Table {
        id: "threat-outcomes".into(),
        caption: "What every way of ending is worth to every type, in percent of real income."
            .into(),
        rows: rows.collect(),
        columns,
    }
}

fn share(x: f64) -> String {
    percent(x, SCRIPT)
}
