//! Conflicts: known answers, brute-force definitions, and what must hold of every conflict.

mod cases;
mod definitions;
mod games;
mod properties;
mod questions;
