//! Why a record cannot be laid on a ladder.

use super::Month;

/// What stands between a record and a ladder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// The scenario has no ladder.
    #[error(
        "scenario `{scenario}` has no [escalation] table, so there is no ladder for the record"
    )]
    NoLadder {
        /// Name of the scenario.
        scenario: String,
    },
    /// A record by months needs everybody to move in every month.
    #[error("the record has both players moving in a month: `order` must be \"simultaneous\"")]
    Alternating,
    /// The record names somebody who does not play.
    #[error("line {line}: `{actor}` is no player of the scenario; players are {known}, and BOTH")]
    UnknownActor {
        /// Line of the record.
        line: u64,
        /// The name.
        actor: String,
        /// The players.
        known: String,
    },
    /// A track of the ladder has no such rung.
    #[error("line {line}: track `{track}` has no rung `{rung}`; its rungs are none, {known}")]
    UnknownRung {
        /// Line of the record.
        line: u64,
        /// The track.
        track: String,
        /// The rung.
        rung: String,
        /// The rungs there are.
        known: String,
    },
    /// A move steps on somebody else's track.
    #[error("line {line}: `{actor}` steps on track `{track}`, which is `{owner}`'s")]
    ForeignTrack {
        /// Line of the record.
        line: u64,
        /// Who moves.
        actor: String,
        /// The track.
        track: String,
        /// Whose it is.
        owner: String,
    },
    /// The record leads to a state that the ladder cannot reach.
    #[error("in {month} the record stands at `{state}`, which the ladder does not reach")]
    OutsideLadder {
        /// The month.
        month: Month,
        /// The state.
        state: String,
    },
    /// A player did what the ladder does not let it do.
    #[error(
        "in {month} {player} chose `{action}`, which the ladder does not offer at `{state}`{place}"
    )]
    NotOnMenu {
        /// The month.
        month: Month,
        /// The player.
        player: String,
        /// What it did.
        action: String,
        /// Where.
        state: String,
        /// The line of the record, in words; empty where nothing was done.
        place: String,
    },
    /// A window without a month of the record.
    #[error("the record has no month from {first} to {last}")]
    EmptyWindow {
        /// First month of the window.
        first: Month,
        /// Last month of the window.
        last: Month,
    },
}
