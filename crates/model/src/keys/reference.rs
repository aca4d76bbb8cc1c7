//! The reference page of scenario keys, written from the table.

use super::{Default, KEYS, Key, Shape};
use std::fmt::Write as _;

/// The reference page as Markdown: every key with its value, unit, default, meaning and source.
pub fn reference_markdown() -> String {
    let mut page = String::from(
        "# Scenario reference\n\nEvery key that a scenario file may have. \
         Made from the table in `talion-model` by `talion scenario reference`; do not edit.\n",
    );
    for table in KEYS.iter().filter(|key| matches!(key.shape, Shape::Table | Shape::Tables)) {
        if table.path == "economy" {
            section(&mut page, "Top of the file", "", "");
        }
        let (heading, children) = match table.shape {
            Shape::Tables => {
                (format!("`[[{}]]`", table.path.replace("[]", "")), format!("{}[]", table.path))
            }
            _ => (format!("`[{}]`", table.path.replace("[]", "")), table.path.to_owned()),
        };
        section(&mut page, &heading, table.description, &children);
    }
    page
}

fn section(page: &mut String, heading: &str, description: &str, parent: &str) {
    let _ = write!(page, "\n## {heading}\n\n");
    if !description.is_empty() {
        let _ = write!(page, "{description}\n\n");
    }
    page.push_str(
        "| key | value | unit | default | meaning | source |\n|---|---|---|---|---|---|\n",
    );
    for key in super::children(parent) {
        if !matches!(key.shape, Shape::Table | Shape::Tables) {
            row(page, key);
        }
    }
}

fn row(page: &mut String, key: &Key) {
    let kinds =
        if key.kinds.is_empty() { String::new() } else { format!(" *({})*", key.kinds.join(", ")) };
    let _ = writeln!(
        page,
        "| `{}` | {} | {} | {} | {}{kinds} | {} |",
        key.name(),
        value(key.shape),
        key.unit,
        default(key.default),
        key.description,
        key.source
    );
}

fn value(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Word(words) => {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        Shape::Number { min, max } => format!("number{}", range(min, max)),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Texts => "list of texts".to_owned(),
        Shape::BySector { min, max } => format!("table of sector = number{}", range(min, max)),
        Shape::Table | Shape::Tables => "table".to_owned(),
    }
}

fn range(min: f64, max: f64) -> String {
    match (min.is_finite(), max.is_finite()) {
        (true, true) => format!(" from {min} to {max}"),
        (true, false) => format!(" from {min}"),
        (false, true) => format!(" up to {max}"),
        (false, false) => String::new(),
    }
}

fn default(default: Default) -> String {
    match default {
        Default::Required => "**required**".to_owned(),
        Default::Absent => "none".to_owned(),
        Default::Filled => "its keys' defaults".to_owned(),
        Default::Number(x) => format!("`{x}`"),
        Default::Text("") => "empty".to_owned(),
        Default::Text(text) => format!("`{text}`"),
        Default::Flag(flag) => format!("`{flag}`"),
        Default::Texts([]) | Default::Empty => "empty list".to_owned(),
        Default::Texts(texts) => format!("`{texts:?}`"),
    }
}
