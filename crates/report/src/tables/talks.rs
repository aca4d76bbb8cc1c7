//! The long tables of the talks: deals with their terms, the frontier, combinations of terms.

use talion::TalksFindings;

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;

/// Every deal: gains, payoffs, real income, patience, and the share of every term.
pub(super) fn deals(talks: &TalksFindings) -> Result<CsvTable, ReportError> {
    let mut head = owned(&["rule"]);
    for what in ["gain", "payoff", "welfare_percent", "critical_discount"] {
        head.extend(talks.assumptions.players.iter().map(|player| format!("{what}_{player}")));
    }
    head.extend(owned(&["largest_gain", "surface_error", "rule_residual"]));
    head.extend(talks.terms.iter().map(|term| term.name.clone()));
    let rows: Vec<Vec<String>> = talks
        .solutions
        .iter()
        .map(|deal| {
            let mut row = vec![deal.rule.clone()];
            let numbers = deal.gains.iter().chain(&deal.payoffs).chain(&deal.welfare);
            row.extend(numbers.copied().map(number));
            let critical = deal.keeping.iter().map(|keeping| keeping.critical_discount);
            row.extend(critical.map(|c| c.map(number).unwrap_or_default()));
            row.extend([deal.largest_gain, deal.surface_error, deal.rule_residual].map(number));
            row.extend(deal.shares.iter().copied().map(number));
            row
        })
        .collect();
    write("talks_deals", &head, &rows)
}

/// The Pareto frontier, point by point.
pub(super) fn frontier(talks: &TalksFindings) -> Result<CsvTable, ReportError> {
    let mut head: Vec<String> =
        talks.assumptions.players.iter().map(|player| format!("payoff_{player}")).collect();
    head.push("in_zone".to_owned());
    head.extend(talks.terms.iter().map(|term| term.name.clone()));
    let rows: Vec<Vec<String>> = talks
        .frontier
        .iter()
        .map(|point| {
            let mut row: Vec<String> = point.payoffs.iter().copied().map(number).collect();
            row.push(point.in_zone.to_string());
            row.extend(point.shares.iter().copied().map(number));
            row
        })
        .collect();
    write("talks_frontier", &head, &rows)
}

/// Terms alone, the smallest combinations, and all together.
pub(super) fn linkage(talks: &TalksFindings) -> Result<CsvTable, ReportError> {
    let linkage = &talks.linkage;
    let sets = linkage.alone.iter().chain(&linkage.smallest).chain([&linkage.together]);
    let rows: Vec<Vec<String>> =
        sets.map(|set| vec![set.terms.join(" + "), number(set.common_gain)]).collect();
    write("talks_linkage", &owned(&["terms", "common_gain"]), &rows)
}
