//! Why a method could not be run on a game.

use talion_game::{ContinuousError, GameError, ImperfectRecall, TreeError};

/// Why there is no solution object at all. A method that stops early is no error.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SolveError {
    /// The method is for another number of players.
    #[error("{method} is for games of {expected} players; this game has {found}")]
    PlayerCount {
        /// Name of the method.
        method: &'static str,
        /// Players that it is for.
        expected: usize,
        /// Players in the game.
        found: usize,
    },
    /// A pure profile does not belong to the game.
    #[error("profile {found:?} is not in the game, whose players have {shape:?} strategies")]
    NotInGame {
        /// The strategy indices given.
        found: Vec<usize>,
        /// Number of strategies of every player.
        shape: Vec<usize>,
    },
    /// A player does not belong to the game.
    #[error("player number {found} is not in the game, which has {players} players (from 0)")]
    NoSuchPlayer {
        /// Number given.
        found: usize,
        /// Players in the game.
        players: usize,
    },
    /// A state does not belong to the conflict.
    #[error("state number {found} is not in the conflict, which has {states} states (from 0)")]
    NoSuchState {
        /// Number given.
        found: usize,
        /// States in the conflict.
        states: usize,
    },
    /// A discount factor outside of its range.
    #[error("the discount factor is {found}; it must be above 0 and below 1")]
    Discount {
        /// The factor given.
        found: f64,
    },
    /// A tolerance is no number, or negative.
    #[error("tolerance is {found}; it must be a number of at least 0")]
    Tolerance {
        /// The tolerance given.
        found: f64,
    },
    /// The method might need more memory than it may have.
    #[error(
        "{method} may need {needed} bytes for this game, and may have {limit}; take a method that \
         finds fewer equilibria, or raise the limit"
    )]
    Memory {
        /// Name of the method.
        method: &'static str,
        /// Bytes that it needs in the worst case.
        needed: u64,
        /// Bytes that it may have.
        limit: u64,
    },
    /// A payoff sensitivity (lambda) is no number, or negative.
    #[error("lambda is {found}; it must be a finite number of at least 0")]
    Lambda {
        /// The lambda given.
        found: f64,
    },
    /// A weight of logarithmic tracing is no number, or not above zero.
    #[error("a tracing weight is {found}; weights must be finite numbers above 0")]
    TracingWeight {
        /// The weight given.
        found: f64,
    },
    /// Payoffs of the two players do not sum to the same number at every profile.
    #[error(
        "payoffs sum to {found} at profile {profile:?} and to {expected} at the first; a zero-sum \
         (or constant-sum) game has the same sum everywhere"
    )]
    NotConstantSum {
        /// The profile.
        profile: Vec<usize>,
        /// Sum of payoffs there.
        found: f64,
        /// Sum of payoffs at the first profile.
        expected: f64,
    },
    /// The linear program was not solved, which its structure rules out but rounding may do.
    #[error("the linear program of {method} was not solved: {found}")]
    LinearProgram {
        /// Name of the method.
        method: &'static str,
        /// What the solver said.
        found: String,
    },
    /// The observer stopped the work before there was anything to hand back.
    #[error("{method} was stopped before it had an answer")]
    Stopped {
        /// Name of the method.
        method: &'static str,
    },
    /// A signalling game with too many supports to go through.
    #[error(
        "the signalling game has {patterns} patterns of messages and replies, more than the {limit} that \
         are gone through; take fewer types, messages or actions"
    )]
    Patterns {
        /// How many there are.
        patterns: f64,
        /// The limit.
        limit: usize,
    },
    /// A game that must be symmetric is not.
    #[error(
        "the game is not symmetric: the row player gets {row} at {profile:?}, the column player \
         {column} where they exchange strategies"
    )]
    NotSymmetric {
        /// Profile of the row player's payoff.
        profile: Vec<usize>,
        /// The row player's payoff there.
        row: f64,
        /// The column player's payoff at the exchanged profile.
        column: f64,
    },
    /// No state, or chances of states that are no distribution.
    #[error("the chances of the states are {found:?}; they must be above 0 and add up to 1")]
    Chances {
        /// The chances given.
        found: Vec<f64>,
    },
    /// Levels are kept under the threat of a Nash equilibrium, and none was found.
    #[error("no Nash equilibrium was found to answer a breach with ({why})")]
    NoThreat {
        /// Why the search ended.
        why: String,
    },
    /// A continuous game, or a point of it, that cannot be used.
    #[error(transparent)]
    Continuous(#[from] ContinuousError),
    /// A profile that a method made does not fit its game.
    #[error(transparent)]
    Game(#[from] GameError),
    /// The method cannot take this tree.
    #[error(transparent)]
    Tree(Box<TreeError>),
}

impl SolveError {
    /// A player forgets, and the method needs perfect recall.
    pub(crate) fn recall(error: ImperfectRecall) -> Self {
        TreeError::from(error).into()
    }
}

impl From<TreeError> for SolveError {
    fn from(error: TreeError) -> Self {
        Self::Tree(Box::new(error))
    }
}
