//! A counterfactual as CSV: one row per region, sales by sector in the columns after the JSON ones.

use super::result::Counterfactual;
use serde_json::Value;
use std::io;

const COLUMNS: [&str; 9] = [
    "code",
    "welfare_percent",
    "equivalent_variation_musd",
    "wage_hat",
    "consumer_price_hat",
    "income_musd",
    "net_revenue_musd",
    "imports_musd",
    "exports_musd",
];

/// The whole table as text.
pub(crate) fn write(result: &Counterfactual) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let sectors: Vec<&String> = result
        .sales_musd
        .values()
        .next()
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|o| o.keys())
        .collect();
    let header = COLUMNS.iter().map(|&column| column.to_owned());
    writer.write_record(header.chain(sectors.iter().map(|code| format!("sales_musd_{code}"))))?;
    for region in &result.regions {
        let numbers = [
            region.welfare_percent,
            region.equivalent_variation_musd,
            region.wage_hat,
            region.consumer_price_hat,
            region.income_musd,
            region.net_revenue_musd,
            region.imports_musd,
            region.exports_musd,
        ];
        let sales = &result.sales_musd[&region.code];
        let record = std::iter::once(region.code.clone())
            .chain(numbers.iter().map(|&number| shortest(number)))
            .chain(sectors.iter().map(|&code| sales[code].to_string()));
        writer.write_record(record)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// The shortest digits that read back to the same double, as in the JSON.
fn shortest(number: f64) -> String {
    Value::from(number).to_string()
}
