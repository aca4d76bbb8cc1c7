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
