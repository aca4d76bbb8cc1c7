//! Rates as CSV: one row per rate and solution.

use serde_json::Value;
use std::io;
use talion::{RateFindings, TariffFindings};

const COLUMNS: [&str; 8] =
    ["solution", "player", "instrument", "partner", "sector", "rate", "applied", "at_bound"];

/// The whole table as text.
pub(crate) fn write(findings: &TariffFindings) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (place, solution) in findings.solutions.iter().enumerate() {
        for rate in &solution.rates {
            writer.write_record(record(place + 1, rate))?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn record(solution: usize, rate: &RateFindings) -> [String; 8] {
    // Names and digits as in the JSON.
    [
        solution.to_string(),
        rate.player.clone(),
        word(serde_json::to_value(rate.instrument)),
        rate.partner.clone().unwrap_or_default(),
        rate.sector.clone(),
        Value::from(rate.rate).to_string(),
        Value::from(rate.applied).to_string(),
        word(serde_json::to_value(rate.at_bound)),
    ]
}

/// The name of a unit variant; empty for none.
fn word(value: serde_json::Result<Value>) -> String {
    value.ok().as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
}
