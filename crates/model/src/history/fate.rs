//! What became of a dated move when the record was laid on the ladder.

use super::Month;
use serde::Serialize;

/// How a dated move counts. A move with several effects has the weightiest of their fates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fate")]
pub enum Fate {
    /// No track carries it.
    Unmapped {
        /// Why not.
        why: String,
    },
    /// By effective dates: only announced.
    Announcement,
    /// What it names was so already.
    Repeats,
    /// A term of an agreement, not a choice of its own.
    PartOfDeal {
        /// The month.
        month: Month,
    },
    /// Another move of the same month counts as the player's choice.
    Superseded {
        /// The month.
        month: Month,
    },
    /// It is the choice of a player in a month.
    Counts {
        /// The month.
        month: Month,
    },
}

impl Fate {
    /// The weightier fate of two.
    pub(super) fn max(self, other: Self) -> Self {
        if other.weight() > self.weight() { other } else { self }
    }

    fn weight(&self) -> u8 {
        match self {
            Self::Unmapped { .. } => 0,
            Self::Announcement => 1,
            Self::Repeats => 2,
            Self::PartOfDeal { .. } => 3,
            Self::Superseded { .. } => 4,
            Self::Counts { .. } => 5,
        }
    }
}
