//! What a policy multiplies: everything that stays fixed while an equilibrium is being found.
//!
//! With `kappa = d (1-z)(1+e)(1+t)`, the share of exporter `i` in importer `n`'s spending is
//! `pi'_in = a_in x_i / sum_h a_hn x_h`, where `a_in = pi_in (kappa^_in / T^_i)^{-theta}` is known
//! beforehand and `x_i = (w^^v prod P^^g L^^{-psi})^{-theta}` needs one power per producer only.

use super::activity::{Activity, Dead};
use crate::economy::Calibration;
use crate::policy::Policy;

/// Where a path from the baseline leads: a policy, and what is left of the deficits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) policy: &'a Policy,
    /// 1 keeps deficits, 0 removes them.
    pub(crate) deficits: f64,
}

/// The factors of a policy on the path, for all triples (sector by sector, a row per importer).
pub(crate) struct Terms {
    /// `a`: baseline share times what the policy does to it.
    pub(crate) appeal: Vec<f64>,
    /// `a / ((1-z)(1+e)(1+t))`: what reaches the factory gate.
    pub(crate) gate: Vec<f64>,
    /// `t / (1+t)`: what the importer's customs keep of a buyer's dollar.
    pub(crate) duty: Vec<f64>,
    /// `e (1-z)`: export tax per dollar at the factory gate.
    pub(crate) export: Vec<f64>,
    /// `1-z`, sector by sector, regions within.
    pub(crate) net_cost: Vec<f64>,
    /// `T^`, sector by sector, regions within.
    productivity: Vec<f64>,
    /// `D` by region.
    pub(crate) deficit: Vec<f64>,
    /// Lump sums received, by region.
    pub(crate) transfer: Vec<f64>,
    pub(crate) has_export_taxes: bool,
    /// Which producers and markets are alive.
    pub(crate) activity: Activity,
}

impl Terms {
    pub(crate) fn new(cal: &Calibration) -> Self {
        let (pairs, own) = (cal.n * cal.n * cal.m, cal.n * cal.m);
        Self {
            appeal: vec![0.0; pairs],
            gate: vec![0.0; pairs],
            duty: vec![0.0; pairs],
            export: vec![0.0; pairs],
            net_cost: vec![1.0; own],
            productivity: vec![1.0; own],
            deficit: vec![0.0; cal.n],
            transfer: vec![0.0; cal.n],
            has_export_taxes: false,
            activity: Activity::new(cal),
        }
    }

    /// Sets the factors `share` of the way from the baseline (0) to the target (1): levels move
    /// log-linearly, a ban by taking away an equal part of the market at every step.
    pub(crate) fn set(
        &mut self,
        cal: &Calibration,
        target: Target<'_>,
        share: f64,
    ) -> Result<(), Dead> {
        let (n, old, new) = (cal.n, &cal.policy, target.policy);
        for at in 0..self.net_cost.len() {
            self.net_cost[at] = between(1.0 - old.subsidy[at], 1.0 - new.subsidy[at], share);
            self.productivity[at] = between(old.productivity[at], new.productivity[at], share);
        }
        self.has_export_taxes = false;
        for at in 0..self.appeal.len() {
            let s = at / n / n;
            let producer = s * n + at % n;
            let theta = cal.structure.theta[s];
            let tariff = between(1.0 + old.tariff[at], 1.0 + new.tariff[at], share);
            let tax = between(1.0 + old.export_tax[at], 1.0 + new.export_tax[at], share);
            let net_cost = self.net_cost[producer];
            let wedge = between(old.wedge[at], new.wedge[at], share);
            let kappa = (net_cost / (1.0 - old.subsidy[producer]))
                * (tax / (1.0 + old.export_tax[at]))
                * (tariff / (1.0 + old.tariff[at]));
            let change =
                kappa * if wedge.is_finite() { wedge } else { 1.0 } / self.productivity[producer];
            let left = if wedge.is_finite() { 1.0 } else { 1.0 - share };
            let appeal = if change == 1.0 {
                cal.share[at] * left
            } else {
                cal.share[at] * left * change.powf(-theta)
            };
            self.appeal[at] = appeal;
            self.gate[at] = appeal / (net_cost * tax * tariff);
            self.duty[at] = (tariff - 1.0) / tariff;
            self.export[at] = (tax - 1.0) * net_cost;
            self.has_export_taxes |= tax != 1.0 && appeal != 0.0;
        }
        let left = 1.0 - share * (1.0 - target.deficits);
        for (deficit, baseline) in self.deficit.iter_mut().zip(&cal.deficit) {
            *deficit = left * baseline;
        }
        for (i, transfer) in self.transfer.iter_mut().enumerate() {
            *transfer = old.transfer[i] + share * (new.transfer[i] - old.transfer[i]);
        }
        self.activity.update(cal, &self.appeal, |i| self.deficit[i] + self.transfer[i])
    }
}

/// The point `share` of the way from `old` to `new`, log-linearly; both ends exactly.
fn between(old: f64, new: f64, share: f64) -> f64 {
    if old == new || share == 1.0 || new.is_infinite() {
        new
    } else {
        old * (new / old).powf(share)
    }
}
