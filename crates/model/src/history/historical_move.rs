//! One dated move of a government, as it stands in the record.

use super::{Date, HistoricalStep};
use serde::Serialize;

/// What sort of move it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// Said, not yet done.
    Threat,
    /// Done.
    Implement,
    /// Taken back, or offered.
    Concession,
    /// Talks, or a truce.
    Talks,
    /// An agreement.
    Deal,
    /// What came of an earlier move.
    Outcome,
}

impl MoveKind {
    /// All kinds, in the order in which messages name them.
    pub const ALL: [Self; 6] =
        [Self::Threat, Self::Implement, Self::Concession, Self::Talks, Self::Deal, Self::Outcome];

    /// The word for it in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Threat => "threat",
            Self::Implement => "implement",
            Self::Concession => "concession",
            Self::Talks => "talks",
            Self::Deal => "deal",
            Self::Outcome => "outcome",
        }
    }
}

/// A dated move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoricalMove {
    /// Line of the file.
    pub line: u64,
    /// Day on which it was announced.
    pub announced: Date,
    /// Day on which it took effect; `None` for announcements that another row carries out, or nobody.
    pub effective: Option<Date>,
    /// Name of the player, or `BOTH`.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// By what means: `tariff`, `export_control`, `truce`..
    pub instrument: String,
    /// What sort of move.
    pub kind: MoveKind,
    /// What it is on the ladder.
    pub steps: Vec<HistoricalStep>,
    /// Why no track carries it, where none does.
    pub unmapped: Option<String>,
    /// Where it is known from.
    pub source: String,
    /// Whether the source was seen; else it is from memory.
    pub verified: bool,
}
