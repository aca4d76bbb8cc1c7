//! The adjoint of an equilibrium: what a unit of each condition's residual is worth to an objective.
//!
//! With the notation of `jacobian`, the linearised conditions are `K y = L x + f_y` for
//! `y = (c, R)` and `D x - E y = f_x` for `x = (w, I)`. An objective with slopes `q` in `y` and `a`
//! in `x` changes by `l' f_x + m' f_y`, where (Strang 2007, section 8.7)
//!
//! - `(D - E K^{-1} L)' l = a + (K^{-1} L)' q`, the transposed border system
//! - `K' m = q + E' l`, block of sectors by block; `m = (mu, rho)`
//!
//! As prices follow costs (`P = Pi c + f_P`), a slope in prices is one of `Pi'` times it in costs.

use super::jacobian::{Jacobian, dropped_market};
use super::local::{Point, dot};
use super::state::Step;
use crate::economy::{Block, Calibration};

/// Values of all residuals to one objective. Regional arrays run sector by sector.
pub(crate) struct Multipliers {
    /// Of `f_P`, a log price above what costs explain.
    pub(crate) price: Vec<f64>,
    /// Of `f_R`, log sales above what demand explains: `rho`.
    pub(crate) sales: Vec<f64>,
    /// Of a dollar more spent in a market.
    pub(crate) spending: Vec<f64>,
    /// Of a dollar of income, by region.
    pub(crate) income: Vec<f64>,
    /// `mu`, of a log cost above what wages, prices and scale explain.
    cost: Vec<f64>,
    /// Of the public revenue in a dollar more spent in a market.
    revenue: Vec<f64>,
    /// Of a dollar of wages paid, by region.
    labour: Vec<f64>,
    border: Vec<f64>,
    block_cost: Vec<f64>,
    block_sale: Vec<f64>,
}

impl Multipliers {
    pub(crate) fn new(cal: &Calibration) -> Self {
        let (n, own) = (cal.n, cal.n * cal.m);
        Self {
            price: vec![0.0; own],
            sales: vec![0.0; own],
            spending: vec![0.0; own],
            income: vec![0.0; n],
            cost: vec![0.0; own],
            revenue: vec![0.0; own],
            labour: vec![0.0; n],
            border: vec![0.0; 2 * n],
            block_cost: vec![0.0; own],
            block_sale: vec![0.0; own],
        }
    }

    /// Solves for the multipliers of an objective with the given slopes in the logs of all
    /// unknowns, at an equilibrium where the Jacobian has been factorised.
    pub(crate) fn solve(&mut self, jacobian: &mut Jacobian, at: &Point<'_>, slopes: &Step) {
        self.border_right_hand_side(jacobian, at, slopes);
        jacobian.border.solve_transposed(&mut self.border);
        self.per_dollar(at);
        for b in 0..at.cal.blocks.len() {
            self.block(jacobian, at, slopes, b);
        }
    }

    /// The values of the gaps in all conditions, as `gaps` orders them: the transposed Jacobian's
    /// response to the slopes.
    pub(crate) fn gap_values(&self, into: &mut Step) {
        let n = self.income.len();
        into.price.copy_from_slice(&self.price);
        into.sales.copy_from_slice(&self.sales);
        into.income.copy_from_slice(&self.border[..n]);
        into.wage.copy_from_slice(&self.border[n..]);
    }

    /// `a + (K^{-1} L)' q`, with `q` left in `cost`.
    fn border_right_hand_side(&mut self, jacobian: &Jacobian, at: &Point<'_>, slopes: &Step) {
        let n = at.cal.n;
        self.border[..n].copy_from_slice(&slopes.wage);
        self.border[n..].copy_from_slice(&slopes.income);
        for (found, block) in jacobian.blocks.iter().zip(&at.cal.blocks) {
            let size = n * block.sectors.len();
            for (position, &s) in block.sectors.iter().enumerate() {
                let own = s * n..(s + 1) * n;
                let cost = &mut self.cost[own.clone()];
                cost.fill(0.0);
                let shares = jacobian.locals[s].share.chunks_exact(n);
                for (share, slope) in shares.zip(&slopes.price[own.clone()]) {
                    for (cost, pi) in cost.iter_mut().zip(share) {
                        *cost += pi * slope;
                    }
                }
                for (column, border) in self.border.iter_mut().enumerate() {
                    let rows = column * size + position * n..column * size + (position + 1) * n;
                    *border += dot(cost, &found.cost[rows.clone()])
                        + dot(&slopes.sales[own.clone()], &found.sale[rows]);
                }
            }
        }
    }

    /// From values of relative residuals to values of dollars. The labour market that gave way to
    /// the numeraire is in no condition, so wages paid there are worth nothing.
    fn per_dollar(&mut self, at: &Point<'_>) {
        let n = at.cal.n;
        for i in 0..n {
            self.income[i] = self.border[i] / at.state.income[i];
            self.labour[i] = self.border[n + i] / at.wages(i);
        }
        for first in (0..n).filter(|&i| at.terms.activity.part[i] == i) {
            self.labour[dropped_market(at, first)] = 0.0;
        }
    }

    /// `K' m = q + E' l` for one block, and what follows for prices and spending.
    fn block(&mut self, jacobian: &mut Jacobian, at: &Point<'_>, slopes: &Step, b: usize) {
        let (cal, n) = (at.cal, at.cal.n);
        let block = &cal.blocks[b];
        for &s in &block.sectors {
            self.revenue_values(jacobian, at, s);
        }
        for (position, &s) in block.sectors.iter().enumerate() {
            self.cost_side(jacobian, at, position, s);
            for i in 0..n {
                let value = slopes.sales[s * n + i] + self.sales_value(at, block, s, i);
                self.block_sale[position * n + i] = value;
            }
        }
        let size = n * block.sectors.len();
        let (cost, sale) = (&mut self.block_cost[..size], &mut self.block_sale[..size]);
        jacobian.blocks[b].transpose(block, &jacobian.locals, cost, sale);
        for (position, &s) in block.sectors.iter().enumerate() {
            let rows = position * n..(position + 1) * n;
            self.cost[s * n..(s + 1) * n].copy_from_slice(&cost[rows.clone()]);
            self.sales[s * n..(s + 1) * n].copy_from_slice(&sale[rows]);
        }
        for &s in &block.sectors {
            self.market_values(jacobian, at, block, slopes, s);
        }
    }

    /// `dT/dE'` valued: duties on, and export taxes in, a dollar more spent in each market.
    fn revenue_values(&mut self, jacobian: &Jacobian, at: &Point<'_>, s: usize) {
        let n = at.cal.n;
        let local = &jacobian.locals[s];
        for importer in 0..n {
            let row = importer * n..(importer + 1) * n;
            let pairs = (s * n + importer) * n..(s * n + importer + 1) * n;
            let (share, weight) = (&local.share[row.clone()], &local.weight[row]);
            let mut value = self.income[importer] * dot(share, &at.terms.duty[pairs.clone()]);
            if at.terms.has_export_taxes {
                let demand = &at.sweep.demand[s * n..(s + 1) * n];
                for (i, tax) in at.terms.export[pairs].iter().enumerate() {
                    value += self.income[i] * tax * weight[i] * demand[i];
                }
            }
            self.revenue[s * n + importer] = value;
        }
    }

    /// `e_c`: the slope in costs and `dT/dc` valued.
    fn cost_side(&mut self, jacobian: &Jacobian, at: &Point<'_>, position: usize, s: usize) {
        let (n, theta) = (at.cal.n, at.cal.structure.theta[s]);
        let local = &jacobian.locals[s];
        let side = &mut self.block_cost[position * n..(position + 1) * n];
        side.copy_from_slice(&self.cost[s * n..(s + 1) * n]);
        for importer in 0..n {
            let market = s * n + importer;
            let spending = theta * at.sweep.spending[market];
            for (i, side) in side.iter_mut().enumerate() {
                let pair = market * n + i;
                let kept = self.revenue[market] - self.income[importer] * at.terms.duty[pair];
                let tax = at.terms.export[pair]
                    * local.weight[importer * n + i]
                    * at.sweep.demand[s * n + i];
                let share = local.share[importer * n + i];
                *side += spending * (share * kept - self.income[i] * tax);
            }
        }
    }

    /// `e_R` but for the objective's own slope: what log sales do to payroll, profits, subsidies
    /// and, by the inputs that they take, to revenue.
    fn sales_value(&self, at: &Point<'_>, block: &Block, s: usize, i: usize) -> f64 {
        let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
        let own = s * n + i;
        let kept = cal.structure.profit[own] - (1.0 - at.terms.net_cost[own]);
        let mut value = cal.structure.labour[own] * self.labour[i] + kept * self.income[i];
        if block.linked {
            let inputs = &cal.inputs_of(i)[s * m..(s + 1) * m];
            for &k in block.sectors.iter().filter(|&&k| at.terms.activity.market[k * n + i]) {
                value += inputs[k] * self.revenue[k * n + i];
            }
        }
        value * at.state.sales[own]
    }

    fn market_values(
        &mut self,
        jacobian: &Jacobian,
        at: &Point<'_>,
        block: &Block,
        slopes: &Step,
        s: usize,
    ) {
        let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
        let own = s * n..(s + 1) * n;
        for i in 0..n {
            let market = s * n + i;
            if !at.terms.activity.market[market] {
                self.price[market] = 0.0;
                self.spending[market] = 0.0;
                continue;
            }
            let mut price = slopes.price[market];
            if block.linked {
                let inputs = cal.inputs_of(i);
                let users = block.sectors.iter();
                price += users.map(|&k| inputs[k * m + s] * self.cost[k * n + i]).sum::<f64>();
            }
            self.price[market] = price;
            let weight = &jacobian.locals[s].weight[i * n..(i + 1) * n];
            self.spending[market] = dot(weight, &self.sales[own.clone()]) + self.revenue[market];
        }
    }
}
