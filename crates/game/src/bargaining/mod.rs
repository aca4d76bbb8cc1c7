//! Bargaining between two players: what can be agreed on, what happens otherwise, and the check on a
//! deal.

mod certificate;
mod error;
mod problem;
mod solution;

pub use certificate::DealCertificate;
pub use error::BargainingError;
pub use problem::{BargainingProblem, Feasible, Issue};
pub use solution::{Deal, DealRule};
