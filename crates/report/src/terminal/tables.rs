//! The table of the terminal summary: the equilibria.

use comfy_table::{CellAlignment, ContentArrangement, Table};
use talion::Findings;

use super::{CONDENSED, clean};
use crate::format::{Decimals, Script, billion, signed, tiny};
use crate::names;

/// More rows than this would push the answer off the screen.
const MOST_ROWS: usize = 6;
const SCRIPT: Script = Script::Ascii;

/// Equilibria with welfare in percent and US$ billion by player, and the largest regret.
pub(super) fn equilibria(findings: &Findings, width: usize) -> String {
    let game = &findings.main;
    if game.equilibria.is_empty() {
        return format!("No equilibrium found ({}: {}).", game.method, game.termination);
    }
    let shown = || game.equilibria.iter().take(MOST_ROWS).flat_map(|one| &one.welfare_percent);
    let percent = Decimals::percent(shown().map(|region| region.welfare_percent));
    let money = Decimals::billions(shown().map(|region| region.equivalent_variation_musd));
    let mut head = vec![String::new(), "Equilibrium".to_owned()];
    for player in &findings.players {
        head.push(format!("{} %", player.name));
        head.push(format!("{} $bn", player.name));
    }
    head.push("Regret".to_owned());
    let mut table = framed(width, head);
    for (index, one) in game.equilibria.iter().enumerate().take(MOST_ROWS) {
        let selected = if game.selected == Some(index) { "!" } else { "" };
        let words = clean(&names::equilibrium(&findings.players, one));
        let mut cells = vec![format!("{}{selected}", names::mark(index)), words];
        for player in &findings.players {
            let region = one.welfare_percent.iter().find(|region| region.code == player.region);
            cells.push(region.map_or_else(String::new, |region| {
                signed(region.welfare_percent, percent, SCRIPT)
            }));
            cells.push(region.map_or_else(String::new, |region| {
                billion(region.equivalent_variation_musd, money, SCRIPT)
            }));
        }
        cells.push(tiny(one.max_regret, SCRIPT));
        table.add_row(cells);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    with_rest(&table, game.equilibria.len())
}

fn framed(width: usize, head: Vec<String>) -> Table {
    let mut table = Table::new();
    table
        .load_style(CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_header(head);
    table
}

fn with_rest(table: &Table, rows: usize) -> String {
    let body = table.trim_fmt();
    if rows > MOST_ROWS { format!("{body}\n... and {} more.", rows - MOST_ROWS) } else { body }
}
