//! Reader of `.efg`, Gambit's format of games in extensive form.
//!
//! Nodes come in prefix order. An information set, chance event or outcome is described where its
//! number first occurs; a later description must say the same. Names alone may differ: they are
//! taken from the first one.

use super::bytes::text_of;
use super::lexer::{Lexer, Token};
use crate::exact::Number;
use crate::{
    EventId, ExtensiveForm, InformationSetId, OutcomeId, PlayerId, Rational, ReadError,
    ReadProblem, TreeBuilder, TreeError,
};
use std::collections::BTreeMap;

/// A game from the bytes of an `.efg` file.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn read_efg(bytes: &[u8]) -> Result<ExtensiveForm, ReadError> {
    let text = text_of(bytes);
    let mut lexer = Lexer::new(&text)?;
    lexer.expect(Token::Word("EFG"), "`EFG`, which opens a file of this format,")?;
    lexer.expect(Token::Number("2"), "the version of the format, 2,")?;
    if !lexer.take(Token::Word("D"))? {
        lexer.expect(Token::Word("R"), "the kind of numbers, R or D,")?;
    }
    let title = lexer.text_if()?.unwrap_or_default();
    let place = lexer.place();
    lexer.expect(Token::Open, "`{`, which opens the list of players,")?;
    let players = texts_to_close(&mut lexer, "the list of players")?;
    lexer.text_if()?;
    let count = players.len();
    let tree =
        TreeBuilder::new(title, players).map_err(|error| lexer.error_at(place, error.into()))?;
    let mut reader = Reader { lexer, tree, players: count, known: Known::default() };
    while !reader.tree.is_finished() {
        reader.node()?;
    }
    if reader.lexer.current() != Token::End {
        return Err(reader.lexer.unexpected("the end of the file (the tree is complete)"));
    }
    let Reader { lexer, tree, .. } = reader;
    tree.finish().map_err(|error| lexer.error(error.into()))
}

/// Texts up to the closing brace, which is taken.
fn texts_to_close(lexer: &mut Lexer<'_>, what: &str) -> Result<Vec<String>, ReadError> {
    let mut texts = Vec::new();
    loop {
        lexer.skip_commas()?;
        if lexer.take(Token::Close)? {
            return Ok(texts);
        }
        texts.push(lexer.text(&format!("a text, or `}}` to close {what},"))?);
    }
}

/// What the numbers in the file stand for.
#[derive(Default)]
struct Known {
    sets: BTreeMap<(usize, usize), (InformationSetId, Vec<String>)>,
    events: BTreeMap<usize, (EventId, Actions)>,
    outcomes: BTreeMap<usize, (OutcomeId, Vec<Rational>)>,
}

/// Actions of chance with their probabilities, as the file gives them.
type Actions = Vec<(String, Rational)>;

struct Reader<'a> {
    lexer: Lexer<'a>,
    tree: TreeBuilder,
    players: usize,
    known: Known,
}

impl Reader<'_> {
    fn node(&mut self) -> Result<(), ReadError> {
        let place = self.lexer.place();
        let Token::Word(kind @ ("c" | "p" | "t")) = self.lexer.current() else {
            return Err(self.lexer.unexpected("a node (`c`, `p` or `t`)"));
        };
        self.lexer.advance()?;
        let label = self.lexer.text_if()?.unwrap_or_default();
        let added = match kind {
            "c" => {
                let event = self.event()?;
                let outcome = self.outcome()?;
                self.tree.chance(label, event, outcome)
            }
            "p" => {
                let set = self.information_set()?;
                let outcome = self.outcome()?;
                self.tree.decision(label, set, outcome)
            }
            _ => {
                let outcome = self.outcome()?;
                self.tree.terminal(label, outcome)
            }
        };
        added.map(|_| ()).map_err(|error| self.lexer.error_at(place, error.into()))
    }

    /// Player, number and, unless known, actions of an information set.
    fn information_set(&mut self) -> Result<InformationSetId, ReadError> {
        let place = self.lexer.place();
        let player = self.lexer.index("the number of a player")?;
        if player == 0 || player > self.players {
            let problem = ReadProblem::Undefined { what: "player", number: player };
            return Err(self.lexer.error_at(place, problem));
        }
        let place = self.lexer.place();
        let number = self.lexer.index("the number of an information set")?;
        let label = self.lexer.text_if()?.unwrap_or_default();
        let at = self.lexer.place();
        let actions = if self.lexer.take(Token::Open)? {
            Some(texts_to_close(&mut self.lexer, "the list of actions")?)
        } else {
            None
        };
        match (self.known.sets.get(&(player, number)), actions) {
            (Some((set, first)), actions) if actions.as_ref().is_none_or(|a| a == first) => {
                Ok(*set)
            }
            (Some(_), _) => {
                let what = "information set";
                let problem = ReadProblem::Redefined { what, number, part: "actions" };
                Err(self.lexer.error_at(at, problem))
            }
            (None, Some(actions)) => {
                let set = self
                    .tree
                    .information_set(PlayerId(player - 1), label, actions.clone())
                    .map_err(|error| self.lexer.error_at(at, error.into()))?;
                self.known.sets.insert((player, number), (set, actions));
                Ok(set)
            }
            (None, None) => Err(self.undefined(place, "information set", number)),
        }
    }

    /// Number and, unless known, actions and probabilities of a chance event.
    fn event(&mut self) -> Result<EventId, ReadError> {
        let place = self.lexer.place();
        let number = self.lexer.index("the number of a chance event")?;
        let label = self.lexer.text_if()?.unwrap_or_default();
        let at = self.lexer.place();
        let actions = if self.lexer.take(Token::Open)? { Some(self.chances()?) } else { None };
        match (self.known.events.get(&number), actions) {
            (Some((event, first)), actions) if actions.as_ref().is_none_or(|a| a == first) => {
                Ok(*event)
            }
            (Some(_), _) => {
                let part = "actions or probabilities";
                let problem = ReadProblem::Redefined { what: "chance event", number, part };
                Err(self.lexer.error_at(at, problem))
            }
            (None, Some(actions)) => {
                let event = self
                    .tree
                    .chance_event(label, actions.clone())
                    .map_err(|error| self.lexer.error_at(at, error.into()))?;
                self.known.events.insert(number, (event, actions));
                Ok(event)
            }
            (None, None) => Err(self.undefined(place, "chance event", number)),
        }
    }

    /// `"a" 1/2 "b" 1/2 }`.
    fn chances(&mut self) -> Result<Actions, ReadError> {
        let mut actions = Vec::new();
        loop {
            self.lexer.skip_commas()?;
            if self.lexer.take(Token::Close)? {
                return Ok(actions);
            }
            let label = self.lexer.text("an action, or `}` to close the list of actions,")?;
            self.lexer.skip_commas()?;
            actions.push((label, self.rational("the probability of the action")?));
        }
    }

    /// Number and, unless known, payoffs of an outcome; 0 is none.
    fn outcome(&mut self) -> Result<Option<OutcomeId>, ReadError> {
        let place = self.lexer.place();
        let number = self.lexer.index("the number of an outcome, or 0 for none,")?;
        if number == 0 {
            return Ok(None);
        }
        let label = self.lexer.text_if()?.unwrap_or_default();
        let at = self.lexer.place();
        let payoffs = if self.lexer.take(Token::Open)? { Some(self.payoffs()?) } else { None };
        match (self.known.outcomes.get(&number), payoffs) {
            (Some((outcome, first)), payoffs) if payoffs.as_ref().is_none_or(|u| u == first) => {
                Ok(Some(*outcome))
            }
            (Some(_), _) => {
                let problem = ReadProblem::Redefined { what: "outcome", number, part: "payoffs" };
                Err(self.lexer.error_at(at, problem))
            }
            (None, Some(payoffs)) => {
                let outcome = self
                    .tree
                    .outcome(label, payoffs.clone())
                    .map_err(|error| self.lexer.error_at(at, error.into()))?;
                self.known.outcomes.insert(number, (outcome, payoffs));
                Ok(Some(outcome))
            }
            (None, None) => Err(self.undefined(place, "outcome", number)),
        }
    }

    /// `1, 2 }`.
    fn payoffs(&mut self) -> Result<Vec<Rational>, ReadError> {
        let mut payoffs = Vec::new();
        loop {
            self.lexer.skip_commas()?;
            if self.lexer.take(Token::Close)? {
                return Ok(payoffs);
            }
            payoffs.push(self.rational("a payoff, or `}` after the last one,")?);
        }
    }

    fn rational(&mut self, expected: &str) -> Result<Rational, ReadError> {
        Ok(match self.lexer.number(expected)? {
            Number::Exact(value) => value,
            // Literals past the largest double are refused, so every double here is finite.
            Number::Double(value) => Rational::from_f64(value).unwrap_or_default(),
        })
    }

    fn undefined(&self, place: usize, what: &'static str, number: usize) -> ReadError {
        self.lexer.error_at(place, ReadProblem::Undefined { what, number })
    }
}

impl From<TreeError> for ReadProblem {
    fn from(error: TreeError) -> Self {
        Self::Tree(Box::new(error))
    }
}
