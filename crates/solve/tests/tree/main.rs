//! Methods that work on the tree, held to published answers, to brute force and to one another.

#[path = "../common/mod.rs"]
mod common;

mod agents;
mod backward;
mod games;
mod sequence_form;
mod sequentiality;
