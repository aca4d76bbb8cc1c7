//! Lemke's method for linear complementarity problems, in integers.
//!
//! Find `z >= 0` with `w = q + M z >= 0` and `z_i w_i = 0` for all `i`. A covering variable makes
//! `w = q + M z + z_0` feasible; from there the complement of what left the basis enters, until `z_0`
//! leaves (Lemke, "Bimatrix equilibrium points and mathematical programming", Management Science 11,
//! 1965). Pivots are fraction-free; ties in the ratio test are broken lexicographically, so that no
//! basis comes back (Eaves 1971).

use dashu::integer::IBig;
use std::cmp::Ordering;
use talion_game::Observer;

/// How Lemke's method ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Complementary {
    /// Numerators of `z` over one positive denominator, and the pivots that it took.
    Found { z: Vec<IBig>, denominator: IBig, pivots: u64 },
    /// A ray: for the problems of the sequence form theory rules it out.
    Ray,
    /// The observer stopped the work.
    Stopped,
}

/// Solves `w = q + M z`, `M` in lines.
pub(super) fn lemke(
    matrix: &[Vec<IBig>],
    constants: &[IBig],
    observer: &dyn Observer,
) -> Complementary {
    let order = constants.len();
    if constants.iter().all(|q| *q >= IBig::ZERO) {
        return Complementary::Found {
            z: vec![IBig::ZERO; order],
            denominator: IBig::ONE,
            pivots: 0,
        };
    }
    let mut table = Table::at_start(matrix, constants);
    // The row that is lexicographically least; `z_0` takes it and all become feasible.
    let least = (0..order).min_by(|&i, &k| constants[i].cmp(&constants[k]).then(k.cmp(&i)));
    let Some(first) = least else { return Complementary::Ray };
    let covering = 2 * order;
    let mut entering = table.first_pivot(first, covering);
    let mut pivots = 1;
    loop {
        pivots += 1;
        observer.progress("complementary pivots", pivots, 0);
        if observer.stopped() {
            return Complementary::Stopped;
        }
        let Some(row) = table.leaving_row(entering) else { return Complementary::Ray };
        let left = table.basis[row];
        table.pivot(row, entering);
        if left == covering {
            return table.solution(pivots);
        }
        entering = if left < order { left + order } else { left - order };
    }
}

/// `w - M z - z_0 = q` over a common denominator. Columns: `w`, `z`, `z_0`, right side.
struct Table {
    order: usize,
    lines: Vec<Vec<IBig>>,
    denominator: IBig,
    basis: Vec<usize>,
}

impl Table {
    fn at_start(matrix: &[Vec<IBig>], constants: &[IBig]) -> Self {
        let order = constants.len();
        let line = |i: usize| {
            let unit = (0..order).map(|j| if i == j { IBig::ONE } else { IBig::ZERO });
            let of_z = matrix[i].iter().map(|m| -m);
            unit.chain(of_z).chain([IBig::from(-1), constants[i].clone()]).collect()
        };
        Self {
            order,
            lines: (0..order).map(line).collect(),
            denominator: IBig::ONE,
            basis: (0..order).collect(),
        }
    }

    /// Brings the covering variable in; returns the complement of what left.
    fn first_pivot(&mut self, row: usize, covering: usize) -> usize {
        // The pivot must be positive: the line may be turned round, as it is an equation.
        for cell in &mut self.lines[row] {
            *cell = -std::mem::take(cell);
        }
        self.pivot(row, covering);
        row + self.order
    }

    /// The row that leaves when a column enters, by the lexicographic ratio test.
    fn leaving_row(&self, entering: usize) -> Option<usize> {
        (0..self.order)
            .filter(|&row| self.lines[row][entering] > IBig::ZERO)
            .reduce(|best, row| if self.is_before(row, best, entering) { row } else { best })
    }

    fn is_before(&self, row: usize, best: usize, entering: usize) -> bool {
        let right = 2 * self.order + 1;
        let [a, b] = [row, best].map(|r| &self.lines[r]);
        // The inverse of the basis stands in the columns of `w`.
        let order = std::iter::once(right)
            .chain(0..self.order)
            .map(|column| (&a[column] * &b[entering]).cmp(&(&b[column] * &a[entering])))
            .find(|order| *order != Ordering::Equal);
        order == Some(Ordering::Less)
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let pivot = self.lines[row][column].clone();
        let top = self.lines[row].clone();
        for (_, line) in self.lines.iter_mut().enumerate().filter(|(i, _)| *i != row) {
            let factor = line[column].clone();
            for (cell, above) in line.iter_mut().zip(&top) {
                // Most of a sparse problem stays zero for long.
                if factor.is_zero() || above.is_zero() {
                    if !cell.is_zero() {
                        *cell = &*cell * &pivot / &self.denominator;
                    }
                } else {
                    *cell = (&*cell * &pivot - &factor * above) / &self.denominator;
                }
            }
        }
        self.denominator = pivot;
        self.basis[row] = column;
    }

    fn solution(self, pivots: u64) -> Complementary {
        let right = 2 * self.order + 1;
        let mut z = vec![IBig::ZERO; self.order];
        for (line, &variable) in self.lines.iter().zip(&self.basis) {
            if (self.order..2 * self.order).contains(&variable) {
                z[variable - self.order].clone_from(&line[right]);
            }
        }
        Complementary::Found { z, denominator: self.denominator, pivots }
    }
}
