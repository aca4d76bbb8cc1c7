//! `dataset.toml`: what the data set is called, its axes, its sources.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::files::MANIFEST;
use crate::ids::Label;
use crate::nearest::suggestion;
use crate::problem::Problem;
use crate::table::{Lines, decode};

const KEYS: [&str; 9] = [
    "name",
    "title",
    "year",
    "unit",
    "licence",
    "sources",
    "default_elasticities",
    "region",
    "sector",
];
const UNIT: &str = "US$ million";

/// What `dataset.toml` says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) year: i64,
    pub(super) licence: Option<String>,
    pub(super) sources: Vec<String>,
    /// With its place, since it can only be checked when the elasticities are read.
    pub(super) default_elasticities: Option<(String, usize, usize)>,
    pub(super) regions: Vec<Label>,
    pub(super) sectors: Vec<Label>,
}

/// Reads the manifest as far as it can be read; everything wrong with it goes to `problems`.
pub(super) fn read(bytes: &[u8], problems: &mut Vec<Problem>) -> Manifest {
    let text = match decode(MANIFEST, bytes) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return Manifest::default();
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { lines: Lines::new(text), problems };
    if errors.is_empty() {
        return reader.manifest(table.get_ref());
    }
    for error in errors {
        reader.error(error.span(), error.message(), "see https://toml.io");
    }
    Manifest::default()
}

struct Reader<'a> {
    lines: Lines<'a>,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn error(&mut self, span: Option<Range<usize>>, message: impl Into<String>, help: &str) {
        let (line, column) = span.map_or((0, 0), |span| self.lines.place(span.start));
        let problem = Problem::error(MANIFEST, line, column, message);
        self.problems.push(problem.with_help(help));
    }

    fn manifest(&mut self, table: &DeTable<'_>) -> Manifest {
        self.unknown_keys(table, &KEYS);
        let default = table
            .get("default_elasticities")
            .and_then(|value| Some((self.string(value)?, self.lines.place(value.span().start))));
        let unit = self.required(table, None, "unit");
        if let (Some(unit), Some(value)) = (&unit, table.get("unit"))
            && unit != UNIT
        {
            let help = format!("write \"{UNIT}\" and give flows in it");
            self.error(Some(value.span()), format!("unknown unit `{unit}`"), &help);
        }
        Manifest {
            name: self.required(table, None, "name").unwrap_or_default(),
            title: self.required(table, None, "title").unwrap_or_default(),
            year: self.year(table),
            licence: table.get("licence").and_then(|value| self.string(value)),
            sources: self.sources(table),
            default_elasticities: default.map(|(name, (line, column))| (name, line, column)),
            regions: self.labels(table, "region"),
            sectors: self.labels(table, "sector"),
        }
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for (key, _) in table {
            let word = key.get_ref().as_ref();
            if !known.contains(&word) {
                let help = suggestion(word, known.iter().copied());
                self.error(Some(key.span()), format!("unknown key `{word}`"), &help);
            }
        }
    }

    fn string(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        if let Some(text) = value.get_ref().as_str()
            && !text.trim().is_empty()
        {
            return Some(text.to_owned());
        }
        let kind = value.get_ref().type_str();
        let message = if kind == "string" {
            "an empty text".to_owned()
        } else {
            format!("{kind} where a text belongs")
        };
        self.error(Some(value.span()), message, "write a text in double quotes");
        None
    }

    fn required(
        &mut self,
        table: &DeTable<'_>,
        span: Option<Range<usize>>,
        key: &str,
    ) -> Option<String> {
        let Some(value) = table.get(key) else {
            let help = format!("add a line {key} = \"...\"");
            self.error(span, format!("key `{key}` is missing"), &help);
            return None;
        };
        self.string(value)
    }

    fn year(&mut self, table: &DeTable<'_>) -> i64 {
        let Some(value) = table.get("year") else {
            self.error(None, "key `year` is missing", "add a line year = 2017");
            return 0;
        };
        let year = value.get_ref().as_integer();
        let year = year.and_then(|y| i64::from_str_radix(y.as_str(), y.radix()).ok());
        year.unwrap_or_else(|| {
            let kind = value.get_ref().type_str();
            let message = format!("{kind} where a year belongs");
            self.error(Some(value.span()), message, "write a year such as 2017");
            0
        })
    }

    fn sources(&mut self, table: &DeTable<'_>) -> Vec<String> {
        let Some(value) = table.get("sources") else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            let kind = value.get_ref().type_str();
            let message = format!("{kind} where a list of sources belongs");
            self.error(Some(value.span()), message, "write sources = [\"...\", \"...\"]");
            return Vec::new();
        };
        list.iter().filter_map(|item| self.string(item)).collect()
    }

    fn labels(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Label> {
        let help = format!("write one [[{key}]] table with code and name for each {key}");
        let Some(value) = table.get(key) else {
            self.error(None, format!("no [[{key}]] is named"), &help);
            return Vec::new();
        };
        let items = value.get_ref().as_array();
        let Some(items) = items.filter(|items| !items.is_empty()) else {
            let message = format!("`{key}` is not a list of tables");
            self.error(Some(value.span()), message, &help);
            return Vec::new();
        };
        let mut first = HashMap::new();
        let mut labels = Vec::new();
        for item in items {
            let Some(entry) = item.get_ref().as_table() else {
                self.error(Some(item.span()), format!("`{key}` is not a table"), &help);
                continue;
            };
            self.unknown_keys(entry, &["code", "name"]);
            let code = self.required(entry, Some(item.span()), "code");
            let name = self.required(entry, Some(item.span()), "name");
            let (Some(code), Some(at)) = (code, entry.get("code")) else {
                continue;
            };
            self.check_code(&code, at.span(), &mut first);
            let name = name.unwrap_or_else(|| code.clone());
            labels.push(Label { code, name });
        }
        labels
    }

    fn check_code(&mut self, code: &str, span: Range<usize>, first: &mut HashMap<String, usize>) {
        let (line, _) = self.lines.place(span.start);
        if let Some(earlier) = first.insert(code.to_owned(), line) {
            let message = format!("code `{code}` is taken on line {earlier}");
            self.error(Some(span), message, "give every entry a code of its own");
        } else if code.contains([',', '*', '=', '"']) || code.trim() != code {
            let message = format!("code `{code}` cannot stand in a table");
            let help = "leave out commas, quotes, *, = and blanks at the ends";
            self.error(Some(span), message, help);
        }
    }
}
