//! The deals of a scenario as CSV: one row per rule.

use serde_json::Value;
use std::io;
use talion::TalksFindings;

/// The whole table as text.
pub(super) fn write(findings: &TalksFindings) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let players = &findings.assumptions.players;
    let mut header = vec!["rule".to_owned()];
    for what in ["gain", "payoff", "welfare_percent", "critical_discount"] {
        header.extend(players.iter().map(|player| format!("{what}_{player}")));
    }
    header.extend(findings.terms.iter().map(|term| term.name.clone()));
    writer.write_record(header)?;
    for deal in &findings.solutions {
        let mut row = vec![deal.rule.clone()];
        let numbers = deal.gains.iter().chain(&deal.payoffs).chain(&deal.welfare);
        row.extend(numbers.map(|x| Value::from(*x).to_string()));
        let critical = deal.keeping.iter().map(|keeping| keeping.critical_discount);
        row.extend(critical.map(|x| x.map_or_else(String::new, |x| Value::from(x).to_string())));
        row.extend(deal.shares.iter().map(|x| Value::from(*x).to_string()));
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
