//! Stochastic games by recursion, enumeration and backward induction, against what is known of them.

mod brute_force;
mod cases;
mod finite;
mod games;
mod graph;
mod pure;
mod search;
