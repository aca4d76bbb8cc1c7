//! Payoffs while they are read: doubles as long as doubles will do, rationals from then on.

use super::{Number, Rational};

/// Numbers in the order in which they come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tensor {
    doubles: Vec<f64>,
    /// As long as `doubles`, once one of them is not the number itself.
    exact: Option<Vec<Rational>>,
}

impl Tensor {
    pub(crate) fn push(&mut self, number: Number) {
        match number {
            Number::Double(value) => {
                if let Some(exact) = &mut self.exact {
                    exact.push(rational(value));
                }
                self.doubles.push(value);
            }
            Number::Exact(value) => {
                let doubles = &self.doubles;
                self.exact
                    .get_or_insert_with(|| doubles.iter().map(|&x| rational(x)).collect())
                    .push(value.clone());
                self.doubles.push(value.to_f64());
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.doubles.len()
    }

    /// The number at a place, once more.
    pub(crate) fn number(&self, at: usize) -> Number {
        match &self.exact {
            Some(exact) if !exact[at].is_double() => Number::Exact(exact[at].clone()),
            _ => Number::Double(self.doubles[at]),
        }
    }

    /// The doubles, and the rationals if some of them are not doubles.
    pub(crate) fn into_parts(self) -> (Vec<f64>, Option<Vec<Rational>>) {
        (self.doubles, self.exact)
    }
}

impl FromIterator<Rational> for Tensor {
    fn from_iter<I: IntoIterator<Item = Rational>>(numbers: I) -> Self {
        let mut tensor = Self::default();
        for value in numbers {
            let rounded = value.to_f64();
            let is_double = value.is_double();
            tensor.push(if is_double { Number::Double(rounded) } else { Number::Exact(value) });
        }
        tensor
    }
}

/// Only finite doubles get here: literals past the largest double are refused.
fn rational(value: f64) -> Rational {
    Rational::from_f64(value).unwrap_or_default()
}
