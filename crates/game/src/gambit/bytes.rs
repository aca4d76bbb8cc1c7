//! From bytes to text, whatever the age of the file.

use std::borrow::Cow;

/// The text of a file: UTF-8, with or without a byte order mark, or else Latin-1.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}
