//! Keeps promises to buy: the import subsidies under which the economy buys what was promised.
//!
//! A promise is a floor. It is kept by an import subsidy that the buyer's treasury pays, at one rate
//! on all listed sectors: the duty-inclusive price falls by the share `x`, `1 + t' = (1 + t)(1 - x)`.
//! `x` is found by false position in a bracket (the Illinois rule), several promises in turn until
//! all hold together.

use crate::{Measure, ModelError, Purchase, Scenario};
use talion_economy::{Economy, Flows, Outcome, Policy};

/// Largest import subsidy tried, as a share of the duty-inclusive price.
const SUBSIDY_LIMIT: f64 = 0.9;
/// Distance from the promised amount, as a share of it, at which a promise counts as kept.
pub const PURCHASE_TOLERANCE: f64 = 1e-10;
/// Rounds over all promises, and steps within one; both need about a dozen.
const STEP_LIMIT: usize = 100;

/// A policy under which every promise is kept, and its outcome.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) policy: Policy,
    pub(crate) outcome: Outcome,
}

/// The promises of one profile and the economy that has to keep them.
pub(crate) struct Search<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) economy: &'s Economy,
    /// Flows at the baseline, from which purchases are counted.
    pub(crate) base_flows: &'s Flows,
    /// Policy before any promise is kept.
    pub(crate) policy: &'s Policy,
    pub(crate) purchases: &'s [Purchase],
    /// Packages of the profile, for messages.
    pub(crate) packages: &'s str,
}

impl Search<'_> {
    /// Solves the economy with the promises kept.
    pub(crate) fn run(&self, start: Option<&Outcome>) -> Result<Kept, ModelError> {
        let mut rates = vec![0.0; self.purchases.len()];
        let mut kept = self.solve(&rates, start)?;
        let counted_from: Vec<f64> =
            (0..rates.len()).map(|k| self.counted_from(k, &kept)).collect();
        for _ in 0..STEP_LIMIT {
            let mut gaps = (0..rates.len()).map(|k| self.gap(k, counted_from[k], &kept));
            let Some(k) = gaps.position(|gap| !is_kept(gap)) else { return Ok(kept) };
            kept = self.keep(k, counted_from[k], &mut rates, &kept)?;
        }
        Err(self.out_of_reach(0, counted_from[0], &kept))
    }

    /// What a promise is counted from: imports in the baseline, or the deficit that there would be
    /// under the same policies without any purchases.
    fn counted_from(&self, k: usize, without: &Kept) -> f64 {
        let Purchase { buyer, seller, sectors, measure, .. } = &self.purchases[k];
        match measure {
            Measure::Imports => {
                sectors.iter().map(|&s| self.base_flows.get(*seller, *buyer, s)).sum()
            }
            Measure::Deficit => {
                let flows = self.economy.flows(&without.policy, &without.outcome);
                self.scenario.goods_deficit(&flows, *seller, *buyer)
            }
        }
    }

    /// The economy with each promise's sectors subsidised at its rate.
    fn solve(&self, rates: &[f64], start: Option<&Outcome>) -> Result<Kept, ModelError> {
        let mut policy = self.policy.clone();
        for (purchase, x) in self.purchases.iter().zip(rates) {
            for &sector in &purchase.sectors {
                let tariff = policy.tariff(purchase.buyer, purchase.seller, sector);
                let subsidised = (1.0 + tariff) * (1.0 - x) - 1.0;
                policy.set_tariff(purchase.buyer, purchase.seller, sector, subsidised);
            }
        }
        let outcome = self
            .economy
            .solve(&policy, start)
            .map_err(|source| ModelError::Economy { packages: self.packages.to_owned(), source })?;
        Ok(Kept { policy, outcome })
    }

    /// What has been bought less what was promised, as a share of the promise.
    fn gap(&self, k: usize, counted_from: f64, kept: &Kept) -> f64 {
        let Purchase { buyer, seller, sectors, amount_musd, measure } = &self.purchases[k];
        let flows = self.economy.flows(&kept.policy, &kept.outcome);
        let bought = match measure {
            Measure::Imports => {
                let now: f64 = sectors.iter().map(|&s| flows.get(*seller, *buyer, s)).sum();
                now - counted_from
            }
            Measure::Deficit => counted_from - self.scenario.goods_deficit(&flows, *seller, *buyer),
        };
        bought / amount_musd - 1.0
    }

    /// Finds the rate of one promise, the others' held; zero if it is kept without.
    fn keep(
        &self,
        k: usize,
        counted_from: f64,
        rates: &mut [f64],
        start: &Kept,
    ) -> Result<Kept, ModelError> {
        rates[k] = 0.0;
        let mut kept = self.solve(rates, Some(&start.outcome))?;
        let (mut low, mut gap_low) = (0.0, self.gap(k, counted_from, &kept));
        if is_kept(gap_low) {
            return Ok(kept);
        }
        let (mut high, mut gap_high) = self.bracket(k, counted_from, rates, &mut kept)?;
        for _ in 0..STEP_LIMIT {
            rates[k] = (low * gap_high - high * gap_low) / (gap_high - gap_low);
            kept = self.solve(rates, Some(&kept.outcome))?;
            let gap = self.gap(k, counted_from, &kept);
            if gap.abs() <= PURCHASE_TOLERANCE || (high - low).abs() < f64::EPSILON {
                return Ok(kept);
            }
            if gap < 0.0 {
                (low, gap_low) = (rates[k], gap);
                gap_high /= 2.0;
            } else {
                (high, gap_high) = (rates[k], gap);
                gap_low /= 2.0;
            }
        }
        Ok(kept)
    }

    /// A rate at which more than enough is bought, and by how much.
    fn bracket(
        &self,
        k: usize,
        counted_from: f64,
        rates: &mut [f64],
        kept: &mut Kept,
    ) -> Result<(f64, f64), ModelError> {
        let mut high = 0.1;
        loop {
            rates[k] = high;
            *kept = self.solve(rates, Some(&kept.outcome))?;
            let gap = self.gap(k, counted_from, kept);
            if gap >= 0.0 {
                return Ok((high, gap));
            }
            if high >= SUBSIDY_LIMIT {
                return Err(self.out_of_reach(k, counted_from, kept));
            }
            high = (2.0 * high).min(SUBSIDY_LIMIT);
        }
    }

    fn out_of_reach(&self, k: usize, counted_from: f64, kept: &Kept) -> ModelError {
        let amount = self.purchases[k].amount_musd;
        ModelError::PurchasesOutOfReach {
            packages: self.packages.to_owned(),
            amount_bn: amount / 1e3,
            reached_bn: amount * (1.0 + self.gap(k, counted_from, kept)) / 1e3,
            limit_percent: 100.0 * SUBSIDY_LIMIT,
        }
    }
}

/// Whether a promise is kept, given its gap. The search never leaves a subsidy that buys too much,
/// so a positive gap is a promise that other policies keep already.
fn is_kept(gap: f64) -> bool {
    gap >= -PURCHASE_TOLERANCE
}
