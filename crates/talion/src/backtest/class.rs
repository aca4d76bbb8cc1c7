//! Kinds of actions, for forecasts that tell no tracks apart.

use serde::Serialize;
use talion_model::LadderAction;

/// A kind of action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionClass {
    /// Leave everything as it is.
    Hold,
    /// Step up.
    Up,
    /// Step down.
    Down,
    /// Offer talks.
    Talk,
    /// Accept the deal.
    Accept,
    /// Walk out.
    Leave,
}

impl ActionClass {
    /// Number of kinds.
    pub const COUNT: usize = 6;

    /// The kind of an action.
    pub fn of(action: LadderAction) -> Self {
        match action {
            LadderAction::Hold => Self::Hold,
            LadderAction::Up(_) => Self::Up,
            LadderAction::Down(_) => Self::Down,
            LadderAction::Talk => Self::Talk,
            LadderAction::Accept => Self::Accept,
            LadderAction::Leave => Self::Leave,
        }
    }
}
