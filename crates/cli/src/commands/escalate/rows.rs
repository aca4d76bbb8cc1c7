//! The odds by quarter as CSV: one row per quarter.

use serde_json::Value;
use std::io;
use talion::EscalationFindings;

/// The whole table as text.
pub(crate) fn write(findings: &EscalationFindings) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header(findings))?;
    for at in &findings.quarters {
        let mut row = vec![at.quarter.to_string()];
        let mut push = |x: f64| row.push(Value::from(x).to_string());
        at.phases.iter().for_each(|x| push(*x));
        push(at.deal_by_now);
        at.rungs.iter().flatten().for_each(|x| push(*x));
        at.welfare.iter().chain(&at.payoff).for_each(|x| push(*x));
        for value in [at.gap_years, at.self_sufficiency] {
            row.push(value.map_or_else(String::new, |x| Value::from(x).to_string()));
        }
        row.push(at.likeliest.clone());
        row.push(Value::from(at.likeliest_odds).to_string());
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn header(findings: &EscalationFindings) -> Vec<String> {
    let fixed = ["quarter", "no_talks", "talks", "truce", "deal", "deal_by_now"];
    let mut columns: Vec<String> = fixed.map(str::to_owned).into();
    for track in &findings.assumptions.tracks {
        columns.extend((0..=track.rungs.len()).map(|rung| format!("{}_{rung}", track.name)));
    }
    for what in ["welfare_percent", "payoff"] {
        columns.extend(findings.assumptions.players.iter().map(|name| format!("{what}_{name}")));
    }
    let rest = ["gap_years", "self_sufficiency", "likeliest", "likeliest_odds"];
    columns.extend(rest.map(str::to_owned));
    columns
}
