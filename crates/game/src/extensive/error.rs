//! What can be wrong with a game tree.

use super::ImperfectRecall;
use crate::{GameError, Rational};

/// Why a game tree could not be made or converted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TreeError {
    /// There is nobody to play.
    #[error("a game needs at least one player")]
    NoPlayers,
    /// A player index that the game does not have.
    #[error("player {found} does not exist; the game has {players} players")]
    NoSuchPlayer {
        /// Number of the player, from 1.
        found: usize,
        /// Players in the game.
        players: usize,
    },
    /// A place to decide without anything to decide.
    #[error("`{label}` has no action; a node that is not terminal needs at least one")]
    NoActions {
        /// Label of the information set or chance event.
        label: String,
    },
    /// An outcome that does not pay every player.
    #[error("outcome `{label}` has {found} payoffs; the game has {expected} players")]
    PayoffCount {
        /// Label of the outcome.
        label: String,
        /// Payoffs given.
        found: usize,
        /// Players of the game.
        expected: usize,
    },
    /// A probability below zero.
    #[error("action `{action}` of chance event `{label}` has probability {value}, below zero")]
    NegativeProbability {
        /// Label of the event.
        label: String,
        /// Label of the action.
        action: String,
        /// The probability.
        value: Rational,
    },
    /// Probabilities that do not sum to one, even as rounded numbers.
    #[error("the probabilities of chance event `{label}` sum to {sum}, not to 1")]
    ProbabilitySum {
        /// Label of the event.
        label: String,
        /// The sum found.
        sum: Rational,
    },
    /// A node behind the last one that the tree has a place for.
    #[error("the tree is full: every action already leads to a node")]
    TooManyNodes,
    /// Actions that lead nowhere.
    #[error("{missing} actions lead to no node; the tree is not finished")]
    Unfinished {
        /// Actions without a node.
        missing: usize,
    },
    /// The conversion asked for needs perfect recall.
    #[error("{0}")]
    ImperfectRecall(#[from] ImperfectRecall),
    /// The normal form would be larger than the limit.
    #[error(
        "the normal form has more than {limit} payoffs ({strategies}); take a method for the tree"
    )]
    TooLarge {
        /// Strategies per player.
        strategies: String,
        /// The limit.
        limit: usize,
    },
    /// The converted game is no game.
    #[error(transparent)]
    Game(#[from] GameError),
}
