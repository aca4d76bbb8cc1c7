//! One CSV file, row by row, with its header checked and every field's place known.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::codes::Codes;
use super::position::Lines;
use crate::nearest::suggestion;
use crate::problem::Problem;

/// A column that a table may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
}

impl Column {
    pub(crate) const fn required(name: &'static str) -> Self {
        Self { name, required: true }
    }

    pub(crate) const fn optional(name: &'static str) -> Self {
        Self { name, required: false }
    }
}

/// The text of a file without its byte-order mark, or the problem that it is not UTF-8.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
        let (line, column) = Lines::new(valid).place(valid.len());
        let byte = bytes[error.valid_up_to()];
        Problem::error(file, line, column, format!("byte {byte:#04x} is not UTF-8"))
            .with_help("save the file as UTF-8")
    })
}

/// One row of a table.
pub(crate) struct Row<'a> {
    file: &'a str,
    lines: &'a Lines<'a>,
    record: &'a StringRecord,
    start: usize,
    columns: &'a [Option<usize>],
}

impl Row<'_> {
    /// The line that the row begins on.
    pub(crate) fn line(&self) -> usize {
        self.lines.place(self.start).0
    }

    /// The field of a column, if the table has that column.
    pub(crate) fn text(&self, column: usize) -> Option<&str> {
        self.columns[column].and_then(|at| self.record.get(at))
    }

    /// An error at the field of a column.
    pub(crate) fn error(&self, column: usize, message: impl Into<String>) -> Problem {
        let field = self.columns[column].unwrap_or_default();
        let (line, column) = self.lines.place(self.lines.field_start(self.start, field));
        Problem::error(self.file, line, column, message)
    }

    /// The number in a column; says what is wrong if it is none, or not finite.
    pub(crate) fn number(&self, column: usize, problems: &mut Vec<Problem>) -> Option<f64> {
        let text = self.text(column)?;
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => return Some(value),
            Ok(_) => problems.push(
                self.error(column, format!("`{text}` is not finite"))
                    .with_help("write a finite number"),
            ),
            Err(_) => problems.push(
                self.error(column, format!("`{text}` is not a number"))
                    .with_help("write a number such as 0.25, with a point"),
            ),
        }
        None
    }

    /// The place of the code in a column on its axis; says what is nearest if it is unknown.
    pub(crate) fn code(
        &self,
        column: usize,
        codes: &Codes<'_>,
        problems: &mut Vec<Problem>,
    ) -> Option<usize> {
        let text = self.text(column)?;
        let found = codes.find(text);
        if found.is_none() {
            let message = format!("unknown {} `{text}`", codes.axis);
            problems.push(self.error(column, message).with_help(codes.suggestion(text)));
        }
        found
    }
}

/// Reads a table and hands each well-formed row on. Columns may stand in any order.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    columns: &[Column],
    problems: &mut Vec<Problem>,
    mut each: impl FnMut(&Row<'_>, &mut Vec<Problem>),
) {
    let text = match decode(file, bytes) {
        Ok(text) => text,
        Err(problem) => return problems.push(problem),
    };
    let lines = Lines::new(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut header: Option<(Vec<Option<usize>>, usize)> = None;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // The text is UTF-8 and lengths are free, so only a defect of the reader ends here.
            Err(error) => {
                problems.push(Problem::error(file, 0, 0, error.to_string()));
                return;
            }
        }
        let offset = record.position().map_or(0, csv::Position::byte);
        let start = lines.record_start(usize::try_from(offset).unwrap_or(usize::MAX));
        let Some((at, width)) = &header else {
            match check_header(file, &lines, start, &record, columns, problems) {
                Some(at) => header = Some((at, record.len())),
                None => return,
            }
            continue;
        };
        let row = Row { file, lines: &lines, record: &record, start, columns: at };
        if record.len() == *width {
            each(&row, problems);
        } else {
            problems.push(wrong_width(&row, *width));
        }
    }
    if header.is_none() {
        let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
        problems.push(
            Problem::error(file, 0, 0, "the file is empty")
                .with_help(format!("the first line must be {}", names.join(","))),
        );
    }
}

fn wrong_width(row: &Row<'_>, width: usize) -> Problem {
    let found = row.record.len();
    let field = found.min(width);
    let (line, column) = row.lines.place(row.lines.field_start(row.start, field));
    Problem::error(row.file, line, column, format!("{found} fields where the header has {width}"))
        .with_help("one field per column; a text with a comma needs double quotes")
}

/// Where each wanted column stands in the file; `None`, with the reasons, if rows cannot be read.
fn check_header(
    file: &str,
    lines: &Lines<'_>,
    start: usize,
    header: &StringRecord,
    columns: &[Column],
    problems: &mut Vec<Problem>,
) -> Option<Vec<Option<usize>>> {
    let mut at = vec![None; columns.len()];
    let place = |field| lines.place(lines.field_start(start, field));
    for (field, name) in header.iter().enumerate() {
        let (line, column) = place(field);
        match columns.iter().position(|c| c.name == name) {
            Some(k) if at[k].is_none() => at[k] = Some(field),
            Some(_) => problems.push(
                Problem::error(file, line, column, format!("column `{name}` appears twice"))
                    .with_help("name every column once"),
            ),
            None => problems.push(
                Problem::error(file, line, column, format!("unknown column `{name}`"))
                    .with_help(suggestion(name, columns.iter().map(|c| c.name))),
            ),
        }
    }
    let (line, _) = place(0);
    let missing = columns.iter().zip(&at).filter(|(c, k)| c.required && k.is_none());
    let mut complete = true;
    for (column, _) in missing {
        complete = false;
        let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
        problems.push(
            Problem::error(file, line, 0, format!("column `{}` is missing", column.name))
                .with_help(format!("the columns are {}", names.join(","))),
        );
    }
    complete.then_some(at)
}
