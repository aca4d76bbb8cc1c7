//! A dictionary of a linear program in integers, with lexicographic pivoting.
//!
//! For `A x <= b`, `x >= 0`, slack variables `s`, and a basis `B`, every basic variable is
//!
//! `x_i = (b_i - sum_j a_ij x_j) / det`,  and the objective `z = (c_0 - sum_j c_j x_j) / det`,
//!
//! over the nonbasic `x_j`. All of `a`, `b`, `c` and `det` are minors of the original matrix, so
//! they are integers. Pivoting on `a_rs > 0` (Edmonds; Bareiss 1968; Avis, "lrs", 2000):
//!
//! `a'_ij = (a_ij a_rs - a_is a_rj) / det`, `a'_rj = a_rj`, `a'_is = -a_is`, `a'_rs = det`,
//! `det' = a_rs`.
//!
//! Ties in the ratio test are broken as if `b` were `b + (e, e^2, ..)` for a tiny `e`, which makes
//! the polyhedron simple: every basis then has one neighbour across each of its edges.
//!
//! A double beside every cell decides nearly all comparisons; where the two sides are closer than
//! the rounding error, the integers decide. So every decision is exact.

use super::{Approximation, Integer};
use dashu::integer::IBig;
use std::cmp::Ordering;
use std::sync::Arc;

/// Relative distance of two products of approximations beyond which their order is certain: each
/// factor is off by less than four units in the last place, each product by less than ten.
const CERTAIN: f64 = 1e-14;
/// Magnitudes of approximations whose products neither overflow nor lose bits to underflow.
const TRUSTED: std::ops::Range<f64> = 1e-150..1e150;

/// The next pivot might not fit in the integer type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooWide;

/// A dictionary. Variables are numbered with the structural ones first, then the slacks.
#[derive(Debug, Clone)]
pub(crate) struct Tableau<T> {
    rows: usize,
    columns: usize,
    /// `rows + 1` lines of `columns + 1`: last line the objective, last column the right side.
    cells: Vec<T>,
    /// Every cell over `det`, rounded; NaN where that is not to be trusted.
    rounded: Vec<f64>,
    det: T,
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// Row of a basic variable; `rows` plus the column of a nonbasic one.
    place: Vec<usize>,
    /// Bits that any cell can need, by the number of structural variables in the basis.
    limits: Arc<[u64]>,
}

impl<T: Integer> Tableau<T> {
    /// The dictionary at the origin. `cells` has the shape that the field describes, with `b > 0`.
    ///
    /// `None` if the integer type cannot hold even that.
    pub(crate) fn at_origin(rows: usize, columns: usize, cells: &[IBig]) -> Option<Self> {
        let limits = hadamard_bits(rows, columns, cells);
        (limits[0] <= T::CAPACITY).then(|| {
            let mut tableau = Self {
                rows,
                columns,
                cells: cells.iter().map(T::from_big).collect(),
                rounded: Vec::new(),
                det: T::from_big(&IBig::ONE),
                basic: (columns..columns + rows).collect(),
                nonbasic: (0..columns).collect(),
                place: (rows..rows + columns).chain(0..rows).collect(),
                limits: limits.into(),
            };
            tableau.round();
            tableau
        })
    }

    /// The same dictionary in another integer type, which must hold it.
    pub(crate) fn converted<U: Integer>(&self) -> Tableau<U> {
        Tableau {
            rows: self.rows,
            columns: self.columns,
            cells: self.cells.iter().map(|x| U::from_big(&x.to_big())).collect(),
            rounded: self.rounded.clone(),
            det: U::from_big(&self.det.to_big()),
            basic: self.basic.clone(),
            nonbasic: self.nonbasic.clone(),
            place: self.place.clone(),
            limits: Arc::clone(&self.limits),
        }
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    pub(crate) fn nonbasic(&self) -> &[usize] {
        &self.nonbasic
    }

    pub(crate) fn basic(&self) -> &[usize] {
        &self.basic
    }

    /// Numerator of a cell; row `rows` is the objective, column `columns` the right side.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &T {
        &self.cells[self.at(row, column)]
    }

    /// Common denominator of the dictionary, positive.
    pub(crate) fn det(&self) -> &T {
        &self.det
    }

    /// Bits that the cells of any basis with this many structural variables can need.
    pub(crate) fn limit(&self, structural: usize) -> u64 {
        self.limits[structural.min(self.limits.len() - 1)]
    }

    /// Whether a basic variable is zero.
    pub(crate) fn is_degenerate(&self, row: usize) -> bool {
        self.sign(row, self.columns) == Ordering::Equal
    }

    /// Sign of the objective coefficient of a nonbasic variable.
    pub(crate) fn objective_sign(&self, column: usize) -> Ordering {
        self.sign(self.rows, column)
    }

    /// Sign of the objective coefficient that a column would have after a pivot on `(row, on)`.
    pub(crate) fn objective_sign_after(&self, row: usize, on: usize, column: usize) -> Ordering {
        self.compare(
            [self.at(self.rows, column), self.at(row, on)],
            [self.at(self.rows, on), self.at(row, column)],
        )
    }

    /// The row that leaves the basis when a column enters; `None` if the column is unbounded.
    pub(crate) fn leaving_row(&self, entering: usize) -> Option<usize> {
        (0..self.rows)
            .filter(|&row| self.sign(row, entering) == Ordering::Greater)
            .reduce(|best, row| if self.leaves_before(row, best, entering) { row } else { best })
    }

    /// Whether `(b_i, p_i) / a_is` is lexicographically below `(b_h, p_h) / a_hs`, where `p` holds
    /// the coefficients of the perturbation.
    fn leaves_before(&self, i: usize, h: usize, s: usize) -> bool {
        let compare_at = |column: usize| {
            self.compare([self.at(i, column), self.at(h, s)], [self.at(h, column), self.at(i, s)])
        };
        let mut order = compare_at(self.columns);
        // Slack `k` perturbs the row where it is basic by `det`, and row `i` by `a_ij` where it is
        // nonbasic in column `j`.
        for slack in self.columns..self.columns + self.rows {
            if order != Ordering::Equal {
                break;
            }
            let place = self.place[slack];
            order = if place >= self.rows {
                compare_at(place - self.rows)
            } else if place == i {
                Ordering::Greater
            } else if place == h {
                Ordering::Less
            } else {
                Ordering::Equal
            };
        }
        order == Ordering::Less
    }

    /// The dictionary after a pivot on a positive cell.
    pub(crate) fn pivoted(&self, r: usize, s: usize) -> Result<Self, TooWide> {
        let mut basic = self.basic.clone();
        let mut nonbasic = self.nonbasic.clone();
        let mut place = self.place.clone();
        std::mem::swap(&mut basic[r], &mut nonbasic[s]);
        place[basic[r]] = r;
        place[nonbasic[s]] = self.rows + s;
        let structural = basic.iter().filter(|&&v| v < self.columns).count();
        let divisor = T::divisor(&self.det);
        if self.limit(structural).saturating_add(T::spare_bits(&divisor)) > T::CAPACITY {
            return Err(TooWide);
        }
        let width = self.columns + 1;
        let pivot_row = &self.cells[r * width..(r + 1) * width];
        let pivot = pivot_row[s].prepared(&divisor);
        let prepared: Vec<T> = pivot_row.iter().map(|x| x.prepared(&divisor)).collect();
        let mut cells = Vec::with_capacity(self.cells.len());
        for (i, line) in self.cells.chunks_exact(width).enumerate() {
            if i == r {
                cells.extend_from_slice(line);
                cells[r * width + s] = self.det.clone();
            } else {
                let a_is = &line[s];
                cells.extend(
                    line.iter()
                        .zip(&prepared)
                        .map(|(a_ij, a_rj)| T::cross_divided(a_ij, &pivot, a_is, a_rj, &divisor)),
                );
                cells[i * width + s] = a_is.negated();
            }
        }
        let mut after = Self {
            rows: self.rows,
            columns: self.columns,
            cells,
            rounded: Vec::new(),
            det: pivot_row[s].clone(),
            basic,
            nonbasic,
            place,
            limits: Arc::clone(&self.limits),
        };
        after.round();
        Ok(after)
    }

    fn at(&self, row: usize, column: usize) -> usize {
        row * (self.columns + 1) + column
    }

    fn round(&mut self) {
        let Approximation { mantissa, exponent } = self.det.approximate();
        let over = 1.0 / mantissa;
        self.rounded.clear();
        self.rounded.extend(self.cells.iter().map(|cell| {
            let near = cell.approximate();
            let value = near.mantissa * over * power_of_two(near.exponent - exponent);
            if value == 0.0 && near.mantissa == 0.0 || TRUSTED.contains(&value.abs()) {
                value
            } else {
                f64::NAN
            }
        }));
    }

    fn sign(&self, row: usize, column: usize) -> Ordering {
        let at = self.at(row, column);
        self.rounded[at].partial_cmp(&0.0).unwrap_or_else(|| self.cells[at].sign())
    }

    /// Compares the products of two pairs of cells.
    fn compare(&self, left: [usize; 2], right: [usize; 2]) -> Ordering {
        let a = self.rounded[left[0]] * self.rounded[left[1]];
        let b = self.rounded[right[0]] * self.rounded[right[1]];
        if a - b > CERTAIN * (a.abs() + b.abs()) {
            Ordering::Greater
        } else if b - a > CERTAIN * (a.abs() + b.abs()) {
            Ordering::Less
        } else if a == 0.0 && b == 0.0 {
            Ordering::Equal
        } else {
            let [a, b] = left.map(|at| &self.cells[at]);
            let [c, d] = right.map(|at| &self.cells[at]);
            T::compare_products(a, b, c, d)
        }
    }
}

/// `2^exponent`, or NaN beyond the normal range.
fn power_of_two(exponent: i32) -> f64 {
    if (-1022..=1023).contains(&exponent) {
        f64::from_bits(u64::from((exponent + 1023).unsigned_abs()) << 52)
    } else {
        f64::NAN
    }
}

/// Bits that hold every minor of order up to `k + 1`, for `k = 0, 1, ..`: with `k` structural
/// variables in the basis no cell is a larger minor. Hadamard's inequality on lines and columns.
fn hadamard_bits(rows: usize, columns: usize, cells: &[IBig]) -> Vec<u64> {
    let logs: Vec<f64> = cells.iter().map(log2).collect();
    let width = columns + 1;
    let lines: Vec<Vec<f64>> = logs.chunks_exact(width).map(<[f64]>::to_vec).collect();
    let upright: Vec<Vec<f64>> =
        (0..width).map(|j| lines.iter().map(|line| line[j]).collect()).collect();
    (1..=rows.min(columns) + 1)
        .map(|order| {
            let bits = norm_product(&lines, order).min(norm_product(&upright, order));
            // One bit for the rounding of these logarithms, and to round up.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative"
            )]
            let whole = bits.max(0.0).ceil() as u64 + 1;
            whole
        })
        .collect()
}

/// Logarithm of the product of the `order` largest Euclidean norms, each over the `order` largest
/// entries, and none below one.
fn norm_product(lines: &[Vec<f64>], order: usize) -> f64 {
    let mut norms: Vec<f64> = lines
        .iter()
        .map(|line| {
            let mut sorted = line.clone();
            sorted.sort_by(|a, b| b.total_cmp(a));
            let top = sorted[0];
            let sum: f64 = sorted.iter().take(order).map(|log| (2.0 * (log - top)).exp2()).sum();
            if top == f64::NEG_INFINITY { 0.0 } else { (top + 0.5 * sum.log2()).max(0.0) }
        })
        .collect();
    norms.sort_by(|a, b| b.total_cmp(a));
    norms.iter().take(order).sum()
}

fn log2(value: &IBig) -> f64 {
    let Approximation { mantissa, exponent } = value.approximate();
    mantissa.abs().log2() + f64::from(exponent)
}
