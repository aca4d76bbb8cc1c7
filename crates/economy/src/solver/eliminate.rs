//! One block of sectors eliminated: its costs and sales as linear functions of wages and incomes.
//!
//! The equations are those in `jacobian`; without links the first is trivial, and without scale
//! economies either the second is, so that such sectors cost no factorisation.

use super::local::{Local, Point, dot};
use super::lu::Lu;
use super::state::Step;
use crate::economy::Block;

/// Storage for the elimination of one block.
pub(super) struct Eliminated {
    /// `I - G Pi`; none without links.
    costs: Option<Lu>,
    /// `I + Xi Z - W g R'`; none without links and scale.
    pub(super) sales: Option<Lu>,
    /// `c` as a function of `R` (columns of the block), then of `(w, I, 1)`.
    cost_by_sales: Vec<f64>,
    /// Columns `(w, I, 1)`, rows of the block.
    pub(super) cost: Vec<f64>,
    /// Columns `(w, I, 1)`, rows of the block.
    pub(super) sale: Vec<f64>,
}

impl Eliminated {
    /// Storage for a block of an economy with `n` regions.
    pub(super) fn new(block: &Block, n: usize) -> Self {
        let (size, columns) = (n * block.sectors.len(), 2 * n + 1);
        let couples = block.linked || block.scale;
        Self {
            costs: block.linked.then(|| Lu::new(size, size.max(columns))),
            sales: couples.then(|| Lu::new(size, columns)),
            cost_by_sales: vec![0.0; if block.scale { size * size } else { 0 }],
            cost: vec![0.0; size * columns],
            sale: vec![0.0; size * columns],
        }
    }

    /// Solves a block for `c` and `R` as linear functions of `(w, I, 1)`. Returns the sign of the
    /// block's determinant.
    pub(super) fn eliminate(&mut self, at: &Point<'_>, block: &Block, locals: &[Local]) -> f64 {
        self.cost_right_hand_sides(at, block);
        let mut sign = 1.0;
        if let Some(lu) = &mut self.costs {
            fill_costs(&mut lu.matrix, at, block, locals);
            sign *= lu.factor();
            if sign == 0.0 {
                return 0.0;
            }
            lu.solve(&mut self.cost);
            if block.scale {
                lu.solve(&mut self.cost_by_sales);
            }
        }
        self.sales_right_hand_sides(at, block, locals);
        if let Some(lu) = &mut self.sales {
            fill_sales(&mut lu.matrix, &self.cost_by_sales, at, block, locals);
            sign *= lu.factor();
            if sign == 0.0 {
                return 0.0;
            }
            lu.solve(&mut self.sale);
        }
        if block.scale {
            self.add_scale_to_costs(at.cal.n * block.sectors.len());
        }
        sign
    }

    /// `(v + psi) w + G f_P`, and `psi R` as columns of its own.
    fn cost_right_hand_sides(&mut self, at: &Point<'_>, block: &Block) {
        let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
        let size = n * block.sectors.len();
        self.cost.fill(0.0);
        self.cost_by_sales.fill(0.0);
        for (position, &s) in block.sectors.iter().enumerate() {
            let psi = cal.structure.psi[s];
            for i in 0..n {
                let (row, own) = (position * n + i, s * n + i);
                if !at.terms.activity.producer[own] {
                    continue;
                }
                self.cost[i * size + row] = cal.structure.value_added[own] + psi;
                if block.scale {
                    self.cost_by_sales[row * size + row] = psi;
                }
                if block.linked {
                    let inputs = &cal.inputs_of(i)[s * m..(s + 1) * m];
                    let used = inputs.iter().enumerate();
                    let used =
                        used.filter(|&(k, &g)| g != 0.0 && at.terms.activity.market[k * n + i]);
                    self.cost[2 * n * size + row] =
                        used.map(|(k, g)| g * at.sweep.price_gap(cal, at.state, k * n + i)).sum();
                }
            }
        }
    }

    /// `f_R + Xi c + W alpha I' I` with `c` before the effect of scale.
    fn sales_right_hand_sides(&mut self, at: &Point<'_>, block: &Block, locals: &[Local]) {
        let (cal, n) = (at.cal, at.cal.n);
        let size = n * block.sectors.len();
        let explicit = self.sales.is_none();
        for (position, &s) in block.sectors.iter().enumerate() {
            let local = &locals[s];
            let rows = position * n..(position + 1) * n;
            for column in 0..=2 * n {
                let span = if explicit { diagonal(column, 0, n) } else { 0..n };
                let cost = &self.cost[column * size..(column + 1) * size][rows.clone()];
                let sale = &mut self.sale[column * size..(column + 1) * size][rows.clone()];
                for (i, sale) in sale.iter_mut().enumerate() {
                    let response = &local.response[i * n..(i + 1) * n];
                    *sale = dot(&response[span.clone()], &cost[span.clone()]);
                    if !at.terms.activity.producer[s * n + i] {
                        *sale = 0.0;
                    } else if column == 2 * n {
                        *sale += at.sweep.sales_gap(at.state, s * n + i);
                    } else if column >= n {
                        let importer = column - n;
                        let income = cal.final_share[s * n + importer] * at.state.income[importer];
                        *sale += local.weight[importer * n + i] * income;
                    }
                }
            }
        }
    }

    /// Solves a block that has been eliminated for `c` and `R` once more, with other gaps in its
    /// conditions: only the constants, the last columns, change.
    pub(super) fn constants(
        &mut self,
        at: &Point<'_>,
        block: &Block,
        locals: &[Local],
        gaps: &Step,
    ) {
        let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
        let size = n * block.sectors.len();
        let (cost, sale) = (&mut self.cost[2 * n * size..], &mut self.sale[2 * n * size..]);
        cost.fill(0.0);
        if let Some(lu) = &mut self.costs {
            let rows = block.sectors.iter().flat_map(|&s| (0..n).map(move |i| (s, i)));
            for (cost, (s, i)) in cost.iter_mut().zip(rows) {
                if at.terms.activity.producer[s * n + i] {
                    let inputs = &cal.inputs_of(i)[s * m..(s + 1) * m];
                    let used = inputs.iter().enumerate();
                    *cost = used.map(|(k, g)| g * gaps.price[k * n + i]).sum();
                }
            }
            lu.solve(cost);
        }
        let sectors = block.sectors.iter().zip(cost.chunks_exact(n)).zip(sale.chunks_exact_mut(n));
        for ((&s, cost), sale) in sectors {
            let responses = locals[s].response.chunks_exact(n).zip(&gaps.sales[s * n..]);
            for (sale, (response, gap)) in sale.iter_mut().zip(responses) {
                *sale = dot(response, cost) + gap;
            }
        }
        if let Some(lu) = &mut self.sales {
            lu.solve(sale);
        }
        if block.scale {
            for (sale, by_sales) in sale.iter().zip(self.cost_by_sales.chunks_exact(size)) {
                for (cost, z) in cost.iter_mut().zip(by_sales) {
                    *cost -= z * sale;
                }
            }
        }
    }

    /// Solves the transposed equations of the block for the values of its two residuals, given
    /// the values of `c` and `R` to everything outside: `S' rho = e_R - Z' e_c` and
    /// `(I - G Pi)' mu = e_c + Xi' rho`, with `S` the matrix of the sales. In place: `cost` turns
    /// from `e_c` to `mu`, `sale` from `e_R` to `rho`.
    pub(super) fn transpose(
        &mut self,
        block: &Block,
        locals: &[Local],
        cost: &mut [f64],
        sale: &mut [f64],
    ) {
        if block.scale {
            let by_sales = self.cost_by_sales.chunks_exact(cost.len());
            for (sale, by_sales) in sale.iter_mut().zip(by_sales) {
                *sale -= dot(by_sales, cost);
            }
        }
        if let Some(lu) = &mut self.sales {
            lu.solve_transposed(sale);
        }
        let n = cost.len() / block.sectors.len();
        let sectors = cost.chunks_exact_mut(n).zip(sale.chunks_exact(n)).zip(&block.sectors);
        for ((cost, sale), &s) in sectors {
            for (rho, response) in sale.iter().zip(locals[s].response.chunks_exact(n)) {
                for (cost, response) in cost.iter_mut().zip(response) {
                    *cost += rho * response;
                }
            }
        }
        if let Some(lu) = &mut self.costs {
            lu.solve_transposed(cost);
        }
    }

    /// `c = c(w, I, 1) - Z R`.
    fn add_scale_to_costs(&mut self, size: usize) {
        let columns = self.sale.chunks_exact(size).zip(self.cost.chunks_exact_mut(size));
        for (sale, cost) in columns {
            for (sale, by_sales) in sale.iter().zip(self.cost_by_sales.chunks_exact(size)) {
                if *sale != 0.0 {
                    for (cost, z) in cost.iter_mut().zip(by_sales) {
                        *cost -= z * sale;
                    }
                }
            }
        }
    }
}

/// `I - G Pi`, column-major.
fn fill_costs(matrix: &mut [f64], at: &Point<'_>, block: &Block, locals: &[Local]) {
    let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
    let size = n * block.sectors.len();
    matrix.fill(0.0);
    for (from, &k) in block.sectors.iter().enumerate() {
        for (to, &s) in block.sectors.iter().enumerate() {
            for i in 0..n {
                if !at.terms.activity.producer[s * n + i] {
                    continue;
                }
                let g = cal.inputs_of(i)[s * m + k];
                let share = &locals[k].share[i * n..(i + 1) * n];
                for (j, pi) in share.iter().enumerate() {
                    matrix[(from * n + j) * size + to * n + i] = -g * pi;
                }
            }
        }
    }
    for row in 0..size {
        matrix[row * size + row] += 1.0;
    }
}

/// `I + Xi Z - W g R'`, column-major.
fn fill_sales(
    matrix: &mut [f64],
    cost_by_sales: &[f64],
    at: &Point<'_>,
    block: &Block,
    locals: &[Local],
) {
    let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
    let size = n * block.sectors.len();
    matrix.fill(0.0);
    for (to, &s) in block.sectors.iter().enumerate() {
        let local = &locals[s];
        for (from, &k) in block.sectors.iter().enumerate() {
            for j in 0..n {
                let start = (from * n + j) * size + to * n;
                let column = &mut matrix[start..start + n];
                if block.scale {
                    let by_sales = &cost_by_sales[(from * n + j) * size..][to * n..(to + 1) * n];
                    for (entry, response) in column.iter_mut().zip(local.response.chunks_exact(n)) {
                        *entry = dot(response, by_sales);
                    }
                }
                if block.linked && at.terms.activity.market[s * n + j] {
                    let used = cal.inputs_of(j)[k * m + s] * at.state.sales[k * n + j];
                    let weight = &local.weight[j * n..(j + 1) * n];
                    for (entry, weight) in column.iter_mut().zip(weight) {
                        *entry -= weight * used;
                    }
                }
            }
        }
    }
    for row in 0..size {
        matrix[row * size + row] += 1.0;
    }
}

/// The rows in which a column of a diagonal pattern that begins at column `first` is not zero.
pub(super) fn diagonal(column: usize, first: usize, n: usize) -> std::ops::Range<usize> {
    if (first..first + n).contains(&column) { column - first..column - first + 1 } else { 0..0 }
}
