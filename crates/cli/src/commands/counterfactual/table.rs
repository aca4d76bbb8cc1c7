//! A counterfactual for people: rounded, changes in percent, money in US$ billion.

use super::result::{Counterfactual, RegionParts};
use crate::tables::{plain, row, signed, table};
use crate::terminal::Terminal;
use comfy_table::Table;
use talion::economy::{BranchReport, Dataset, Economy, RegionId, SectorId};

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
    let parts = result.decomposition.as_deref().map_or_else(String::new, |parts| {
        format!("\nChange of log real income by source, percent\n{}\n", by_source(parts, terminal))
    });
    let branches = result.branches.as_ref().map_or_else(String::new, |report| {
        format!("\n{}\n", equilibria(report, economy, terminal))
    });
    format!(
        "{}\n\n{}\n{by_sector}{parts}{branches}\nelasticities {}; deficits {}; {} markets\nrelative residual {:.1e} after {} iterations",
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

fn by_source(parts: &[RegionParts], terminal: Terminal) -> Table {
    let header = [
        "region",
        "terms of trade",
        "volume",
        "relocation",
        "profits",
        "technology",
        "deficit",
        "total",
    ];
    let mut table = table(terminal, &header);
    for RegionParts { code, parts } in parts {
        let all = [
            parts.terms_of_trade,
            parts.volume,
            parts.relocation,
            parts.profit_shifting,
            parts.technology,
            parts.deficit,
            parts.total,
        ];
        table.add_row(row(code, all.iter().map(|part| signed(100.0 * part, 4)).collect()));
    }
    table
}

/// Every equilibrium found, with what it does to welfare, and the folds between them.
fn equilibria(report: &BranchReport, economy: &Economy, terminal: Terminal) -> String {
    let codes = economy.regions().iter().map(|label| label.code.as_str());
    let header: Vec<&str> = ["welfare %", "adjustment"].into_iter().chain(codes).collect();
    let mut table = table(terminal, &header);
    for (place, found) in report.equilibria.iter().enumerate() {
        let lasts = if found.may_last() { "leads to it" } else { "leaves it" };
        let welfare = (0..economy.region_count())
            .map(|region| signed(found.welfare_percent(RegionId(region)), 4));
        let cells = std::iter::once(lasts.to_owned()).chain(welfare);
        table.add_row(row(&(place + 1).to_string(), cells.collect()));
    }
    let folds: Vec<String> =
        report.folds.iter().map(|fold| format!("{:.2} % of the way", 100.0 * fold.at)).collect();
    let folds = if folds.is_empty() { "none".to_owned() } else { folds.join(", ") };
    let sum = report.index_sum();
    let whole = if sum == 1 { "as it must when none is missing" } else { "so some are missing" };
    format!(
        "Equilibria found under the policy: {}\n{table}\nfolds: {folds}; indices add up to {sum}, \
         {whole}",
        report.equilibria.len()
    )
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
