//! From the label set of a vertex back to its mixed strategy, as exact fractions.

use super::labels::Labels;
use super::polytope::Polytope;
use crate::exact::{fraction, to_f64};
use dashu::base::{Gcd, UnsignedAbs};
use dashu::integer::{IBig, UBig};

/// A mixed strategy as whole weights; its probabilities are the weights over their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExactStrategy {
    weights: Vec<UBig>,
    sum: UBig,
}

impl ExactStrategy {
    /// The mixed strategy at the vertex with this basis.
    pub(crate) fn at(polytope: &Polytope, nonbasic: &Labels) -> Self {
        let support: Vec<usize> = (0..polytope.strategy_count())
            .filter(|&column| !nonbasic.contains(polytope.label(column)))
            .collect();
        let replies: Vec<usize> = (0..polytope.reply_count())
            .filter(|&row| nonbasic.contains(polytope.label(polytope.strategy_count() + row)))
            .collect();
        // A vertex is the only solution of its equations, so its matrix is regular; and its
        // coordinates are not negative, so only their sizes count.
        let solution = solution_for_ones(polytope, &replies, &support);
        Self::of_coordinates(polytope, &support, solution.map(|(z, _)| z).unwrap_or_default())
    }

    /// The mixed strategy with these numerators of coordinates on its support, none negative.
    pub(crate) fn of_coordinates(polytope: &Polytope, support: &[usize], z: Vec<IBig>) -> Self {
        // A coordinate is a weight times its unit's inverse; a common multiple makes all whole.
        let one = support.iter().fold(UBig::ONE, |lcm, &column| {
            let unit = polytope.unit(column);
            &lcm * unit / (&lcm).gcd(unit)
        });
        let mut weights = vec![UBig::ZERO; polytope.strategy_count()];
        for (&column, z) in support.iter().zip(z) {
            weights[column] = z.unsigned_abs() * (&one / polytope.unit(column));
        }
        let sum = weights.iter().fold(UBig::ZERO, |sum, weight| sum + weight);
        Self { weights, sum }
    }

    /// Probabilities, each rounded to the nearest double.
    pub(crate) fn probabilities(&self) -> Vec<f64> {
        self.weights.iter().map(|weight| to_f64(weight, &self.sum)).collect()
    }

    /// Probabilities as fractions in lowest terms.
    pub(crate) fn fractions(&self) -> Vec<String> {
        self.weights.iter().map(|weight| fraction(weight, &self.sum)).collect()
    }
}

/// Numerators and the positive denominator of the solution of `C_JI z = 1`, by fraction-free
/// Gauss-Jordan elimination (Bareiss 1968); `None` if the matrix is singular.
pub(crate) fn solution_for_ones(
    polytope: &Polytope,
    rows: &[usize],
    columns: &[usize],
) -> Option<(Vec<IBig>, IBig)> {
    let order = columns.len();
    let mut lines: Vec<Vec<IBig>> = rows
        .iter()
        .map(|&row| {
            let coefficients = columns.iter().map(|&column| polytope.coefficient(row, column));
            coefficients.cloned().chain([IBig::ONE]).collect()
        })
        .collect();
    let mut divisor = IBig::ONE;
    for k in 0..order {
        let pivot = (k..order).find(|&row| lines[row][k] != IBig::ZERO)?;
        lines.swap(k, pivot);
        let top = lines[k].clone();
        for (_, line) in lines.iter_mut().enumerate().filter(|(i, _)| *i != k) {
            let factor = line[k].clone();
            for (cell, above) in line.iter_mut().zip(&top) {
                *cell = (&*cell * &top[k] - &factor * above) / &divisor;
            }
        }
        divisor.clone_from(&top[k]);
    }
    // Every diagonal cell is now the determinant.
    let negative = divisor < IBig::ZERO;
    let sign = |value: IBig| if negative { -value } else { value };
    let numerators = lines.into_iter().filter_map(|mut line| line.pop()).map(sign).collect();
    Some((numerators, sign(divisor)))
}
