//! From a calibrated economy and a policy to an equilibrium in changes.

mod activity;
mod branches;
mod conditioning;
mod continuation;
mod curve;
mod eliminate;
mod fixed_point;
mod jacobian;
mod local;
mod lu;
mod multipliers;
mod newton;
mod report;
mod response;
mod sensitivity;
mod shift;
mod solve;
mod sources;
mod state;
mod sweep;
mod terms;
mod trace;

pub(crate) use activity::Dead;
pub(crate) use branches::branches;
pub(crate) use local::Point;
pub(crate) use multipliers::Multipliers;
pub(crate) use newton::Workspace;
pub(crate) use report::{flows_at, outcome, policy_flows};
pub(crate) use sensitivity::sensitivities;
pub(crate) use shift::shift;
pub(crate) use solve::{Unsolved, solve};
pub(crate) use sources::{SOURCES, sources};
pub(crate) use state::{State, Step};
pub(crate) use terms::Target;
