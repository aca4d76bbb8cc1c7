//! From a solved point to what people read: welfare, money, flows.

use super::newton::Workspace;
use super::solve::Solved;
use super::state::State;
use super::terms::Target;
use crate::economy::Calibration;
use crate::flows::Flows;
use crate::outcome::Outcome;
use crate::policy::Policy;

/// The outcome at a solved point. Welfare `W^ = (I'/I) / prod_s (P^^s)^alpha`, equivalent
/// variation `(W^ - 1) I`.
pub(crate) fn outcome(cal: &Calibration, solved: &Solved<'_>) -> Outcome {
    let (n, m) = (cal.n, cal.m);
    let (state, sweep) = (&solved.state, &solved.work.sweep);
    let by_region = |value: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (0..n * m).map(|at| value((at % m) * n + at / m)).collect()
    };
    let log_consumer_price = |i: usize| -> f64 {
        let sectors = (0..m).map(|s| s * n + i);
        sectors.map(|at| cal.final_share[at] * state.log_price[at]).sum()
    };
    let consumer_price_hat: Vec<f64> = (0..n).map(|i| log_consumer_price(i).exp()).collect();
    let welfare_hat: Vec<f64> =
        (0..n).map(|i| state.income[i] / cal.income[i] / consumer_price_hat[i]).collect();
    Outcome {
        regions: n,
        sectors: m,
        wage_hat: state.log_wage.iter().map(|w| w.exp()).collect(),
        price_hat: by_region(&|at| state.log_price[at].exp()),
        equivalent_variation: (0..n).map(|i| (welfare_hat[i] - 1.0) * cal.income[i]).collect(),
        consumer_price_hat,
        welfare_hat,
        income: state.income.clone(),
        net_revenue: sweep.revenue.clone(),
        profits: sweep.profits.clone(),
        sales: by_region(&|at| state.sales[at]),
        expenditure: by_region(&|at| sweep.spending[at]),
        home_share: by_region(&|at| share(&solved.work, at, at % n)),
        residual: solved.residual,
        iterations: solved.work.iterations,
        branch: solved.branch,
        method: solved.method,
        conditioning: solved.conditioning,
    }
}

/// Share of an exporter in the spending of a market.
fn share(work: &Workspace<'_>, market: usize, exporter: usize) -> f64 {
    let n = work.cal.n;
    if !work.terms.activity.market[market] {
        return 0.0;
    }
    let producer = market / n * n + exporter;
    work.terms.appeal[market * n + exporter] * work.sweep.pull[producer] / work.sweep.phi[market]
}

/// Trade flows net of duty where the sweep stands: `V' = pi' E' / (1+t)`.
pub(crate) fn flows_at(work: &Workspace<'_>) -> Flows {
    let n = work.cal.n;
    let mut flows = Flows::zero(n, work.cal.m);
    for (at, flow) in flows.values.iter_mut().enumerate() {
        let market = at / n;
        let kept = 1.0 - work.terms.duty[at];
        *flow = share(work, market, at % n) * work.sweep.spending[market] * kept;
    }
    flows
}

/// Trade flows at an outcome of a policy; `None` if the two do not belong to the economy.
pub(crate) fn policy_flows(
    cal: &Calibration,
    policy: &Policy,
    deficits: f64,
    outcome: &Outcome,
) -> Option<Flows> {
    let mut state = State::of(cal, outcome)?;
    let mut work = Workspace::new(cal);
    work.set_policy(Target { policy, deficits }, 1.0).ok()?;
    work.fit(&mut state);
    work.measure(&state);
    Some(flows_at(&work))
}
