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
    /// A menu without actions.
    #[error("a menu has no action; a player without a choice needs one action all the same")]
    EmptyMenu,
    /// A flat table of the wrong length.
    #[error("a table has {found} entries, the game needs {expected}")]
    TableLength {
        /// Entries given.
        found: usize,
        /// Entries needed.
        expected: usize,
    },
    /// A discount factor outside of its range.
    #[error("the discount factor of player {player} is {value}; it must be at least 0 and below 1")]
    Discount {
        /// Label of the player.
        player: String,
        /// The factor given.
        value: f64,
    },
    /// A discount factor of zero in a game that is repeated.
    #[error(
        "the discount factor of player {player} is 0; in a repeated game it must be above 0 and below 1"
    )]
    NoFuture {
        /// Label of the player.
        player: String,
    },
    /// There is nowhere to be.
    #[error("a game of states needs at least one state")]
    NoStates,
    /// A state that does not exist.
    #[error(
        "state number {found} does not exist (named at state `{state}`); there are {states}, from 0"
    )]
    NoSuchState {
        /// State where it is named.
        state: String,
        /// Number given.
        found: usize,
        /// States in the game.
        states: usize,
    },
    /// A player that does not exist.
    #[error("player number {found} does not exist; there are {players}, from 0")]
    NoSuchPlayer {
        /// Number given.
        found: usize,
        /// Players in the game.
        players: usize,
    },
    /// A table of a state does not match its actions.
    #[error("a table of state `{state}` has {found} entries; its actions make {expected} profiles")]
    StateTable {
        /// Label of the state.
        state: String,
        /// Entries given.
        found: usize,
        /// Profiles of actions.
        expected: usize,
    },
    /// Probabilities of transitions are not a distribution.
    #[error(
        "the probabilities of the transitions from a profile of state `{state}` sum to {sum}; they \
         must be positive and sum to 1"
    )]
    TransitionSum {
        /// Label of the state.
        state: String,
        /// The sum found.
        sum: f64,
    },
    /// A player does not rank every state.
    #[error("player {player} ranks {found} states; there are {expected}")]
    RankCount {
        /// Label of the player.
        player: String,
        /// Ranks given.
        found: usize,
        /// States of the conflict.
        expected: usize,
    },
    /// A move that leads to where it starts.
    #[error("a move from state `{state}` leads to the same state")]
    MoveNowhere {
        /// The state.
        state: String,
    },
    /// A player who can do nothing.
    #[error("player {player} has no moves; every player needs at least one")]
    NoMoves {
        /// Label of the player.
        player: String,
    },
    /// A pattern of options that is too short or too long.
    #[error(
        "the pattern `{pattern}` has {found} letters; it needs one for each of {options} options"
    )]
    PatternLength {
        /// The pattern.
        pattern: String,
        /// Letters that it has.
        found: usize,
        /// Options of the conflict.
        options: usize,
    },
    /// A letter that means nothing in a pattern of options.
    #[error(
        "`{letter}` in the pattern `{pattern}` is none of Y (taken), N (not taken), - (either)"
    )]
    PatternLetter {
        /// The pattern.
        pattern: String,
        /// The letter.
        letter: char,
    },
    /// More options than a conflict may have.
    #[error("the conflict has {found} options; there may be {most}")]
    TooManyOptions {
        /// Options that it has.
        found: usize,
        /// Options that it may have.
        most: usize,
    },
    /// More feasible states, or moves among them, than can be listed.
    #[error(
        "the options leave too many states or moves to list; say which patterns are infeasible"
    )]
    TooManyStates,
    /// A situation that would be part of two states.
    #[error("`{state}` is of two indistinguishable patterns; patterns that overlap must be one")]
    TwoStates {
        /// The options that are taken in it.
        state: String,
    },
    /// A pattern that should name one state and does not.
    #[error(
        "the pattern `{pattern}` is of {found} feasible states; a name needs one state, whole and not \
         yet named"
    )]
    NotOneState {
        /// The pattern.
        pattern: String,
        /// States of which some situation has the pattern.
        found: usize,
    },
    /// A band of indifference that is none.
    #[error("the band of indifference is {value}; it must be a finite number of at least 0")]
    IndifferenceBand {
        /// The band given.
        value: f64,
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
