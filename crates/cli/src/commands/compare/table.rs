//! A comparison for people: what differs first, then what is the same in a line.

use crate::tables;
use crate::terminal::Terminal;
use talion_report::compare::{Comparison, Row};

/// Words longer than this are cut in a table; Markdown and JSON have them whole.
const MOST_WORDS: usize = 60;

/// The text of the comparison.
pub(super) fn draw(comparison: &Comparison, terminal: Terminal) -> String {
    let mut parts = vec![comparison.summary(), String::new()];
    for (number, study) in comparison.studies.iter().enumerate() {
        let text = format!("{} {}: {}", number + 1, study.name, study.headline);
        parts.extend(textwrap::wrap(&text, terminal.width).into_iter().map(Into::into));
    }
    section(&mut parts, "Inputs that differ", &comparison.inputs, terminal);
    section(&mut parts, "Answers that differ", &comparison.answers, terminal);
    section(&mut parts, "Certificates", &comparison.certificates, terminal);
    parts.extend(comparison.remarks.iter().map(|remark| format!("note: {remark}")));
    parts.join("\n")
}

fn section(parts: &mut Vec<String>, title: &str, rows: &[Row], terminal: Terminal) {
    let certificates = title == "Certificates";
    let shown: Vec<&Row> = rows.iter().filter(|row| row.differs || certificates).collect();
    let same = rows.len() - rows.iter().filter(|row| row.differs).count();
    parts.extend([String::new(), title.to_owned()]);
    if shown.is_empty() {
        parts.push("  none".to_owned());
        return;
    }
    let count = shown.first().map_or(0, |row| row.values.len());
    let numbers: Vec<String> = (1..=count).map(|at| at.to_string()).collect();
    let mut heads: Vec<&str> = vec![""];
    heads.extend(numbers.iter().map(String::as_str));
    heads.push("change");
    let mut table = tables::table(terminal, &heads);
    for row in shown {
        let unit = if row.unit.is_empty() { String::new() } else { format!(", {}", row.unit) };
        let mut cells: Vec<String> = row.values.iter().map(|value| cut(&value.text())).collect();
        cells.push(row.change_text());
        table.add_row(tables::row(&format!("{}{unit}", row.what), cells));
    }
    parts.push(table.to_string());
    if same > 0 && !certificates {
        parts.push(format!("  {same} more are the same"));
    }
}

fn cut(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST_WORDS {
        return line;
    }
    line.chars().take(MOST_WORDS - 2).chain("..".chars()).collect()
}
