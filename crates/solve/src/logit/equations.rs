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

    /// What rounding alone can leave of `H` at a point: some units in the last place of the largest
    /// coordinate, unless the system knows better.
    fn rounding(&self, point: &Point) -> f64 {
        point.iter().fold(1.0_f64, |most, x| most.max(x.abs())) * 4e-15
    }

    /// The derivatives of `H`, with a last line that the caller gives: a square matrix.
    fn jacobian(&self, point: &Point, last: &[f64]) -> Dense;
}
