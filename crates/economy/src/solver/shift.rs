//! What a change of policy does to all conditions at a point, the unknowns held where they are.
//!
//! With `k = dlog[(1-z)(1+e)(1+t) d / T]` per flow, `k_n = sum_i pi'_in k_in` its mean in a market,
//! `G` sales at factory gate and hats left out:
//!
//! - prices   `f_P = k_n`
//! - flows    `dlog G_in = -theta (k_in - k_n) - dlog[(1-z)(1+e)(1+t)]`
//! - sales    `f_R = sum_n G_in dlog G_in / X_i`
//! - revenue  `sum_i E' pi' (dlog(1+t) / (1+t) - theta (k_in - k_n) t/(1+t))` in the importer,
//!   `G ((1+e)(1-z) dlog(1+e) + e(1-z) dlog(1-z) + e(1-z) dlog G)` and `R' (1-z) dlog(1-z)` in the
//!   exporter, and lump sums received; divided by income it is `f_I`

use super::jacobian::Jacobian;
use super::local::{Point, dot};
use super::state::Step;
use crate::policy::PolicyChange;

/// The rate of change of all gaps, as `response` orders them, at a point where the Jacobian has
/// been worked out.
pub(crate) fn shift(at: &Point<'_>, jacobian: &Jacobian, change: &PolicyChange, into: &mut Step) {
    let (cal, terms, n) = (at.cal, at.terms, at.cal.n);
    for part in [&mut into.wage, &mut into.price, &mut into.sales, &mut into.income] {
        part.fill(0.0);
    }
    let mut wedge = vec![0.0; n];
    for market in (0..n * cal.m).filter(|&market| terms.activity.market[market]) {
        let (s, importer) = (market / n, market % n);
        let theta = cal.structure.theta[s];
        let local = &jacobian.locals[s];
        let row = importer * n..(importer + 1) * n;
        let (share, weight) = (&local.share[row.clone()], &local.weight[row]);
        for (exporter, wedge) in wedge.iter_mut().enumerate() {
            let (pair, own) = (market * n + exporter, s * n + exporter);
            *wedge = 0.0;
            if share[exporter] > 0.0 {
                *wedge = change.net_cost[own]
                    + change.export_tax[pair]
                    + change.tariff[pair]
                    + change.wedge[pair]
                    - change.productivity[own];
            }
        }
        let mean = dot(share, &wedge);
        into.price[market] = mean;
        let spending = at.sweep.spending[market];
        for exporter in (0..n).filter(|&exporter| share[exporter] > 0.0) {
            let (pair, own) = (market * n + exporter, s * n + exporter);
            let (net_cost, tax) = (change.net_cost[own], change.export_tax[pair]);
            let (duty, export) = (terms.duty[pair], terms.export[pair]);
            let diverted = -theta * (wedge[exporter] - mean);
            let flow = diverted - net_cost - tax - change.tariff[pair];
            into.sales[own] += weight[exporter] * spending * flow;
            let duties = change.tariff[pair] * (1.0 - duty) + diverted * duty;
            into.income[importer] += spending * share[exporter] * duties;
            let gate = weight[exporter] * spending * at.sweep.demand[own];
            let kept = terms.net_cost[own];
            into.income[exporter] +=
                gate * ((export + kept) * tax + export * net_cost + export * flow);
        }
    }
    for (own, &sales) in at.state.sales.iter().enumerate() {
        into.income[own % n] += sales * terms.net_cost[own] * change.net_cost[own];
    }
    for (income, transfer) in into.income.iter_mut().zip(&change.transfer) {
        *income += transfer;
    }
    for (income, level) in into.income.iter_mut().zip(&at.state.income) {
        *income /= level;
    }
}
