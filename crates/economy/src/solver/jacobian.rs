//! The Newton step, by elimination of all unknowns but wages and incomes.
//!
//! In logs (`w`, `c`, `P`, `R`, `I` for `dlog`), with `Xi = theta (W E' pi' - 1)` and
//! `W_in = gate_in x_i / (Phi_n X_i)`, the conditions of `sweep` are, block of sectors by block:
//!
//! - `c - G Pi c = (v + psi) w - psi R + G f_P` where `G` holds input shares and `Pi` the shares
//!   `pi'` (so that `P = Pi c + f_P`)
//! - `R - Xi c - W dE' = f_R`, `dE' = alpha I' I + g R' R`
//! - `I' I = w^(wL) w + dT + dD + f_I` with `dT = sum_s (T c + H dE' - z R' R)`
//! - `w^(wL) w = sum_s v R' R + f_w`, one region's replaced by the numeraire
//!
//! The first is solved for `c`, then the second for `R`, both as linear functions of `(w, I)`; the
//! last two are then a system of twice the number of regions. Without links the first is trivial,
//! and without scale economies either the second is, so that such sectors cost no factorisation.
//! The factors stay in [`Jacobian`], where transposed solves (adjoint gradients) can find them.

use super::lu::Lu;
use super::state::{State, Step};
use super::sweep::Sweep;
use super::terms::Terms;
use crate::economy::{Block, Calibration};

/// Storage for the elimination of one block.
struct Eliminated {
    /// `I - G Pi`; none without links.
    costs: Option<Lu>,
    /// `I + Xi Z - W g R'`; none without links and scale.
    sales: Option<Lu>,
    /// `c` as a function of `R` (columns of the block), then of `(w, I, 1)`.
    cost_by_sales: Vec<f64>,
    /// Columns `(w, I, 1)`, rows of the block.
    cost: Vec<f64>,
    /// Columns `(w, I, 1)`, rows of the block.
    sale: Vec<f64>,
}

/// Derivatives at one sector: all matrices regions by regions, row-major.
struct Local {
    /// `pi'`, a row per importer.
    share: Vec<f64>,
    /// `W`, a row per importer.
    weight: Vec<f64>,
    /// `Xi`, a row per exporter.
    response: Vec<f64>,
}

/// The Jacobian at a point, eliminated and factorised, and the Newton step that it gives.
pub(crate) struct Jacobian {
    blocks: Vec<Eliminated>,
    locals: Vec<Local>,
    border: Lu,
    rhs: Vec<f64>,
    /// `dT/dc` and `dT/dE'` of one sector, row-major.
    by_cost: Vec<f64>,
    by_spending: Vec<f64>,
    column: Vec<f64>,
    /// The region whose labour market is left to Walras' law.
    dropped: usize,
    pub(crate) step: Step,
}

impl Jacobian {
    pub(crate) fn new(cal: &Calibration) -> Self {
        let (n, m) = (cal.n, cal.m);
        let columns = 2 * n + 1;
        let blocks = cal.blocks.iter().map(|block| {
            let size = n * block.sectors.len();
            let couples = block.linked || block.scale;
            Eliminated {
                costs: block.linked.then(|| Lu::new(size, size.max(columns))),
                sales: couples.then(|| Lu::new(size, columns)),
                cost_by_sales: vec![0.0; if block.scale { size * size } else { 0 }],
                cost: vec![0.0; size * columns],
                sale: vec![0.0; size * columns],
            }
        });
        let local = || Local {
            share: vec![0.0; n * n],
            weight: vec![0.0; n * n],
            response: vec![0.0; n * n],
        };
        let largest = (0..n).max_by(|&a, &b| cal.wage_bill[a].total_cmp(&cal.wage_bill[b]));
        Self {
            blocks: blocks.collect(),
            locals: (0..m).map(|_| local()).collect(),
            border: Lu::new(2 * n, 1),
            rhs: vec![0.0; 2 * n],
            by_cost: vec![0.0; n * n],
            by_spending: vec![0.0; n * n],
            column: vec![0.0; n],
            dropped: largest.unwrap_or_default(),
            step: Step::zero(n, m),
        }
    }

    /// Works out the Newton step at a point where `sweep` has just been run. Returns the sign of
    /// the Jacobian's determinant; 0 if there is no step.
    pub(crate) fn newton(&mut self, at: &Point<'_>) -> f64 {
        let n = at.cal.n;
        for s in 0..at.cal.m {
            self.locals[s].fill(at, s);
        }
        self.start_border(at);
        let mut sign = 1.0;
        for b in 0..self.blocks.len() {
            let block = &at.cal.blocks[b];
            sign *= self.blocks[b].eliminate(at, block, &self.locals);
            if sign == 0.0 {
                return 0.0;
            }
            for (position, &s) in block.sectors.iter().enumerate() {
                self.revenue_responses(at, s);
                self.add_to_border(at, b, position, s);
            }
        }
        self.numeraire(at);
        sign *= self.border.factor();
        if sign != 0.0 {
            self.border.solve(&mut self.rhs);
            self.back_substitute(at);
        }
        debug_assert_eq!(self.step.log_wage.len(), n);
        sign
    }

    /// The part of the income and labour conditions that needs no sector.
    fn start_border(&mut self, at: &Point<'_>) {
        let (cal, n) = (at.cal, at.cal.n);
        let world: f64 = cal.income.iter().sum();
        self.border.matrix.fill(0.0);
        for i in 0..n {
            let income = at.state.income[i];
            let wages = at.wages(i);
            let matrix = &mut self.border.matrix;
            matrix[entry(n, i, i)] = -wages / income;
            matrix[entry(n, i, n + i)] += 1.0;
            if cal.proportional {
                for (j, other) in at.state.income.iter().enumerate() {
                    matrix[entry(n, i, n + j)] -= at.terms.deficit[i] * other / world / income;
                }
            }
            matrix[entry(n, n + i, i)] = 1.0;
            self.rhs[i] = at.sweep.income_gap(cal, at.state, i) / income;
            self.rhs[n + i] = (at.sweep.payroll[i] - wages) / wages;
        }
    }

    /// `dT/dc` and `dT/dE'` of a sector: how duties and export taxes respond.
    fn revenue_responses(&mut self, at: &Point<'_>, s: usize) {
        let (n, theta) = (at.cal.n, at.cal.structure.theta[s]);
        let local = &self.locals[s];
        self.by_spending.fill(0.0);
        for importer in 0..n {
            let pairs = (s * n + importer) * n..(s * n + importer + 1) * n;
            let share = &local.share[importer * n..(importer + 1) * n];
            let duty = &at.terms.duty[pairs];
            let mean: f64 = share.iter().zip(duty).map(|(pi, duty)| pi * duty).sum();
            let spending = at.sweep.spending[s * n + importer];
            let row = &mut self.by_cost[importer * n..(importer + 1) * n];
            for ((entry, pi), duty) in row.iter_mut().zip(share).zip(duty) {
                *entry = -theta * spending * pi * (duty - mean);
            }
            self.by_spending[importer * n + importer] = mean;
        }
        if !at.terms.has_export_taxes {
            return;
        }
        for importer in 0..n {
            for exporter in 0..n {
                let pair = (s * n + importer) * n + exporter;
                let demand = at.sweep.demand[s * n + exporter];
                let beta = local.weight[importer * n + exporter] * demand;
                let tax = at.terms.export[pair] * beta;
                if tax == 0.0 {
                    continue;
                }
                self.by_spending[exporter * n + importer] += tax;
                let scaled = theta * tax * at.sweep.spending[s * n + importer];
                self.by_cost[exporter * n + exporter] -= scaled;
                let share = &local.share[importer * n..(importer + 1) * n];
                let row = &mut self.by_cost[exporter * n..(exporter + 1) * n];
                for (entry, pi) in row.iter_mut().zip(share) {
                    *entry += scaled * pi;
                }
            }
        }
    }

    /// Puts a sector's `c`, `dE'` and `R` into the income and labour conditions.
    fn add_to_border(&mut self, at: &Point<'_>, b: usize, position: usize, s: usize) {
        let (cal, n) = (at.cal, at.cal.n);
        let block = &cal.blocks[b];
        let size = n * block.sectors.len();
        let found = &self.blocks[b];
        let explicit = found.sales.is_none();
        for column in 0..=2 * n {
            let sale = &found.sale[column * size..(column + 1) * size];
            let cost = &found.cost[column * size..(column + 1) * size];
            let cost = &cost[position * n..(position + 1) * n];
            at.spending_response(block, s, column, sale, &mut self.column);
            let (cost_span, spending_span) = if explicit {
                (diagonal(column, 0, n), diagonal(column, n, n))
            } else {
                (0..n, 0..n)
            };
            for i in 0..n {
                let row = i * n;
                let by_cost = &self.by_cost[row..row + n];
                let by_spending = &self.by_spending[row..row + n];
                let own = s * n + i;
                let sale_here = at.state.sales[own] * sale[position * n + i];
                let duties = dot(&by_cost[cost_span.clone()], &cost[cost_span.clone()])
                    + dot(&by_spending[spending_span.clone()], &self.column[spending_span.clone()]);
                let revenue = duties - (1.0 - at.terms.net_cost[own]) * sale_here;
                let income = revenue / at.state.income[i];
                let labour = cal.structure.value_added[own] * sale_here / at.wages(i);
                if column < 2 * n {
                    self.border.matrix[entry(n, i, column)] -= income;
                    self.border.matrix[entry(n, n + i, column)] -= labour;
                } else {
                    self.rhs[i] += income;
                    self.rhs[n + i] += labour;
                }
            }
        }
    }

    /// Puts the numeraire, a constant world wage bill, in the place of one labour market.
    fn numeraire(&mut self, at: &Point<'_>) {
        let n = at.cal.n;
        let world = at.cal.world_wage_bill();
        let row = n + self.dropped;
        let total: f64 = (0..n).map(|i| at.wages(i)).sum();
        for i in 0..n {
            self.border.matrix[entry(n, row, i)] = at.wages(i) / world;
            self.border.matrix[entry(n, row, n + i)] = 0.0;
        }
        self.rhs[row] = 1.0 - total / world;
    }

    fn back_substitute(&mut self, at: &Point<'_>) {
        let n = at.cal.n;
        self.step.log_wage.copy_from_slice(&self.rhs[..n]);
        self.step.log_income.copy_from_slice(&self.rhs[n..]);
        for (found, block) in self.blocks.iter().zip(&at.cal.blocks) {
            let size = n * block.sectors.len();
            for (position, &s) in block.sectors.iter().enumerate() {
                for i in 0..n {
                    let row = position * n + i;
                    let value = |columns: &[f64]| {
                        let constant = columns[2 * n * size + row];
                        let known = self.rhs.iter().enumerate();
                        constant + known.map(|(c, x)| columns[c * size + row] * x).sum::<f64>()
                    };
                    self.step.log_sales[s * n + i] = value(&found.sale);
                    self.column[i] = value(&found.cost);
                }
                for importer in 0..n {
                    let market = s * n + importer;
                    let share = &self.locals[s].share[importer * n..(importer + 1) * n];
                    self.step.log_price[market] = if at.terms.activity.market[market] {
                        dot(share, &self.column) + at.sweep.price_gap(at.cal, at.state, market)
                    } else {
                        0.0
                    };
                }
            }
        }
    }
}

/// A point with everything that is known about it.
pub(crate) struct Point<'a> {
    pub(crate) cal: &'a Calibration,
    pub(crate) terms: &'a Terms,
    pub(crate) state: &'a State,
    pub(crate) sweep: &'a Sweep,
}

impl Point<'_> {
    /// `w^ (wL)` of a region.
    fn wages(&self, i: usize) -> f64 {
        self.state.log_wage[i].exp() * self.cal.wage_bill[i]
    }

    /// `dE'` of a sector for one column of `(w, I, 1)`, given the block's sales for that column.
    fn spending_response(
        &self,
        block: &Block,
        s: usize,
        column: usize,
        sale: &[f64],
        response: &mut [f64],
    ) {
        let (cal, n, m) = (self.cal, self.cal.n, self.cal.m);
        for (i, response) in response.iter_mut().enumerate() {
            let market = s * n + i;
            *response = 0.0;
            if !self.terms.activity.market[market] {
                continue;
            }
            if column == n + i {
                *response += cal.final_share[market] * self.state.income[i];
            }
            if block.linked {
                let inputs = cal.inputs_of(i);
                for (position, &k) in block.sectors.iter().enumerate() {
                    let used = inputs[k * m + s] * self.state.sales[k * n + i];
                    *response += used * sale[position * n + i];
                }
            }
        }
    }
}

impl Local {
    /// `pi'`, `W` and `Xi` of a sector.
    fn fill(&mut self, at: &Point<'_>, s: usize) {
        let (n, theta) = (at.cal.n, at.cal.structure.theta[s]);
        let own = s * n..(s + 1) * n;
        let (pull, demand) = (&at.sweep.pull[own.clone()], &at.sweep.demand[own]);
        self.response.fill(0.0);
        for importer in 0..n {
            let market = s * n + importer;
            let pairs = market * n..(market + 1) * n;
            let (appeal, gate) = (&at.terms.appeal[pairs.clone()], &at.terms.gate[pairs]);
            let row = importer * n..(importer + 1) * n;
            let alive = if at.terms.activity.market[market] { 1.0 } else { 0.0 };
            let inverse = alive / at.sweep.phi[market];
            for i in 0..n {
                self.share[row.start + i] = appeal[i] * pull[i] * inverse;
                self.weight[row.start + i] =
                    if demand[i] > 0.0 { gate[i] * pull[i] * inverse / demand[i] } else { 0.0 };
            }
            let share = &self.share[row.clone()];
            let spending = theta * at.sweep.spending[market];
            for i in 0..n {
                let scaled = self.weight[row.start + i] * spending;
                if scaled != 0.0 {
                    let response = &mut self.response[i * n..(i + 1) * n];
                    for (response, pi) in response.iter_mut().zip(share) {
                        *response += scaled * pi;
                    }
                }
            }
        }
        for i in 0..n {
            if at.terms.activity.producer[s * n + i] {
                self.response[i * n + i] -= theta;
            }
        }
    }
}

impl Eliminated {
    /// Solves a block for `c` and `R` as linear functions of `(w, I, 1)`. Returns the sign of the
    /// block's determinant.
    fn eliminate(&mut self, at: &Point<'_>, block: &Block, locals: &[Local]) -> f64 {
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
                for i in 0..n {
                    let response = &local.response[i * n..(i + 1) * n];
                    sale[i] = dot(&response[span.clone()], &cost[span.clone()]);
                    if !at.terms.activity.producer[s * n + i] {
                        sale[i] = 0.0;
                    } else if column == 2 * n {
                        sale[i] += at.sweep.sales_gap(at.state, s * n + i);
                    } else if column >= n {
                        let importer = column - n;
                        let income = cal.final_share[s * n + importer] * at.state.income[importer];
                        sale[i] += local.weight[importer * n + i] * income;
                    }
                }
            }
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

/// Place of (row, column) in the border system of `2n` unknowns.
fn entry(n: usize, row: usize, column: usize) -> usize {
    column * 2 * n + row
}

/// The rows in which a column of a diagonal pattern that begins at column `first` is not zero.
fn diagonal(column: usize, first: usize, n: usize) -> std::ops::Range<usize> {
    if (first..first + n).contains(&column) { column - first..column - first + 1 } else { 0..0 }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
