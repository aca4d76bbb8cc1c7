//! Exact numbers beside the doubles that methods compute with.

mod literal;
mod rational;
mod tensor;

pub use literal::NumberProblem;
pub(crate) use literal::{Number, parse_number};
pub use rational::Rational;
pub(crate) use tensor::Tensor;
