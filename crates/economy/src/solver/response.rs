//! What the unknowns do when the conditions of an equilibrium are shifted: `J dx = g` for any `g`.
//!
//! The Jacobian must have been factorised at the point, as a Newton step does; its own right-hand
//! side is then one case of many. With `g` the derivative of all gaps in a parameter, `dx` is that
//! of the equilibrium.

use super::jacobian::{Jacobian, dropped_market};
use super::local::Point;
use super::state::Step;

impl Jacobian {
    /// Solves for the response to gaps in all conditions, into `step`.
    pub(crate) fn respond(&mut self, at: &Point<'_>, gaps: &Step) {
        let n = at.cal.n;
        self.rhs[..n].copy_from_slice(&gaps.income);
        self.rhs[n..].copy_from_slice(&gaps.wage);
        for b in 0..self.blocks.len() {
            let block = &at.cal.blocks[b];
            self.blocks[b].constants(at, block, &self.locals, gaps);
            for (position, &s) in block.sectors.iter().enumerate() {
                self.revenue_responses(at, s);
                self.add_to_border(at, b, position, s, 2 * n..2 * n + 1);
            }
        }
        // The numeraire's condition stands in the place of a labour market and knows no sector.
        for first in (0..n).filter(|&i| at.terms.activity.part[i] == i) {
            let row = dropped_market(at, first);
            self.rhs[n + row] = gaps.wage[row];
        }
        self.border.solve(&mut self.rhs);
        self.back_substitute(at, |market| gaps.price[market]);
    }
}

/// The gaps in all conditions at a point, in the order of the unknowns that they are solved for:
/// log prices, log sales, incomes and wages relative. Newton's step is the response to them.
pub(crate) fn gaps(at: &Point<'_>, into: &mut Step) {
    let (cal, n) = (at.cal, at.cal.n);
    let activity = &at.terms.activity;
    for own in 0..n * cal.m {
        let price = || at.sweep.price_gap(cal, at.state, own);
        into.price[own] = if activity.market[own] { price() } else { 0.0 };
        let sales = || at.sweep.sales_gap(at.state, own);
        into.sales[own] = if activity.producer[own] { sales() } else { 0.0 };
    }
    for i in 0..n {
        into.income[i] = at.sweep.income_gap(cal, at.state, i) / at.state.income[i];
        into.wage[i] = at.sweep.payroll[i] / at.wages(i) - 1.0;
    }
    for first in (0..n).filter(|&i| activity.part[i] == i) {
        let inside = (0..n).filter(|&i| activity.part[i] == first);
        let bills = inside.map(|i| (at.wages(i), cal.wage_bill[i]));
        let (now, before) = bills.fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
        into.wage[dropped_market(at, first)] = 1.0 - now / before;
    }
}

#[cfg(test)]
mod tests {
    use super::super::local::Point;
    use super::super::newton::Workspace;
    use super::super::state::{State, Step};
    use super::super::terms::Target;
    use super::gaps;
    use crate::data::Dataset;
    use crate::economy::Economy;
    use crate::ids::{RegionId, SectorId};
    use crate::options::EconomyOptions;

    /// The response to the gaps of a point is Newton's step there, whichever blocks there are.
    #[test]
    fn newtons_step_is_the_response_to_the_gaps() {
        let dataset = Dataset::embedded("us-china-2017").unwrap();
        for set in ["lashkaripour-lugovskyy-2023", "simonovska-waugh-2014"] {
            let options =
                EconomyOptions { elasticities: Some(set.to_owned()), ..EconomyOptions::default() };
            let economy = Economy::new(&dataset, &options).unwrap();
            let cal = economy.calibration();
            let mut policy = economy.baseline_policy();
            for s in (0..17).map(SectorId) {
                policy.set_tariff(RegionId(0), RegionId(1), s, 0.3);
                policy.set_export_tax(RegionId(0), RegionId(1), s, 0.1);
                policy.set_subsidy(RegionId(1), s, 0.05);
            }
            let mut work = Workspace::new(cal);
            work.set_policy(Target { policy: &policy, deficits: 1.0 }, 1.0).unwrap();
            let mut state = State::baseline(cal);
            state.log_price.iter_mut().enumerate().for_each(|(k, p)| *p += 0.01 * (k % 7) as f64);
            state.log_wage[2] += 0.05;
            work.sign(&state);
            let newton = work.jacobian.step.clone();
            let mut here = Step::zero(cal.n, cal.m);
            let point = Point { cal, terms: &work.terms, state: &state, sweep: &work.sweep };
            gaps(&point, &mut here);
            work.jacobian.respond(&point, &here);
            let found = &work.jacobian.step;
            let pairs = [
                (&found.wage, &newton.wage),
                (&found.price, &newton.price),
                (&found.sales, &newton.sales),
                (&found.income, &newton.income),
            ];
            for (found, want) in pairs {
                for (found, want) in found.iter().zip(want) {
                    assert!((found - want).abs() < 1e-11, "{set}: {found} {want}");
                }
            }
        }
    }
}
