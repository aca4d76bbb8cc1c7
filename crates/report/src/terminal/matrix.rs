//! The payoff matrix in text: columns have letters, so that the matrix stays narrow.

use comfy_table::{CellAlignment, ContentArrangement, Table};
use talion::Findings;

use super::{CONDENSED, clean};
use crate::format::{Decimals, Script, signed};
use crate::grid::{Grid, is_best_reply, pure_equilibrium};
use crate::names;

/// The matrix of a two-player game, with the key to its columns and marks.
pub(super) fn payoffs(findings: &Findings, width: usize) -> Option<String> {
    let grid = Grid::of(findings)?;
    let fits =
        |body: &String| body.lines().all(|line| textwrap::core::display_width(line) <= width);
    let layouts = [(", ", width / 3), (", ", width / 5), ("\n", width / 3), ("\n", width / 5)];
    let drawn = layouts.iter().map(|layout| (layout.0, draw(findings, &grid, *layout)));
    let Some((between, body)) = drawn.into_iter().find(|(_, body)| fits(body)) else {
        let size = format!("{} x {}", grid.rows(), grid.columns());
        let words =
            format!("The {size} payoff matrix is too wide for this terminal; see the report.");
        return Some(textwrap::fill(&words, width));
    };
    let columns: Vec<String> = (0..grid.columns())
        .map(|at| format!("{} = {}", letter(at), clean(&names::package(grid.column_player, at))))
        .collect();
    let columns = format!("{}: {}.", grid.column_player.name, columns.join("; "));
    let legend = format!(
        "Payoffs, % of real income: {} (rows), {} {} (columns). * best reply, E equilibrium{}.",
        grid.row_player.name,
        if between == "\n" { "below it" } else { "then" },
        grid.column_player.name,
        if findings.main.selected.is_some() { ", ! selected" } else { "" }
    );
    let [legend, columns] = [legend, columns].map(|text| textwrap::fill(&text, width));
    Some(format!("{legend}\n{body}\n{columns}"))
}

/// The matrix with payoffs joined in a given way and row labels of a given width.
fn draw(findings: &Findings, grid: &Grid<'_>, (between, label): (&str, usize)) -> String {
    let game = &findings.main;
    let all = findings.profiles.iter().flat_map(|profile| &profile.payoffs);
    let decimals = Decimals::percent(all.map(|payoff| payoff.total));
    let number = |row: usize, column: usize, player: usize| {
        let index = grid.index(row, column);
        let payoff = findings.profiles.get(index).and_then(|profile| profile.payoffs.get(player));
        let text = payoff.map_or_else(
            || "no value".to_owned(),
            |payoff| signed(payoff.total, decimals, Script::Ascii),
        );
        format!("{text}{}", if is_best_reply(game, index, player) { "*" } else { "" })
    };
    let cell = |row: usize, column: usize| {
        let mark = pure_equilibrium(game, &[row, column]).map_or_else(String::new, |index| {
            let selected = if game.selected == Some(index) { "!" } else { "" };
            format!(" {}{selected}", names::mark(index))
        });
        format!("{}{between}{}{mark}", number(row, column, 0), number(row, column, 1))
    };
    let mut table = Table::new();
    table.load_style(CONDENSED);
    let columns = (0..grid.columns()).map(letter);
    table.set_header(std::iter::once(grid.row_player.name.clone()).chain(columns));
    for row in 0..grid.rows() {
        let label = textwrap::fill(&clean(&names::package(grid.row_player, row)), label);
        let cells = (0..grid.columns()).map(|column| cell(row, column));
        table.add_row(std::iter::once(label).chain(cells));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.trim_fmt()
}

/// `A`, `B`, ... `Z`, `AA`, `AB`.
fn letter(index: usize) -> String {
    let last = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_are_lettered_like_a_spreadsheet() {
        let found: Vec<String> = [0, 25, 26, 27, 701, 702].map(letter).into();
        assert_eq!(found, ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
