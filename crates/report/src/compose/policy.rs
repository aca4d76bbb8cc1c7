//! The section on continuous policy: how far tariffs would go if every rate could be chosen freely.

mod agreement;
mod certificates;
mod rates;
mod setting;
mod welfare;

use talion::{Findings, PolicyFindings, TariffConcept, TariffFindings};

use super::places;
use crate::document::{Block, Section};
use crate::figures::{FigureKind, Figures};
use crate::rate_answers::rate_answers;

/// The whole section, or `None` where the scenario asks for no continuous policy.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Option<Section> {
    let policy = findings.policy.as_ref()?;
    let mut blocks = vec![Block::Paragraph(introduction(policy))];
    let unanswered: Vec<String> =
        policy.studies.iter().filter(|study| study.solutions.is_empty()).map(why_none).collect();
    if !unanswered.is_empty() {
        blocks.push(Block::List(unanswered));
    }
    blocks.extend(places(figures, FigureKind::BestResponses));
    let answers = rate_answers(policy);
    if !answers.is_empty() {
        blocks.extend(rates::blocks(policy, &answers));
        blocks.push(Block::Table(welfare::table(&answers)));
        blocks.extend(agreement::blocks(&answers));
        blocks.extend(certificates::blocks(policy, &answers));
    }
    blocks.extend(setting::tables(policy).into_iter().map(Block::Table));
    Some(Section { id: "policy", title: "How far would tariffs go?", blocks })
}

fn introduction(policy: &PolicyFindings) -> String {
    let asked: Vec<String> = policy
        .studies
        .iter()
        .map(|study| {
            let name = study.concept.words();
            match (study.concept, study.solutions.len()) {
                (TariffConcept::Optimal, _) | (_, 1) => name.to_owned(),
                (_, 0) => format!("{name} (none found)"),
                (_, count) => format!("{name} ({count} found)"),
            }
        })
        .collect();
    format!(
        "Here every government picks its rates freely, not from a list of packages, and maximises \
         its own objective. Asked for: {}.",
        asked.join(", ")
    )
}

/// Why a study has no answer; play that goes round in a cycle is a finding.
fn why_none(study: &TariffFindings) -> String {
    let name = study.concept.words();
    let ends = study.runs.iter().enumerate().map(|(start, run)| {
        let why = run.failure.as_deref().unwrap_or(&run.termination);
        format!("start {}: {why}", start + 1)
    });
    let mut ends: Vec<String> = ends.collect();
    if ends.is_empty() {
        ends.push(study.termination.clone());
    }
    let cycles = study.termination.starts_with("cycle")
        || study.runs.iter().any(|run| run.termination.starts_with("cycle"));
    let meaning = if cycles {
        " That is a finding: best responses chase each other, and no rates were found at which \
         everybody would stay."
    } else {
        ""
    };
    format!("No {name} was found ({}).{meaning}", ends.join("; "))
}
