//! The game over time for people: the answer, the odds by quarter, what instruments are worth.

use crate::tables::{row, signed, table};
use crate::terminal::Terminal;
use talion::EscalationFindings;
use textwrap::Options;

/// Quarters between the rows of the table, once the first ones are past.
const EVERY: usize = 4;

/// Everything that was found, and what it rests on.
pub(crate) fn draw(findings: &EscalationFindings, terminal: Terminal) -> String {
    let fill = |text: &str| textwrap::fill(text, terminal.width);
    let mut parts = vec![fill(&findings.answer.headline), path(findings, terminal)];
    if !findings.instruments.is_empty() {
        parts.push(instruments(findings, terminal));
    }
    let listed = Options::new(terminal.width).initial_indent("- ").subsequent_indent("  ");
    let points: Vec<String> =
        findings.answer.points.iter().map(|point| textwrap::fill(point, &listed)).collect();
    parts.push(points.join("\n"));
    parts.extend(findings.answer.caveats.iter().map(|caveat| fill(caveat)));
    let size = &findings.size;
    parts.push(fill(&format!(
        "{} situations in {} components, {} ways between them, {} transitions; the economy solved for {} \
         policies; {}.",
        size.states,
        size.components,
        size.arcs,
        size.transitions,
        size.policies_solved,
        findings.method
    )));
    parts.join("\n\n")
}

fn path(findings: &EscalationFindings, terminal: Terminal) -> String {
    let players = &findings.assumptions.players;
    let mut header = vec!["quarter", "no talks", "talks", "truce", "deal"];
    let tracks: Vec<String> =
        findings.assumptions.tracks.iter().map(|track| track.name.clone()).collect();
    header.extend(tracks.iter().map(String::as_str));
    let welfare: Vec<String> = players.iter().map(|player| format!("{player} %")).collect();
    header.extend(welfare.iter().map(String::as_str));
    header.push("gap");
    let mut rows = table(terminal, &header);
    for at in findings.quarters.iter().filter(|at| at.quarter < 3 || at.quarter % EVERY == 0) {
        let percent = |x: &f64| format!("{:.1}", 100.0 * x);
        let mut cells: Vec<String> = at.phases.iter().map(percent).collect();
        cells.extend(at.rungs.iter().map(|rungs| percent(&rungs[1..].iter().sum())));
        cells.extend(at.welfare.iter().map(|x| signed(*x, 4)));
        cells.push(at.gap_years.map_or_else(String::new, |gap| format!("{gap:.2}")));
        rows.add_row(row(&at.quarter.to_string(), cells));
    }
    format!(
        "Odds in percent (of a track: that it stands above nothing), real income in percent, gap in frontier years\n{rows}"
    )
}

fn instruments(findings: &EscalationFindings, terminal: Terminal) -> String {
    let players = &findings.assumptions.players;
    let mut header = vec!["instrument", "owner", "plans held"];
    let again: Vec<String> =
        players.iter().map(|player| format!("{player} solved again")).collect();
    header.extend(again.iter().map(String::as_str));
    header.push("deal in 8 without");
    let mut rows = table(terminal, &header);
    for one in &findings.instruments {
        let mut cells = vec![
            one.player.clone().unwrap_or_else(|| "all".to_owned()),
            one.held.map_or_else(String::new, |x| signed(x, 4)),
        ];
        cells.extend(one.resolved.iter().map(|x| signed(*x, 4)));
        cells.push(format!("{:.1} %", 100.0 * one.deal_within_8_without));
        rows.add_row(row(&one.name, cells));
    }
    format!("Worth of each instrument, in percent of a year's real income\n{rows}")
}
