//! From doubles to integers without loss, and from integers back to fractions.

use dashu::base::{BitTest, Gcd};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

/// A finite double as `mantissa * 2^exponent`, both exact.
fn parts(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let biased = (bits >> 52) & 0x7ff;
    let (magnitude, exponent) =
        if biased == 0 { (fraction, -1074) } else { (fraction | (1 << 52), biased as i32 - 1075) };
    let magnitude = magnitude.cast_signed();
    (if bits >> 63 == 1 { -magnitude } else { magnitude }, exponent)
}

/// Finite doubles as integers: the numbers times one power of two, the least that makes them whole.
pub(crate) fn common_integers(values: &[f64]) -> Vec<IBig> {
    let parts: Vec<(i64, i32)> = values.iter().map(|&v| parts(v)).collect();
    let lowest = parts
        .iter()
        .filter(|(mantissa, _)| *mantissa != 0)
        .map(|(mantissa, exponent)| exponent + mantissa.trailing_zeros().cast_signed())
        .min()
        .unwrap_or(0);
    parts
        .into_iter()
        .map(|(mantissa, exponent)| match exponent - lowest {
            _ if mantissa == 0 => IBig::ZERO,
            up @ 0.. => IBig::from(mantissa) << up.unsigned_abs() as usize,
            down => IBig::from(mantissa >> down.unsigned_abs()),
        })
        .collect()
}

/// `numerator / denominator` in lowest terms, as `"1/3"` or `"2"`.
pub(crate) fn fraction(numerator: &UBig, denominator: &UBig) -> String {
    let common = numerator.gcd(denominator);
    let (top, bottom) = (numerator / &common, denominator / &common);
    if bottom == UBig::ONE { top.to_string() } else { format!("{top}/{bottom}") }
}

/// `numerator / denominator`, rounded to the nearest double.
pub(crate) fn to_f64(numerator: &UBig, denominator: &UBig) -> f64 {
    debug_assert!(denominator.bit_len() > 0);
    RBig::from_parts(IBig::from(numerator.clone()), denominator.clone()).to_f64().value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_become_integers_without_loss() {
        let values = [0.5, -0.75, 3.0, 0.0, 2.0_f64.powi(-3), 1e300, f64::MIN_POSITIVE / 4.0];
        let whole = common_integers(&values);
        for (a, x) in values.iter().zip(&whole) {
            for (b, y) in values.iter().zip(&whole) {
                // x / y = a / b exactly: compare cross products of the exact rationals.
                let exact = |v: f64| RBig::try_from(v).unwrap();
                let (x, y) = (RBig::from(x.clone()), RBig::from(y.clone()));
                assert_eq!(exact(*a) * y, exact(*b) * x);
            }
        }
        assert_eq!(common_integers(&[6.0, -10.0, 0.0]), [3.into(), (-5).into(), 0.into()]);
    }

    #[test]
    fn fractions_are_in_lowest_terms() {
        let u = |x: u32| UBig::from(x);
        assert_eq!(fraction(&u(6), &u(18)), "1/3");
        assert_eq!(fraction(&u(8), &u(4)), "2");
        assert_eq!(fraction(&u(0), &u(4)), "0");
        assert_eq!(to_f64(&u(1), &u(3)), 1.0 / 3.0);
    }
}
