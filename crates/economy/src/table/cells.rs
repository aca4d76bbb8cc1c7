//! Tables of one number per combination of codes: flows, rates, shares, weights.

use super::codes::Codes;
use super::read::{Column, Row, read};
use crate::problem::Problem;

/// A key column: its name, its axis, and how far apart its neighbours stand in the values.
pub(crate) struct Key<'a> {
    pub(crate) column: &'static str,
    pub(crate) codes: &'a Codes<'a>,
    pub(crate) stride: usize,
}

/// A table of one number per combination of keys.
pub(crate) struct CellTable<'a> {
    pub(crate) file: &'a str,
    pub(crate) keys: &'a [Key<'a>],
    pub(crate) value: &'static str,
    /// What a value that breaks the rule should have been; `None` if the value is fine.
    pub(crate) rule: fn(f64) -> Option<&'static str>,
    /// Whether the first two keys may name the same region with a value other than zero.
    pub(crate) domestic: bool,
    /// A word that stands for a number, such as `ban` for infinity.
    pub(crate) word: Option<(&'static str, f64)>,
}

impl CellTable<'_> {
    /// Reads the table and hands on the place, the value and the line of every good row.
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        problems: &mut Vec<Problem>,
        mut each: impl FnMut(usize, f64, usize),
    ) {
        let mut columns: Vec<Column> =
            self.keys.iter().map(|k| Column::required(k.column)).collect();
        columns.push(Column::required(self.value));
        let mut repeats = Repeats::default();
        read(self.file, bytes, &columns, problems, |row, problems| {
            if let Some((at, value)) = self.cell(row, &mut repeats, problems) {
                each(at, value, row.line());
            }
        });
    }

    fn cell(
        &self,
        row: &Row<'_>,
        repeats: &mut Repeats,
        problems: &mut Vec<Problem>,
    ) -> Option<(usize, f64)> {
        let mut at = Some(0);
        let mut places = [None; 3];
        for (column, key) in self.keys.iter().enumerate() {
            let place = row.code(column, key.codes, problems);
            places[column] = place;
            at = at.zip(place).map(|(sum, place)| sum + place * key.stride);
        }
        let column = self.keys.len();
        let value = match self.word {
            Some((word, meaning)) if row.text(column) == Some(word) => Some(meaning),
            _ => row.number(column, problems),
        };
        if let Some(value) = value
            && let Some(help) = (self.rule)(value)
        {
            let message = format!("{} is {value}", self.value);
            problems.push(row.error(column, message).with_help(help));
            return None;
        }
        let (at, value) = (at?, value?);
        if let Some(first) = repeats.first_line(at, row) {
            problems.push(
                row.error(0, format!("the same {} as on line {first}", self.key_names()))
                    .with_help("keep one of the two rows"),
            );
            return None;
        }
        if !self.domestic && places[0] == places[1] && value != 0.0 {
            problems.push(
                row.error(column, format!("{value} on a region's sales to itself"))
                    .with_help("border rates apply between two regions; leave the row out"),
            );
            return None;
        }
        Some((at, value))
    }

    fn key_names(&self) -> String {
        let names: Vec<&str> = self.keys.iter().map(|key| key.column).collect();
        names.join(", ")
    }
}

/// Finds rows that say something about the same cell twice: the line of each cell's first row.
#[derive(Default)]
pub(crate) struct Repeats(Vec<usize>);

impl Repeats {
    /// The line on which the cell was met before; notes the row if it was not.
    pub(crate) fn first_line(&mut self, at: usize, row: &Row<'_>) -> Option<usize> {
        if at >= self.0.len() {
            self.0.resize(2 * at + 1, 0);
        }
        let first = &mut self.0[at];
        if *first > 0 {
            return Some(*first);
        }
        *first = row.line();
        None
    }
}
