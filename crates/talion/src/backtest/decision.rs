//! The choices of a window of the record, with what a forecast may know of each.

use super::ActionClass;
use crate::StudyError;
use std::collections::HashMap;
use talion_game::{PlayerId, StateId};
use talion_model::{HistoryError, Ladder, LadderAction, LadderState, Month, Record, RecordMonth};

/// One choice of one player in one month.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// When.
    pub month: Month,
    /// Whose.
    pub player: PlayerId,
    /// Where play stood.
    pub state: StateId,
    /// What could be chosen, holding still first.
    pub menu: Vec<LadderAction>,
    /// What was chosen, by position in the menu.
    pub choice: usize,
    /// Where the choice lies among all actions of all players in all states.
    pub slot: usize,
    /// The move that counts as the choice, by position in the history.
    pub counted: Option<usize>,
    /// What the player chose the month before.
    pub own_before: ActionClass,
    /// What the rival chose the month before.
    pub rival_before: ActionClass,
    /// How far up its first track the player stands, as a share of the track.
    pub own_height: f64,
    /// How far up its first track the rival stands.
    pub rival_height: f64,
}

impl Decision {
    /// All choices of a window, month by month.
    ///
    /// # Errors
    /// A game of other than two players, a window without months, or a month that the ladder does
    /// not have.
    pub fn of_window(
        record: &Record,
        ladder: &Ladder,
        first: Month,
        last: Month,
    ) -> Result<Vec<Self>, StudyError> {
        let found = ladder.game().player_count();
        if found != 2 {
            return Err(StudyError::NotTwoPlayers { found });
        }
        let states = states_of(ladder);
        let mut decisions = Vec::new();
        for month in record.window(first, last)? {
            decisions.extend(of_month(record, ladder, &states, month)?);
        }
        Ok(decisions)
    }

    /// The kind of what was chosen.
    pub fn class(&self) -> ActionClass {
        ActionClass::of(self.menu[self.choice])
    }

    /// Positions of a kind in the menu.
    pub fn of_class(&self, class: ActionClass) -> Vec<usize> {
        let is = |(_, action): &(usize, &LadderAction)| ActionClass::of(**action) == class;
        self.menu.iter().enumerate().filter(is).map(|(at, _)| at).collect()
    }
}

fn states_of(ladder: &Ladder) -> HashMap<LadderState, StateId> {
    ladder.game().states().map(|state| (*ladder.state(state), state)).collect()
}

fn of_month(
    record: &Record,
    ladder: &Ladder,
    states: &HashMap<LadderState, StateId>,
    month: &RecordMonth,
) -> Result<[Decision; 2], HistoryError> {
    let (state, choices) = record.place(ladder, states, month)?;
    let before = |p| ActionClass::of(record.before(month.month, PlayerId(p)));
    let height = |p| height(ladder, &month.state, PlayerId(p));
    Ok([0, 1].map(|p| Decision {
        month: month.month,
        player: PlayerId(p),
        state,
        menu: ladder.menu(state, PlayerId(p)),
        choice: choices[p],
        slot: ladder.game().action_slots(state, PlayerId(p)).start + choices[p],
        counted: month.moves[p],
        own_before: before(p),
        rival_before: before(1 - p),
        own_height: height(p),
        rival_height: height(1 - p),
    }))
}

/// Rung of a player's first track as a share of its rungs; 0 where it has no track.
fn height(ladder: &Ladder, state: &LadderState, player: PlayerId) -> f64 {
    let first = ladder.plan().tracks_of(player).next();
    first.map_or(0.0, |track| {
        f64::from(state.levels[track]) / ladder.plan().tracks[track].rungs.len() as f64
    })
}
