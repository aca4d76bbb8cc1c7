//! Integers without a limit: the last tier, where no fixed width can be promised to suffice.

use super::{Approximation, Integer};
use dashu::base::{BitTest, Signed};
use dashu::integer::IBig;
use std::cmp::Ordering;

/// Bits kept when a big integer is rounded.
const KEPT: usize = 62;

impl Integer for IBig {
    type Divisor = Self;

    const CAPACITY: u64 = u64::MAX;

    fn from_big(value: &IBig) -> Self {
        value.clone()
    }

    fn to_big(&self) -> IBig {
        self.clone()
    }

    fn sign(&self) -> Ordering {
        self.cmp(&Self::ZERO)
    }

    fn negated(&self) -> Self {
        -self
    }

    fn approximate(&self) -> Approximation {
        let excess = self.bit_len().saturating_sub(KEPT);
        let kept = self >> excess;
        // Proof of the fall-backs: `kept` has at most 62 bits, and a bit length fits an i32 for
        // every number that fits in memory.
        let mantissa = i64::try_from(&kept).unwrap_or(i64::MAX) as f64;
        Approximation { mantissa, exponent: i32::try_from(excess).unwrap_or(i32::MAX) }
    }

    fn divisor(value: &Self) -> Self {
        debug_assert!(value.is_positive());
        value.clone()
    }

    fn spare_bits(_: &Self) -> u64 {
        0
    }

    fn prepared(&self, _: &Self) -> Self {
        self.clone()
    }

    fn cross_divided(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &Self) -> Self {
        (a * b - c * d) / divisor
    }

    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (a * b).cmp(&(c * d))
    }
}
