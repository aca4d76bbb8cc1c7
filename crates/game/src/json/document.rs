//! What readers of all forms ask of a document: keys, labels, numbers, tables, with their places.

use super::place::error_at;
use super::value::{Json, Value, shortened};
use crate::exact::{Number, Tensor, parse_number};
use crate::{ReadError, ReadProblem};
use std::collections::{BTreeMap, BTreeSet};

/// Labels that are named where another one is not among them.
const MOST_NAMED: usize = 12;

/// Labels in order, and where each stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    pub(super) list: Vec<String>,
    positions: BTreeMap<String, usize>,
}

impl Labels {
    /// Labels that are known to differ from one another.
    pub(super) fn of(list: Vec<String>) -> Self {
        let positions = list.iter().cloned().zip(0..).collect();
        Self { list, positions }
    }
}

/// The text of a document, which knows where things stand in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'a> {
    pub(super) text: &'a str,
}

/// An object whose keys are asked for one by one.
pub(super) struct Fields<'a, 'b> {
    document: Document<'a>,
    at: usize,
    entries: &'b [(usize, String, Json<'a>)],
}

impl<'a> Document<'a> {
    pub(super) fn error(&self, at: usize, problem: ReadProblem) -> ReadError {
        error_at(self.text, at, problem)
    }

    fn unexpected(&self, found: &Json<'_>, expected: &str) -> ReadError {
        let (expected, name) = (expected.to_owned(), found.value.name());
        self.error(found.at, ReadProblem::Unexpected { expected, found: name })
    }

    /// The keys of an object, all of which must be known and none of which may come twice.
    pub(super) fn fields<'b>(
        &self,
        json: &'b Json<'a>,
        what: &str,
        known: &[&'static str],
    ) -> Result<Fields<'a, 'b>, ReadError> {
        let entries = self.entries(json, what)?;
        for (at, key, _) in entries {
            if !known.contains(&key.as_str()) {
                let found = shortened(key);
                let problem = ReadProblem::UnknownKey { found, known: known.join(", ") };
                return Err(self.error(*at, problem));
            }
        }
        Ok(Fields { document: *self, at: json.at, entries })
    }

    /// The entries of an object, with keys that the file chooses; none may come twice.
    pub(super) fn entries<'b>(
        &self,
        json: &'b Json<'a>,
        what: &str,
    ) -> Result<&'b [(usize, String, Json<'a>)], ReadError> {
        let Value::Object(entries) = &json.value else {
            return Err(self.unexpected(json, &format!("{what}, an object,")));
        };
        let mut met = BTreeSet::new();
        for (at, key, _) in entries {
            if !met.insert(key) {
                let problem = ReadProblem::Twice { what: "key", label: shortened(key) };
                return Err(self.error(*at, problem));
            }
        }
        Ok(entries)
    }

    pub(super) fn list<'b>(
        &self,
        json: &'b Json<'a>,
        what: &str,
    ) -> Result<&'b [Json<'a>], ReadError> {
        match &json.value {
            Value::List(list) => Ok(list),
            _ => Err(self.unexpected(json, &format!("{what}, a list,"))),
        }
    }

    pub(super) fn label(&self, json: &Json<'_>, what: &str) -> Result<String, ReadError> {
        match &json.value {
            Value::Text(text) => Ok(text.clone()),
            _ => Err(self.unexpected(json, &format!("{what}, a text,"))),
        }
    }

    pub(super) fn labels(&self, json: &Json<'a>, what: &str) -> Result<Vec<String>, ReadError> {
        self.list(json, what)?.iter().map(|entry| self.label(entry, "a label")).collect()
    }

    /// Labels that must differ from one another, and of which there must be some.
    pub(super) fn distinct_labels(
        &self,
        json: &Json<'a>,
        what: &'static str,
    ) -> Result<Labels, ReadError> {
        let entries = self.list(json, what)?;
        if entries.is_empty() {
            let problem = ReadProblem::Count { what: what.to_owned(), found: 0, expected: 1 };
            return Err(self.error(json.at, problem));
        }
        let mut labels = Labels::default();
        for entry in entries {
            self.add_label(&mut labels, entry, what)?;
        }
        Ok(labels)
    }

    /// Adds a label that must be new.
    pub(super) fn add_label(
        &self,
        labels: &mut Labels,
        json: &Json<'_>,
        what: &'static str,
    ) -> Result<(), ReadError> {
        let label = self.label(json, what)?;
        let position = labels.list.len();
        if labels.positions.insert(label.clone(), position).is_some() {
            let label = shortened(&label);
            return Err(self.error(json.at, ReadProblem::Twice { what, label }));
        }
        labels.list.push(label);
        Ok(())
    }

    /// The position of a label among those known.
    pub(super) fn position(
        &self,
        json: &Json<'_>,
        what: &'static str,
        known: &Labels,
    ) -> Result<usize, ReadError> {
        let label = self.label(json, what)?;
        self.position_of(json.at, &label, what, known)
    }

    pub(super) fn position_of(
        &self,
        at: usize,
        label: &str,
        what: &'static str,
        known: &Labels,
    ) -> Result<usize, ReadError> {
        known.positions.get(label).copied().ok_or_else(|| {
            let some = known.list.iter().take(MOST_NAMED).map(|label| shortened(label));
            let known = some.collect::<Vec<_>>().join(", ");
            self.error(at, ReadProblem::UnknownLabel { what, found: shortened(label), known })
        })
    }

    /// A JSON number, which is the double nearest to it, or a text such as `"1/3"`, which is exact.
    pub(super) fn number(&self, json: &Json<'_>, what: &str) -> Result<Number, ReadError> {
        match &json.value {
            Value::Number(text) => {
                // JSON's numbers are Rust's; one beyond the doubles is infinite.
                let value: f64 = text.parse().unwrap_or(f64::INFINITY);
                if value.is_finite() {
                    // Whole numbers past 2^53 stay what they are.
                    let whole = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
                    return if whole {
                        self.exact(json.at, text)
                    } else {
                        Ok(Number::Double(value))
                    };
                }
                self.exact(json.at, text)
            }
            Value::Text(text) => self.exact(json.at, text),
            _ => Err(self.unexpected(json, what)),
        }
    }

    fn exact(&self, at: usize, text: &str) -> Result<Number, ReadError> {
        parse_number(text).map_err(|problem| {
            self.error(at, ReadProblem::Number { found: shortened(text), problem })
        })
    }

    pub(super) fn double(&self, json: &Json<'_>, what: &str) -> Result<f64, ReadError> {
        Ok(match self.number(json, what)? {
            Number::Double(value) => value,
            Number::Exact(value) => value.to_f64(),
        })
    }

    /// The entries of a nested table, player 1 outermost, in the order of payoff tensors: player 1
    /// varying fastest. `shape` holds the label and number of choices of every player.
    pub(super) fn table<'b>(
        &self,
        json: &'b Json<'a>,
        shape: &[(&str, usize)],
        what: &str,
    ) -> Result<Vec<&'b Json<'a>>, ReadError> {
        // Level by level from player 1 outwards: the entries of a level, player 1 varying fastest.
        let mut level = vec![json];
        for &(player, expected) in shape {
            let mut lines = Vec::with_capacity(level.len());
            for table in &level {
                let entries = match &table.value {
                    Value::List(entries) => entries.as_slice(),
                    _ => &[],
                };
                if entries.len() != expected {
                    let what = format!("entries for the strategies of `{player}` in {what}");
                    let problem = ReadProblem::Count { what, found: entries.len(), expected };
                    return Err(self.error(table.at, problem));
                }
                lines.push(entries);
            }
            level = (0..expected).flat_map(|s| lines.iter().map(move |line| &line[s])).collect();
        }
        Ok(level)
    }

    /// A table of payoffs as a tensor.
    pub(super) fn payoffs(
        &self,
        json: &Json<'a>,
        shape: &[(&str, usize)],
        of: &str,
    ) -> Result<Tensor, ReadError> {
        let mut tensor = Tensor::default();
        for entry in self.table(json, shape, &format!("the payoffs of `{of}`"))? {
            tensor.push(self.number(entry, "a payoff (a number, or a text such as \"1/3\")")?);
        }
        Ok(tensor)
    }
}

impl<'a, 'b> Fields<'a, 'b> {
    pub(super) fn get(&self, key: &str) -> Option<&'b Json<'a>> {
        self.entries.iter().find(|(_, name, _)| name == key).map(|(_, _, value)| value)
    }

    pub(super) fn required(&self, key: &'static str) -> Result<&'b Json<'a>, ReadError> {
        self.get(key).ok_or_else(|| self.document.error(self.at, ReadProblem::MissingKey { key }))
    }

    /// The title, empty if there is none.
    pub(super) fn title(&self) -> Result<String, ReadError> {
        self.get("title").map_or_else(|| Ok(String::new()), |t| self.document.label(t, "the title"))
    }
}
