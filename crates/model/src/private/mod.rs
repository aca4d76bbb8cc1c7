//! Private resolve: what each side may be, what may be threatened, and the game that makes.

mod plan;
mod play;

pub use plan::{Likelihoods, PlannedReply, PlannedThreat, PrivatePlan, PrivateType};
pub(crate) use play::decimal;
pub use play::{Ending, ThreatOutcome, ThreatPlay};
