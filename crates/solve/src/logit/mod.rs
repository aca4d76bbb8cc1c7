//! Logit quantal response: the branch of equilibria from indifference to best replies.

mod branch;
mod homotopy;
mod path;
mod support_newton;
mod system;

pub use branch::{QuantalResponse, QuantalResponses, quantal_response};
pub(crate) use homotopy::METHOD;
pub use homotopy::logit_homotopy;
