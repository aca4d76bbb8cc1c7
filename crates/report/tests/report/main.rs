//! What every output of the report crate must hold to, on findings built by hand.

// Findings are large by value, and a test that goes through a handful of them may say so in a list.
#![allow(clippy::large_stack_arrays)]

mod browser;
mod comparison;
mod csv_tables;
mod dynamics;
mod dynamics_fixture;
mod equilibrium_fixture;
mod every_fixture;
mod figures;
mod files;
mod fixture;
mod folder;
mod golden;
mod html;
mod latex;
#[cfg(feature = "parquet")]
mod parquet_tables;
mod policy;
mod policy_fixture;
mod resolve;
mod talks;
mod terminal;
mod time_fixture;
