//! Two's-complement integers of a fixed number of limbs, with exact division by multiplication.
//!
//! Fraction-free pivoting divides only where the quotient is an integer. Modulo `2^(64 W)` an odd
//! number has an inverse, so with `d = 2^t o`, `o` odd (Jebelean, "An algorithm for exact division",
//! J. Symbolic Computation 15, 1993):
//!
//! `(a b - c e) / d = (a (b o^-1) - c (e o^-1)) / 2^t  (mod 2^(64 W))`
//!
//! The prepared factors `b o^-1` are shared by a whole tableau, so a cell costs two low products and
//! a shift. The result is right, whatever overflows on the way, if it needs at most
//! `64 W - 1 - t` bits; the tableau proves that before it pivots.

use super::{Approximation, Integer};
use dashu::base::Sign;
use dashu::integer::{IBig, UBig};
use std::cmp::Ordering;

/// An integer of `W` limbs of 64 bits, least significant first, in two's complement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fixed<const W: usize>([u64; W]);

/// `2^twos` times the inverse's odd number.
#[derive(Debug, Clone)]
pub(crate) struct OddInverse<const W: usize> {
    inverse: Fixed<W>,
    twos: u32,
}

#[expect(clippy::cast_possible_truncation, reason = "the low limb is what is meant")]
fn split(value: u128) -> (u64, u64) {
    (value as u64, (value >> 64) as u64)
}

#[expect(clippy::needless_range_loop, reason = "limb arithmetic runs over several arrays at once")]
impl<const W: usize> Fixed<W> {
    const ZERO: Self = Self([0; W]);

    fn is_negative(&self) -> bool {
        self.0[W - 1] >> 63 == 1
    }

    /// Low `W` limbs of the product.
    fn times(&self, other: &Self) -> Self {
        let mut out = [0; W];
        for i in 0..W {
            let mut carry = 0;
            for j in 0..W - i {
                let wide = u128::from(self.0[i]) * u128::from(other.0[j])
                    + u128::from(out[i + j])
                    + u128::from(carry);
                (out[i + j], carry) = split(wide);
            }
        }
        Self(out)
    }

    fn minus(&self, other: &Self) -> Self {
        let mut out = [0; W];
        let mut borrow = false;
        for i in 0..W {
            let (partial, first) = self.0[i].overflowing_sub(other.0[i]);
            let (limb, second) = partial.overflowing_sub(u64::from(borrow));
            out[i] = limb;
            borrow = first | second;
        }
        Self(out)
    }

    /// Shift to the right that keeps the sign.
    fn shifted_right(&self, bits: u32) -> Self {
        if bits == 0 {
            return *self;
        }
        let limbs = bits as usize / 64;
        let rest = bits % 64;
        let fill = if self.is_negative() { u64::MAX } else { 0 };
        let limb = |i: usize| if i < W { self.0[i] } else { fill };
        let mut out = [0; W];
        for (i, slot) in out.iter_mut().enumerate() {
            let low = limb(i + limbs);
            let high = limb(i + limbs + 1);
            *slot = if rest == 0 { low } else { (low >> rest) | (high << (64 - rest)) };
        }
        Self(out)
    }

    fn trailing_zeros(&self) -> u32 {
        let mut zeros = 0;
        for limb in self.0 {
            zeros += limb.trailing_zeros();
            if limb != 0 {
                break;
            }
        }
        zeros
    }

    /// Magnitude as an unsigned number of the same limbs.
    fn magnitude(&self) -> [u64; W] {
        if self.is_negative() { self.negated().0 } else { self.0 }
    }

    /// The product of two magnitudes, high half first so that it compares as a number does.
    fn full_product(a: &[u64; W], b: &[u64; W]) -> ([u64; W], [u64; W]) {
        let mut low = [0; W];
        let mut high = [0; W];
        for i in 0..W {
            let mut carry = 0;
            for j in 0..W {
                let at = i + j;
                let slot = if at < W { &mut low[at] } else { &mut high[at - W] };
                let wide =
                    u128::from(a[i]) * u128::from(b[j]) + u128::from(*slot) + u128::from(carry);
                (*slot, carry) = split(wide);
            }
            high[i] = carry;
        }
        low.reverse();
        high.reverse();
        (high, low)
    }
}

impl<const W: usize> Integer for Fixed<W> {
    type Divisor = OddInverse<W>;

    const CAPACITY: u64 = 64 * W as u64 - 1;

    fn from_big(value: &IBig) -> Self {
        let (sign, magnitude) = value.clone().into_parts();
        let mut limbs = [0; W];
        for (limb, bytes) in limbs.iter_mut().zip(magnitude.to_le_bytes().chunks(8)) {
            let mut whole = [0; 8];
            whole[..bytes.len()].copy_from_slice(bytes);
            *limb = u64::from_le_bytes(whole);
        }
        let positive = Self(limbs);
        if sign == Sign::Negative { positive.negated() } else { positive }
    }

    fn to_big(&self) -> IBig {
        let bytes: Vec<u8> = self.magnitude().iter().flat_map(|l| l.to_le_bytes()).collect();
        let sign = if self.is_negative() { Sign::Negative } else { Sign::Positive };
        IBig::from_parts(sign, UBig::from_le_bytes(&bytes))
    }

    fn sign(&self) -> Ordering {
        if self.is_negative() {
            Ordering::Less
        } else if self.0 == [0; W] {
            Ordering::Equal
        } else {
            Ordering::Greater
        }
    }

    fn negated(&self) -> Self {
        Self::ZERO.minus(self)
    }

    fn approximate(&self) -> Approximation {
        let magnitude = self.magnitude();
        let top = (1..W).rev().find(|&i| magnitude[i] != 0).unwrap_or(0);
        let below = if top == 0 { 0 } else { magnitude[top - 1] };
        let absolute = magnitude[top] as f64 + below as f64 * 0.5_f64.powi(64);
        let mantissa = if self.is_negative() { -absolute } else { absolute };
        // Proof of the fall-back: W is at most 64.
        Approximation { mantissa, exponent: i32::try_from(64 * top).unwrap_or(i32::MAX) }
    }

    fn divisor(value: &Self) -> OddInverse<W> {
        debug_assert_eq!(value.sign(), Ordering::Greater);
        let twos = value.trailing_zeros();
        let odd = value.shifted_right(twos);
        // Newton's iteration doubles the correct low bits; an odd number is its own inverse to 3.
        let mut inverse = odd;
        let two = Self::from_big(&IBig::from(2));
        let mut correct = 3;
        while correct < 64 * W {
            inverse = inverse.times(&two.minus(&odd.times(&inverse)));
            correct *= 2;
        }
        OddInverse { inverse, twos }
    }

    fn spare_bits(divisor: &OddInverse<W>) -> u64 {
        u64::from(divisor.twos)
    }

    fn prepared(&self, divisor: &OddInverse<W>) -> Self {
        self.times(&divisor.inverse)
    }

    #[inline]
    fn cross_divided(a: &Self, b: &Self, c: &Self, d: &Self, divisor: &OddInverse<W>) -> Self {
        a.times(b).minus(&c.times(d)).shifted_right(divisor.twos)
    }

    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        let sign_of = |x: Ordering, y: Ordering| (x as i8) * (y as i8);
        let left = sign_of(a.sign(), b.sign());
        let right = sign_of(c.sign(), d.sign());
        if left != right || left == 0 {
            return left.cmp(&right);
        }
        let magnitudes = Self::full_product(&a.magnitude(), &b.magnitude())
            .cmp(&Self::full_product(&c.magnitude(), &d.magnitude()));
        if left > 0 { magnitudes } else { magnitudes.reverse() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check<const W: usize>(a: i128, b: i128, c: i128, d: i128, divisor: i128) {
        let [a, b, c, d, divisor] = [a, b, c, d, divisor].map(IBig::from);
        // An exact quotient: choose the last product so that the division leaves nothing.
        let (a, c) = (&a * &divisor, &c * &divisor);
        let f = Fixed::<W>::from_big;
        let prepared = Fixed::<W>::divisor(&f(&divisor));
        let found = Fixed::<W>::cross_divided(
            &f(&a),
            &f(&b).prepared(&prepared),
            &f(&c),
            &f(&d).prepared(&prepared),
            &prepared,
        );
        assert_eq!(found.to_big(), (&a * &b - &c * &d) / &divisor);
        assert_eq!(f(&a).to_big(), a);
        assert_eq!(
            Fixed::<W>::compare_products(&f(&a), &f(&b), &f(&c), &f(&d)),
            (&a * &b).cmp(&(&c * &d)),
        );
        assert_eq!(f(&a).sign(), a.cmp(&IBig::ZERO));
        let near = f(&a).approximate();
        let exact = a.to_f64().value();
        assert!((near.mantissa * 2_f64.powi(near.exponent) - exact).abs() <= 1e-15 * exact.abs());
        let near = a.approximate();
        assert!((near.mantissa * 2_f64.powi(near.exponent) - exact).abs() <= 1e-15 * exact.abs());
    }

    proptest! {
        #[test]
        fn fixed_widths_agree_with_unbounded_integers(
            a: i32, b: i32, c: i32, d: i32, odd in 0_i32..1 << 28, twos in 0_u32..20, up in 0_u32..9
        ) {
            let divisor = i128::from(2 * odd + 1) << twos;
            let [a, b, c, d] = [a, b, c, d].map(|x| i128::from(x) << up);
            check::<3>(a, b, c, d, divisor);
            check::<4>(a, b, c, d, divisor);
            check::<7>(a, b, c, d, divisor);
        }

        #[test]
        fn one_and_two_limbs_agree_with_unbounded_integers(
            a: i16, b: i16, c: i16, d: i16, odd in 0_i16..1 << 9, twos in 0_u32..4
        ) {
            let divisor = i128::from(2 * odd + 1) << twos;
            check::<1>(a.into(), b.into(), c.into(), d.into(), divisor);
            check::<2>(a.into(), b.into(), c.into(), d.into(), divisor);
        }
    }
}
