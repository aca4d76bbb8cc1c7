//! Collects the numbers that a scenario assumes, for its report to show.

use crate::document::Report;
use crate::keys::{self, Shape};
use crate::raw::RawScenario;
use crate::scenario::Assumption;
use serde_json::Value;

/// Keys outside objectives and technology that count as assumptions.
const OTHERS: &[&str] = &["economy.scale_factor"];

/// Weights of every objective and every number of the technology race, in the order of the table.
pub(crate) fn assumptions(report: &Report, raw: &RawScenario) -> Vec<Assumption> {
    let mut found = Vec::new();
    for path in OTHERS {
        push(report, &mut found, path, path, report.value(path));
    }
    if raw.technology.is_some() {
        for key in keys::children("technology") {
            push(report, &mut found, key.path, key.path, report.value(key.path));
        }
    }
    if raw.escalation.is_some() {
        for key in keys::children("escalation") {
            push(report, &mut found, key.path, key.path, report.value(key.path));
        }
    }
    if raw.talks.is_some() {
        for key in keys::children("talks") {
            push(report, &mut found, key.path, key.path, report.value(key.path));
        }
    }
    if let Some(resolve) = &raw.resolve {
        for key in keys::children("resolve") {
            push(report, &mut found, key.path, key.path, report.value(key.path));
        }
        for (at, own) in resolve.types.iter().enumerate() {
            push_named(report, &mut found, "resolve.type", at, &own.name);
        }
        for (at, threat) in resolve.threat.iter().enumerate() {
            push_named(report, &mut found, "resolve.threat", at, &threat.name);
        }
        for (at, reply) in resolve.reply.iter().enumerate() {
            push_named(report, &mut found, "resolve.reply", at, &reply.name);
        }
    }
    for (at, player) in raw.player.iter().enumerate() {
        for key in keys::children("player[].objective") {
            let place = format!("player[{at}].objective.{}", key.name());
            let shown = format!("player.{}.objective.{}", player.name, key.name());
            let before = found.len();
            push(report, &mut found, key.path, &place, report.value(&place));
            if let Some(assumption) = found.get_mut(before) {
                assumption.key = shown;
            }
        }
    }
    found
}

/// The numbers of one table of a list, under its name.
fn push_named(
    report: &Report,
    found: &mut Vec<Assumption>,
    list: &'static str,
    at: usize,
    name: &str,
) {
    for key in keys::children(&format!("{list}[]")) {
        let place = format!("{list}[{at}].{}", key.name());
        let before = found.len();
        push(report, found, key.path, &place, report.value(&place));
        if let Some(assumption) = found.get_mut(before) {
            assumption.key = format!("{list}.{name}.{}", key.name());
        }
    }
}

fn push(report: &Report, found: &mut Vec<Assumption>, pattern: &str, place: &str, value: &Value) {
    let (Some(key), Some(number)) = (keys::find(pattern), value.as_f64()) else { return };
    if !matches!(key.shape, Shape::Number { .. }) {
        return;
    }
    let source = if report.given(place) {
        format!("set by the scenario; the default: {}", key.source)
    } else {
        key.source.to_owned()
    };
    found.push(Assumption {
        key: pattern.to_owned(),
        value: number,
        unit: key.unit,
        description: key.description,
        source,
    });
}
