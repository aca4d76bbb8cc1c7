//! Stochastic games by recursion, enumeration and backward induction, against what is known of them.

mod brute_force;
mod cases;
mod components;
mod finite;
mod forward;
mod games;
mod graph;
mod invariance;
mod pure;
mod search;
