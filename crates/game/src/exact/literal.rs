//! Numbers as people write them in game files: `3`, `-1/3`, `.25`, `1.5e-3`.

use super::Rational;
use dashu::integer::{IBig, UBig};

/// Longest literal that is read; more is no number that anybody meant.
const MOST_CHARACTERS: usize = 2_000;
/// Largest power of ten in a literal; doubles end at 308.
const MOST_EXPONENT: i64 = 1_000;
/// Powers of ten up to here are doubles, and so are all whole numbers up to 2^53.
const EXACT_POWER: usize = 22;
const EXACT_WHOLE: u64 = 1 << 53;

/// Why a word is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberProblem {
    /// Not of the form `3`, `-1/3`, `.25` or `1.5e-3`.
    #[error("is no number; write it like 3, -1/3, .25 or 1.5e-3")]
    Malformed,
    /// A fraction over zero.
    #[error("divides by zero")]
    ZeroDenominator,
    /// More digits, or a larger power of ten, than is read.
    #[error("has more than 2000 characters or an exponent past 1000")]
    TooLong,
    /// Beyond the largest double.
    #[error("is larger than the largest double, 1.8e308")]
    TooLarge,
}

/// A number from a file, kept exactly.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Number {
    /// The double is the number.
    Double(f64),
    /// No double is the number.
    Exact(Rational),
}

/// Reads a literal.
pub(crate) fn parse_number(text: &str) -> Result<Number, NumberProblem> {
    if text.len() > MOST_CHARACTERS {
        return Err(NumberProblem::TooLong);
    }
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if let Some((top, bottom)) = digits.split_once('/') {
        return ratio(negative, whole(top)?, whole(bottom)?);
    }
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], exponent(&digits[at + 1..])?),
        None => (digits, 0),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [before, after].concat();
    if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberProblem::Malformed);
    }
    // A literal has at most two thousand characters.
    let places = i64::try_from(after.len()).unwrap_or(i64::MAX);
    match (exponent, plain_decimal(negative, &all, after.len())) {
        (0, Some(value)) => Ok(Number::Double(value)),
        _ => scaled(negative, whole(&all)?, exponent - places),
    }
}

/// The common case without big integers: `digits / 10^places`, if a double holds it exactly. That is
/// so when five divides out of the denominator, and then one correctly rounded division gives it.
fn plain_decimal(negative: bool, digits: &str, places: usize) -> Option<f64> {
    let value: u64 = digits.parse().ok().filter(|&v| v <= EXACT_WHOLE)?;
    if places > EXACT_POWER || !value.is_multiple_of(5_u64.pow(u32::try_from(places).ok()?)) {
        return None;
    }
    let magnitude = value as f64 / 10_f64.powi(i32::try_from(places).ok()?);
    Some(if negative { -magnitude } else { magnitude })
}

fn whole(digits: &str) -> Result<UBig, NumberProblem> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberProblem::Malformed);
    }
    UBig::from_str_radix(digits, 10).map_err(|_| NumberProblem::Malformed)
}

fn exponent(text: &str) -> Result<i64, NumberProblem> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberProblem::Malformed);
    }
    // What does not fit an i64 is past the limit too.
    let value = digits.parse().unwrap_or(i64::MAX);
    if value > MOST_EXPONENT {
        return Err(NumberProblem::TooLong);
    }
    Ok(if text.starts_with('-') { -value } else { value })
}

/// `mantissa * 10^power`.
fn scaled(negative: bool, mantissa: UBig, power: i64) -> Result<Number, NumberProblem> {
    let ten = UBig::from(10_u8);
    let factor = ten.pow(usize::try_from(power.unsigned_abs()).unwrap_or(usize::MAX));
    if power < 0 {
        ratio(negative, mantissa, factor)
    } else {
        ratio(negative, mantissa * factor, UBig::ONE)
    }
}

fn ratio(negative: bool, top: UBig, bottom: UBig) -> Result<Number, NumberProblem> {
    let top = if negative { -IBig::from(top) } else { IBig::from(top) };
    let value = Rational::from_parts(top, bottom).ok_or(NumberProblem::ZeroDenominator)?;
    let rounded = value.to_f64();
    if !rounded.is_finite() {
        return Err(NumberProblem::TooLarge);
    }
    Ok(if value.is_double() { Number::Double(rounded) } else { Number::Exact(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> String {
        text.parse::<Rational>().unwrap().to_string()
    }

    #[test]
    fn numbers_are_exact() {
        for (text, value) in [
            ("3", "3"),
            ("-1/3", "-1/3"),
            ("+2/4", "1/2"),
            (".25", "1/4"),
            ("5.", "5"),
            ("0.1", "1/10"),
            ("-10.000000", "-10"),
            ("1.5e-3", "3/2000"),
            ("12E2", "1200"),
            ("0.100000000000000000000e2", "10"),
            ("9007199254740993", "9007199254740993"),
        ] {
            assert_eq!(exact(text), value, "{text}");
        }
    }

    #[test]
    fn a_double_is_kept_only_where_it_is_the_number() {
        assert_eq!(parse_number("0.5"), Ok(Number::Double(0.5)));
        assert_eq!(parse_number("1e2"), Ok(Number::Double(100.0)));
        assert!(matches!(parse_number("0.1"), Ok(Number::Exact(_))));
        assert!(matches!(parse_number("9007199254740993"), Ok(Number::Exact(_))));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", ".", "1/", "/2", "1e", "e5", "1.2.3", "1/2/3", "nan", "1/2.5", "0x1"]
        {
            assert_eq!(parse_number(text), Err(NumberProblem::Malformed), "{text}");
        }
        assert_eq!(parse_number("1/0"), Err(NumberProblem::ZeroDenominator));
        assert_eq!(parse_number("1e400"), Err(NumberProblem::TooLarge));
        assert_eq!(parse_number("1e99999999999999999999"), Err(NumberProblem::TooLong));
        assert_eq!(parse_number(&"9".repeat(3000)), Err(NumberProblem::TooLong));
    }
}
