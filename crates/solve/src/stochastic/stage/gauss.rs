//! Small dense linear systems in place, without an allocation: Gaussian elimination with partial
//! pivoting.

/// Pivots smaller than this, relative to the largest entry, count as zero.
const SMALLEST_PIVOT: f64 = 1e-13;

/// Solves `A x = b` for a square matrix in rows; `b` becomes `x`. False if `A` is singular, as far as
/// can be told; then both are spoilt.
pub(super) fn solve(a: &mut [f64], b: &mut [f64]) -> bool {
    let n = b.len();
    let scale = a.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    for column in 0..n {
        let larger = |best: usize, row: usize| {
            if a[row * n + column].abs() > a[best * n + column].abs() { row } else { best }
        };
        let pivot = (column + 1..n).fold(column, larger);
        // Written so that what is not a number is singular.
        let is_regular = a[pivot * n + column].abs() > SMALLEST_PIVOT * scale;
        if !is_regular {
            return false;
        }
        if pivot != column {
            for k in column..n {
                a.swap(pivot * n + k, column * n + k);
            }
            b.swap(pivot, column);
        }
        for row in column + 1..n {
            let factor = a[row * n + column] / a[column * n + column];
            if factor != 0.0 {
                for k in column..n {
                    a[row * n + k] -= factor * a[column * n + k];
                }
                b[row] -= factor * b[column];
            }
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| a[row * n + k] * b[k]).sum();
        b[row] = (b[row] - known) / a[row * n + row];
    }
    b.iter().all(|x| x.is_finite())
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn a_system_that_needs_a_pivot_and_one_without_a_solution() {
        let mut b = [3.0, 5.0, 4.0];
        assert!(solve(&mut [0.0, 1.0, 1.0, 2.0, 0.0, 1.0, 1.0, 1.0, 0.0], &mut b));
        let expected = [2.0, 2.0, 1.0];
        assert!(b.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-15), "{b:?}");
        assert!(!solve(&mut [1.0, 2.0, 2.0, 4.0], &mut [1.0, 2.0]));
    }
}
