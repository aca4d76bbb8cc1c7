//! A counterfactual for people: rounded, changes in percent, money in US$ billion.

use super::result::Counterfactual;
use crate::terminal::Terminal;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use talion::economy::{Dataset, Economy, RegionId, SectorId};

/// More regions than this make a table of sectors by regions that nobody can read.
const MOST_REGIONS_ACROSS: usize = 8;

/// The tables and what they rest on.
pub(crate) fn draw(
    result: &Counterfactual,
    economy: &Economy,
    dataset: &Dataset,
    terminal: Terminal,
) -> String {
    let by_sector = if economy.region_count() <= MOST_REGIONS_ACROSS {
        format!("\nChange in sales, percent\n{}\n", by_sector(result, economy, terminal))
    } else {
        String::new()
    };
    format!(
        "{}\n\n{}\n{by_sector}\nelasticities {}; deficits {}; {} markets\nrelative residual {:.1e} after {} iterations",
        dataset.title(),
        by_region(result, terminal),
        result.elasticities,
        result.deficits,
        result.market,
        result.residual,
        result.iterations
    )
}

fn by_region(result: &Counterfactual, terminal: Terminal) -> Table {
    let mut table = table(
        terminal,
        &[
            "region",
            "welfare %",
            "EV bn",
            "wage %",
            "prices %",
            "income bn",
            "revenue bn",
            "imports bn",
            "exports bn",
        ],
    );
    for region in &result.regions {
        let percent_of = |hat: f64| signed((hat - 1.0) * 100.0, 3);
        table.add_row(row(
            &region.code,
            vec![
                signed(region.welfare_percent, 4),
                signed(region.equivalent_variation_musd / 1e3, 3),
                percent_of(region.wage_hat),
                percent_of(region.consumer_price_hat),
                plain(region.income_musd / 1e3),
                plain(region.net_revenue_musd / 1e3),
                plain(region.imports_musd / 1e3),
                plain(region.exports_musd / 1e3),
            ],
        ));
    }
    table
}

fn by_sector(result: &Counterfactual, economy: &Economy, terminal: Terminal) -> Table {
    let codes: Vec<&str> = economy.regions().iter().map(|label| label.code.as_str()).collect();
    let mut table = table(terminal, &[&["sector"], codes.as_slice()].concat());
    for (s, sector) in economy.sectors().iter().enumerate() {
        let changes = codes.iter().enumerate().map(|(n, &code)| {
            let base = economy.baseline().sales(RegionId(n), SectorId(s));
            let now = result.sales_musd[code][&sector.code].as_f64().unwrap_or(f64::NAN);
            if base == 0.0 { "-".to_owned() } else { signed((now / base - 1.0) * 100.0, 2) }
        });
        table.add_row(row(&sector.code, changes.collect()));
    }
    table
}

fn table(terminal: Terminal, header: &[&str]) -> Table {
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

fn row(code: &str, numbers: Vec<String>) -> Vec<Cell> {
    let cells = std::iter::once(code.to_owned()).chain(numbers).enumerate();
    cells.map(|(column, text)| Cell::new(text).set_alignment(alignment(column))).collect()
}

fn alignment(column: usize) -> CellAlignment {
    if column == 0 { CellAlignment::Left } else { CellAlignment::Right }
}

/// A change: with its sign, and no sign on what rounds to zero.
fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:+.digits$}");
    let zero = text.chars().all(|c| matches!(c, '+' | '-' | '0' | '.'));
    if zero { text[1..].to_owned() } else { text }
}

/// An amount with one decimal and thousands apart.
fn plain(value: f64) -> String {
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
