//! What can be wrong with a signalling game.

use crate::Rational;
use std::fmt;

/// One thing that is wrong with a signalling game.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SignallingProblem {
    /// A list without entries.
    #[error("there are no {what}; there must be at least one")]
    Nothing {
        /// What is missing.
        what: String,
    },
    /// A label that comes twice.
    #[error("{what} `{label}` comes twice")]
    Twice {
        /// What kind of label.
        what: String,
        /// The label.
        label: String,
    },
    /// Lists that should be of one length.
    #[error("{what}: found {found}, expected {expected}")]
    Count {
        /// What is counted.
        what: String,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A type that is never drawn.
    #[error("type `{label}` of {player} has prior {value}; priors must be above 0")]
    NotPositive {
        /// Whose type.
        player: String,
        /// The type.
        label: String,
        /// Its prior.
        value: Rational,
    },
    /// Priors that do not sum to one.
    #[error("the priors of {player}'s types sum to {sum}, not to 1")]
    PriorSum {
        /// Whose types.
        player: String,
        /// The sum found.
        sum: Rational,
    },
    /// A chance outside of its range.
    #[error("the risk of `{label}` is {value}; it must be between 0 and 1")]
    Risk {
        /// The threat.
        label: String,
        /// The number found.
        value: Rational,
    },
}

/// Everything that is wrong with a signalling game.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct SignallingProblems(pub Vec<SignallingProblem>);

impl fmt::Display for SignallingProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&all.join("; "))
    }
}
