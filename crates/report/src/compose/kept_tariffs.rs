//! The part on freely chosen tariffs that keep themselves, by discount factor and in a surge of imports.

use talion::{Findings, KeptFindings, KeptTariffFindings, KeptTariffs};

use super::places;
use crate::document::{Block, Column, Row, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, fixed, percent, signed};

const SCRIPT: Script = Script::Typographic;

/// What was found, or why nothing was; nothing where the scenario does not ask.
pub(super) fn blocks(findings: &Findings, figures: &Figures) -> Vec<Block> {
    if let Some(why) = &findings.no_kept_tariffs {
        return vec![Block::Paragraph(format!(
            "Of tariffs chosen freely none were found that would be kept for the sake of the next period: {why}."
        ))];
    }
    let Some(found) = &findings.kept_tariffs else { return Vec::new() };
    let mut blocks = vec![
        Block::Paragraph(found.answer.headline.clone()),
        Block::List(found.answer.points.clone()),
        Block::Table(curve(found)),
    ];
    blocks.extend(surges(found).map(Block::Table));
    blocks.extend(places(figures, FigureKind::KeptTariffs));
    blocks.push(Block::List(found.answer.caveats.clone()));
    blocks
}

/// A discount factor.
fn factor(x: f64) -> String {
    fixed(x, Decimals::fitting([x], 3, 3), SCRIPT)
}

fn rates(tariffs: &KeptTariffs) -> Vec<String> {
    let text = |mean: &Option<f64>| mean.map_or_else(String::new, |mean| percent(mean, SCRIPT));
    tariffs.mean_tariffs.iter().map(text).collect()
}

/// Whose temptation holds the tariffs up.
fn tempted(found: &KeptTariffFindings, tariffs: &KeptTariffs) -> String {
    let names = found.assumptions.players.iter().zip(&tariffs.binds);
    let names: Vec<&str> =
        names.filter(|(_, binds)| **binds).map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

/// Gains over the war of every player, percent, all with the same decimals.
fn gains(found: &KeptTariffFindings) -> impl Fn(&[f64]) -> Vec<String> + '_ {
    let all = found.by_discount.iter().flat_map(|row| &row.worth_percent).copied();
    let decimals = Decimals::percent(all);
    move |own: &[f64]| own.iter().map(|gain| signed(*gain, decimals, SCRIPT)).collect()
}

fn curve(found: &KeptTariffFindings) -> Table {
    let players = &found.assumptions.players;
    let gains = gains(found);
    let over_war = |tariffs: &KeptTariffs| -> Vec<f64> {
        let pairs = tariffs.objective_percent.iter().zip(&found.war.objective_percent);
        // As a ratio of incomes, like what keeping is worth.
        pairs.map(|(kept, war)| 100.0 * ((100.0 + kept) / (100.0 + war) - 1.0)).collect()
    };
    let row = |name: String, tariffs: &KeptTariffs, worth: &[f64]| {
        let mut cells = vec![name];
        cells.extend(rates(tariffs));
        cells.extend(gains(worth));
        cells.push(tempted(found, tariffs));
        Row::from(cells)
    };
    let mut rows = vec![row("0 (Nash tariffs)".into(), &found.war, &vec![0.0; players.len()])];
    rows.extend(
        found
            .by_discount
            .iter()
            .map(|at| row(factor(at.discounts[0]), &at.states[0], &at.worth_percent)),
    );
    let agreement = found.critical_discount.map_or_else(
        || "never (agreement)".to_owned(),
        |critical| format!("{} and above (agreement)", factor(critical)),
    );
    rows.push(row(agreement, &found.agreement, &over_war(&found.agreement)));
    let mut columns = vec![Column::text("Discount factor")];
    columns.extend(players.iter().map(|player| Column::number(format!("{player} tariff"))));
    columns.extend(players.iter().map(|player| Column::number(format!("{player} gains"))));
    columns.push(Column::text("Held up by the temptation of"));
    Table {
        id: "kept-tariffs".into(),
        caption: format!(
            "The most cooperative tariffs that keep themselves when a breach is answered by the Nash tariffs for \
             ever: plain means over goods, percent, and what keeping is worth a period over the war, percent of real \
             income. The largest {} of the gains among all tariffs that are kept.",
            if found.aim == "Nash product" { "product" } else { "weighted sum" }
        ),
        columns,
        rows,
    }
}

fn surges(found: &KeptTariffFindings) -> Option<Table> {
    let surge = found.surge.as_ref()?;
    let players = &found.assumptions.players;
    let row = |name: String, states: &[KeptTariffs]| {
        Row::from(std::iter::once(name).chain(states.iter().flat_map(rates)).collect::<Vec<_>>())
    };
    let mut rows = vec![row("0 (Nash tariffs)".into(), &surge.war)];
    rows.extend(
        surge.by_discount.iter().map(|at: &KeptFindings| row(factor(at.discounts[0]), &at.states)),
    );
    let agreement = surge.critical_discount.map_or_else(
        || "never (agreement)".to_owned(),
        |critical| format!("{} and above (agreement)", factor(critical)),
    );
    rows.push(row(agreement, &surge.agreement));
    let mut columns = vec![Column::text("Discount factor")];
    for state in ["calm", "surge"] {
        columns.extend(players.iter().map(|player| Column::number(format!("{player}, {state}"))));
    }
    Some(Table {
        id: "kept-tariffs-surge".into(),
        caption: format!(
            "The same when trade between the players is {} % cheaper in {} % of all periods: plain means of the \
             tariffs in a calm period and in a surge, percent.",
            percent(surge.surge.cheaper, SCRIPT),
            percent(surge.surge.chance, SCRIPT)
        ),
        columns,
        rows,
    })
}
