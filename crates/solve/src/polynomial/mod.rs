//! All equilibria of a game of any number of players, by supports and polynomial systems.

mod enumeration;
mod interval;
mod roots;
mod system;

pub(crate) use enumeration::METHOD;
pub use enumeration::polynomial_enumeration;
