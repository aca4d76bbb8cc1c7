//! Every key that a scenario file may have: one table, from which checks, schema and reference are made.

mod reference;
mod schema;
mod table;

pub use reference::reference_markdown;
pub use schema::json_schema;
pub use table::KEYS;

/// What a value must look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number between the bounds, inclusive.
    Number {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    Texts,
    /// A table from sector codes to numbers between the bounds.
    BySector {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// A table of further keys.
    Table,
    /// A list of tables of further keys, written `[[key]]`.
    Tables,
}

/// What stands in for a key that is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Default {
    /// The key must be given.
    Required,
    /// Nothing: the description says what its absence means.
    Absent,
    /// A table in which every key takes its own default.
    Filled,
    /// A number.
    Number(f64),
    /// A text.
    Text(&'static str),
    /// `true` or `false`.
    Flag(bool),
    /// A list of texts.
    Texts(&'static [&'static str]),
    /// A list of tables without entries.
    Empty,
}

/// One key of the scenario file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Dotted path; a list of tables is written `player[]`.
    pub path: &'static str,
    /// What its value must look like.
    pub shape: Shape,
    /// Unit of the value, empty where it has none.
    pub unit: &'static str,
    /// What stands in for it.
    pub default: Default,
    /// Kinds of move that take it; empty for keys that do not belong to a move.
    pub kinds: &'static [&'static str],
    /// What it means.
    pub description: &'static str,
    /// Where the default comes from, or the literature that the key follows.
    pub source: &'static str,
}

impl Key {
    /// Last part of the path.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// Path of the table that holds the key, empty at the top.
    pub fn parent(&self) -> &'static str {
        self.path.rfind('.').map_or("", |dot| &self.path[..dot])
    }
}

/// The keys directly inside a table, by the table's path (`""`, `economy`, `player[]`, ..).
pub fn children(parent: &str) -> impl Iterator<Item = &'static Key> {
    let parent = parent.to_owned();
    KEYS.iter().filter(move |key| key.parent() == parent)
}

/// The key at a path.
pub fn find(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_unique_and_parents_stand_before_children() {
        for (at, key) in KEYS.iter().enumerate() {
            assert!(KEYS[..at].iter().all(|other| other.path != key.path), "{} twice", key.path);
            let parent = key.parent();
            let table = parent.strip_suffix("[]").unwrap_or(parent);
            assert!(
                parent.is_empty() || KEYS[..at].iter().any(|other| other.path == table),
                "{} before its table",
                key.path
            );
        }
    }

    #[test]
    fn every_key_is_described_and_every_number_has_a_unit_and_source() {
        for key in KEYS {
            assert!(!key.description.is_empty(), "{}", key.path);
            if matches!(key.shape, Shape::Number { .. }) {
                assert!(!key.unit.is_empty() && !key.source.is_empty(), "{}", key.path);
            }
        }
    }

    #[test]
    fn defaults_lie_within_their_bounds() {
        for key in KEYS {
            if let (Shape::Number { min, max }, Default::Number(x)) = (key.shape, key.default) {
                assert!(min <= x && x <= max, "{}", key.path);
            }
            if let (Shape::Word(words), Default::Text(word)) = (key.shape, key.default) {
                assert!(words.contains(&word), "{}", key.path);
            }
        }
    }
}
