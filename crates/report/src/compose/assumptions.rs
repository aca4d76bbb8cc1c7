//! The sections on what stands behind the answer: limits, assumptions, provenance.

use talion::Findings;

use super::yes_no;
use crate::document::{Block, Column, Row, Section, Table};
use crate::format::{Script, plain, tiny};

const SCRIPT: Script = Script::Typographic;

/// What was assumed and not shown.
pub(super) fn limits(findings: &Findings) -> Section {
    let caveats = &findings.answer.caveats;
    let block = if caveats.is_empty() {
        Block::Paragraph("The study names no limits of its answer.".into())
    } else {
        Block::List(caveats.clone())
    };
    Section { id: "limits", title: "Limits", blocks: vec![block] }
}

/// Data, model and weights.
pub(super) fn section(findings: &Findings) -> Section {
    let assumed = &findings.assumptions;
    let settings = [
        ("Scenario", assumed.scenario.clone()),
        ("Data", format!("{} ({})", assumed.data_title, assumed.data)),
        ("Sources", assumed.data_sources.join("; ")),
        ("Elasticities", assumed.elasticities.clone()),
        ("Factor on scale elasticities", plain(assumed.scale_factor, SCRIPT)),
        ("Strategic terms", yes_no(assumed.strategic_terms)),
        ("Trade imbalances", assumed.deficits.clone()),
        ("Market structure", assumed.market.clone()),
    ];
    let mut blocks = vec![Block::Table(pairs("settings", "Data and model.", settings))];
    if !assumed.weights.is_empty() {
        blocks.push(Block::Table(weights(findings)));
    }
    Section { id: "assumptions", title: "Assumptions", blocks }
}

/// How to make the report again.
pub(super) fn provenance(findings: &Findings) -> Section {
    let from = &findings.provenance;
    let mut settings = vec![
        ("Talion", from.version.clone()),
        ("Command", from.command.clone()),
        ("Scenario, SHA-256", from.scenario_sha256.clone()),
        ("Data, SHA-256", from.data_sha256.clone()),
        ("Seed", from.seed.to_string()),
        ("Methods", from.methods.join("; ")),
        ("Distinct policies solved", from.policies_solved.to_string()),
        ("Largest relative residual", tiny(from.largest_residual, SCRIPT)),
        ("Schema of findings.json", findings.schema.clone()),
    ];
    settings.extend(
        from.tolerances
            .iter()
            .map(|tolerance| (tolerance.name.as_str(), tiny(tolerance.value, SCRIPT))),
    );
    let table = pairs("provenance-table", "Where the figures come from.", settings);
    Section { id: "provenance", title: "Provenance", blocks: vec![Block::Table(table)] }
}

/// A table of settings and their values.
pub(super) fn pairs<'a>(
    id: &str,
    caption: &str,
    settings: impl IntoIterator<Item = (&'a str, String)>,
) -> Table {
    let rows = settings.into_iter().map(|(key, value)| Row::from(vec![key.to_owned(), value]));
    Table {
        id: id.into(),
        caption: caption.into(),
        columns: ["What", "Value"].map(Column::text).into(),
        rows: rows.collect(),
    }
}

fn weights(findings: &Findings) -> Table {
    let rows = findings.assumptions.weights.iter().map(|weight| {
        Row::from(vec![
            weight.key.clone(),
            plain(weight.value, SCRIPT),
            weight.unit.clone(),
            weight.description.clone(),
            weight.source.clone(),
        ])
    });
    Table {
        id: "weights".into(),
        caption: "Numbers that the scenario assumes, and where each comes from.".into(),
        columns: vec![
            Column::text("Key"),
            Column::number("Value"),
            Column::text("Unit"),
            Column::text("What it stands for"),
            Column::text("Source"),
        ],
        rows: rows.collect(),
    }
}
