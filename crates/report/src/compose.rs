//! Findings to document: the order of the report and nothing else.

mod assumptions;
mod came_about;
mod decomposition;
mod equilibria;
mod game;
mod kept_tariffs;
mod outcomes;
mod over_time;
mod policy;
mod promises;
mod quantal;
mod resolve;
mod robustness;
mod sensitivity;
mod stability;
mod talks;

use talion::Findings;

use crate::document::{Block, Document};
use crate::figures::{FigureKind, Figures};

pub(crate) use decomposition::parts_of_welfare;

/// The report on the findings, with places for the figures.
pub(crate) fn compose(findings: &Findings, figures: &Figures) -> Document {
    let mut sections = vec![
        game::section(findings, figures),
        equilibria::section(findings, figures),
        outcomes::section(findings, figures),
    ];
    sections.extend(policy::section(findings, figures));
    sections.extend(over_time::section(findings, figures));
    sections.extend(stability::section(findings, figures));
    sections.extend(promises::section(findings, figures));
    sections.extend(robustness::section(findings, figures));
    sections.extend(talks::section(findings, figures));
    sections.extend(resolve::section(findings, figures));
    sections.extend([
        sensitivity::section(findings),
        assumptions::limits(findings),
        assumptions::section(findings),
        assumptions::provenance(findings),
    ]);
    Document {
        title: findings.assumptions.title.clone(),
        headline: findings.answer.headline.clone(),
        points: findings.answer.points.clone(),
        sections,
    }
}

/// Places for all figures of a kind.
fn places(figures: &Figures, kind: FigureKind) -> impl Iterator<Item = Block> {
    figures
        .list
        .iter()
        .enumerate()
        .filter(move |(_, figure)| figure.kind == kind)
        .map(|(index, _)| Block::Figure(index))
}

/// `Yes` or `No`.
fn yes_no(flag: bool) -> String {
    if flag { "Yes" } else { "No" }.to_owned()
}
