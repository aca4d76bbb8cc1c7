//! What a gradient is taken of: a region's real income, with or without weights on its sectors, or
//! a weighted sum over regions.
//!
//! `J = sum_k weight_k log G^_k`, `log G^_n = log(Y'_n / Y_n) - sum_s alpha_n^s log P^_n^s`. Without
//! sector weights `Y_n` is income and `G^_n` welfare; with them it is that of `political_income`.

use crate::economy::Calibration;
use crate::error::EconomyError;
use crate::ids::RegionId;
use crate::outcome::Outcome;
use crate::political_income::PoliticalIncome;
use crate::solver::{State, Step};

/// An objective: logs of real incomes, each times a weight, added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq)]
struct Term {
    region: usize,
    weight: f64,
    /// `lambda` before it is rescaled; none for welfare.
    sectors: Option<Vec<f64>>,
}

impl Objective {
    /// The log of a region's welfare (real income), relative to the baseline.
    pub fn welfare(region: RegionId) -> Self {
        Self { terms: vec![Term { region: region.0, weight: 1.0, sectors: None }] }
    }

    /// The log of a region's real income with weights on the sectors in which it arises, relative
    /// to the baseline: `log(sum_s lambda^s E'^s / sum_s lambda^s E^s)` less the log of the price
    /// index of final use (Grossman and Helpman 1994; Ossa 2014). Weights are rescaled to mean 1.
    ///
    /// The income `E^s` of a sector is what its labour and firms earn (sales at factory gate under
    /// restricted entry, value added in a competitive market) and its share in the region's labour
    /// times what else the region spends: net government revenue (duties, export taxes, less
    /// subsidies) and the deficit. Weights that are all alike therefore give welfare.
    pub fn sector_weighted(region: RegionId, weights: &[f64]) -> Self {
        let sectors = Some(weights.to_vec());
        Self { terms: vec![Term { region: region.0, weight: 1.0, sectors }] }
    }

    /// The sum of other objectives, each times its weight.
    pub fn weighted(parts: impl IntoIterator<Item = (f64, Objective)>) -> Self {
        let terms = parts.into_iter().flat_map(|(weight, part)| {
            let scaled = move |term: Term| Term { weight: weight * term.weight, ..term };
            part.terms.into_iter().map(scaled)
        });
        Self { terms: terms.collect() }
    }

    /// Refuses an objective that an economy of this size does not have.
    pub(crate) fn check(&self, regions: usize, sectors: usize) -> Result<(), EconomyError> {
        for Term { region, sectors: weights, .. } in &self.terms {
            if *region >= regions {
                return Err(EconomyError::UnknownRegion { found: *region, regions });
            }
            let Some(weights) = weights else { continue };
            let possible = weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
            let some = weights.iter().any(|weight| *weight > 0.0);
            if weights.len() != sectors || !possible || !some {
                let found = weights.clone();
                return Err(EconomyError::BadSectorWeights { region: *region, found, sectors });
            }
        }
        Ok(())
    }

    /// The objective at an outcome of the economy.
    pub(crate) fn value(&self, cal: &Calibration, outcome: &Outcome) -> Result<f64, EconomyError> {
        let terms =
            self.terms.iter().map(|term| Ok(term.weight * term.real_income(cal, outcome)?.ln()));
        terms.sum()
    }

    /// The slopes of the objective in the logs of all unknowns.
    pub(crate) fn slopes(&self, cal: &Calibration, state: &State, into: &mut Step) {
        let parts = [&mut into.wage, &mut into.price, &mut into.sales, &mut into.income];
        for part in parts {
            part.fill(0.0);
        }
        for term in &self.terms {
            term.add_slopes(cal, state, into);
        }
    }
}

impl Term {
    /// `G^`.
    fn real_income(&self, cal: &Calibration, outcome: &Outcome) -> Result<f64, EconomyError> {
        let region = self.region;
        let Some(weights) = &self.sectors else {
            return Ok(outcome.welfare_hat[region]);
        };
        let now = |s: usize| outcome.sales[region * cal.m + s];
        let then = |s: usize| cal.sales[s * cal.n + region];
        let income = outcome.income[region];
        let here = PoliticalIncome::new(cal, region, weights, now, income).total(now);
        let there =
            PoliticalIncome::new(cal, region, weights, then, cal.income[region]).total(then);
        for income in [here, there] {
            if income.is_nan() || income <= 0.0 {
                return Err(EconomyError::NoWeightedIncome { region, income });
            }
        }
        Ok(here / there / outcome.consumer_price_hat[region])
    }

    fn add_slopes(&self, cal: &Calibration, state: &State, into: &mut Step) {
        let Self { region, weight, sectors } = self;
        let (n, region) = (cal.n, *region);
        for market in (region..n * cal.m).step_by(n) {
            into.price[market] -= weight * cal.final_share[market];
        }
        let Some(weights) = sectors else {
            into.income[region] += weight;
            return;
        };
        let sales = |s: usize| state.sales[s * n + region];
        let income = PoliticalIncome::new(cal, region, weights, sales, state.income[region]);
        let per_dollar = weight / income.total(sales);
        into.income[region] += per_dollar * income.by_income();
        for s in 0..cal.m {
            into.sales[s * n + region] += per_dollar * income.by_sales(s, sales(s));
        }
    }
}
