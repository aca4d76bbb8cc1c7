//! Talks: terms on the table, what the economy makes of any deal on them, and the game of all deals.

mod deals;
mod game;
mod plan;
mod surface;

pub use deals::{DealOutcome, TalksTable};
pub use game::TalksGame;
pub use plan::{TalksFallback, TalksPlan, TalksTerm};
