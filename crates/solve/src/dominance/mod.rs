//! Iterated elimination of strictly dominated strategies, with a witness for every step.

mod elimination;
mod mixed;

pub use elimination::{
    Dominance, Dominator, Elimination, Reduction, iterated_strict_dominance, rationalizable,
};
