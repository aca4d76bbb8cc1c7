//! From a calibrated economy and a policy to an equilibrium in changes.

mod activity;
mod continuation;
mod eliminate;
mod fixed_point;
mod jacobian;
mod local;
mod lu;
mod multipliers;
mod newton;
mod report;
mod sensitivity;
mod solve;
mod state;
mod sweep;
mod terms;

pub(crate) use activity::Dead;
pub(crate) use local::Point;
pub(crate) use multipliers::Multipliers;
pub(crate) use newton::Workspace;
pub(crate) use report::{flows_at, outcome, policy_flows};
pub(crate) use sensitivity::sensitivities;
pub(crate) use solve::{Unsolved, solve};
pub(crate) use state::{State, Step};
pub(crate) use terms::Target;
