//! Plain tables of numbers, as every command prints them.

use crate::terminal::Terminal;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

/// An empty table without lines, as wide as the terminal.
pub(crate) fn table(terminal: Terminal, header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(terminal.width).unwrap_or(u16::MAX));
    let cells = header
        .iter()
        .enumerate()
        .map(|(column, &name)| Cell::new(name).set_alignment(alignment(column)));
    table.set_header(cells.collect::<Vec<_>>());
    table
}

/// A row: a name, then numbers.
pub(crate) fn row(code: &str, numbers: Vec<String>) -> Vec<Cell> {
    let cells = std::iter::once(code.to_owned()).chain(numbers).enumerate();
    cells.map(|(column, text)| Cell::new(text).set_alignment(alignment(column))).collect()
}

fn alignment(column: usize) -> CellAlignment {
    if column == 0 { CellAlignment::Left } else { CellAlignment::Right }
}

/// An answer in words, the points of it as a list, as wide as the terminal.
pub(crate) fn answer(answer: &talion::Answer, terminal: Terminal) -> String {
    let listed =
        textwrap::Options::new(terminal.width).initial_indent("- ").subsequent_indent("  ");
    let points = answer.points.iter().map(|point| textwrap::fill(point, &listed));
    let headline = textwrap::fill(&answer.headline, terminal.width);
    std::iter::once(headline).chain(points).collect::<Vec<_>>().join("\n")
}

/// A change: with its sign, and no sign on what rounds to zero.
pub(crate) fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:+.digits$}");
    let zero = text.chars().all(|c| matches!(c, '+' | '-' | '0' | '.'));
    if zero { text[1..].to_owned() } else { text }
}

/// An amount with one decimal and thousands apart.
pub(crate) fn plain(value: f64) -> String {
    let text = format!("{:.1}", value.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "0"));
    let groups: Vec<&str> = whole
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    let sign = if value < 0.0 && text != "0.0" { "-" } else { "" };
    format!("{sign}{}.{rest}", groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::{plain, signed};

    #[test]
    fn changes_carry_a_sign_and_zero_does_not() {
        assert_eq!(signed(0.01839, 4), "+0.0184");
        assert_eq!(signed(-0.1199, 3), "-0.120");
        assert_eq!(signed(-1e-9, 3), "0.000");
        assert_eq!(signed(0.0, 2), "0.00");
        assert_eq!(signed(f64::NAN, 2), "NaN");
    }

    #[test]
    fn amounts_have_their_thousands_apart() {
        assert_eq!(plain(20_075.230_2), "20,075.2");
        assert_eq!(plain(1_234_567.89), "1,234,567.9");
        assert_eq!(plain(-55.37), "-55.4");
        assert_eq!(plain(-0.01), "0.0");
        assert_eq!(plain(999.96), "1,000.0");
    }
}
