//! Exact arithmetic for pivoting: integers of growing width, and the tableau they fill.

mod big;
mod fixed;
mod integer;
mod linear_program;
mod payoffs;
mod rational;
mod tableau;

pub(crate) use fixed::Fixed;
pub(crate) use integer::{Approximation, Integer};
pub(crate) use linear_program::{LinearProgram, Optimum};
pub(crate) use payoffs::{whole_payoffs, whole_payoffs_in_one_unit};
pub(crate) use rational::{common_integers, fraction, to_f64};
pub(crate) use tableau::{Tableau, TooWide};
