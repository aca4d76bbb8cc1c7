//! The economy: calibrated shares, and counterfactuals on them.

mod adjoint;
mod api;
mod blocks;
mod branches;
mod calibration;
mod decompose;
mod rebase;
mod structure;

pub use adjoint::Adjoint;
pub use api::Economy;
pub(crate) use blocks::Block;
pub(crate) use calibration::Calibration;
