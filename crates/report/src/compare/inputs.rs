//! What was put into studies: every key of their scenario files, the data, the seed.

use std::collections::BTreeMap;

use talion::Findings;

use super::{Row, Value};

/// A row for every key that any of the studies has, in alphabetical order after the settings.
pub(super) fn rows(studies: &[&Findings]) -> Vec<Row> {
    let own = |of: &dyn Fn(&Findings) -> Value| studies.iter().map(|one| of(one)).collect();
    let words = |of: fn(&Findings) -> &String| own(&|one| Value::Words(of(one).clone()));
    let mut rows = vec![
        Row::of("data set", "", words(|one| &one.assumptions.data)),
        Row::of("data set, SHA-256", "", words(|one| &one.provenance.data_sha256)),
        Row::of("elasticity set", "", words(|one| &one.assumptions.elasticities)),
        Row::of("version of Talion", "", words(|one| &one.provenance.version)),
        Row::of("seed", "", own(&|one| Value::Words(one.provenance.seed.to_string()))),
    ];
    let keys: Vec<BTreeMap<String, Value>> = studies.iter().map(|one| keys(one)).collect();
    let mut names: Vec<&String> = keys.iter().flat_map(BTreeMap::keys).collect();
    names.sort_unstable();
    names.dedup();
    // Without its scenario a study has only weights, and what others have beside them is no difference.
    let whole = studies.iter().all(|one| one.provenance.scenario_toml.is_some());
    for name in names {
        if whole || keys.iter().all(|own| own.contains_key(name)) {
            let values = keys.iter().map(|own| own.get(name).cloned().unwrap_or(Value::None));
            rows.push(Row::of(name, "", values.collect()));
        }
    }
    rows
}

/// Every key of the scenario with its value; without a scenario, the weights.
fn keys(findings: &Findings) -> BTreeMap<String, Value> {
    let mut keys: BTreeMap<String, Value> = findings
        .assumptions
        .weights
        .iter()
        .map(|weight| (weight.key.clone(), Value::Number(weight.value)))
        .collect();
    let text = findings.provenance.scenario_toml.as_deref().unwrap_or_default();
    if let Ok(table) = text.parse::<toml::Table>() {
        for (name, value) in &table {
            flatten(name.clone(), value, &mut keys);
        }
    }
    keys
}

/// `move.list-50.label` for the key of a list of tables whose entries have names; else their place from 1.
fn flatten(path: String, value: &toml::Value, keys: &mut BTreeMap<String, Value>) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                flatten(format!("{path}.{name}"), value, keys);
            }
        }
        toml::Value::Array(list) if list.iter().any(toml::Value::is_table) => {
            for (at, entry) in list.iter().enumerate() {
                let name = entry.get("name").and_then(toml::Value::as_str);
                let name = name.map_or_else(|| (at + 1).to_string(), str::to_owned);
                flatten(format!("{path}.{name}"), entry, keys);
            }
        }
        toml::Value::Integer(number) => {
            // A key of whole numbers is small; one past 2^53 would be shown rounded.
            keys.insert(path, Value::Number(*number as f64));
        }
        toml::Value::Float(number) => {
            keys.insert(path, Value::Number(*number));
        }
        toml::Value::String(words) => {
            keys.insert(path, Value::Words(words.clone()));
        }
        other => {
            keys.insert(path, Value::Words(other.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, Value, flatten};

    #[test]
    fn keys_are_named_as_in_the_reference() {
        let text = "[economy]\ntheta = 4\n[[move]]\nname = \"list\"\nrate = 0.25\n[[rung]]\nmoves = [\"a\"]\n";
        let table: toml::Table = text.parse().expect("TOML");
        let mut keys = BTreeMap::new();
        for (name, value) in &table {
            flatten(name.clone(), value, &mut keys);
        }
        assert_eq!(keys["economy.theta"], Value::Number(4.0));
        assert_eq!(keys["move.list.rate"], Value::Number(0.25));
        assert_eq!(keys["rung.1.moves"], Value::Words("[\"a\"]".into()));
    }
}
