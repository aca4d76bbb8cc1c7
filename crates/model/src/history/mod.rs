//! The dated record: who did what and when, and what that was on the ladder.

mod date;
mod error;
mod fate;
mod historical_move;
mod observed;
mod read;
mod record;
mod step;

pub use date::{Date, Month};
pub use error::HistoryError;
pub use fate::Fate;
pub use historical_move::{HistoricalMove, MoveKind};
pub(crate) use observed::RecordLadder;
pub use observed::{ObservedHistory, ObservedPeriod, RECORD_LADDER};
pub use read::{EMBEDDED_HISTORY, History};
pub use record::{Dating, Record, RecordMonth};
pub use step::HistoricalStep;
