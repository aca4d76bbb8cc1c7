//! Anderson acceleration of a fixed-point iteration `x <- y(x)`.
//!
//! Walker and Ni (2011), type II: with residuals `f_k = y_k - x_k` take
//! `x+ = y_k - sum_j gamma_j (y_{j+1} - y_j)`, `gamma` least squares of `f_k` on the differences of
//! residuals (normal equations with a little ridge).

use std::collections::VecDeque;

/// Earlier iterations that are used.
const MEMORY: usize = 5;
/// Ridge, relative to the largest diagonal entry of the normal equations.
const RIDGE: f64 = 1e-12;

/// Past points and residuals of an iteration.
#[derive(Debug, Clone, Default)]
pub struct Anderson(VecDeque<(Vec<f64>, Vec<f64>)>);

impl Anderson {
    /// Forgets the past.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The next point, from the last one and where the iteration took it.
    pub fn next(&mut self, x: &[f64], y: &[f64]) -> Vec<f64> {
        let residual: Vec<f64> = y.iter().zip(x).map(|(y, x)| y - x).collect();
        if self.0.len() == MEMORY + 1 {
            self.0.pop_front();
        }
        self.0.push_back((y.to_vec(), residual.clone()));
        let changes: Vec<(Vec<f64>, Vec<f64>)> = self
            .0
            .iter()
            .zip(self.0.iter().skip(1))
            .map(|((y0, f0), (y1, f1))| (difference(y1, y0), difference(f1, f0)))
            .collect();
        let m = changes.len();
        let mut rows: Vec<Vec<f64>> = (0..m)
            .map(|i| {
                let against = |v: &[f64]| dot(&changes[i].1, v);
                changes.iter().map(|c| against(&c.1)).chain([against(&residual)]).collect()
            })
            .collect();
        let ridge = RIDGE * (0..m).map(|i| rows[i][i]).fold(0.0, f64::max);
        for (i, row) in rows.iter_mut().enumerate() {
            row[i] += ridge;
        }
        let mut next = y.to_vec();
        for (gamma, (change, _)) in eliminate(rows).iter().zip(&changes) {
            for (x, c) in next.iter_mut().zip(change) {
                *x -= gamma * c;
            }
        }
        next
    }
}

/// Solution of a small positive definite system, given with its right-hand side as last column.
/// A pivot that vanishes leaves its unknown at zero.
fn eliminate(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let n = rows.len();
    for k in 0..n {
        let pivot = rows[k].clone();
        for row in rows.iter_mut().skip(k + 1) {
            let share = if pivot[k] > 0.0 { row[k] / pivot[k] } else { 0.0 };
            for (x, p) in row.iter_mut().zip(&pivot) {
                *x -= share * p;
            }
        }
    }
    let mut solution = vec![0.0; n];
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|j| rows[k][j] * solution[j]).sum();
        solution[k] = if rows[k][k] > 0.0 { (rows[k][n] - known) / rows[k][k] } else { 0.0 };
    }
    solution
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x - y).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_affine_iteration_that_diverges_is_solved_all_the_same() {
        // y = b + A x with eigenvalues 0.9 and -1.5; fixed point (I - A)^-1 b.
        let map = |x: &[f64]| vec![1.0 + 0.9 * x[0], 2.0 + 0.3 * x[0] - 1.5 * x[1]];
        let mut anderson = Anderson::default();
        let mut x = vec![0.0, 0.0];
        for _ in 0..6 {
            x = anderson.next(&x, &map(&x));
        }
        assert!((x[0] - 10.0).abs() < 1e-8 && (x[1] - 2.0).abs() < 1e-8, "{x:?}");
    }
}
