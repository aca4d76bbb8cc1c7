//! Dense square linear systems, by faer's LU factorisation with partial pivoting.

use faer::linalg::solvers::Solve;
use faer::{Col, Mat};

/// A square matrix that is filled entry by entry, and its right side.
#[derive(Debug, Clone)]
pub(crate) struct Dense(Mat<f64>);

impl Dense {
    /// Zeros.
    pub(crate) fn zeros(order: usize) -> Self {
        Self(Mat::zeros(order, order))
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.0[(row, column)] = value;
    }

    #[cfg(test)]
    pub(crate) fn get(&self, row: usize, column: usize) -> f64 {
        self.0[(row, column)]
    }

    /// The solution for a right side; `None` if it is not finite, as for a singular matrix.
    pub(crate) fn solved(&self, right: &[f64]) -> Option<Vec<f64>> {
        let right = Col::from_fn(right.len(), |i| right[i]);
        let solution = self.0.partial_piv_lu().solve(right);
        let solution: Vec<f64> = solution.iter().copied().collect();
        solution.iter().all(|x| x.is_finite()).then_some(solution)
    }

    /// The inverse, line by line; `None` if it is not finite.
    pub(crate) fn inverse(&self) -> Option<Vec<Vec<f64>>> {
        let order = self.0.nrows();
        let inverse = self.0.partial_piv_lu().solve(Mat::<f64>::identity(order, order));
        let lines: Vec<Vec<f64>> =
            (0..order).map(|i| (0..order).map(|j| inverse[(i, j)]).collect()).collect();
        lines.iter().flatten().all(|x| x.is_finite()).then_some(lines)
    }

    /// The eigenvalues as real and imaginary parts; `None` if the iteration fails.
    pub(crate) fn eigenvalues(&self) -> Option<Vec<(f64, f64)>> {
        if self.0.nrows() == 0 {
            return Some(Vec::new());
        }
        let found = self.0.eigenvalues().ok()?;
        Some(found.into_iter().map(|value| (value.re, value.im)).collect())
    }
}
