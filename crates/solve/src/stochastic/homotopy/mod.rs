//! Homotopy methods: paths of perturbed equilibria that lead to Markov-perfect ones.

mod block;
mod branch;
mod equations;
mod layout;
mod logit;
mod logit_form;
mod newton;
mod path;
mod polish;
mod priors;
mod quantal;
mod stage;
mod support_form;
mod system;
mod tracing;
mod tracing_form;
mod value_system;

pub use branch::{BranchEnd, BranchRun};
pub use logit::LogitHomotopy;
pub use quantal::{
    MarkovQuantalResponse, MarkovQuantalResponses, QuantalRoute, logit_markov, logit_markov_near,
};
pub use tracing::LogTracing;

pub(crate) use logit::METHOD as LOGIT_METHOD;
pub(crate) use tracing::METHOD as TRACING_METHOD;
