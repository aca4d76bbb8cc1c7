//! The Newton step, by elimination of all unknowns but wages and incomes.
//!
//! In logs (`w`, `c`, `P`, `R`, `I` for `dlog`), with `Xi = theta (W E' pi' - 1)` and
//! `W_in = gate_in x_i / (Phi_n X_i)`, the conditions of `sweep` are, block of sectors by block:
//!
//! - `c - G Pi c = (v + psi) w - psi R + G f_P` where `G` holds input shares and `Pi` the shares
//!   `pi'` (so that `P = Pi c + f_P`)
//! - `R - Xi c - W dE' = f_R`, `dE' = alpha I' I + g R' R`
//! - `I' I = w^(wL) w + dT + dD + f_I` with `dT = sum_s (T c + H dE' + (q - z) R' R)`
//! - `w^(wL) w = sum_s l R' R + f_w`, one replaced by the numeraire
//!
//! The first is solved for `c`, then the second for `R`, both as linear functions of `(w, I)`; the
//! last two are then a system of twice the number of regions. Without links the first is trivial,
//! and without scale economies either the second is, so that such sectors cost no factorisation.
//! The factors stay in [`Jacobian`], where the transposed solve of `multipliers` finds them.

use super::eliminate::{Eliminated, diagonal};
use super::local::{Local, Point, dot};
use super::lu::Lu;
use super::state::Step;
use crate::economy::Calibration;

/// The Jacobian at a point, eliminated and factorised, and the Newton step that it gives.
pub(crate) struct Jacobian {
    pub(super) blocks: Vec<Eliminated>,
    pub(super) locals: Vec<Local>,
    pub(super) border: Lu,
    pub(super) rhs: Vec<f64>,
    /// `dT/dc` and `dT/dE'` of one sector, row-major.
    by_cost: Vec<f64>,
    by_spending: Vec<f64>,
    column: Vec<f64>,
    pub(crate) step: Step,
}

impl Jacobian {
    pub(crate) fn new(cal: &Calibration) -> Self {
        let (n, m) = (cal.n, cal.m);
        Self {
            blocks: cal.blocks.iter().map(|block| Eliminated::new(block, n)).collect(),
            locals: (0..m).map(|_| Local::new(n)).collect(),
            border: Lu::new(2 * n, 1),
            rhs: vec![0.0; 2 * n],
            by_cost: vec![0.0; n * n],
            by_spending: vec![0.0; n * n],
            column: vec![0.0; n],
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
                self.add_to_border(at, b, position, s, 0..2 * n + 1);
            }
        }
        self.numeraire(at);
        sign *= self.border.factor();
        if sign != 0.0 {
            self.border.solve(&mut self.rhs);
            self.back_substitute(at, |market| at.sweep.price_gap(at.cal, at.state, market));
        }
        debug_assert_eq!(self.step.wage.len(), n);
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
    pub(super) fn revenue_responses(&mut self, at: &Point<'_>, s: usize) {
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

    /// Puts a sector's `c`, `dE'` and `R`, as they depend on some columns of `(w, I, 1)`, into the
    /// income and labour conditions.
    pub(super) fn add_to_border(
        &mut self,
        at: &Point<'_>,
        b: usize,
        position: usize,
        s: usize,
        columns: std::ops::Range<usize>,
    ) {
        let (cal, n) = (at.cal, at.cal.n);
        let block = &cal.blocks[b];
        let size = n * block.sectors.len();
        let found = &self.blocks[b];
        let explicit = found.sales.is_none();
        for column in columns {
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
                let kept = cal.structure.profit[own] - (1.0 - at.terms.net_cost[own]);
                let income = (duties + kept * sale_here) / at.state.income[i];
                let labour = cal.structure.labour[own] * sale_here / at.wages(i);
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

    /// Puts a numeraire, a constant wage bill, in the place of one labour market in every part of
    /// the world that trades with no other; Walras' law clears that market.
    fn numeraire(&mut self, at: &Point<'_>) {
        let n = at.cal.n;
        let part = &at.terms.activity.part;
        for first in (0..n).filter(|&i| part[i] == i) {
            let inside = (0..n).filter(|&i| part[i] == first);
            let bill = |i: usize| at.cal.wage_bill[i];
            let row = n + dropped_market(at, first);
            for column in 0..2 * n {
                self.border.matrix[entry(n, row, column)] = 0.0;
            }
            let baseline: f64 = inside.clone().map(bill).sum();
            let mut total = 0.0;
            for i in inside {
                total += at.wages(i);
                self.border.matrix[entry(n, row, i)] = at.wages(i) / baseline;
            }
            self.rhs[row] = 1.0 - total / baseline;
        }
    }

    /// From wages and incomes, in `rhs`, to the whole step.
    pub(super) fn back_substitute(&mut self, at: &Point<'_>, price_gap: impl Fn(usize) -> f64) {
        let n = at.cal.n;
        self.step.wage.copy_from_slice(&self.rhs[..n]);
        self.step.income.copy_from_slice(&self.rhs[n..]);
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
                    self.step.sales[s * n + i] = value(&found.sale);
                    self.column[i] = value(&found.cost);
                }
                for importer in 0..n {
                    let market = s * n + importer;
                    let share = &self.locals[s].share[importer * n..(importer + 1) * n];
                    self.step.price[market] = if at.terms.activity.market[market] {
                        dot(share, &self.column) + price_gap(market)
                    } else {
                        0.0
                    };
                }
            }
        }
    }
}

/// The region whose labour market gives way to the numeraire in the part of the world that
/// begins with region `first`: the one with the largest wage bill.
pub(super) fn dropped_market(at: &Point<'_>, first: usize) -> usize {
    let bill = |i: usize| at.cal.wage_bill[i];
    let inside = (0..at.cal.n).filter(|&i| at.terms.activity.part[i] == first);
    inside.max_by(|&a, &b| bill(a).total_cmp(&bill(b))).unwrap_or(first)
}

/// Place of (row, column) in the border system of `2n` unknowns.
fn entry(n: usize, row: usize, column: usize) -> usize {
    column * 2 * n + row
}

#[cfg(test)]
mod tests {
    use super::super::newton::Workspace;
    use super::super::state::State;
    use super::super::terms::Target;
    use crate::data::Dataset;
    use crate::economy::Economy;
    use crate::ids::{RegionId, SectorId};
    use crate::options::{DeficitRule, EconomyOptions};

    /// Along a Newton step all residuals fall at the rate of one: `dF/dx step = -F`, compared with
    /// central differences at a point off equilibrium, with every instrument on.
    #[test]
    fn the_newton_step_solves_the_linearised_conditions() {
        let dataset = Dataset::embedded("us-china-2017").unwrap();
        for set in ["lashkaripour-lugovskyy-2023", "simonovska-waugh-2014"] {
            let options = EconomyOptions {
                elasticities: Some(set.to_owned()),
                deficits: DeficitRule::Proportional,
                ..EconomyOptions::default()
            };
            let economy = Economy::new(&dataset, &options).unwrap();
            let mut policy = economy.baseline_policy();
            for s in 0..17 {
                let (usa, china, sector) = (RegionId(0), RegionId(1), SectorId(s));
                policy.set_tariff(usa, china, sector, 0.3);
                policy.set_export_tax(usa, china, sector, 0.1);
                policy.set_subsidy(china, sector, 0.05);
                policy.set_wedge(RegionId(2), china, sector, f64::INFINITY);
            }
            let cal = economy.calibration();
            let mut work = Workspace::new(cal);
            let target = Target { policy: &policy, deficits: 1.0 };
            work.set_policy(target, 0.9).unwrap();
            let mut state = State::baseline(cal);
            state.log_price.iter_mut().enumerate().for_each(|(k, p)| *p += 0.01 * (k % 7) as f64);
            state.log_wage[2] += 0.05;
            assert_ne!(work.sign(&state), 0.0);
            let step = work.jacobian.step.clone();
            let residuals = |work: &mut Workspace<'_>, length: f64| -> Vec<f64> {
                let mut moved = state.clone();
                moved.advance(&state, &step, length);
                work.measure(&moved);
                work.sweep.residuals(cal, &work.terms, &moved).collect()
            };
            // Income and labour residuals are relative to what moves with the step itself, and
            // the labour market that Walras' law clears has no row: prices and sales are compared.
            let compared = 2 * cal.n * cal.m;
            let here = residuals(&mut work, 0.0);
            let h = 1e-5;
            let (ahead, behind) = (residuals(&mut work, h), residuals(&mut work, -h));
            for k in 0..compared {
                let slope = (ahead[k] - behind[k]) / (2.0 * h);
                assert!((slope + here[k]).abs() < 1e-7, "{set} {k}: {slope} {}", here[k]);
            }
            let numeraire = here.len() - 1;
            let slope = (ahead[numeraire] - behind[numeraire]) / (2.0 * h);
            assert!((slope + here[numeraire]).abs() < 1e-7);
        }
    }
}
