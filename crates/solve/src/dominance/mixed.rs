//! Dominance by a mixture, as a zero-sum game against the strategy in question.
//!
//! Strategy `s` is strictly dominated exactly when the zero-sum game with payoffs
//! `D_kt = u(k, t) - u(s, t)`, `k != s`, has a positive value; the maximin mixture then dominates.

use crate::exact::{fraction, to_f64};
use crate::zero_sum::maximin;
use dashu::base::UnsignedAbs;
use dashu::integer::IBig;

/// A mixture of the other lines that is better than line `s` in every column, if there is one:
/// positions, probabilities, and the same as fractions.
pub(super) fn dominating_mixture(
    lines: &[Vec<&IBig>],
    s: usize,
) -> Option<Vec<(usize, f64, String)>> {
    let others: Vec<usize> = (0..lines.len()).filter(|&k| k != s).collect();
    let mut gains: Vec<Vec<IBig>> = others
        .iter()
        .map(|&k| lines[k].iter().zip(&lines[s]).map(|(a, b)| *a - *b).collect())
        .collect();
    // Shift all payoffs to at least one; the value shifts with them.
    let shift = IBig::ONE - gains.iter().flatten().min()?;
    for gain in gains.iter_mut().flatten() {
        *gain += &shift;
    }
    let solved = maximin(&gains)?;
    // value > shift, that is det / sum > shift.
    if solved.det <= &shift * &solved.sum {
        return None;
    }
    let sum = solved.sum.unsigned_abs();
    Some(
        others
            .into_iter()
            .zip(solved.weights)
            .filter(|(_, weight)| *weight != IBig::ZERO)
            .map(|(k, weight)| {
                let weight = weight.unsigned_abs();
                (k, to_f64(&weight, &sum), fraction(&weight, &sum))
            })
            .collect(),
    )
}
