//! CSV: the stand-off of a scenario by quarter, or the equilibria of a signalling game.

use super::result::SignallingResult;
use serde_json::Value;
use std::io;
use talion::ResolveFindings;

/// One row per point of the stand-off's path.
pub(super) fn stand_off(findings: &ResolveFindings) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header = vec!["quarter".to_owned()];
    for what in ["hazard", "not_given_in", "resolute"] {
        header.extend(findings.assumptions.players.iter().map(|name| format!("{what}_{name}")));
    }
    writer.write_record(&header)?;
    for at in findings.stand_off.iter().flat_map(|game| &game.path) {
        let numbers = [at.quarter]
            .into_iter()
            .chain(at.hazard)
            .chain(at.survival)
            .chain(at.resolute)
            .map(|x| Value::from(x).to_string());
        writer.write_record(numbers)?;
    }
    finish(writer)
}

/// One row per probability of each equilibrium.
pub(super) fn equilibria(result: &SignallingResult<'_>) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "equilibrium",
        "what",
        "at",
        "choice",
        "probability",
        "exact",
        "least",
        "largest",
    ])?;
    for (at, one) in result.equilibria.iter().enumerate() {
        let number = (at + 1).to_string();
        let mut row =
            |what: &str, place: &str, choice: &str, exact: &str, [p, low, high]: [f64; 3]| {
                let numbers = [p, low, high].map(|x| Value::from(x).to_string());
                let [p, low, high] = &numbers;
                writer.write_record([&number, what, place, choice, p, exact, low, high])
            };
        for (t, label) in result.types.iter().enumerate() {
            for (m, message) in result.messages.iter().enumerate() {
                let [low, high] = one.message_ranges[t][m];
                let exact = &one.exact_messages[t][m];
                row("message", label, message, exact, [one.messages[t][m], low, high])?;
            }
        }
        for (m, message) in result.messages.iter().enumerate() {
            for (a, action) in result.actions[m].iter().enumerate() {
                let [low, high] = one.reply_ranges[0][m][a];
                let exact = &one.exact_replies[0][m][a];
                row("reply", message, action, exact, [one.replies[0][m][a], low, high])?;
            }
            for (t, label) in result.types.iter().enumerate() {
                let [low, high] = one.belief_ranges[m][t];
                row("belief", message, label, "", [one.beliefs[m][t], low, high])?;
            }
        }
    }
    finish(writer)
}

fn finish(writer: csv::Writer<Vec<u8>>) -> io::Result<String> {
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
