//! Words, numbers, texts and braces of Gambit's formats, with their places.

use super::quoted::unescaped;
use crate::exact::{Number, parse_number};
use crate::{ReadError, ReadProblem};

/// Most characters of a file that are repeated in a message.
const MOST_SHOWN: usize = 40;

/// One piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// What stands between quotation marks, escapes not yet undone.
    Text(&'a str),
    /// Anything that looks like a number, good or not.
    Number(&'a str),
    /// Any other word.
    Word(&'a str),
    Open,
    Close,
    Comma,
    End,
}

/// A file, the place that has been reached, and the piece that stands there.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// First byte of the current piece.
    start: usize,
    /// First byte behind the current piece.
    end: usize,
    current: Token<'a>,
}

impl<'a> Lexer<'a> {
    /// Stands at the first piece.
    pub(super) fn new(text: &'a str) -> Result<Self, ReadError> {
        let mut lexer = Self { text, start: 0, end: 0, current: Token::End };
        lexer.advance()?;
        Ok(lexer)
    }

    pub(super) fn current(&self) -> Token<'a> {
        self.current
    }

    /// Byte at which the current piece starts.
    pub(super) fn place(&self) -> usize {
        self.start
    }

    /// Bytes from the current piece to the end of the file.
    pub(super) fn bytes_left(&self) -> usize {
        self.text.len() - self.start
    }

    /// Goes on to the next piece.
    pub(super) fn advance(&mut self) -> Result<(), ReadError> {
        self.start = self.after_blanks();
        let rest = &self.text[self.start..];
        let Some(first) = rest.chars().next() else {
            self.end = self.start;
            self.current = Token::End;
            return Ok(());
        };
        let (token, length) = match first {
            '{' => (Token::Open, 1),
            '}' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '"' => {
                let inside = closing_quote(&rest[1..])
                    .ok_or_else(|| self.error_at(self.start, ReadProblem::UnclosedText))?;
                (Token::Text(&rest[1..=inside]), inside + 2)
            }
            _ => {
                let length = rest.find(ends_a_word).unwrap_or(rest.len());
                let word = &rest[..length];
                let numeric = first.is_ascii_digit() || matches!(first, '-' | '+' | '.');
                (if numeric { Token::Number(word) } else { Token::Word(word) }, length)
            }
        };
        self.end = self.start + length;
        self.current = token;
        Ok(())
    }

    /// The first byte from here on that is neither blank nor part of a comment.
    fn after_blanks(&self) -> usize {
        let mut at = self.end;
        loop {
            let rest = &self.text[at..];
            let trimmed = rest.trim_start();
            at += rest.len() - trimmed.len();
            if !(trimmed.starts_with('#') || trimmed.starts_with("//")) {
                return at;
            }
            at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    /// Takes the current piece if it is the one given.
    pub(super) fn take(&mut self, token: Token<'_>) -> Result<bool, ReadError> {
        let is = self.current == token;
        if is {
            self.advance()?;
        }
        Ok(is)
    }

    /// Takes the current piece, which must be the one given.
    pub(super) fn expect(&mut self, token: Token<'_>, expected: &str) -> Result<(), ReadError> {
        if self.take(token)? { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    /// Takes any number of commas.
    pub(super) fn skip_commas(&mut self) -> Result<(), ReadError> {
        while self.take(Token::Comma)? {}
        Ok(())
    }

    /// Takes a text.
    pub(super) fn text(&mut self, expected: &str) -> Result<String, ReadError> {
        match self.text_if()? {
            Some(text) => Ok(text),
            None => Err(self.unexpected(expected)),
        }
    }

    /// Takes a text if one stands here.
    pub(super) fn text_if(&mut self) -> Result<Option<String>, ReadError> {
        let Token::Text(quoted) = self.current else { return Ok(None) };
        self.advance()?;
        Ok(Some(unescaped(quoted)))
    }

    /// Takes a number.
    pub(super) fn number(&mut self, expected: &str) -> Result<Number, ReadError> {
        let Token::Number(word) = self.current else { return Err(self.unexpected(expected)) };
        let number = parse_number(word).map_err(|problem| {
            self.error(ReadProblem::Number { found: shortened(word), problem })
        })?;
        self.advance()?;
        Ok(number)
    }

    /// Takes a whole number of at least zero.
    pub(super) fn index(&mut self, expected: &str) -> Result<usize, ReadError> {
        let Token::Number(word) = self.current else { return Err(self.unexpected(expected)) };
        let index = word.parse().map_err(|_| self.unexpected(expected))?;
        self.advance()?;
        Ok(index)
    }

    /// An error at the current piece: something else should stand here.
    pub(super) fn unexpected(&self, expected: &str) -> ReadError {
        let found = match self.current {
            Token::End => "the end of the file".to_owned(),
            Token::Text(text) => format!("the text \"{}\"", shortened(text)),
            Token::Number(word) | Token::Word(word) => format!("`{}`", shortened(word)),
            Token::Open => "`{`".to_owned(),
            Token::Close => "`}`".to_owned(),
            Token::Comma => "a comma".to_owned(),
        };
        self.error(ReadProblem::Unexpected { expected: expected.to_owned(), found })
    }

    /// An error at the current piece.
    pub(super) fn error(&self, problem: ReadProblem) -> ReadError {
        self.error_at(self.start, problem)
    }

    /// An error at a byte.
    pub(super) fn error_at(&self, byte: usize, problem: ReadProblem) -> ReadError {
        let before = &self.text[..byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        ReadError {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            problem,
        }
    }
}

fn ends_a_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '{' | '}' | ',' | '"')
}

/// Bytes before the quotation mark that closes a text. `\\` and `\"` are skipped as pairs.
fn closing_quote(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return Some(at),
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

fn shortened(text: &str) -> String {
    let mut characters = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let shown: String = characters.by_ref().take(MOST_SHOWN).collect();
    if characters.next().is_some() { shown + "..." } else { shown }
}
