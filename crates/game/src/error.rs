//! What can be wrong with a game or a profile, with the numbers that show it.

/// Why a game or a profile could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GameError {
    /// There is nobody to play.
    #[error("a game needs at least one player")]
    NoPlayers,
    /// A player has nothing to choose from.
    #[error("player {player} has no strategy; every player needs at least one")]
    NoStrategies {
        /// Label of the player.
        player: String,
    },
    /// The number of payoffs does not match the number of profiles.
    #[error("player {player} has {found} payoffs, but the game has {expected} profiles")]
    PayoffCount {
        /// Label of the player.
        player: String,
        /// Number of payoffs given.
        found: usize,
        /// Number of strategy profiles.
        expected: usize,
    },
    /// A payoff is NaN or infinite.
    #[error("payoff of player {player} at profile {profile:?} is {value}; payoffs must be finite")]
    NonFinitePayoff {
        /// Label of the player.
        player: String,
        /// Strategy index of each player.
        profile: Vec<usize>,
        /// The payoff found.
        value: f64,
    },
    /// More profiles than an index can count.
    #[error("the game has too many strategy profiles to index")]
    TooLarge,
    /// A mixed strategy is not a probability vector of the right length.
    #[error(
        "strategy of player {player} is no probability vector over {expected} strategies: {found}"
    )]
    NotAProbability {
        /// Label of the player.
        player: String,
        /// Number of strategies of the player.
        expected: usize,
        /// What was found instead.
        found: String,
    },
    /// A profile has a strategy for more or fewer players than the game has.
    #[error("profile has strategies for {found} players, the game has {expected}")]
    ProfileLength {
        /// Players in the profile.
        found: usize,
        /// Players in the game.
        expected: usize,
    },
}
