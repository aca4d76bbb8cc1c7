//! All equilibria of a two-player game, exactly, by enumerating the vertices of its polytopes.

mod extreme;
mod labels;
mod matching;
mod nash_subsets;
mod polytope;
mod reverse_search;
mod vertex_enumeration;

pub(crate) use extreme::{ExactStrategy, solution_for_ones};
pub(crate) use labels::Labels;
pub(crate) use polytope::Polytope;
pub use vertex_enumeration::vertex_enumeration;
