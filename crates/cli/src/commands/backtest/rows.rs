//! A back-test as CSV: one row per choice.

use serde_json::Value;
use std::io;
use talion::BacktestFindings;

const COLUMNS: [&str; 6] = ["month", "player", "scored", "state", "action", "record_date"];

/// The whole table as text.
pub(crate) fn write(findings: &BacktestFindings) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = findings.forecasts.iter().map(|one| one.name.as_str());
    writer.write_record(COLUMNS.into_iter().chain(names))?;
    for choice in &findings.choices {
        let date = choice.counted.and_then(|at| findings.moves.get(at)).map(|one| one.date.clone());
        let words = [
            choice.month.clone(),
            choice.player.clone(),
            choice.scored.to_string(),
            choice.state.clone(),
            choice.action.clone(),
            date.unwrap_or_default(),
        ];
        // Digits as in the JSON.
        let chances = choice.probabilities.iter().map(|p| Value::from(*p).to_string());
        writer.write_record(words.into_iter().chain(chances))?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
