//! Where a change of real income comes from, at a point of the way between two policies (Meade 1955;
//! Dixit and Norman 1980, chapter 6; with scale Ossa 2011, with profits Ossa 2014).
//!
//! Flows `V` run exporter `i` to importer `n`, net of duty; `x = c (1-z)(1+e)` is the price at the
//! exporter's border, `G = V / ((1-z)(1+e))` sales at factory gate, `L = R/w` labour (up to a
//! constant), `u = psi dlog L` what scale takes off unit cost. Differentiating income and the price
//! index, all terms in the prices of home sales cancel, and `I_n dlog W_n` is the sum of
//!
//! - terms of trade    `- sum_{i != n} V_in (dlog x_in + u_i) + sum_{j != n} V_nj (dlog x_nj + u_n)`
//! - volume            `sum_i t_in V_in dlog(V_in / x_in d_in) + sum_j (V_nj - G_nj) dlog(G_nj / c_n)`:
//!   what each wedge collects, times the change of the quantity that crosses it
//! - relocation        `sum_s R u_n + sum_{i != n} V_in u_i - sum_{j != n} V_nj u_n`: what scale does
//!   directly to the cost of what the region buys, from itself and from others
//! - profit shifting   `sum_s q R dlog L`
//! - technology        `sum_s R dlog T - sum_i V_in dlog d_in`
//! - deficit           `dD_n`, lump sums received among it
//!
//! Taken over the world, terms of trade sum to nothing: what one side gains the other loses.

use super::jacobian::Jacobian;
use super::local::Point;
use super::state::Step;
use crate::policy::PolicyChange;

/// Number of sources.
pub(crate) const SOURCES: usize = 6;
const TERMS_OF_TRADE: usize = 0;
const VOLUME: usize = 1;
const RELOCATION: usize = 2;
const PROFIT_SHIFTING: usize = 3;
const TECHNOLOGY: usize = 4;
const DEFICIT: usize = 5;

/// Rates of change of log real income by source in the order above, region by region, at an
/// equilibrium where unknowns change by `rates` and policy by `change`.
pub(crate) fn sources(
    at: &Point<'_>,
    jacobian: &Jacobian,
    change: &PolicyChange,
    rates: &Step,
) -> Vec<f64> {
    let (cal, n) = (at.cal, at.cal.n);
    let mut parts = vec![0.0; n * SOURCES];
    for own in 0..n * cal.m {
        if at.terms.activity.producer[own] {
            let labour = rates.sales[own] - rates.wage[own % n];
            let part = &mut parts[own % n * SOURCES..][..SOURCES];
            let sales = at.state.sales[own];
            part[RELOCATION] += sales * cal.structure.psi[own / n] * labour;
            part[PROFIT_SHIFTING] += sales * cal.structure.profit[own] * labour;
            part[TECHNOLOGY] += sales * change.productivity[own];
        }
    }
    for market in (0..n * cal.m).filter(|&market| at.terms.activity.market[market]) {
        let share = &jacobian.locals[market / n].share[market % n * n..][..n];
        let spending = spending_rate(at, rates, market);
        for exporter in (0..n).filter(|&exporter| share[exporter] > 0.0) {
            let flow = Flow::new(at, change, rates, (market, exporter), share[exporter], spending);
            flow.add(market % n, exporter, &mut parts);
        }
    }
    let growth = if cal.proportional {
        let moved = at.state.income.iter().zip(&rates.income).map(|(income, rate)| income * rate);
        moved.sum::<f64>() / cal.income.iter().sum::<f64>()
    } else {
        0.0
    };
    for (i, part) in parts.chunks_exact_mut(SOURCES).enumerate() {
        part[DEFICIT] = at.terms.deficit[i] * growth + change.transfer[i];
        for source in part {
            *source /= at.state.income[i];
        }
    }
    parts
}

/// `dlog E'` of a market.
fn spending_rate(at: &Point<'_>, rates: &Step, market: usize) -> f64 {
    let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
    let (s, i) = (market / n, market % n);
    let inputs = cal.inputs_of(i);
    let used = (0..m).map(|k| {
        let g = inputs.get(k * m + s).copied().unwrap_or(0.0);
        g * at.state.sales[k * n + i] * rates.sales[k * n + i]
    });
    let final_use = cal.final_share[market] * at.state.income[i] * rates.income[i];
    (final_use + used.sum::<f64>()) / at.sweep.spending[market]
}

/// One trade flow with the rates of change that its sources need.
struct Flow {
    /// `V`.
    value: f64,
    /// `t V`.
    duty: f64,
    /// `V - G`.
    kept: f64,
    /// `dlog x`.
    price: f64,
    /// `u` of the exporter.
    scale: f64,
    /// `dlog d`.
    wedge: f64,
    /// `dlog (V / x d)`, the quantity that arrives.
    arrives: f64,
    /// `dlog (G / c)`, the quantity that leaves.
    leaves: f64,
}

impl Flow {
    fn new(
        at: &Point<'_>,
        change: &PolicyChange,
        rates: &Step,
        (market, exporter): (usize, usize),
        share: f64,
        spending: f64,
    ) -> Self {
        let (cal, terms, n) = (at.cal, at.terms, at.cal.n);
        let (s, pair) = (market / n, market * n + exporter);
        let own = s * n + exporter;
        let scale = cal.structure.psi[s] * (rates.sales[own] - rates.wage[exporter]);
        let cost = cost_rate(at, rates, own) - scale - change.productivity[own];
        let price = cost + change.net_cost[own] + change.export_tax[pair];
        let paid = price + change.wedge[pair] + change.tariff[pair];
        let diverted = -cal.structure.theta[s] * (paid - rates.price[market]);
        let spent = share * at.sweep.spending[market];
        let value = spent * (1.0 - terms.duty[pair]);
        let value_rate = diverted + spending - change.tariff[pair];
        // (1-z)(1+e) = (1-z) + e (1-z).
        let gate = value / (terms.net_cost[own] + terms.export[pair]);
        Self {
            value,
            duty: spent * terms.duty[pair],
            kept: value - gate,
            price,
            scale,
            wedge: change.wedge[pair],
            arrives: value_rate - price - change.wedge[pair],
            leaves: value_rate - price,
        }
    }

    /// Adds the flow's part in the sources of its two regions.
    fn add(&self, importer: usize, exporter: usize, parts: &mut [f64]) {
        let buyer = &mut parts[importer * SOURCES..][..SOURCES];
        buyer[VOLUME] += self.duty * self.arrives;
        buyer[TECHNOLOGY] -= self.value * self.wedge;
        if importer != exporter {
            buyer[TERMS_OF_TRADE] -= self.value * (self.price + self.scale);
            buyer[RELOCATION] += self.value * self.scale;
        }
        let seller = &mut parts[exporter * SOURCES..][..SOURCES];
        seller[VOLUME] += self.kept * self.leaves;
        if importer != exporter {
            seller[TERMS_OF_TRADE] += self.value * (self.price + self.scale);
            seller[RELOCATION] -= self.value * self.scale;
        }
    }
}

/// `v dlog w + sum_k g dlog P`: unit cost but for scale and productivity.
fn cost_rate(at: &Point<'_>, rates: &Step, own: usize) -> f64 {
    let (cal, n, m) = (at.cal, at.cal.n, at.cal.m);
    let (s, i) = (own / n, own % n);
    let row = cal.inputs_of(i).get(s * m..(s + 1) * m).unwrap_or_default();
    let inputs = row.iter().enumerate().map(|(k, g)| g * rates.price[k * n + i]);
    cal.structure.value_added[own] * rates.wage[i] + inputs.sum::<f64>()
}
