//! Inner and outer approximations of the set of equilibrium payoffs, any number of players and any
//! discount factors.
//!
//! Judd, Yeltekin and Conklin, "Computing supergame equilibria", *Econometrica* 71 (2003). For a fixed
//! list of directions `c_l` the outer set is `{w : c_l w <= b_l}`; one round lowers every `b_l` to
//! `max_a max_w c_l ((1 - delta) g(a) + delta w)` over continuations `w` in the set that deter deviations
//! from `a` under its least payoffs. The inner set is the hull of points; it is accepted only once it
//! generates itself, so that all its points are equilibrium payoffs, and then grown. Discount factors
//! multiply player by player. Linear programs by a kept library.

mod directions;
mod inner;
mod outer;
mod programs;
mod set;
mod work;

pub use set::{HyperplaneOptions, HyperplaneSet, hyperplane_set};
