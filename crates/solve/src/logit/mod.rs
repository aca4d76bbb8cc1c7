//! Logit quantal response: the branch of equilibria from indifference to best replies.

mod branch;
mod equations;
mod homotopy;
mod path;
mod support_newton;
mod system;

pub(crate) use branch::METHOD as BRANCH_METHOD;
pub use branch::{QuantalResponse, QuantalResponses, quantal_response};
pub(crate) use equations::{Equations, Point};
pub(crate) use homotopy::METHOD;
pub use homotopy::logit_homotopy;
pub(crate) use path::Path;
pub(crate) use support_newton::nearest_equilibrium;
