//! What a dated move is on the ladder, as the record writes it: `us-tariffs:list-3-10 talks`.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// The word for the foot of a track.
const FOOT: &str = "none";

/// One effect of a dated move.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HistoricalStep {
    /// A track comes to stand on a rung: `track:rung`, with `none` for the foot of the track.
    Rung {
        /// The track.
        track: String,
        /// The rung; `None` for the foot.
        rung: Option<String>,
    },
    /// The actors offer talks, go on with them, or prolong a truce.
    Talks,
    /// The actors agree.
    Deal,
    /// Talks or an agreement end.
    End,
}

/// The text is no step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no step")]
pub struct NoStep(String);

impl FromStr for HistoricalStep {
    type Err = NoStep;

    fn from_str(text: &str) -> Result<Self, NoStep> {
        match (text, text.split_once(':')) {
            ("talks", _) => Ok(Self::Talks),
            ("deal", _) => Ok(Self::Deal),
            ("end", _) => Ok(Self::End),
            (_, Some((track, rung))) if !track.is_empty() && !rung.is_empty() => {
                let rung = (rung != FOOT).then(|| rung.to_owned());
                Ok(Self::Rung { track: track.to_owned(), rung })
            }
            _ => Err(NoStep(text.to_owned())),
        }
    }
}

impl fmt::Display for HistoricalStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rung { track, rung } => {
                write!(f, "{track}:{}", rung.as_deref().unwrap_or(FOOT))
            }
            Self::Talks => f.write_str("talks"),
            Self::Deal => f.write_str("deal"),
            Self::End => f.write_str("end"),
        }
    }
}
