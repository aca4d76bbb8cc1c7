//! Dense LU with partial pivoting in storage that is kept from one iteration to the next.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::lu::partial_pivoting::{factor, solve};
use faer::perm::PermRef;
use faer::prelude::default;
use faer::{MatMut, MatRef, Par};

/// A square matrix in column-major order, before or after factorisation.
pub(crate) struct Lu {
    n: usize,
    /// Entry (row, column) stands at `column * n + row`.
    pub(crate) matrix: Vec<f64>,
    forward: Vec<usize>,
    inverse: Vec<usize>,
    scratch: MemBuffer,
}

impl Lu {
    /// Storage for an `n` by `n` matrix and right-hand sides of up to `columns` columns.
    pub(crate) fn new(n: usize, columns: usize) -> Self {
        let factor = factor::lu_in_place_scratch::<usize, f64>(n, n, Par::Seq, default());
        let solve = solve::solve_in_place_scratch::<usize, f64>(n, columns, Par::Seq);
        let transposed = solve::solve_transpose_in_place_scratch::<usize, f64>(n, 1, Par::Seq);
        Self {
            n,
            matrix: vec![0.0; n * n],
            forward: vec![0; n],
            inverse: vec![0; n],
            scratch: MemBuffer::new(factor.or(solve).or(transposed)),
        }
    }

    /// Factorises the matrix in place. Returns the sign of its determinant: 0 if it is singular
    /// or not finite, in which case no solve may follow.
    pub(crate) fn factor(&mut self) -> f64 {
        let n = self.n;
        if !self.matrix.iter().all(|x| x.is_finite()) {
            return 0.0;
        }
        let matrix = MatMut::from_column_major_slice_mut(&mut self.matrix, n, n);
        let stack = MemStack::new(&mut self.scratch);
        let (forward, inverse) = (&mut self.forward, &mut self.inverse);
        let (info, _) = factor::lu_in_place(matrix, forward, inverse, Par::Seq, stack, default());
        let flip = if info.transposition_count % 2 == 0 { 1.0 } else { -1.0 };
        let diagonal = (0..n).map(|k| self.matrix[k * n + k]);
        diagonal.fold(flip, |sign, pivot| {
            if pivot == 0.0 || !pivot.is_finite() { 0.0 } else { sign * pivot.signum() }
        })
    }

    /// Solves for column-major right-hand sides in place.
    pub(crate) fn solve(&mut self, rhs: &mut [f64]) {
        let n = self.n;
        let columns = rhs.len() / n;
        let matrix = MatRef::from_column_major_slice(&self.matrix, n, n);
        let rhs = MatMut::from_column_major_slice_mut(rhs, n, columns);
        let stack = MemStack::new(&mut self.scratch);
        let perm = PermRef::new_checked(&self.forward, &self.inverse, n);
        solve::solve_in_place(matrix, matrix, perm, rhs, Par::Seq, stack);
    }

    /// Solves the transposed system for one right-hand side in place.
    pub(crate) fn solve_transposed(&mut self, rhs: &mut [f64]) {
        let n = self.n;
        let matrix = MatRef::from_column_major_slice(&self.matrix, n, n);
        let rhs = MatMut::from_column_major_slice_mut(rhs, n, 1);
        let stack = MemStack::new(&mut self.scratch);
        let perm = PermRef::new_checked(&self.forward, &self.inverse, n);
        solve::solve_transpose_in_place(matrix, matrix, perm, rhs, Par::Seq, stack);
    }
}

#[cfg(test)]
mod tests {
    use super::Lu;

    #[test]
    fn solves_and_knows_the_sign_of_the_determinant() {
        let mut lu = Lu::new(3, 2);
        // Columns of [[0, 2, 1], [1, 0, 3], [2, 1, 0]], determinant 13.
        lu.matrix.copy_from_slice(&[0.0, 1.0, 2.0, 2.0, 0.0, 1.0, 1.0, 3.0, 0.0]);
        assert_eq!(lu.factor(), 1.0);
        // Right-hand sides of (1, 2, 3) and (-1, 0, 1).
        let mut rhs = [7.0, 10.0, 4.0, 1.0, 2.0, -2.0];
        lu.solve(&mut rhs);
        let want = [1.0, 2.0, 3.0, -1.0, 0.0, 1.0];
        for (found, want) in rhs.iter().zip(want) {
            assert!((found - want).abs() < 1e-15, "{rhs:?}");
        }
        // The transposed system with its right-hand side of (1, 2, 3): columns become rows.
        let mut rhs = [8.0, 5.0, 7.0];
        lu.solve_transposed(&mut rhs);
        for (found, want) in rhs.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - want).abs() < 1e-15, "{rhs:?}");
        }
        // Two columns swapped turn the sign; a repeated one makes the matrix singular.
        lu.matrix.copy_from_slice(&[2.0, 0.0, 1.0, 0.0, 1.0, 2.0, 1.0, 3.0, 0.0]);
        assert_eq!(lu.factor(), -1.0);
        lu.matrix.copy_from_slice(&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 0.0]);
        assert_eq!(lu.factor(), 0.0);
    }
}
