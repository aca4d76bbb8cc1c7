//! Games whose players set continuous instruments, each within bounds, and the check on a point of
//! such a game.

mod anderson;
mod certificate;
mod curvature;
mod error;
mod game;
mod low_discrepancy;
mod search;
mod spectral;

pub use anderson::Anderson;
pub use certificate::{ActiveBound, ContinuousCertificate, PlayerCheck, Side};
pub use curvature::{Curvature, largest_curvature};
pub use error::ContinuousError;
pub use game::{
    ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, Point, check_game, check_point,
};
pub use low_discrepancy::low_discrepancy;
pub use search::{SearchBudget, SearchEffort};
