//! Mixtures that make a player indifferent among some actions, where play may stay in the state.
//!
//! With `c` and `r` as in a stage game, a mixture `y` of the other player and a value `v` make the
//! actions of a square block equally good if `(C - v R) y = 0` and `sum y = 1`. So the values are
//! generalised eigenvalues of the pencil `(C, R)`, as many as there are actions at most. Without
//! loops `R` is all ones and there is one; with loops there may be several.

use super::gauss;
use crate::linear::Dense;

/// Relative size of an imaginary part, or of a distance of two roots, below which a root is double
/// as far as can be told.
const DOUBLE: f64 = 1e-6;
/// Probabilities below this are zero.
pub(super) const LEAST_PROBABILITY: f64 = 1e-12;
/// Newton steps from a root in single precision, or better, to one in full.
const POLISH: usize = 4;

/// Solutions of blocks, with room to work in.
#[derive(Debug, Clone, Default)]
pub(super) struct Pencil {
    /// Order of the block.
    order: usize,
    /// The block `C`, in rows; after `shift`, `C - v0 R`.
    pub(super) c: Vec<f64>,
    /// The block `R`, in rows.
    pub(super) r: Vec<f64>,
    /// Solutions with positive mixtures: `v`, then `y`.
    solutions: Vec<f64>,
    /// Whether no solution can have been missed.
    pub(super) is_sure: bool,
    matrix: Vec<f64>,
    vector: Vec<f64>,
}

impl Pencil {
    /// Makes room for a block, which the caller fills.
    pub(super) fn start(&mut self, order: usize) {
        self.order = order;
        self.c.clear();
        self.r.clear();
        self.solutions.clear();
        self.is_sure = true;
    }

    /// The solutions: a value and a mixture each.
    pub(super) fn solutions(&self) -> impl Iterator<Item = (f64, &[f64])> {
        self.solutions.chunks_exact(self.order + 1).map(|one| (one[0], &one[1..]))
    }

    /// Finds all solutions with positive mixtures.
    pub(super) fn solve(&mut self) {
        // Values are found as distances from a value of the block, where they are most exact.
        let shift = self.c[0] / self.r[0];
        for (c, r) in self.c.iter_mut().zip(&self.r) {
            *c -= shift * r;
        }
        if self.r.iter().all(|r| *r == self.r[0]) {
            self.uniform();
        } else if self.order == 2 {
            self.quadratic();
        } else {
            self.eigenvalues();
        }
        for one in self.solutions.chunks_exact_mut(self.order + 1) {
            one[0] += shift;
        }
    }

    /// One rate throughout: `C y = r v` is linear.
    fn uniform(&mut self) {
        let k = self.order;
        self.matrix.clear();
        for row in 0..k {
            self.matrix.extend_from_slice(&self.c[row * k..(row + 1) * k]);
            self.matrix.push(-1.0);
        }
        self.matrix.extend(std::iter::repeat_n(1.0, k));
        self.matrix.push(0.0);
        // Unknowns of one size, whatever the unit of payoffs.
        let scale = self.c.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        if scale == 0.0 {
            return;
        }
        for row in 0..k {
            for column in 0..k {
                self.matrix[row * (k + 1) + column] /= scale;
            }
        }
        self.vector.clear();
        self.vector.resize(k, 0.0);
        self.vector.push(1.0);
        if gauss::solve(&mut self.matrix, &mut self.vector) {
            let value = self.vector[k] * scale / self.r[0];
            self.keep(value);
        }
    }

    /// Keeps the mixture in `vector` if it is positive.
    fn keep(&mut self, value: f64) {
        let mixture = &self.vector[..self.order];
        if mixture.iter().all(|y| *y > LEAST_PROBABILITY) {
            let sum: f64 = mixture.iter().sum();
            self.solutions.push(value);
            self.solutions.extend(mixture.iter().map(|y| y / sum));
        }
    }

    /// Two by two: the determinant is a quadratic in `v`.
    fn quadratic(&mut self) {
        let ([c11, c12, c21, c22], [r11, r12, r21, r22]) = (four(&self.c), four(&self.r));
        let a = r11 * r22 - r12 * r21;
        let b = c12 * r21 + c21 * r12 - c11 * r22 - c22 * r11;
        let c = c11 * c22 - c12 * c21;
        let (size, discriminant) = (b * b + (4.0 * a * c).abs(), b * b - 4.0 * a * c);
        self.is_sure &= discriminant.abs() > DOUBLE * DOUBLE * size || size == 0.0;
        if discriminant < 0.0 || size == 0.0 {
            return;
        }
        let q = -0.5 * (b + discriminant.sqrt().copysign(b));
        for v in [q / a, c / q] {
            let rows = [[c11 - v * r11, c12 - v * r12], [c21 - v * r21, c22 - v * r22]];
            let size = |row: &[f64; 2]| row[0].abs() + row[1].abs();
            let row = if size(&rows[0]) >= size(&rows[1]) { rows[0] } else { rows[1] };
            let first = row[1] / (row[1] - row[0]);
            if v.is_finite() && first.is_finite() {
                self.vector.clear();
                self.vector.extend([first, 1.0 - first]);
                self.polish_and_keep(v);
            }
        }
    }

    /// Larger blocks: eigenvalues `t` of `(C - m R)^-1 R` for some `m`, which give `v = m + 1 / t`.
    fn eigenvalues(&mut self) {
        let k = self.order;
        let extreme =
            self.c.iter().zip(&self.r).fold(0.0_f64, |most, (c, r)| most.max((c / r).abs()));
        // Values lie between the extremes; just outside of them few blocks are singular.
        let found = [1.37, -1.53, 2.61].into_iter().find_map(|times| {
            let m = times * extreme;
            let mut shifted = Dense::zeros(k);
            for (at, (c, r)) in self.c.iter().zip(&self.r).enumerate() {
                shifted.set(at / k, at % k, c - m * r);
            }
            let inverse = shifted.inverse()?;
            let mut product = Dense::zeros(k);
            for (row, line) in inverse.iter().enumerate() {
                for column in 0..k {
                    let terms = line.iter().enumerate().map(|(j, x)| x * self.r[j * k + column]);
                    product.set(row, column, terms.sum());
                }
            }
            Some((m, product.eigenvalues()?))
        });
        let Some((m, eigenvalues)) = found else {
            self.is_sure = false;
            return;
        };
        let mut values: Vec<f64> = Vec::with_capacity(k);
        for (re, im) in eigenvalues {
            if re.hypot(im) * extreme < 1e-9 {
                continue; // An infinite value.
            }
            let (v, off) = (m + re / (re * re + im * im), im.abs() / re.hypot(im));
            self.is_sure &= off == 0.0 || off > DOUBLE;
            if off == 0.0 && v.abs() <= extreme * (1.0 + DOUBLE) {
                values.push(v);
            }
        }
        values.sort_by(f64::total_cmp);
        self.is_sure &= values.windows(2).all(|w| w[1] - w[0] > DOUBLE * extreme);
        for v in values {
            if self.kernel(v, extreme) {
                self.polish_and_keep(v);
            }
        }
    }

    /// A mixture that is nearly in the kernel of `C - v R`, by inverse iteration.
    fn kernel(&mut self, v: f64, extreme: f64) -> bool {
        let near = v + 1e-9 * extreme;
        self.vector.clear();
        self.vector.resize(self.order, 1.0);
        for _ in 0..2 {
            self.matrix.clear();
            self.matrix.extend(self.c.iter().zip(&self.r).map(|(c, r)| c - near * r));
            if !gauss::solve(&mut self.matrix, &mut self.vector) {
                self.is_sure = false;
                return false;
            }
            let sum: f64 = self.vector.iter().sum();
            if sum == 0.0 {
                return false;
            }
            self.vector.iter_mut().for_each(|y| *y /= sum);
        }
        true
    }

    /// Newton's method on `(C - v R) y = 0`, `sum y = 1`, from a value and the mixture in `vector`.
    fn polish_and_keep(&mut self, mut v: f64) {
        let k = self.order;
        let mut y = std::mem::take(&mut self.vector);
        y.truncate(k);
        let mut step = Vec::with_capacity(k + 1);
        for _ in 0..POLISH {
            self.matrix.clear();
            step.clear();
            for row in 0..k {
                let range = row * k..(row + 1) * k;
                let (c, r) = (&self.c[range.clone()], &self.r[range]);
                self.matrix.extend(c.iter().zip(r).map(|(c, r)| c - v * r));
                let dot = |x: &[f64]| -> f64 { x.iter().zip(&y).map(|(x, y)| x * y).sum() };
                let (worth, rate) = (dot(c), dot(r));
                self.matrix.push(-rate);
                step.push(v * rate - worth);
            }
            self.matrix.extend(std::iter::repeat_n(1.0, k));
            self.matrix.push(0.0);
            step.push(1.0 - y.iter().sum::<f64>());
            if !gauss::solve(&mut self.matrix, &mut step) {
                // A double root, which nothing can be sure of.
                self.is_sure = false;
                break;
            }
            y.iter_mut().zip(&step).for_each(|(y, s)| *y += s);
            v += step[k];
        }
        self.vector = y;
        self.keep(v);
    }
}

/// The entries of a block of two by two.
fn four(block: &[f64]) -> [f64; 4] {
    [block[0], block[1], block[2], block[3]]
}

#[cfg(test)]
mod tests {
    use super::Pencil;

    fn solutions(order: usize, c: &[f64], r: &[f64]) -> Vec<(f64, Vec<f64>)> {
        let mut pencil = Pencil::default();
        pencil.start(order);
        pencil.c.extend_from_slice(c);
        pencil.r.extend_from_slice(r);
        pencil.solve();
        pencil.solutions().map(|(v, y)| (v, y.to_vec())).collect()
    }

    #[test]
    fn each_solution_makes_the_actions_equally_good() {
        let c = [4.0, 1.0, 0.5, 0.0, 3.0, 1.0, 1.0, 0.0, 2.5];
        let r = [0.2, 0.9, 1.0, 0.7, 0.3, 0.8, 0.9, 1.0, 0.4];
        let found = solutions(3, &c, &r);
        assert!(!found.is_empty());
        for (v, y) in found {
            for row in 0..3 {
                let worth: f64 = (0..3).map(|j| y[j] * (c[3 * row + j] - v * r[3 * row + j])).sum();
                assert!(worth.abs() < 1e-14, "{worth} at {v}");
            }
        }
    }

    /// Rows `c = r + a (1, -2)` with `r = a (1, -2) - b (1, -1)` have the kernel (2/3, 1/3) at 1 and
    /// (1/2, 1/2) at 2, here for `a = -1` and `b = -1.5, -1.25`.
    #[test]
    fn a_pencil_with_two_values_gives_both() {
        let mut found = solutions(2, &[-0.5, 2.5, -0.75, 2.75], &[0.5, 0.5, 0.25, 0.75]);
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let expected = [(1.0, 2.0 / 3.0), (2.0, 0.5)];
        assert_eq!(found.len(), 2);
        for ((v, y), (value, first)) in found.iter().zip(expected) {
            assert!((v - value).abs() < 1e-14 && (y[0] - first).abs() < 1e-14, "{v} {y:?}");
        }
    }
}
