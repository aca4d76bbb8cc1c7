//! The same scenario with one number changed, for thresholds and sweeps.
//!
//! Keys are written as reports show them: `escalation.slip`, `player.USA.objective.lead_weight`,
//! `move.chip-ban.third_country_reach`.

use crate::Scenario;
use crate::keys::{self, Default, Shape};
use talion_economy::Problems;
use toml::{Table, Value};

/// Why a number could not be changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// The key does not exist.
    #[error(
        "no scenario key `{key}`; `talion scenario reference` lists them, with `player.NAME` and `move.NAME` for tables of a list"
    )]
    UnknownKey {
        /// The key as it was given.
        key: String,
    },
    /// The list has no table of that name.
    #[error("`{key}` names {list} `{name}`, but the scenario has none of that name")]
    UnknownName {
        /// The key as it was given.
        key: String,
        /// The list of tables.
        list: String,
        /// The name looked for.
        name: String,
    },
    /// The key holds something else.
    #[error("`{key}` holds no number")]
    NoNumber {
        /// The key as it was given.
        key: String,
    },
    /// The scenario is wrong with the number.
    #[error("with `{key}` at {value}: {problems}")]
    Refused {
        /// The key as it was given.
        key: String,
        /// The number.
        value: f64,
        /// What is wrong.
        problems: Problems,
    },
}

/// A key taken apart: tables to go through, each with the name of the entry where it is a list.
struct Path<'k> {
    steps: Vec<(&'k str, Option<&'k str>)>,
    last: &'k str,
    /// The pattern in the table of keys.
    pattern: String,
}

impl Scenario {
    /// The number that a key holds, the default where the file does not give it; `None` where there is
    /// no such number.
    pub fn value(&self, key: &str) -> Option<f64> {
        let path = Self::path(key).ok()?;
        let root: Table = self.text.parse().ok()?;
        let mut table = Some(&root);
        for (name, entry) in &path.steps {
            table = table.and_then(|table| match (table.get(*name)?, entry) {
                (Value::Table(inner), None) => Some(inner),
                (Value::Array(list), Some(entry)) => list
                    .iter()
                    .filter_map(Value::as_table)
                    .find(|table| table.get("name").and_then(Value::as_str) == Some(entry)),
                _ => None,
            });
            // A table may be left out, an entry of a list is there or is not.
            if table.is_none() && entry.is_some() {
                return None;
            }
        }
        let given = table.and_then(|table| table.get(path.last));
        let given = given.and_then(|v| v.as_float().or_else(|| v.as_integer().map(|i| i as f64)));
        given.or_else(|| match keys::find(&path.pattern)?.default {
            Default::Number(x) => Some(x),
            _ => None,
        })
    }

    /// The same scenario with one number changed, checked as a whole.
    ///
    /// # Errors
    /// A key that does not exist or holds no number, or a number that the scenario cannot have.
    pub fn with_value(&self, key: &str, value: f64) -> Result<Self, ChangeError> {
        let path = Self::path(key)?;
        let unknown = || ChangeError::UnknownKey { key: key.to_owned() };
        let mut root: Table = self.text.parse().map_err(|_| unknown())?;
        let mut table = &mut root;
        for (name, entry) in &path.steps {
            let missing = || Value::Table(Table::new());
            table = match (table.entry((*name).to_owned()).or_insert_with(missing), entry) {
                (Value::Table(inner), None) => inner,
                (Value::Array(list), Some(entry)) => list
                    .iter_mut()
                    .filter_map(Value::as_table_mut)
                    .find(|table| table.get("name").and_then(Value::as_str) == Some(entry))
                    .ok_or_else(|| ChangeError::UnknownName {
                        key: key.to_owned(),
                        list: (*name).to_owned(),
                        name: (*entry).to_owned(),
                    })?,
                _ => return Err(unknown()),
            };
        }
        table.insert(path.last.to_owned(), Value::Float(value));
        let text = toml::to_string(&root).map_err(|_| unknown())?;
        Self::parse(&self.file, &text).map_err(|problems| {
            let key = key.to_owned();
            ChangeError::Refused { key, value, problems }
        })
    }

    fn path(key: &str) -> Result<Path<'_>, ChangeError> {
        let unknown = || ChangeError::UnknownKey { key: key.to_owned() };
        let (mut steps, mut pattern) = (Vec::new(), String::new());
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            let join = if pattern.is_empty() { "" } else { "." };
            pattern = format!("{pattern}{join}{part}");
            let known = keys::find(&pattern).ok_or_else(unknown)?;
            match known.shape {
                Shape::Number { .. } if parts.peek().is_none() => {
                    return Ok(Path { steps, last: part, pattern });
                }
                Shape::Table => steps.push((part, None)),
                Shape::Tables => {
                    steps.push((part, Some(parts.next().ok_or_else(unknown)?)));
                    pattern.push_str("[]");
                }
                _ => return Err(ChangeError::NoNumber { key: key.to_owned() }),
            }
        }
        Err(unknown())
    }
}
