//! Inverses of the small square blocks that states contribute.
//!
//! Gauss-Jordan elimination with partial pivoting. Blocks have some ten lines; a general factorisation
//! spends more time on being set up than on them. A block may be singular where the whole system is not:
//! in an equilibrium of a stochastic game a player may mix in one state to keep another indifferent in
//! a second one. A pivot that vanishes is then replaced, and who solves with the inverse makes up for it.

/// Pivots below this share of the largest entry count as zero.
const VANISHES: f64 = 1e-11;

/// The inverse of a block, or of one that differs from it by a matrix of low rank.
pub(super) struct Inverse {
    /// Line by line.
    pub(super) lines: Vec<f64>,
    /// Sign of the determinant.
    pub(super) sign: f64,
    /// Pivots that vanished and were replaced: the rank of the difference.
    pub(super) replaced: usize,
}

/// The inverse of a matrix of a given order, line by line; `None` if it is not finite. The matrix is
/// used up.
pub(super) fn inverse(matrix: &mut [f64], order: usize) -> Option<Inverse> {
    let scale = matrix.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    let mut replaced = 0;
    let mut inverse = vec![0.0; order * order];
    for at in 0..order {
        inverse[at * order + at] = 1.0;
    }
    let mut sign = 1.0;
    for column in 0..order {
        let size = |line: &usize| matrix[line * order + column].abs();
        let pivot = (column..order).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let mut largest = matrix[pivot * order + column];
        if largest.abs() <= VANISHES * scale {
            largest = if scale > 0.0 { scale } else { 1.0 };
            matrix[pivot * order + column] = largest;
            replaced += 1;
        }
        if pivot != column {
            sign = -sign;
            for k in 0..order {
                matrix.swap(pivot * order + k, column * order + k);
                inverse.swap(pivot * order + k, column * order + k);
            }
        }
        sign *= largest.signum();
        eliminate(matrix, &mut inverse, order, column);
    }
    let finite = inverse.iter().all(|x| x.is_finite());
    finite.then_some(Inverse { lines: inverse, sign, replaced })
}

/// Makes a column that of the identity, the pivot being in place.
fn eliminate(matrix: &mut [f64], inverse: &mut [f64], order: usize, column: usize) {
    let line = column * order..(column + 1) * order;
    let reciprocal = 1.0 / matrix[column * order + column];
    matrix[line.clone()].iter_mut().for_each(|x| *x *= reciprocal);
    inverse[line.clone()].iter_mut().for_each(|x| *x *= reciprocal);
    for other in (0..order).filter(|other| *other != column) {
        let factor = matrix[other * order + column];
        if factor != 0.0 {
            for table in [&mut *matrix, &mut *inverse] {
                let (low, high) = table.split_at_mut(line.start.max(other * order));
                let (pivot, target) = if other < column {
                    (&high[..order], &mut low[other * order..(other + 1) * order])
                } else {
                    (&low[line.clone()], &mut high[..order])
                };
                for (x, y) in target.iter_mut().zip(pivot) {
                    *x -= factor * y;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: [[0, 2], [1, 3]] has the inverse [[-3/2, 1], [1/2, 0]] and determinant -2.
    #[test]
    fn two_by_two() {
        let found = inverse(&mut [0.0, 2.0, 1.0, 3.0], 2).unwrap();
        assert_eq!(found.lines, [-1.5, 1.0, 0.5, 0.0]);
        assert_eq!((found.sign, found.replaced), (-1.0, 0));
        assert_eq!(inverse(&mut [1.0, 2.0, 2.0, 4.0], 2).unwrap().replaced, 1);
        assert!(inverse(&mut [f64::NAN; 4], 2).is_none());
    }

    #[test]
    fn times_itself_is_one() {
        let order = 7;
        let entry = |at: usize| ((at * 7919 + 13) % 101) as f64 - 50.0;
        let matrix: Vec<f64> = (0..order * order).map(entry).collect();
        let found = inverse(&mut matrix.clone(), order).unwrap().lines;
        for i in 0..order {
            for j in 0..order {
                let sum: f64 =
                    (0..order).map(|k| matrix[i * order + k] * found[k * order + j]).sum();
                assert!((sum - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
        }
    }
}
