//! Exact rational numbers, as game files hold them.

use super::{Number, NumberProblem, parse_number};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

/// A rational number in lowest terms, written `1/3` or `2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rational(RBig);

impl Rational {
    /// Zero.
    pub const ZERO: Self = Self(RBig::ZERO);
    /// One.
    pub const ONE: Self = Self(RBig::ONE);

    /// The number that a double is, exactly; `None` for NaN and infinities.
    pub fn from_f64(value: f64) -> Option<Self> {
        RBig::try_from(value).ok().map(Self)
    }

    /// The nearest double; infinite where none is near.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }

    /// Whether a double holds the number without rounding.
    pub fn is_double(&self) -> bool {
        RBig::try_from(self.to_f64()).is_ok_and(|rounded| rounded == self.0)
    }

    /// Numerator, in lowest terms; carries the sign.
    pub fn numerator(&self) -> &IBig {
        self.0.numerator()
    }

    /// Denominator, in lowest terms.
    pub fn denominator(&self) -> &UBig {
        self.0.denominator()
    }

    /// Whether the number is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        *self.numerator() < IBig::ZERO
    }

    /// `numerator / denominator`; `None` if the denominator is zero.
    pub fn from_parts(numerator: IBig, denominator: UBig) -> Option<Self> {
        (denominator != UBig::ZERO).then(|| Self(RBig::from_parts(numerator, denominator)))
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self(RBig::from(value))
    }
}

impl Add for &Rational {
    type Output = Rational;

    fn add(self, other: Self) -> Rational {
        Rational(&self.0 + &other.0)
    }
}

impl Sub for &Rational {
    type Output = Rational;

    fn sub(self, other: Self) -> Rational {
        Rational(&self.0 - &other.0)
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        Rational(-&self.0)
    }
}

impl Mul for &Rational {
    type Output = Rational;

    fn mul(self, other: Self) -> Rational {
        Rational(&self.0 * &other.0)
    }
}

impl Div for &Rational {
    type Output = Rational;

    /// # Panics
    /// If `other` is zero, as integer division does.
    fn div(self, other: Self) -> Rational {
        Rational(&self.0 / &other.0)
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Rational {
    type Err = NumberProblem;

    fn from_str(text: &str) -> Result<Self, NumberProblem> {
        Ok(match parse_number(text)? {
            Number::Exact(value) => value,
            // A literal that a double holds is finite.
            Number::Double(value) => Self::from_f64(value).unwrap_or_default(),
        })
    }
}

impl Serialize for Rational {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rational {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
