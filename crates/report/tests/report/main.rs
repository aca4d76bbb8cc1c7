//! What every output of the report crate must hold to, on findings built by hand.

mod csv_tables;
mod figures;
mod fixture;
mod folder;
mod golden;
mod html;
mod policy;
mod policy_fixture;
mod resolve;
mod terminal;
