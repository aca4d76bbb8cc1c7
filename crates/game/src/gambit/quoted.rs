//! Texts between quotation marks, both ways.
//!
//! `\"` is a quotation mark; so that every text can be written, `\\` is a backslash. Any other
//! backslash stands for itself.

/// The text for what stands between two quotation marks.
pub(super) fn unescaped(quoted: &str) -> String {
    let mut text = String::with_capacity(quoted.len());
    let mut characters = quoted.chars().peekable();
    while let Some(c) = characters.next() {
        match characters.peek() {
            Some(&next @ ('"' | '\\')) if c == '\\' => {
                characters.next();
                text.push(next);
            }
            _ => text.push(c),
        }
    }
    text
}

/// A text between quotation marks. A backslash is doubled only where it would be misread.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let ambiguous = c == '\\' && matches!(characters.peek(), None | Some('"' | '\\'));
        if c == '"' || ambiguous {
            written.push('\\');
        }
        written.push(c);
    }
    written.push('"');
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back() {
        for text in ["", "a \"b\" c", "\\", "\\\\", "a\\b", "\\\"", "tail\\", "x\\\\\"y"] {
            let written = quoted(text);
            assert_eq!(unescaped(&written[1..written.len() - 1]), text, "{written}");
        }
        assert_eq!(quoted("a\\b"), "\"a\\b\"", "a lone backslash stays as it is");
    }
}
