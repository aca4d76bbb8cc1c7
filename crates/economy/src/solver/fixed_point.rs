//! The equilibrium conditions as a fixed point: what markets would do, one round after another.
//!
//! A round takes prices from costs, sales from demand, incomes from receipts, and moves wages part
//! of the way to what the payroll can bear. Plain rounds show where adjustment leads when a branch
//! ends; accelerated ones (Anderson 1965; Walker and Ni 2011) are the fall-back of Newton.

use super::lu::Lu;
use super::newton::{Corrected, TOLERANCE, Workspace};
use super::state::{State, Step};
use super::terms::Terms;

/// Share of the gap between payroll and wages that a round closes.
const WAGE_DAMPING: f64 = 0.5;
/// Share of the way to demand that sales move in a round.
const SALES_DAMPING: f64 = 0.7;
/// Rounds that the acceleration remembers.
const MEMORY: usize = 6;
/// The largest residual from which Newton's method needs no help.
const SETTLED: f64 = 0.3;
const SETTLING_ROUNDS: usize = 40;
const ROUND_LIMIT: usize = 20_000;
/// Parts of a round that are taken, one after the other where the longer ones lead nowhere.
const PACES: [f64; 2] = [1.0, 0.2];
/// Newton is tried again every so many rounds.
const ATTEMPT_EVERY: usize = 100;

/// A few plain rounds, as long as the point is far from equilibrium: after a large change of policy
/// they are the cheapest way to where Newton's method converges at once.
pub(crate) fn settle(work: &mut Workspace<'_>, state: &mut State) {
    let mut from = state.clone();
    let mut step = Step::zero(work.cal.n, work.cal.m);
    for _ in 0..SETTLING_ROUNDS {
        let (residual, _) = work.measure(state);
        if residual <= SETTLED || !residual.is_finite() {
            return;
        }
        plain_round(work, state, &mut step);
        from.copy_from(state);
        state.advance(&from, &step, 1.0);
        normalise(work, state);
        work.iterations += 1;
    }
}

/// Lets markets adjust from a point under the policy that is set, until Newton's method holds on
/// to an equilibrium whose determinant has `sign`. `None` if that does not happen.
pub(crate) fn adjust(work: &mut Workspace<'_>, state: &mut State, sign: f64) -> Option<Corrected> {
    let from = state.clone();
    // Where full rounds overshoot, shorter ones settle.
    for pace in PACES {
        state.copy_from(&from);
        if let Some(corrected) = adjust_at(work, state, sign, pace) {
            return Some(corrected);
        }
    }
    None
}

fn adjust_at(
    work: &mut Workspace<'_>,
    state: &mut State,
    sign: f64,
    pace: f64,
) -> Option<Corrected> {
    let mut attempt = state.clone();
    let mut step = Step::zero(work.cal.n, work.cal.m);
    for round in 1..=ROUND_LIMIT {
        let (residual, _) = work.measure(state);
        if !residual.is_finite() {
            return None;
        }
        plain_round(work, state, &mut step);
        attempt.copy_from(state);
        state.advance(&attempt, &step, pace);
        normalise(work, state);
        work.iterations += 1;
        if round % ATTEMPT_EVERY == 0 {
            attempt.copy_from(state);
            if let Some(corrected) = work.correct(&mut attempt, sign) {
                state.copy_from(&attempt);
                return Some(corrected);
            }
        }
    }
    None
}

/// Accelerated rounds until the residual is at most [`TOLERANCE`] or rounds run out. Returns the
/// residual of the point reached.
pub(crate) fn anderson(work: &mut Workspace<'_>, state: &mut State) -> f64 {
    let (n, m) = (work.cal.n, work.cal.m);
    let mut history: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    let mut step = Step::zero(n, m);
    let mut best = state.clone();
    let mut least = f64::INFINITY;
    for _ in 0..ROUND_LIMIT / 10 {
        let (residual, _) = work.measure(state);
        if residual < least {
            least = residual;
            best.copy_from(state);
        }
        if residual <= TOLERANCE {
            break;
        }
        if !residual.is_finite() || residual > 1e3 * least {
            // The acceleration ran away: go back and begin anew.
            state.copy_from(&best);
            work.measure(state);
            history.clear();
        }
        plain_round(work, state, &mut step);
        let gap = flatten(&step);
        let point = logs(&work.terms, state);
        let mixed = mix(&history, &point, &gap);
        if history.len() == MEMORY {
            history.remove(0);
        }
        history.push((point.clone(), gap));
        let change: Vec<f64> = mixed.iter().zip(&point).map(|(to, from)| to - from).collect();
        unflatten(&change, &mut step);
        let from = state.clone();
        state.advance(&from, &step, 1.0);
        normalise(work, state);
        work.iterations += 1;
    }
    state.copy_from(&best);
    work.measure(state).0
}

/// One round, as a step in logs from a point where the sweep has just been run.
fn plain_round(work: &Workspace<'_>, state: &State, step: &mut Step) {
    let (cal, sweep, activity) = (work.cal, &work.sweep, &work.terms.activity);
    for at in 0..cal.n * cal.m {
        step.price[at] = if activity.market[at] { sweep.price_gap(cal, state, at) } else { 0.0 };
        let gap = sweep.sales_gap(state, at);
        // Demand that is not positive cannot be followed in logs; let sales shrink towards it.
        let gap = if gap.is_finite() { gap } else { -1.0 };
        step.sales[at] = if activity.producer[at] { SALES_DAMPING * gap } else { 0.0 };
    }
    for i in 0..cal.n {
        let income = state.income[i];
        let receipts = income + sweep.income_gap(cal, state, i);
        step.income[i] = (receipts.max(0.1 * income) / income).ln();
        let wages = state.log_wage[i].exp() * cal.wage_bill[i];
        step.wage[i] = WAGE_DAMPING * (sweep.payroll[i] / wages).ln();
    }
}

/// Puts the wage bill of every part of the world that trades with no other back to the numeraire.
fn normalise(work: &Workspace<'_>, state: &mut State) {
    let (n, part) = (work.cal.n, &work.terms.activity.part);
    for first in (0..n).filter(|&i| part[i] == i) {
        let inside = (0..n).filter(|&i| part[i] == first);
        let bills = inside.clone().map(|i| work.cal.wage_bill[i]);
        let now = inside.clone().map(|i| state.log_wage[i].exp() * work.cal.wage_bill[i]);
        let level = (bills.sum::<f64>() / now.sum::<f64>()).ln();
        inside.for_each(|i| state.log_wage[i] += level);
    }
}

fn logs(terms: &Terms, state: &State) -> Vec<f64> {
    let sales = state.sales.iter().zip(&terms.activity.producer);
    let sales = sales.map(|(&sales, &alive)| if alive { sales.ln() } else { 0.0 });
    let parts = state.log_wage.iter().chain(&state.log_price).copied();
    let income = state.income.iter().map(|income| income.ln());
    parts.chain(sales).chain(income).collect()
}

fn flatten(step: &Step) -> Vec<f64> {
    let parts = [&step.wage, &step.price, &step.sales, &step.income];
    parts.into_iter().flatten().copied().collect()
}

fn unflatten(values: &[f64], step: &mut Step) {
    let mut rest = values;
    let parts = [&mut step.wage, &mut step.price, &mut step.sales, &mut step.income];
    for part in parts {
        let (head, tail) = rest.split_at(part.len());
        part.copy_from_slice(head);
        rest = tail;
    }
}

/// Anderson mixing: the combination of remembered points whose gaps cancel best, moved by its gap.
/// Minimises `|f - sum_k gamma_k (f - f_k)|` over the remembered gaps `f_k`.
fn mix(history: &[(Vec<f64>, Vec<f64>)], point: &[f64], gap: &[f64]) -> Vec<f64> {
    let plain = || point.iter().zip(gap).map(|(x, f)| x + f).collect();
    let k = history.len();
    if k == 0 {
        return plain();
    }
    let difference =
        |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    let gaps: Vec<Vec<f64>> = history.iter().map(|(_, f)| difference(gap, f)).collect();
    let mut normal = Lu::new(k, 1);
    let mut gamma = vec![0.0; k];
    let trace: f64 = gaps.iter().map(|d| dot(d, d)).sum();
    for a in 0..k {
        for b in 0..k {
            normal.matrix[b * k + a] = dot(&gaps[a], &gaps[b]);
        }
        // A trace of ridge keeps remembered points that say the same from spoiling the solve.
        normal.matrix[a * k + a] += 1e-14 * trace;
        gamma[a] = dot(&gaps[a], gap);
    }
    if normal.factor() == 0.0 {
        return plain();
    }
    normal.solve(&mut gamma);
    let mut mixed: Vec<f64> = plain();
    for ((x, d), gamma) in history.iter().zip(&gaps).zip(&gamma) {
        for (at, value) in mixed.iter_mut().enumerate() {
            *value -= gamma * (point[at] - x.0[at] + d[at]);
        }
    }
    mixed
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::super::newton::{TOLERANCE, Workspace};
    use super::super::state::State;
    use super::super::terms::Target;
    use super::anderson;
    use crate::data::Dataset;
    use crate::economy::Economy;
    use crate::ids::{RegionId, SectorId};
    use crate::options::EconomyOptions;

    #[test]
    fn the_fall_back_finds_what_newton_finds() {
        let dataset = Dataset::embedded("us-china-2017").unwrap();
        let economy = Economy::new(&dataset, &EconomyOptions::default()).unwrap();
        let mut policy = economy.baseline_policy();
        for s in 0..17 {
            policy.set_tariff(RegionId(0), RegionId(1), SectorId(s), 0.25);
            policy.set_export_tax(RegionId(3), RegionId(1), SectorId(s), 0.1);
        }
        let newton = economy.solve(&policy, None).unwrap();
        let cal = economy.calibration();
        let mut work = Workspace::new(cal);
        let target = Target { policy: &policy, deficits: 1.0 };
        work.set_policy(target, 1.0).unwrap();
        let mut state = State::baseline(cal);
        assert!(anderson(&mut work, &mut state) <= TOLERANCE);
        // Plain rounds alone would need hundreds.
        assert!(work.iterations < 120, "{}", work.iterations);
        for (log, hat) in state.log_wage.iter().zip(&newton.wage_hat) {
            assert!((log.exp() - hat).abs() < 1e-11);
        }
    }
}
