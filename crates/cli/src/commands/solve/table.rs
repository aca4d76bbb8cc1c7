//! A solved game for people: who plays what, what it pays, and how sure that is.

use super::result::{Solved, SolvedEquilibrium};
use crate::terminal::Terminal;
use comfy_table::{ContentArrangement, Table, presets};

/// More equilibria than this are counted and not shown; the other formats hold them all.
const MOST_SHOWN: usize = 200;

/// The table and what it rests on.
pub(super) fn draw(result: &Solved, terminal: Terminal) -> String {
    let shape: Vec<String> = result.strategies.iter().map(|s| s.len().to_string()).collect();
    let title = if result.title.is_empty() { "Game" } else { &result.title };
    let head = format!("{title}: {} strategies ({} form)", shape.join(" x "), result.form);
    let body = match &result.remaining {
        Some(remaining) => survivors(result, remaining, terminal),
        None => equilibria(result, terminal),
    };
    let hidden = result.equilibria.len().saturating_sub(MOST_SHOWN);
    let more = if hidden > 0 {
        format!("\n{hidden} more; --format json or csv prints all")
    } else {
        String::new()
    };
    format!("{head}\n{}\n\n{body}{more}", summary(result))
}

fn summary(result: &Solved) -> String {
    let found = match (&result.remaining, result.equilibria.len()) {
        (Some(_), _) => "strategies that survive".to_owned(),
        (None, 0) if result.complete => "there is none".to_owned(),
        (None, 0) => "none found".to_owned(),
        (None, 1) => "1 equilibrium".to_owned(),
        (None, n) => format!("{n} equilibria"),
    };
    let complete = if result.complete { "complete" } else { "not proved complete" };
    let pieces = match result.components.len() {
        0 | 1 => String::new(),
        n => format!(" in {n} components"),
    };
    let (concept, method, end) = (&result.concept, &result.method, result.termination);
    format!("{concept}: {found}{pieces}, {complete} ({method}, {end})")
}

fn equilibria(result: &Solved, terminal: Terminal) -> String {
    if result.equilibria.is_empty() {
        return String::new();
    }
    let mut table = table(terminal);
    let mut header = vec![String::new()];
    header.extend(result.players.iter().cloned());
    header.extend(["payoffs".to_owned(), "regret".to_owned()]);
    table.set_header(header);
    for (k, equilibrium) in result.equilibria.iter().take(MOST_SHOWN).enumerate() {
        let mut row = vec![(k + 1).to_string()];
        row.extend((0..result.players.len()).map(|p| mixture(result, equilibrium, p)));
        let values: Vec<String> = equilibrium.values.iter().map(|v| rounded(*v)).collect();
        row.push(values.join(", "));
        row.push(if equilibrium.max_regret == 0.0 {
            "0".to_owned()
        } else {
            format!("{:.1e}", equilibrium.max_regret)
        });
        table.add_row(row);
    }
    table.to_string()
}

fn survivors(result: &Solved, remaining: &[Vec<String>], terminal: Terminal) -> String {
    let mut table = table(terminal);
    for (player, left) in result.players.iter().zip(remaining) {
        table.add_row([player.clone(), left.join(", ")]);
    }
    table.to_string()
}

/// `tariff`, or `1/3 free, 2/3 tariff`.
fn mixture(result: &Solved, equilibrium: &SolvedEquilibrium, player: usize) -> String {
    let mut words = Vec::new();
    for (s, label) in result.strategies[player].iter().enumerate() {
        let p = equilibrium.strategies[player][s];
        if p == 1.0 {
            return label.clone();
        }
        if p > 0.0 {
            let exact = equilibrium.strategies_exact.as_ref().map(|exact| &exact[player][s]);
            let p = exact.filter(|text| text.len() <= 12).cloned().unwrap_or_else(|| rounded(p));
            words.push(format!("{p} {label}"));
        }
    }
    words.join(", ")
}

/// Six significant digits at most, no zeros at the end.
fn rounded(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn table(terminal: Terminal) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(terminal.width).unwrap_or(u16::MAX));
    table
}
