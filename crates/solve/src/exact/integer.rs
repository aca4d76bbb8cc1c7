//! What pivoting asks of an integer, whether it has one limb or as many as it needs.

use dashu::integer::IBig;
use std::cmp::Ordering;
use std::fmt::Debug;

/// A number rounded to `mantissa * 2^exponent`, correct to a few units in the last place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Approximation {
    pub(crate) mantissa: f64,
    pub(crate) exponent: i32,
}

/// An integer that fraction-free pivoting can use.
pub(crate) trait Integer: Clone + Debug + Send + Sync {
    /// A pivot's divisor, prepared once for all the cells of a tableau.
    type Divisor: Sync;

    /// Bits of magnitude that a value may have; nothing is representable beyond.
    const CAPACITY: u64;

    /// The value, which must fit in [`Self::CAPACITY`] bits.
    fn from_big(value: &IBig) -> Self;

    /// The value, whatever its width.
    fn to_big(&self) -> IBig;

    /// Sign: `Less` for negative, `Equal` for zero.
    fn sign(&self) -> Ordering;

    /// The negative.
    fn negated(&self) -> Self;

    /// The value, rounded.
    fn approximate(&self) -> Approximation;

    /// Prepares exact division by a positive number.
    fn divisor(value: &Self) -> Self::Divisor;

    /// Bits that exact division by `divisor` needs beyond those of the quotient.
    fn spare_bits(divisor: &Self::Divisor) -> u64;

    /// Prepares a factor that occurs in many products which are all divided by the same number.
    fn prepared(&self, divisor: &Self::Divisor) -> Self;

    /// `(a b - c d) / divisor`, where the division is exact; `b` and `d` are prepared.
    fn cross_divided(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self::Divisor) -> Self;

    /// Compares `a b` with `c d`.
    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;
}
