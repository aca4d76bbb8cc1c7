//! Files from the disk, with errors that name them.

use crate::error::CliError;
use std::path::Path;

/// What is in a file, text or not.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|source| CliError::Read { path: path.to_owned(), source })
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> Result<String, CliError> {
    String::from_utf8(bytes(path)?).map_err(|error| CliError::NotText {
        path: path.to_owned(),
        byte: error.utf8_error().valid_up_to(),
    })
}
