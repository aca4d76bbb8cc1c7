//! Games in which one player knows something, does something, and another one draws conclusions.

mod error;
mod game;
mod threat;
mod threat_tree;
mod tree;

pub use error::{SignallingProblem, SignallingProblems};
pub use game::{PrivateTypes, SignallingGame};
pub use threat::{Reply, Threat, ThreatGame, ThreatPayoffs};
pub use tree::SignallingTree;
