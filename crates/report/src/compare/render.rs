//! A comparison as a document, and that as Markdown.

use super::{Comparison, Row, Value};
use crate::document::{self, Block, Column, Document, Section, Table};
use crate::error::ReportError;
use crate::figures::Figures;
use crate::format::{Script, plain};
use crate::templates::render;

const SCRIPT: Script = Script::Typographic;
/// Significant digits of a number that was computed.
const DIGITS: i32 = 5;

/// The comparison in Markdown.
///
/// # Errors
/// [`ReportError::Template`] if a template of this crate is wrong.
pub fn markdown(comparison: &Comparison) -> Result<String, ReportError> {
    #[derive(serde::Serialize)]
    struct Context {
        document: Document,
        figures: Figures,
    }
    let figures = Figures { list: Vec::new() };
    render("report.md", &Context { document: document(comparison), figures })
}

fn document(comparison: &Comparison) -> Document {
    let names: Vec<&str> = comparison.studies.iter().map(|one| one.name.as_str()).collect();
    let points = comparison.studies.iter().map(|one| format!("{}: {}", one.name, one.headline));
    let section = |id, title, rows: &[Row], none: &str, caption: &str| Section {
        id,
        title,
        blocks: vec![if rows.is_empty() {
            Block::Paragraph(none.to_owned())
        } else {
            Block::Table(table(id, caption, &names, rows))
        }],
    };
    let mut inputs = section(
        "inputs",
        "Inputs that differ",
        &comparison.inputs,
        "All inputs are the same.",
        "Scenario keys, data and settings that are not the same in all.",
    );
    inputs.blocks.extend(comparison.remarks.iter().cloned().map(Block::Paragraph));
    Document {
        title: names.join(" and "),
        headline: comparison.summary(),
        points: points.collect(),
        sections: vec![
            inputs,
            section(
                "answers",
                "Answers",
                &comparison.answers,
                "There are no answers.",
                "What came out; rows that differ stand out.",
            ),
            section(
                "certificates",
                "Certificates",
                &comparison.certificates,
                "There are no certificates.",
                "How well the answers are checked.",
            ),
        ],
    }
}

fn table(id: &str, caption: &str, names: &[&str], rows: &[Row]) -> Table {
    let mut columns = vec![Column::text("What")];
    columns.extend(names.iter().map(|name| Column::number(*name)));
    columns.push(Column::number("Change"));
    let rows = rows.iter().map(|row| {
        let unit = if row.unit.is_empty() { String::new() } else { format!(", {}", row.unit) };
        let mut cells = vec![format!("{}{unit}", row.what)];
        cells.extend(row.values.iter().map(|value| value.shown(SCRIPT)));
        cells.push(row.shown_change(SCRIPT));
        document::Row { cells, selected: row.differs && id == "answers" }
    });
    Table { id: id.to_owned(), caption: caption.to_owned(), columns, rows: rows.collect() }
}

impl Comparison {
    /// How much differs, in a sentence.
    pub fn summary(&self) -> String {
        let count = |rows: &[Row]| rows.iter().filter(|row| row.differs).count();
        let inputs = match self.inputs.len() {
            0 => "The inputs are the same".to_owned(),
            1 => "One input differs".to_owned(),
            several => format!("{several} inputs differ"),
        };
        let answers = match (count(&self.answers), self.answers.len()) {
            (0, _) => "all answers are the same".to_owned(),
            (some, all) => format!("{some} of {all} answers differ"),
        };
        format!("{inputs}; {answers}.")
    }
}

impl Value {
    /// The value for people.
    pub(crate) fn shown(&self, script: Script) -> String {
        match self {
            Self::None => "\u{2013}".to_owned(),
            Self::Number(number) => plain(rounded(*number), script),
            Self::Words(words) => words.clone(),
        }
    }

    /// The value in ASCII.
    pub fn text(&self) -> String {
        match self {
            Self::None => "-".to_owned(),
            other => other.shown(Script::Ascii),
        }
    }
}

impl Row {
    fn shown_change(&self, script: Script) -> String {
        match self.change() {
            Some(change) if self.differs => {
                let sign = if change > 0.0 { "+" } else { "" };
                format!("{sign}{}", plain(rounded(change), script))
            }
            _ => String::new(),
        }
    }

    /// Last less first in ASCII; empty where there is no change of a number.
    pub fn change_text(&self) -> String {
        self.shown_change(Script::Ascii)
    }
}

/// A number in a few significant digits.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    format!("{value:.*e}", usize::try_from(DIGITS - 1).unwrap_or(4)).parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::{Script, Value, rounded};

    #[test]
    fn numbers_are_shown_in_five_digits() {
        assert_eq!(rounded(-0.012_345_678), -0.012_346);
        assert_eq!(Value::Number(1_234_567.0).shown(Script::Ascii), "1234600");
        assert_eq!(Value::Number(0.0).text(), "0");
    }
}
