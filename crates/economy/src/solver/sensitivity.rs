//! From multipliers to a gradient: how every instrument shifts every condition, valued.
//!
//! With `pi'` the shares, `E'` spending, `W_in` an exporter's sales that a dollar of spending in
//! market `n` makes, `iota` the value of income, `rho` of log sales, `S` of spending and `p` of log
//! prices (see `multipliers`), a change of `log kappa` with the factory gate's part left alone and
//! a change of that part are worth
//!
//! - `-theta (B + C)`, `B = pi' (E' (iota_n t/(1+t) - S_n) - p_n / theta)`,
//!   `C = W E' (rho_i + iota_i e (1-z) X_i)`
//! - `-C`
//!
//! where duties, export taxes and subsidies move on top by what the higher rate itself collects.

use super::jacobian::Jacobian;
use super::local::Point;
use super::multipliers::Multipliers;
use crate::gradient::Gradient;
use crate::policy::Policy;

/// Fills a gradient with the derivative of the objective in the level of every instrument.
pub(crate) fn sensitivities(
    at: &Point<'_>,
    jacobian: &Jacobian,
    values: &Multipliers,
    policy: &Policy,
    into: &mut Gradient,
) {
    let (cal, n) = (at.cal, at.cal.n);
    into.subsidy.fill(0.0);
    into.productivity.fill(0.0);
    for market in 0..n * cal.m {
        let (s, importer) = (market / n, market % n);
        let (theta, local) = (cal.structure.theta[s], &jacobian.locals[s]);
        let spending = at.sweep.spending[market];
        let income = values.income[importer];
        let market_part = values.price[market] / theta + spending * values.spending[market];
        for exporter in 0..n {
            let (pair, producer) = (market * n + exporter, s * n + exporter);
            let share = local.share[importer * n + exporter];
            let weight = local.weight[importer * n + exporter];
            let (duty, export) = (at.terms.duty[pair], at.terms.export[pair]);
            let earned = values.income[exporter];
            let shipped = weight * spending * at.sweep.demand[producer];
            let diverted = share * (income * spending * duty - market_part);
            let gate = weight * spending * values.sales[producer] + earned * export * shipped;
            let wedge = -theta * (diverted + gate);
            let border = wedge - gate;
            let net_cost = at.terms.net_cost[producer];
            into.tariff[pair] = (border + income * spending * share * (1.0 - duty)) * (1.0 - duty);
            into.export_tax[pair] =
                border / (1.0 + policy.export_tax[pair]) + earned * shipped * net_cost;
            into.wedge[pair] = wedge / policy.wedge[pair];
            into.subsidy[producer] -= (border + earned * export * shipped) / net_cost;
            into.productivity[producer] -= wedge / policy.productivity[producer];
        }
    }
    into.transfer.copy_from_slice(&values.income);
    for (at_own, subsidy) in into.subsidy.iter_mut().enumerate() {
        *subsidy -= values.income[at_own % n] * at.state.sales[at_own];
    }
}
