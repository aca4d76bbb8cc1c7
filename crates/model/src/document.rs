//! A scenario file as a document: TOML checked against the table of keys, every value with its place.

use crate::keys::{self, Default, Key, Shape};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use talion_economy::{Problem, Problems, Severity};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// More errors of syntax than this mean that the file is something else, and are counted only.
const MOST_SYNTAX_ERRORS: usize = 10;

/// A scenario file with its defaults filled in and the places of what it says.
pub(crate) struct Document {
    /// The checked values, defaults included. A value with a problem is replaced by one that is
    /// allowed, so that the search for problems can go on.
    pub(crate) value: Value,
    places: Places,
    problems: Vec<Problem>,
    /// Paths that have a problem.
    bad: Vec<String>,
}

/// Where in the file each value stands, by path (`player[0].objective.red_line_cost`).
struct Places {
    file: String,
    line_starts: Vec<usize>,
    text: String,
    spans: BTreeMap<String, Range<usize>>,
}

/// Collects problems, each at the place of the value that it is about.
pub(crate) struct Report<'d> {
    document: &'d Document,
    problems: Vec<Problem>,
}

impl Document {
    /// Reads a file and checks every key and value against the table.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self, Problems> {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut places = Places::new(file, text);
        if !errors.is_empty() {
            let start = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
            let mut problems: Vec<Problem> = errors
                .iter()
                .take(MOST_SYNTAX_ERRORS)
                .map(|error| {
                    let message = error.message().trim().replace('\n', "; ");
                    places.problem(start(error), message, None)
                })
                .collect();
            if let Some(next) = errors.get(MOST_SYNTAX_ERRORS) {
                let more = errors.len() - MOST_SYNTAX_ERRORS;
                let message = format!("{more} more places from here on are no TOML either");
                let help =
                    "a scenario is a TOML file; `talion scenario show` prints one".to_owned();
                problems.push(places.problem(start(next), message, Some(help)));
            }
            return Err(Problems(problems));
        }
        let mut walk = Walk { places: &mut places, problems: Vec::new(), bad: Vec::new() };
        let value = walk.table("", "", Some(root.get_ref()), 0);
        let (problems, bad) = (walk.problems, walk.bad);
        Ok(Self { value, places, problems, bad })
    }

    /// A collector of further problems.
    pub(crate) fn report(&self) -> Report<'_> {
        Report { document: self, problems: self.problems.clone() }
    }
}

impl Report<'_> {
    /// Notes a problem with the value at a path; where that is absent, at the nearest table around
    /// it. A value that has a problem already gets no second one.
    pub(crate) fn error(&mut self, path: &str, message: impl Into<String>, help: Option<String>) {
        if self.is_bad(path) {
            return;
        }
        let places = &self.document.places;
        self.problems.push(places.problem(places.find(path), message.into(), help));
    }

    /// Whether the value at a path, or one around it, has a problem already.
    pub(crate) fn is_bad(&self, path: &str) -> bool {
        let within = |bad: &String| {
            path.strip_prefix(bad.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.document.bad.iter().any(within)
    }

    /// Takes over problems of another file.
    pub(crate) fn include(&mut self, problems: Problems) {
        self.problems.extend(problems.0);
    }

    /// The value at a path such as `player[0].objective.audience_cost`, defaults included; null
    /// where there is none.
    pub(crate) fn value(&self, path: &str) -> &Value {
        let pointer = path.replace(['.', '['], "/").replace(']', "");
        self.document.value.pointer(&format!("/{pointer}")).unwrap_or(&Value::Null)
    }

    /// Whether the file itself, not a default, gives a value at the path.
    pub(crate) fn given(&self, path: &str) -> bool {
        self.document.places.spans.contains_key(path)
    }

    /// The problems noted, in the order of the file, or `Ok` if there are none.
    pub(crate) fn finish(mut self) -> Result<(), Problems> {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        if self.problems.is_empty() { Ok(()) } else { Err(Problems(self.problems)) }
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Places {
    fn new(file: &str, text: &str) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file: file.to_owned(), line_starts, text: text.to_owned(), spans: BTreeMap::new() }
    }

    fn find(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            if let Some(span) = self.spans.get(path) {
                return span.start;
            }
            match path.rfind(['.', '[']) {
                Some(cut) => path = &path[..cut],
                None => return 0,
            }
        }
    }

    fn problem(&self, start: usize, message: String, help: Option<String>) -> Problem {
        let line = self.line_starts.partition_point(|&at| at <= start);
        let line_start = self.line_starts[line - 1];
        let column = self.text[line_start..]
            .char_indices()
            .take_while(|(at, _)| line_start + at < start)
            .count();
        Problem {
            file: self.file.clone(),
            line,
            column: column + 1,
            severity: Severity::Error,
            message,
            help,
        }
    }
}

/// The walk through a document: checks each value and copies it, defaults filled in.
struct Walk<'p> {
    places: &'p mut Places,
    problems: Vec<Problem>,
    bad: Vec<String>,
}

impl Walk<'_> {
    /// `path` is the place in the file, `pattern` the same path in the table of keys; without a
    /// table, all keys take their defaults.
    fn table(
        &mut self,
        path: &str,
        pattern: &str,
        table: Option<&DeTable<'_>>,
        start: usize,
    ) -> Value {
        let mut out = Map::new();
        for (name, value) in table.into_iter().flatten() {
            let key = keys::children(pattern).find(|key| key.name() == name.get_ref());
            if let Some(key) = key {
                let path = join(path, key.name());
                self.places.spans.insert(path.clone(), value.span());
                let before = self.problems.len();
                let read = self.value(&path, key, value);
                if read.is_none() && self.problems.len() > before {
                    self.bad.push(path.clone());
                }
                let value = match (read, key.default) {
                    (None, Default::Filled) => Some(self.table(&path, key.path, None, start)),
                    (read, _) => read.or_else(|| stand_in(key)),
                };
                if let Some(value) = value {
                    out.insert(key.name().into(), value);
                }
            } else {
                self.unknown(pattern, name.get_ref(), name.span().start);
            }
        }
        let absent = |key: &&Key| !table.is_some_and(|table| table.contains_key(key.name()));
        for key in keys::children(pattern).filter(absent) {
            if let Some(value) = self.default(key, path, start) {
                out.insert(key.name().into(), value);
            }
        }
        Value::Object(out)
    }

    fn unknown(&mut self, pattern: &str, name: &str, start: usize) {
        let known: Vec<&str> = keys::children(pattern).map(Key::name).collect();
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        self.error(start, format!("unknown key `{name}`"), Some(help));
    }

    fn default(&mut self, key: &Key, path: &str, start: usize) -> Option<Value> {
        Some(match key.default {
            Default::Required => {
                let written = match key.shape {
                    Shape::Tables => format!("[[{}]]", key.name()),
                    _ => format!("{} = ..", key.name()),
                };
                let place = if path.is_empty() { "the scenario" } else { path };
                self.error(
                    start,
                    format!("{place} has no `{}`", key.name()),
                    Some(format!("add `{written}`: {}", key.description)),
                );
                self.bad.push(join(path, key.name()));
                return stand_in(key);
            }
            Default::Filled => {
                return Some(self.table(&join(path, key.name()), key.path, None, start));
            }
            Default::Absent => return None,
            Default::Number(x) => Value::from(x),
            Default::Text(text) => Value::from(text),
            Default::Flag(flag) => Value::from(flag),
            Default::Texts(texts) => Value::from(texts.to_vec()),
            Default::Empty => Value::Array(Vec::new()),
        })
    }

    fn value(&mut self, path: &str, key: &Key, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let start = value.span().start;
        match (key.shape, value.get_ref()) {
            (Shape::Text, DeValue::String(text)) => Some(Value::from(text.as_ref())),
            (Shape::Word(words), DeValue::String(text)) => {
                if words.contains(&text.as_ref()) {
                    return Some(Value::from(text.as_ref()));
                }
                let near = nearest(text, words.iter().copied())
                    .map(|near| format!("did you mean `{near}`? "))
                    .unwrap_or_default();
                self.error(
                    start,
                    format!("`{}` cannot be `{text}`", key.name()),
                    Some(format!("{near}one of: {}", words.join(", "))),
                );
                None
            }
            (Shape::Number { min, max }, DeValue::Integer(_) | DeValue::Float(_)) => {
                self.number(key.name(), value, min, max)
            }
            (Shape::Flag, DeValue::Boolean(flag)) => Some(Value::from(*flag)),
            (Shape::Texts, DeValue::Array(items)) => self.texts(path, key, items),
            (Shape::BySector { min, max }, DeValue::Table(table)) => {
                let mut out = Map::new();
                for (sector, rate) in table {
                    self.places.spans.insert(join(path, sector.get_ref()), rate.span());
                    let name = format!("{}.{}", key.name(), sector.get_ref());
                    out.insert(sector.get_ref().to_string(), self.number(&name, rate, min, max)?);
                }
                Some(Value::Object(out))
            }
            (Shape::Table, DeValue::Table(table)) => {
                Some(self.table(path, key.path, Some(table), start))
            }
            (Shape::Tables, DeValue::Array(items)) => {
                let pattern = format!("{}[]", key.path);
                let mut out = Vec::new();
                for (at, item) in items.iter().enumerate() {
                    let path = format!("{path}[{at}]");
                    self.places.spans.insert(path.clone(), item.span());
                    let DeValue::Table(table) = item.get_ref() else {
                        self.wrong_type(key, item);
                        return None;
                    };
                    out.push(self.table(&path, &pattern, Some(table), item.span().start));
                }
                Some(Value::Array(out))
            }
            _ => {
                self.wrong_type(key, value);
                None
            }
        }
    }

    fn texts(&mut self, path: &str, key: &Key, items: &[Spanned<DeValue<'_>>]) -> Option<Value> {
        let mut out = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let DeValue::String(text) = item.get_ref() else {
                self.wrong_type(key, item);
                return None;
            };
            self.places.spans.insert(format!("{path}[{at}]"), item.span());
            out.push(Value::from(text.as_ref()));
        }
        Some(Value::Array(out))
    }

    fn number(
        &mut self,
        name: &str,
        value: &Spanned<DeValue<'_>>,
        min: f64,
        max: f64,
    ) -> Option<Value> {
        let start = value.span().start;
        let digits = match value.get_ref() {
            DeValue::Integer(x) if x.radix() == 10 => x.as_str(),
            DeValue::Float(x) => x.as_str(),
            other => {
                let found = other.type_str();
                self.error(start, format!("`{name}` must be a number, found {found}"), None);
                return None;
            }
        };
        let number = digits.parse::<f64>().ok().filter(|x| x.is_finite());
        match number {
            Some(x) if min <= x && x <= max => Some(Value::from(x)),
            _ => {
                let range = match (min.is_finite(), max.is_finite()) {
                    (true, true) => format!(" from {min} to {max}"),
                    (true, false) => format!(" of {min} or more"),
                    (false, true) => format!(" of {max} or less"),
                    (false, false) => String::new(),
                };
                self.error(
                    start,
                    format!("`{name}` is {digits}"),
                    Some(format!("it must be a finite number{range}")),
                );
                None
            }
        }
    }

    fn wrong_type(&mut self, key: &Key, value: &Spanned<DeValue<'_>>) {
        let wanted = match key.shape {
            Shape::Text | Shape::Word(_) => "a text in quotes",
            Shape::Number { .. } => "a number",
            Shape::Flag => "true or false",
            Shape::Texts => "a list of texts",
            Shape::BySector { .. } => "a table of sector = number",
            Shape::Table => "a table",
            Shape::Tables => "a list of tables",
        };
        let found = value.get_ref().type_str();
        let help =
            matches!(key.shape, Shape::Tables).then(|| format!("write `[[{}]]`", key.name()));
        self.error(
            value.span().start,
            format!("`{}` must be {wanted}, found {found}", key.name()),
            help,
        );
    }

    fn error(&mut self, start: usize, message: String, help: Option<String>) {
        self.problems.push(self.places.problem(start, message, help));
    }
}

/// A value of the right shape for a key, in place of one that is wrong or missing.
fn stand_in(key: &Key) -> Option<Value> {
    Some(match key.shape {
        Shape::Text => Value::from(""),
        Shape::Word(words) => Value::from(words[0]),
        Shape::Number { min, max } => Value::from(0.0_f64.clamp(min, max)),
        Shape::Flag => Value::from(false),
        Shape::Texts | Shape::Tables => Value::Array(Vec::new()),
        Shape::BySector { .. } => Value::Object(Map::new()),
        Shape::Table => return None,
    })
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The known word that is most like the one found, if any is like it at all.
pub(crate) fn nearest<'w>(found: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    known
        .map(|word| (strsim::jaro_winkler(&found.to_lowercase(), &word.to_lowercase()), word))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}
