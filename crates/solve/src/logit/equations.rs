//! What the continuation asks of a system of equations along a branch.

use crate::linear::Dense;

/// A point on a branch: the unknowns, then `lambda`.
pub(crate) type Point = Vec<f64>;

/// Equations `H(x, lambda) = 0` with a known solution at `lambda = 0`.
pub(crate) trait Equations {
    /// Number of unknowns and of equations; a point has one coordinate more.
    fn order(&self) -> usize;

    /// The solution at `lambda = 0`.
    fn start(&self) -> Point;

    /// `H` at a point.
    fn residual(&self, point: &Point) -> Vec<f64>;

    /// The derivatives of `H`, with a last line that the caller gives: a square matrix.
    fn jacobian(&self, point: &Point, last: &[f64]) -> Dense;
}
