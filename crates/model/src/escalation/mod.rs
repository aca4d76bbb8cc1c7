//! The ladder of escalation: where two or more governments can stand, how they get from one situation
//! to the next, and what each is worth to them.

mod action;
mod conflict;
mod flows;
mod ladder;
mod plan;
mod rules;
mod state;

pub use action::LadderAction;
pub use conflict::{LadderConflict, LadderSituation};
pub use flows::{Regime, RegimeOutcome};
pub(crate) use ladder::start_of;
pub use ladder::{Ladder, LadderArc, Mover};
pub use plan::{EscalationPlan, Order, Rung, SelectionRule, Track, Without};
pub use state::{LadderState, MOST_TRACKS, Phase};
