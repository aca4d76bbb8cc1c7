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
        let coordinates = solution_for_ones(polytope, &replies, &support);
        let one = support.iter().fold(UBig::ONE, |lcm, &column| {
            let unit = polytope.unit(column);
            &lcm * unit / (&lcm).gcd(unit)
        });
        let mut weights = vec![UBig::ZERO; polytope.strategy_count()];
        for (&column, coordinate) in support.iter().zip(coordinates) {
            weights[column] = coordinate * (&one / polytope.unit(column));
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

/// Numerators, over one positive denominator, of the solution of `C z = 1` for a square, regular
/// part of the coefficients whose solution is not negative: fraction-free Gauss-Jordan elimination
/// (Bareiss 1968).
fn solution_for_ones(polytope: &Polytope, rows: &[usize], columns: &[usize]) -> Vec<UBig> {
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
        // A regular matrix always has such a line; without one the swap changes nothing.
        let pivot = (k..order).find(|&row| lines[row][k] != IBig::ZERO).unwrap_or(k);
        lines.swap(k, pivot);
        let pivot_line = lines[k].clone();
        for (i, line) in lines.iter_mut().enumerate().filter(|(i, _)| *i != k) {
            debug_assert!(i < order);
            let factor = line[k].clone();
            for (cell, above) in line.iter_mut().zip(&pivot_line) {
                *cell = (&*cell * &pivot_line[k] - &factor * above) / &divisor;
            }
        }
        divisor.clone_from(&pivot_line[k]);
    }
    // Every diagonal cell is now the determinant; the solution is not negative, so the right sides
    // have the determinant's sign.
    lines.into_iter().map(|mut line| line.pop().unwrap_or(IBig::ZERO).unsigned_abs()).collect()
}
