//! The section on what changes the answer: terms switched off, other elasticities, replies.

use talion::Findings;

use super::yes_no;
use crate::document::{Block, Column, Row, Section, Table};
use crate::format::{Decimals, Script, signed};
use crate::names;

const SCRIPT: Script = Script::Typographic;

/// The whole section.
pub(super) fn section(findings: &Findings) -> Section {
    let mut blocks = Vec::new();
    if !findings.without.is_empty() {
        blocks.push(Block::Table(variants(findings)));
    }
    if !findings.elasticity_sets.is_empty() {
        blocks.push(Block::Table(elasticity_sets(findings)));
    }
    if !findings.replies.is_empty() {
        blocks.push(Block::Table(replies(findings)));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph("The study looked at no other assumptions.".into()));
    }
    Section { id: "sensitivity", title: "What changes the answer", blocks }
}

fn variants(findings: &Findings) -> Table {
    let rows = findings.without.iter().map(|variant| {
        vec![
            variant.name.clone(),
            variant.description.clone(),
            names::outcome(findings, &variant.game),
            variant.game.equilibria.len().to_string(),
            yes_no(variant.same_answer),
        ]
        .into()
    });
    Table {
        id: "variants".into(),
        caption: "The same game with strategic terms switched off.".into(),
        columns: vec![
            Column::text("Variant"),
            Column::text("Switched off"),
            Column::text("Outcome"),
            Column::number("Equilibria"),
            Column::text("Same answer"),
        ],
        rows: rows.collect(),
    }
}

fn elasticity_sets(findings: &Findings) -> Table {
    let rows = findings.elasticity_sets.iter().map(|set| {
        let outcome = |game: &Option<talion::GameFindings>| {
            game.as_ref().map_or_else(String::new, |game| names::outcome(findings, game))
        };
        let with_terms = match &set.failure {
            Some(failure) => format!("not solved: {failure}"),
            None => outcome(&set.game),
        };
        let same = if set.failure.is_some() { String::new() } else { yes_no(set.same_answer) };
        vec![set.elasticities.clone(), with_terms, outcome(&set.welfare_alone), same].into()
    });
    Table {
        id: "elasticity-sets".into(),
        caption: "The same game under other trade elasticities.".into(),
        columns: [
            "Elasticity set",
            "Outcome with all terms",
            "Outcome in welfare alone",
            "Same answer",
        ]
        .map(Column::text)
        .into(),
        rows: rows.collect(),
    }
}

fn replies(findings: &Findings) -> Table {
    let welfare = Decimals::percent(findings.replies.iter().map(|reply| reply.welfare_gain));
    let total = Decimals::percent(findings.replies.iter().map(|reply| reply.total_gain));
    let rows = findings.replies.iter().map(|reply| {
        let label = |name: &str| names::package_by_name(&findings.players, &reply.player, name);
        Row::from(vec![
            label(&reply.package),
            reply.player.clone(),
            label(&reply.instead_of),
            reply.against.clone(),
            reply.elasticities.clone(),
            signed(reply.welfare_gain, welfare, SCRIPT),
            signed(reply.total_gain, total, SCRIPT),
            reply.decisive_term.clone().unwrap_or_default(),
        ])
    });
    Table {
        id: "replies".into(),
        caption: "Does a package pay? Gain over the status-quo package with the others held \
                  fixed, in percent of real income; the last column names the term that makes it \
                  pay where welfare alone would not."
            .into(),
        columns: vec![
            Column::text("Package"),
            Column::text("Player"),
            Column::text("Instead of"),
            Column::text("Against"),
            Column::text("Elasticities"),
            Column::number("Welfare alone"),
            Column::number("All terms"),
            Column::text("Decisive term"),
        ],
        rows: rows.collect(),
    }
}
