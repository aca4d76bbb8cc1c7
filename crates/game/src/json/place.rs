//! From bytes to text and to lines and columns.

use crate::{ReadError, ReadProblem};

/// The text of a file in UTF-8, with or without a byte order mark.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let valid = error.valid_up_to();
            // The part before the error was just found to be valid.
            let before = std::str::from_utf8(&bytes[..valid]).unwrap_or_default();
            Err(error_at(before, valid, ReadProblem::NotText { byte: valid }))
        }
    }
}

/// An error at a byte of a text.
pub(super) fn error_at(text: &str, byte: usize, problem: ReadProblem) -> ReadError {
    let before = &text[..byte.min(text.len())];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    ReadError {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        problem,
    }
}
