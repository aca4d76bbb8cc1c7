//! What can be wrong with a bargaining problem or with a question about it.

/// Why a bargaining problem could not be made, or a question about it has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BargainingError {
    /// Some other number of players.
    #[error("bargaining is between two players, and here are {found}; more bargain pair by pair")]
    PlayerCount {
        /// Players given.
        found: usize,
    },
    /// Nothing to agree on.
    #[error("there is nothing to agree on; give at least one issue or one point")]
    Nothing,
    /// A list with an entry too many or too few.
    #[error("{what} holds {found} numbers, but there are 2 players")]
    Length {
        /// What the list is.
        what: String,
        /// Numbers given.
        found: usize,
    },
    /// A payoff that is no finite number.
    #[error("{what} holds {value}; payoffs are finite numbers")]
    NotFinite {
        /// What the list is.
        what: String,
        /// The number.
        value: f64,
    },
    /// More than can be agreed on is asked for without an agreement.
    #[error(
        "the disagreement point ({}, {}) is outside what is feasible: with {} for {} at most {best} is \
         left for {}",
        found[0], found[1], found[0], players[0], players[1]
    )]
    DisagreementOutside {
        /// The players.
        players: [String; 2],
        /// The disagreement point.
        found: [f64; 2],
        /// The best that the second player can get where the first has what it has without agreement;
        /// minus infinity where the first cannot have it at all.
        best: f64,
    },
    /// Weights that leave one player without any.
    #[error("bargaining weights are above zero, and here are {} and {}", found[0], found[1])]
    Weights {
        /// The weights.
        found: [f64; 2],
    },
    /// A deal with the wrong number of parts.
    #[error("a deal on {expected} issues or points has {expected} shares, and here are {found}")]
    Shares {
        /// Shares given.
        found: usize,
        /// Issues or points.
        expected: usize,
    },
    /// A probability or discount factor out of bounds.
    #[error("{what} is {found}; it must lie within 0 and 1")]
    Share {
        /// What it is.
        what: &'static str,
        /// The number given.
        found: f64,
    },
    /// Offers could go back and forth for ever at no cost.
    #[error("without impatience and without a risk of breakdown nothing makes the players agree")]
    NoHurry,
}
