//! What is wrong with a game file, and where.

use crate::{BargainingError, GameError, NumberProblem, SignallingProblems, TreeError};

/// The first problem of a game file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct ReadError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What was found there.
    pub problem: ReadProblem,
}

/// What can be wrong with a game file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadProblem {
    /// Something else stands where one thing must stand.
    #[error("found {found} where {expected} should be")]
    Unexpected {
        /// What would be right.
        expected: String,
        /// What is there, shortened.
        found: String,
    },
    /// A quotation mark is opened and never closed.
    #[error("a text opens here with a quotation mark that is never closed")]
    UnclosedText,
    /// A word that should be a number is none.
    #[error("`{found}` {problem}")]
    Number {
        /// The word, shortened.
        found: String,
        /// What is wrong with it.
        problem: NumberProblem,
    },
    /// A list has the wrong length.
    #[error("{what}: found {found}, expected {expected}")]
    Count {
        /// What is counted.
        what: String,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// The file promises more than it can hold.
    #[error("the file ends too early: {promised} entries are announced, {bytes} bytes are left")]
    TooShort {
        /// Entries that the head of the file announces; none if too many to count.
        promised: String,
        /// Bytes left.
        bytes: usize,
    },
    /// A number refers to something that is not there.
    #[error("{what} {number} is not defined")]
    Undefined {
        /// The kind of thing.
        what: &'static str,
        /// The number given.
        number: usize,
    },
    /// A thing is described a second time, and differently.
    #[error("{what} {number} has other {part} here than where it was described first")]
    Redefined {
        /// The kind of thing.
        what: &'static str,
        /// Its number.
        number: usize,
        /// What differs.
        part: &'static str,
    },
    /// A file that should be text is none.
    #[error("this is not UTF-8 text (byte {byte})")]
    NotText {
        /// Byte that begins no character.
        byte: usize,
    },
    /// Lists within lists, deeper than any game.
    #[error("nested more than {limit} levels deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// A key that the form does not have.
    #[error("unknown key `{found}`; here may stand {known}")]
    UnknownKey {
        /// The key.
        found: String,
        /// The keys that may stand here.
        known: String,
    },
    /// A key that the form must have.
    #[error("the key `{key}` is missing")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A label or key that comes a second time.
    #[error("the {what} `{label}` comes twice")]
    Twice {
        /// The kind of thing.
        what: &'static str,
        /// The label.
        label: String,
    },
    /// A label of nothing that there is.
    #[error("no {what} `{found}`; there is {known}")]
    UnknownLabel {
        /// The kind of thing.
        what: &'static str,
        /// The label.
        found: String,
        /// Labels that there are.
        known: String,
    },
    /// A probability below zero.
    #[error("{value} is no probability; it must be between 0 and 1")]
    NotAProbability {
        /// The number found.
        value: f64,
    },
    /// Probabilities that do not sum to one.
    #[error("these probabilities sum to {sum}, not to 1")]
    ProbabilitySum {
        /// The sum found.
        sum: f64,
    },
    /// A player who does not say what it likes.
    #[error("player `{player}` has no list of states from best to worst")]
    NoPreferences {
        /// The player.
        player: String,
    },
    /// A state that a list of preferences leaves out.
    #[error("state `{state}` is not in this list; a ranking holds every state")]
    NotRanked {
        /// The state.
        state: String,
    },
    /// Both ways to say what players like.
    #[error("`payoffs` and `preferences` are both here; give one of them")]
    TwoPreferences,
    /// A band of indifference where nothing is measured.
    #[error("`indifference` is a width in units of `payoffs`; ranked `preferences` have none")]
    BandWithoutPayoffs,
    /// More than one way to say what players like.
    #[error(
        "`priorities`, `preferences` and `payoffs` all say what players like; give one of them"
    )]
    SeveralPreferences,
    /// A statement about options that cannot be read.
    #[error("in the statement \"{statement}\": found {found} where {expected} should be")]
    Statement {
        /// The statement, shortened.
        statement: String,
        /// What would be right.
        expected: String,
        /// What is there.
        found: String,
    },
    /// A game in a form that is not asked for here.
    #[error("this is a game of another form than `normal`")]
    OtherForm,
    /// The parts are well formed but make no game.
    #[error(transparent)]
    Game(#[from] GameError),
    /// The parts are well formed but make no bargaining problem.
    #[error(transparent)]
    Bargaining(#[from] BargainingError),
    /// The parts are well formed but make no signalling game.
    #[error(transparent)]
    Signalling(#[from] SignallingProblems),
    /// The parts are well formed but make no tree.
    #[error(transparent)]
    Tree(Box<TreeError>),
}
