//! Why a method could not be run on a game.

use talion_game::GameError;

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
    /// A tolerance is no number, or negative.
    #[error("tolerance is {found}; it must be a number of at least 0")]
    Tolerance {
        /// The tolerance given.
        found: f64,
    },
    /// A profile that a method made does not fit its game.
    #[error(transparent)]
    Game(#[from] GameError),
}
