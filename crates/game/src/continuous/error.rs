//! What can be wrong with a continuous game or a point of it.

/// Why a continuous game, a point of it or a payoff at a point cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ContinuousError {
    /// There is nobody to play.
    #[error("a game needs at least one player")]
    NoPlayers,
    /// A player has nothing to set.
    #[error("player {player} has no instrument; every player needs at least one")]
    NoInstruments {
        /// Label of the player.
        player: String,
    },
    /// Bounds that leave no room, or are no numbers.
    #[error(
        "bounds of instrument {instrument} of player {player} are {lower} and {upper}; both must be \
         finite and the lower one at most the upper one"
    )]
    Bounds {
        /// Label of the player.
        player: String,
        /// Label of the instrument.
        instrument: String,
        /// Lower bound found.
        lower: f64,
        /// Upper bound found.
        upper: f64,
    },
    /// A point with entries for more or fewer players than the game has.
    #[error("point has entries for {found} players, the game has {expected}")]
    PlayerCount {
        /// Players in the point.
        found: usize,
        /// Players in the game.
        expected: usize,
    },
    /// A point with more or fewer levels for a player than it has instruments.
    #[error("point has {found} levels for player {player}, who has {expected} instruments")]
    InstrumentCount {
        /// Label of the player.
        player: String,
        /// Levels in the point.
        found: usize,
        /// Instruments of the player.
        expected: usize,
    },
    /// A level outside the bounds of its instrument, or no number.
    #[error(
        "level of instrument {instrument} of player {player} is {value}; it must lie between {lower} \
         and {upper}"
    )]
    OutOfBounds {
        /// Label of the player.
        player: String,
        /// Label of the instrument.
        instrument: String,
        /// Level found.
        value: f64,
        /// Lower bound.
        lower: f64,
        /// Upper bound.
        upper: f64,
    },
    /// A player that is not in the game.
    #[error("player number {found} is not in the game, which has {players} players (from 0)")]
    NoSuchPlayer {
        /// Number given.
        found: usize,
        /// Players in the game.
        players: usize,
    },
    /// A list with more or fewer entries than the game has players.
    #[error("{what} has {found} entries; the game has {expected} players")]
    Length {
        /// What the list is.
        what: &'static str,
        /// Entries found.
        found: usize,
        /// Players in the game.
        expected: usize,
    },
    /// The model behind the game has no payoff at a point.
    #[error("no payoff at a point of the game: {cause}")]
    NoPayoff {
        /// The model's own message; its type is not known here.
        cause: String,
    },
    /// No point was found that gives every player more than its disagreement payoff.
    #[error(
        "no agreement found: the best common gain over the disagreement payoffs is {found}; it must \
         be positive"
    )]
    NoAgreement {
        /// Largest smallest gain found.
        found: f64,
    },
}
