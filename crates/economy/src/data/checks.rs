//! Checks that look at several files of a data set together.

use super::dataset::Dataset;
use super::files::{INPUT_OUTPUT, PRODUCTION, TRADE};
use super::tables::Production;
use crate::ids::{RegionId, SectorId};
use crate::problem::Problem;

/// Value added and inputs must exhaust output up to this.
const SHARE_TOLERANCE: f64 = 1e-4;
/// Final use may fall below zero by this share of absorption: real tables have inventories.
const SHORTFALL_LIMIT: f64 = 0.15;
/// Shortfalls below this share of absorption are rounding and not worth a word.
const SHORTFALL_ROUNDING: f64 = 1e-9;
/// Published output further than this from the sum of flows is worth a look.
const OUTPUT_TOLERANCE: f64 = 0.02;

/// Value-added shares as the residual of input shares, once they agree with the published ones.
/// `complete` says that no row of the two files had to be left out.
pub(super) fn value_added(
    data: &mut Dataset,
    production: Option<&Production>,
    input_lines: &[usize],
    complete: bool,
    problems: &mut Vec<Problem>,
) {
    let (n, m) = (data.regions.len(), data.sectors.len());
    let before = problems.len();
    for (i, s) in (0..n).flat_map(|i| (0..m).map(move |s| (i, s))) {
        let inputs: f64 =
            (0..m).map(|k| data.input_share(RegionId(i), SectorId(k), SectorId(s))).sum();
        let (region, sector) = (&data.regions[i].code, &data.sectors[s].code);
        if inputs > 1.0 + SHARE_TOLERANCE {
            let message = format!("input shares of sector {sector} in {region} sum to {inputs}");
            let problem = Problem::error(INPUT_OUTPUT, input_lines[i * m + s], 0, message);
            problems.push(problem.with_help("inputs and value added together make 1"));
            continue;
        }
        data.value_added_share[s * n + i] = (1.0 - inputs).max(0.0);
        let Some(production) = production else {
            continue;
        };
        let value_added = production.value_added_share[s * n + i];
        let sum = value_added + inputs;
        if complete && (sum - 1.0).abs() > SHARE_TOLERANCE {
            let message = format!(
                "value added {value_added} and inputs {inputs} of sector {sector} in {region} sum \
                 to {sum}"
            );
            let problem = Problem::error(PRODUCTION, production.lines[s * n + i], 0, message);
            problems.push(problem.with_help(format!("1 within {SHARE_TOLERANCE} is wanted")));
        }
    }
    let links = data.input_share.iter().any(|&share| share > SHARE_TOLERANCE);
    if production.is_none() && links && problems.len() == before {
        let message = "the file is missing, but there are input links";
        let problem = Problem::error(PRODUCTION, 0, 0, message);
        problems.push(problem.with_help("give value_added_share for every region and sector"));
    }
}

/// Sales at factory gate and spending at buyers' prices, by region within sector.
pub(super) fn sales_and_spending(data: &Dataset) -> (Vec<f64>, Vec<f64>) {
    let n = data.regions.len();
    let mut sales = vec![0.0; n * data.sectors.len()];
    let mut spending = sales.clone();
    for (at, flow) in data.flows.values.iter().enumerate() {
        let (s, importer, exporter) = (at / n / n, (at / n) % n, at % n);
        let subsidy = data.subsidy[s * n + exporter];
        sales[s * n + exporter] += flow / ((1.0 - subsidy) * (1.0 + data.export_tax[at]));
        spending[s * n + importer] += flow * (1.0 + data.tariff[at]);
    }
    (sales, spending)
}

/// Output, final use and income must be possible.
pub(super) fn accounts(
    data: &Dataset,
    production: Option<&Production>,
    problems: &mut Vec<Problem>,
) {
    let (sales, spending) = sales_and_spending(data);
    let (n, m) = (data.regions.len(), data.sectors.len());
    for i in 0..n {
        let region = &data.regions[i].code;
        let wages: f64 = (0..m).map(|s| data.value_added_share[s * n + i] * sales[s * n + i]).sum();
        if wages <= 0.0 {
            let message = format!("region {region} sells nothing that has value added");
            let problem = Problem::error(TRADE, 0, 0, message);
            problems.push(problem.with_help("every region needs sales, to itself at least"));
        }
        let mut income = 0.0;
        for s in 0..m {
            let absorption = spending[s * n + i];
            let inputs: f64 = (0..m)
                .map(|k| data.input_share(RegionId(i), SectorId(s), SectorId(k)) * sales[k * n + i])
                .sum();
            let final_use = absorption - inputs;
            income += final_use;
            let shortfall = -final_use / absorption;
            problems.extend(shortfall_problem(region, &data.sectors[s].code, shortfall, inputs));
        }
        if wages > 0.0 && income <= 0.0 {
            let message = format!("final use of region {region} sums to {income}");
            let problem = Problem::error(TRADE, 0, 0, message);
            problems.push(problem.with_help("it must be above 0"));
        }
    }
    if let Some(production) = production {
        published_output(data, production, &sales, problems);
    }
}

/// `shortfall` is final use below zero, as a share of absorption.
fn shortfall_problem(region: &str, sector: &str, shortfall: f64, inputs: f64) -> Option<Problem> {
    // Without any absorption the share is no number or infinite; inputs then decide.
    if inputs <= 0.0 || shortfall <= SHORTFALL_ROUNDING {
        return None;
    }
    let percent = 100.0 * shortfall;
    let message = format!(
        "industries in {region} use {percent:.2} % more of sector {sector} than the region buys"
    );
    let help = format!(
        "up to {} % of absorption can be inventories and discrepancies",
        100.0 * SHORTFALL_LIMIT
    );
    Some(if shortfall > SHORTFALL_LIMIT {
        Problem::error(INPUT_OUTPUT, 0, 0, message).with_help(help)
    } else {
        Problem::warning(INPUT_OUTPUT, 0, 0, message)
            .with_help("final use stays negative there; check the two tables against each other")
    })
}

fn published_output(
    data: &Dataset,
    production: &Production,
    sales: &[f64],
    problems: &mut Vec<Problem>,
) {
    let n = data.regions.len();
    for (at, &output) in production.gross_output.iter().enumerate() {
        let Some(output) = output else { continue };
        if (output - sales[at]).abs() > OUTPUT_TOLERANCE * output.max(sales[at]) {
            let (region, sector) = (&data.regions[at % n].code, &data.sectors[at / n].code);
            let message = format!(
                "gross output {output} of sector {sector} in {region} is not the {} that it sells",
                sales[at]
            );
            let problem = Problem::warning(PRODUCTION, 0, 0, message);
            problems.push(problem.with_help("the flows are used; check the two tables"));
        }
    }
}
