//! A bargaining problem for people: the zone, the deals, what only holds together.

use super::problem::ProblemResult;
use crate::tables::{row, signed, table};
use crate::terminal::Terminal;

/// Most issues or points whose shares are shown beside the deals.
const MOST_SHARES: usize = 8;

/// Everything that was found.
pub(super) fn draw(result: &ProblemResult, terminal: Terminal) -> String {
    let fill = |text: &str| textwrap::fill(text, terminal.width);
    let [first, second] = &result.players;
    let title = if result.title.is_empty() { "Bargaining problem" } else { &result.title };
    let headline = if result.deals.is_empty() {
        format!(
            "{title}: there is nothing to agree on; nobody can gain unless {first} or {second} loses."
        )
    } else {
        format!(
            "{title}: both can gain up to {} at once over ({}, {}).",
            number(result.zone.common_gain),
            number(result.disagreement[0]),
            number(result.disagreement[1])
        )
    };
    let mut parts = vec![fill(&headline)];
    if !result.deals.is_empty() {
        parts.push(deals(result, terminal));
    }
    if let Some(offers) = &result.offers {
        let [a, b] = [offers.first_offers, offers.second_offers]
            .map(|u| format!("{} and {}", number(u[0]), number(u[1])));
        parts.push(fill(&format!(
            "Alternating offers: {a} where {first} makes the first offer, {b} where {second} does."
        )));
    }
    if let Some(linkage) = &result.linkage {
        let names = |set: &[usize]| -> String {
            set.iter().map(|&k| result.labels[k].as_str()).collect::<Vec<_>>().join(" + ")
        };
        let [some, all] = linkage.agreeable;
        let smallest: Vec<String> = linkage
            .smallest
            .iter()
            .map(|set| format!("{} ({})", names(&set.issues), signed(set.common_gain, 4)))
            .collect();
        let smallest = if smallest.is_empty() { "none".to_owned() } else { smallest.join("; ") };
        parts.push(fill(&format!(
            "{some} of {all} combinations of issues can be agreed on; the smallest, with what both gain: \
             {smallest}."
        )));
    }
    parts.join("\n\n")
}

fn deals(result: &ProblemResult, terminal: Terminal) -> String {
    let shown = result.labels.len() <= MOST_SHARES;
    let mut header = vec!["deal"];
    header.extend(result.players.iter().map(String::as_str));
    header.push("gap");
    if shown {
        header.extend(result.labels.iter().map(String::as_str));
    }
    let mut rows = table(terminal, &header);
    for told in &result.deals {
        let mut cells: Vec<String> = told.deal.payoffs.iter().map(|u| number(*u)).collect();
        cells.push(tiny(told.deal.certificate.gap));
        if shown {
            cells.extend(told.deal.shares.iter().map(|x| format!("{x:.4}")));
        }
        rows.add_row(row(&told.rule, cells));
    }
    rows.to_string()
}

fn number(x: f64) -> String {
    let text = format!("{x:.4}");
    if text == "-0.0000" { "0.0000".to_owned() } else { text }
}

/// A gap: rounding is zero.
fn tiny(x: f64) -> String {
    if x.abs() < 1e-9 { "0".to_owned() } else { format!("{x:.1e}") }
}
