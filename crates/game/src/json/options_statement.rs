//! Statements about options as text: `not ban and (tariff if USA.tariff)`.
//!
//! `not` (`-`, `~`) binds tighter than `and` (`&`), that tighter than `or` (`|`), that tighter than `if`
//! and `iff`, which take no second one without brackets. An option is named by its label, by
//! `player.label` where players share labels, or by its number from 1, as in the graph model's programs;
//! quotation marks `'..'` hold labels of several words.

use super::value::shortened;
use crate::{OptionPlayer, ReadProblem, Statement};
use std::collections::BTreeMap;

/// Deepest nesting of a statement.
const DEEPEST: usize = 64;

/// What options can be called.
#[derive(Debug)]
pub(super) struct OptionNames {
    /// The options that have a name, each with its full name.
    by_name: BTreeMap<String, Vec<(usize, String)>>,
    count: usize,
}

impl OptionNames {
    pub(super) fn of(players: &[OptionPlayer]) -> Self {
        let mut by_name: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
        let mut count = 0;
        for player in players {
            for (label, _) in &player.options {
                let full = format!("{}.{label}", player.label);
                for name in [label.clone(), full.clone()] {
                    by_name.entry(name).or_default().push((count, full.clone()));
                }
                count += 1;
            }
        }
        Self { by_name, count }
    }

    /// The option of a name.
    fn option(&self, name: &str, quoted: bool) -> Result<usize, Wrong> {
        let wrong = |expected: String| Wrong { expected, found: format!("`{}`", shortened(name)) };
        if let (false, Ok(number)) = (quoted, name.parse::<usize>()) {
            let most = self.count;
            return (1..=most)
                .contains(&number)
                .then(|| number - 1)
                .ok_or_else(|| wrong(format!("the number of an option (1 to {most})")));
        }
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([(option, _)]) => Ok(*option),
            Some(several) => {
                let full: Vec<&str> = several.iter().map(|(_, full)| full.as_str()).collect();
                Err(wrong(format!("one of {}", full.join(", "))))
            }
            None => {
                // By the option's number, each once, though it has two names.
                let all: BTreeMap<usize, &str> = self
                    .by_name
                    .values()
                    .flatten()
                    .map(|(at, full)| (*at, full.as_str()))
                    .collect();
                let known: Vec<&str> = all.into_values().take(12).collect();
                Err(wrong(format!("an option ({})", known.join(", "))))
            }
        }
    }
}

/// What stands where something else should.
struct Wrong {
    expected: String,
    found: String,
}

/// A word, sign or bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Not,
    And,
    Or,
    If,
    Iff,
    Name { text: String, quoted: bool },
}

/// The statement that a text makes.
pub(super) fn parse(text: &str, names: &OptionNames) -> Result<Statement, ReadProblem> {
    let whole = || -> Result<Statement, Wrong> {
        let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, names };
        let statement = parser.conditional()?;
        match parser.peek() {
            None => Ok(statement),
            Some(_) => Err(parser.wrong("`and`, `or`, `if`, `iff` or the end")),
        }
    };
    whole().map_err(|Wrong { expected, found }| ReadProblem::Statement {
        statement: shortened(text),
        expected,
        found,
    })
}

fn tokens(text: &str) -> Result<Vec<Token>, Wrong> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(&letter) = letters.peek() {
        let sign = match letter {
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            '-' | '~' => Some(Token::Not),
            '&' => Some(Token::And),
            '|' => Some(Token::Or),
            _ => None,
        };
        if sign.is_some() || letter.is_whitespace() {
            letters.next();
            tokens.extend(sign);
            continue;
        }
        let (mut word, mut quoted) = (String::new(), false);
        while let Some(&letter) = letters.peek() {
            if letter == '\'' {
                quoted = true;
                letters.next();
                loop {
                    match letters.next() {
                        Some('\'') => break,
                        Some(letter) => word.push(letter),
                        None => {
                            let expected = "a closing quotation mark".to_owned();
                            return Err(Wrong { expected, found: "the end".to_owned() });
                        }
                    }
                }
            } else if letter.is_whitespace() || "()~&|".contains(letter) {
                break;
            } else {
                word.push(letter);
                letters.next();
            }
        }
        tokens.push(match word.to_lowercase().as_str() {
            "not" if !quoted => Token::Not,
            "and" if !quoted => Token::And,
            "or" if !quoted => Token::Or,
            "if" if !quoted => Token::If,
            "iff" if !quoted => Token::Iff,
            _ => Token::Name { text: word, quoted },
        });
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    names: &'a OptionNames,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, token: &Token) -> bool {
        let met = self.peek() == Some(token);
        self.at += usize::from(met);
        met
    }

    fn wrong(&self, expected: &str) -> Wrong {
        let found = match self.peek() {
            None => "the end",
            Some(Token::Open) => "`(`",
            Some(Token::Close) => "`)`",
            Some(Token::Not) => "`not`",
            Some(Token::And) => "`and`",
            Some(Token::Or) => "`or`",
            Some(Token::If) => "`if`",
            Some(Token::Iff) => "`iff`",
            Some(Token::Name { text, .. }) => &format!("`{}`", shortened(text)),
        };
        Wrong { expected: expected.to_owned(), found: found.to_owned() }
    }

    /// `any`, `any if any`, `any iff any`.
    fn conditional(&mut self) -> Result<Statement, Wrong> {
        let first = Box::new(self.any()?);
        if self.take(&Token::If) {
            return Ok(Statement::If(first, Box::new(self.any()?)));
        }
        if self.take(&Token::Iff) {
            return Ok(Statement::Iff(first, Box::new(self.any()?)));
        }
        Ok(*first)
    }

    fn any(&mut self) -> Result<Statement, Wrong> {
        let mut list = vec![self.all()?];
        while self.take(&Token::Or) {
            list.push(self.all()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Statement::Any(list) })
    }

    fn all(&mut self) -> Result<Statement, Wrong> {
        let mut list = vec![self.one()?];
        while self.take(&Token::And) {
            list.push(self.one()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Statement::All(list) })
    }

    /// A name, its opposite, or a bracket.
    fn one(&mut self) -> Result<Statement, Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(&format!("a statement of at most {DEEPEST} levels")));
        }
        let statement = if self.take(&Token::Not) {
            Statement::Not(Box::new(self.one()?))
        } else if self.take(&Token::Open) {
            let inner = self.conditional()?;
            if !self.take(&Token::Close) {
                return Err(self.wrong("`and`, `or`, `if`, `iff` or `)`"));
            }
            inner
        } else if let Some(Token::Name { text, quoted }) = self.peek() {
            let option = self.names.option(text, *quoted)?;
            self.at += 1;
            Statement::Taken(option)
        } else {
            return Err(self.wrong("an option, `not` or `(`"));
        };
        self.depth -= 1;
        Ok(statement)
    }
}
