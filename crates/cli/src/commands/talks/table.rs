//! Talks for people: the answer, the terms of every deal, who gains what, what only holds together.

use crate::tables::{row, signed, table};
use crate::terminal::Terminal;
use talion::TalksFindings;
use textwrap::Options;

/// Everything that was found, and what it rests on.
pub(super) fn draw(findings: &TalksFindings, terminal: Terminal) -> String {
    let fill = |text: &str| textwrap::fill(text, terminal.width);
    let mut parts = vec![fill(&findings.answer.headline), terms(findings, terminal)];
    if !findings.solutions.is_empty() {
        parts.push(gains(findings, terminal));
    }
    let listed = Options::new(terminal.width).initial_indent("- ").subsequent_indent("  ");
    let points: Vec<String> =
        findings.answer.points.iter().map(|point| textwrap::fill(point, &listed)).collect();
    parts.push(points.join("\n"));
    parts.extend(findings.answer.caveats.iter().map(|caveat| fill(caveat)));
    parts.join("\n\n")
}

/// What each term brings alone, and how far each deal takes it.
fn terms(findings: &TalksFindings, terminal: Terminal) -> String {
    let players = &findings.assumptions.players;
    let mut header = vec!["term", "by"];
    let alone: Vec<String> = players.iter().map(|player| format!("{player} alone")).collect();
    header.extend(alone.iter().map(String::as_str));
    let rules: Vec<&str> = findings.solutions.iter().map(|deal| short(&deal.rule)).collect();
    header.extend(&rules);
    let mut rows = table(terminal, &header);
    for (k, term) in findings.terms.iter().enumerate() {
        let mut cells = vec![term.player.clone()];
        cells.extend(term.alone.iter().map(|x| signed(*x, 4)));
        cells.extend(findings.solutions.iter().map(|deal| {
            if term.idle { "-".to_owned() } else { format!("{:.1}", 100.0 * deal.shares[k]) }
        }));
        let red = if term.crosses_red_line { " (red line)" } else { "" };
        rows.add_row(row(&format!("{}{red}", term.label), cells));
    }
    format!(
        "Terms: what each brings alone, percent of real income, and how much of it each deal takes, percent\n{rows}"
    )
}

fn gains(findings: &TalksFindings, terminal: Terminal) -> String {
    let players = &findings.assumptions.players;
    let mut header = vec!["deal"];
    let columns: Vec<String> = ["gain", "real income", "kept from"]
        .iter()
        .flat_map(|what| players.iter().map(move |player| format!("{player} {what}")))
        .collect();
    header.extend(columns.iter().map(String::as_str));
    let mut rows = table(terminal, &header);
    for deal in &findings.solutions {
        let mut cells: Vec<String> = deal.gains.iter().map(|x| signed(*x, 4)).collect();
        cells.extend(deal.welfare.iter().map(|x| signed(*x, 4)));
        cells.extend(deal.keeping.iter().map(|keeping| {
            keeping.critical_discount.map_or_else(|| "never".to_owned(), |c| format!("{c:.3}"))
        }));
        rows.add_row(row(&deal.rule, cells));
    }
    format!(
        "Gains over no deal, real income against the data, percent; the discount factor from which each keeps \
         the deal\n{rows}"
    )
}

/// A name that fits above a column.
fn short(rule: &str) -> &str {
    match rule {
        "Kalai-Smorodinsky" => "K.-S.",
        "egalitarian" => "egal.",
        "utilitarian" => "utilit.",
        other => other,
    }
}
