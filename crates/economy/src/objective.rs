//! What a gradient is taken of: a region's real income, or a weighted sum over regions.
//!
//! `J = sum_k weight_k log W^_k`, `log W^_n = log(I'_n / I_n) - sum_s alpha_n^s log P^_n^s`.

use crate::economy::Calibration;
use crate::ids::RegionId;
use crate::outcome::Outcome;
use crate::solver::Step;

/// An objective: logs of real incomes, each times a weight, added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq)]
struct Term {
    region: usize,
    weight: f64,
}

impl Objective {
    /// The log of a region's welfare (real income), relative to the baseline.
    pub fn welfare(region: RegionId) -> Self {
        Self { terms: vec![Term { region: region.0, weight: 1.0 }] }
    }

    /// The sum of other objectives, each times its weight.
    pub fn weighted(parts: impl IntoIterator<Item = (f64, Objective)>) -> Self {
        let terms = parts.into_iter().flat_map(|(weight, part)| {
            let scaled = move |term: Term| Term { weight: weight * term.weight, ..term };
            part.terms.into_iter().map(scaled)
        });
        Self { terms: terms.collect() }
    }

    /// The first region that an economy of `regions` does not have.
    pub(crate) fn unknown_region(&self, regions: usize) -> Option<usize> {
        self.terms.iter().map(|term| term.region).find(|&region| region >= regions)
    }

    /// The objective at an outcome.
    pub(crate) fn value(&self, outcome: &Outcome) -> f64 {
        let logs = self.terms.iter().map(|t| t.weight * outcome.welfare_hat[t.region].ln());
        logs.sum()
    }

    /// The slopes of the objective in the logs of all unknowns.
    pub(crate) fn slopes(&self, cal: &Calibration, into: &mut Step) {
        let parts = [&mut into.wage, &mut into.price, &mut into.sales, &mut into.income];
        for part in parts {
            part.fill(0.0);
        }
        for Term { region, weight } in &self.terms {
            into.income[*region] += weight;
            for market in (*region..cal.n * cal.m).step_by(cal.n) {
                into.price[market] -= weight * cal.final_share[market];
            }
        }
    }
}
