//! JSON with the place of every value, so that what is wrong with a game is said where it stands.
//!
//! The grammar is that of RFC 8259. Numbers are kept as they are written; the nesting is bounded, so
//! that no file can exhaust the stack.

use super::place::error_at;
use crate::{ReadError, ReadProblem};

/// Deepest nesting that is read.
const DEEPEST: usize = 128;

/// A value and the byte at which it starts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Json<'a> {
    pub(super) at: usize,
    pub(super) value: Value<'a>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Bool,
    /// As written.
    Number(&'a str),
    Text(String),
    List(Vec<Json<'a>>),
    /// Keys with their places, in order.
    Object(Vec<(usize, String, Json<'a>)>),
}

impl Value<'_> {
    /// What to call it in a message.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool => "a truth value".to_owned(),
            Self::Number(text) => format!("the number {}", shortened(text)),
            Self::Text(text) => format!("the text \"{}\"", shortened(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}

/// A text that fits in a message.
pub(super) fn shortened(text: &str) -> String {
    let mut characters = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let shown: String = characters.by_ref().take(40).collect();
    if characters.next().is_some() { shown + "..." } else { shown }
}

/// The one value that a text holds.
pub(super) fn parse(text: &str) -> Result<Json<'_>, ReadError> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.blanks();
    if parser.at < text.len() {
        return Err(parser.unexpected("the end of the file"));
    }
    Ok(value)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn blanks(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += rest.iter().take_while(|byte| blank(byte)).count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn unexpected(&self, expected: &str) -> ReadError {
        let found = match self.text[self.at..].chars().next() {
            None => "the end of the file".to_owned(),
            Some(c) => format!("`{}`", shortened(&c.to_string())),
        };
        let problem = ReadProblem::Unexpected { expected: expected.to_owned(), found };
        error_at(self.text, self.at, problem)
    }

    fn value(&mut self, depth: usize) -> Result<Json<'a>, ReadError> {
        self.blanks();
        let at = self.at;
        if depth > DEEPEST {
            let problem = ReadProblem::TooDeep { limit: DEEPEST };
            return Err(error_at(self.text, at, problem));
        }
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Json { at, value })
    }

    fn word(&mut self) -> Result<Value<'a>, ReadError> {
        for (word, value) in [("null", Value::Null), ("true", Value::Bool), ("false", Value::Bool)]
        {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.unexpected("a value (an object, a list, a text or a number)"))
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, ReadError> {
        self.at += 1;
        let mut entries = Vec::new();
        self.blanks();
        if self.take(b']') {
            return Ok(Value::List(entries));
        }
        loop {
            entries.push(self.value(depth + 1)?);
            self.blanks();
            if self.take(b']') {
                return Ok(Value::List(entries));
            }
            if !self.take(b',') {
                return Err(self.unexpected("a comma, or `]` to close the list,"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, ReadError> {
        self.at += 1;
        let mut entries: Vec<(usize, String, Json<'a>)> = Vec::new();
        self.blanks();
        if self.take(b'}') {
            return Ok(Value::Object(entries));
        }
        loop {
            self.blanks();
            let at = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in quotation marks"));
            }
            let key = self.string()?;
            self.blanks();
            if !self.take(b':') {
                return Err(self.unexpected("a colon after the key"));
            }
            let value = self.value(depth + 1)?;
            entries.push((at, key, value));
            self.blanks();
            if self.take(b'}') {
                return Ok(Value::Object(entries));
            }
            if !self.take(b',') {
                return Err(self.unexpected("a comma, or `}` to close the object,"));
            }
        }
    }

    /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
    fn number(&mut self) -> Result<&'a str, ReadError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    fn digits(&mut self) -> Result<(), ReadError> {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(self.unexpected("a digit"));
        }
        self.at += count;
        Ok(())
    }

    fn string(&mut self) -> Result<String, ReadError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ');
            let Some(plain) = plain else {
                return Err(error_at(self.text, start, ReadProblem::UnclosedText));
            };
            text.push_str(&rest[..plain]);
            self.at += plain;
            if self.take(b'"') {
                return Ok(text);
            }
            if self.peek() != Some(b'\\') {
                return Err(self.unexpected("a text without control characters, or its end,"));
            }
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, ReadError> {
        let start = self.at;
        self.at += 1;
        let known = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let first = self.unit()?;
                // Beyond the first plane a character takes two units.
                let code = if (0xd800..0xdc00).contains(&first)
                    && self.text[self.at..].starts_with("\\u")
                {
                    self.at += 2;
                    let second = self.unit()?.wrapping_sub(0xdc00);
                    if second > 0x3ff { first } else { 0x10000 + ((first - 0xd800) << 10) + second }
                } else {
                    first
                };
                return char::from_u32(code).ok_or_else(|| {
                    self.at = start;
                    self.unexpected("an escape that is a character")
                });
            }
            _ => return Err(self.unexpected("one of \" \\ / b f n r t u after a backslash")),
        };
        self.at += 1;
        Ok(known)
    }

    fn unit(&mut self) -> Result<u32, ReadError> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let all = digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit);
        if !all {
            return Err(self.unexpected("four hexadecimal digits"));
        }
        let hex =
            |value: u32, digit: &u8| value * 16 + char::from(*digit).to_digit(16).unwrap_or(0);
        self.at += 4;
        Ok(digits.iter().fold(0, hex))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees(text: &str) {
        let own = parse(text).map(|json| plain(&json.value));
        let reference = serde_json::from_str::<serde_json::Value>(text);
        match (own, reference) {
            (Ok(own), Ok(reference)) => assert_eq!(own, reference, "{text}"),
            (Err(_), Err(_)) => {}
            (own, reference) => panic!("{text}: {own:?} against {reference:?}"),
        }
    }

    fn plain(value: &Value<'_>) -> serde_json::Value {
        match value {
            Value::Null => serde_json::Value::Null,
            // Truth values are read as such and never used.
            Value::Bool => serde_json::Value::Bool(true),
            Value::Number(text) => serde_json::from_str(text).expect("a number"),
            Value::Text(text) => text.clone().into(),
            Value::List(list) => list.iter().map(|entry| plain(&entry.value)).collect(),
            Value::Object(entries) => serde_json::Value::Object(
                entries.iter().map(|(_, key, entry)| (key.clone(), plain(&entry.value))).collect(),
            ),
        }
    }

    /// Against serde's reader, on what is JSON and what is nearly so.
    #[test]
    fn the_grammar_is_that_of_json() {
        for text in [
            "{}",
            " [ ] ",
            "[1,2 , -0.5e+3,0]",
            "{\"a\":{\"b\":[null,true]}}",
            "\"\"",
            "",
            "\"\\u00e9\\ud83d\\ude00\\n\\\"\\/\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\x\"",
            "\"\\u12\"",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "nul",
            "tru",
            "[1 2]",
            "\"a",
            "\"a\nb\"",
            "1 2",
            "+1",
            "[",
            "{",
            "{\"a\"",
            "{\"a\":",
            "\u{feff}1",
            "'a'",
        ] {
            agrees(text);
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(parse(&deep).unwrap_err().problem, ReadProblem::TooDeep { limit: 128 }));
    }
}
