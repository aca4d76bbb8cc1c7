//! Baseline shares and accounts (`i` exporter, `n` importer, `s` and `k` sectors):
//!
//! - spending `E_n^s = sum_i (1+t_in^s) V_in^s`, shares `pi_in^s = (1+t) V / E`
//! - sales `R_i^s = sum_n V_in^s / ((1-z_i^s)(1+e_in^s))`
//! - final use `F_n^s = E_n^s - sum_k g_n^{s,k} R_n^k`, `alpha = F / sum_s F`, income `I = sum_s F`
//! - wage bill `(wL)_n = sum_s l_n^s R_n^s`, profits `sum_s q_n^s R_n^s`, deficit
//!   `D_n = I_n - (wL)_n - profits_n - net revenue_n`

use super::blocks::{Block, split};
use super::structure::Structure;
use crate::flows::Flows;
use crate::policy::Policy;

/// An economy at its baseline. Bilateral arrays run sector by sector with a row per importer;
/// regional ones sector by sector with regions within.
#[derive(Debug, Clone)]
pub(crate) struct Calibration {
    pub(crate) n: usize,
    pub(crate) m: usize,
    pub(crate) structure: Structure,
    pub(crate) blocks: Vec<Block>,
    /// `pi`, share of importer's spending; 0 where the importer buys nothing.
    pub(crate) share: Vec<f64>,
    /// `E`.
    pub(crate) spending: Vec<f64>,
    /// `R`.
    pub(crate) sales: Vec<f64>,
    /// `alpha`, final-use share; may be negative where the tables have a shortfall.
    pub(crate) final_share: Vec<f64>,
    /// `I` by region.
    pub(crate) income: Vec<f64>,
    /// `wL` by region.
    pub(crate) wage_bill: Vec<f64>,
    /// Profits by region.
    pub(crate) profits: Vec<f64>,
    /// Net government revenue by region.
    pub(crate) revenue: Vec<f64>,
    /// `D` by region.
    pub(crate) deficit: Vec<f64>,
    /// Whether deficits move with world income.
    pub(crate) proportional: bool,
    pub(crate) policy: Policy,
}

impl Calibration {
    /// Calibrates to trade flows (net of duty) under a policy.
    pub(crate) fn new(
        flows: &Flows,
        policy: Policy,
        structure: Structure,
        proportional: bool,
    ) -> Self {
        let (n, m) = (flows.regions, flows.sectors);
        let mut cal = Self {
            n,
            m,
            blocks: split(&structure.input, &structure.psi),
            structure,
            share: vec![0.0; n * n * m],
            spending: vec![0.0; n * m],
            sales: vec![0.0; n * m],
            final_share: vec![0.0; n * m],
            income: vec![0.0; n],
            wage_bill: vec![0.0; n],
            profits: vec![0.0; n],
            revenue: vec![0.0; n],
            deficit: vec![0.0; n],
            proportional,
            policy,
        };
        cal.trade_accounts(flows);
        cal.final_use();
        for (at, &sales) in cal.sales.iter().enumerate() {
            cal.wage_bill[at % n] += cal.structure.labour[at] * sales;
            cal.profits[at % n] += cal.structure.profit[at] * sales;
            cal.revenue[at % n] -= cal.policy.subsidy[at] * sales;
        }
        for i in 0..n {
            cal.deficit[i] = cal.income[i] - cal.wage_bill[i] - cal.revenue[i] - cal.profits[i];
        }
        cal
    }

    /// Spending, shares, sales, and what border taxes raise.
    fn trade_accounts(&mut self, flows: &Flows) {
        let n = self.n;
        for (at, &flow) in flows.values.iter().enumerate() {
            let (s, importer, exporter) = (at / n / n, (at / n) % n, at % n);
            let (tariff, tax) = (self.policy.tariff[at], self.policy.export_tax[at]);
            let subsidy = self.policy.subsidy[s * n + exporter];
            self.share[at] = (1.0 + tariff) * flow;
            self.spending[s * n + importer] += (1.0 + tariff) * flow;
            self.sales[s * n + exporter] += flow / ((1.0 - subsidy) * (1.0 + tax));
            self.revenue[importer] += tariff * flow;
            self.revenue[exporter] += tax / (1.0 + tax) * flow;
        }
        for (at, share) in self.share.iter_mut().enumerate() {
            let spending = self.spending[at / n];
            *share = if spending > 0.0 { *share / spending } else { 0.0 };
        }
    }

    fn final_use(&mut self) {
        let (n, m) = (self.n, self.m);
        self.final_share.copy_from_slice(&self.spending);
        for (at, &g) in self.structure.input.iter().enumerate() {
            let (i, using, input) = (at / m / m, (at / m) % m, at % m);
            self.final_share[input * n + i] -= g * self.sales[using * n + i];
        }
        for at in 0..n * m {
            // What is bought by nobody is zero, not the rounding of its inputs.
            if self.spending[at] == 0.0 {
                self.final_share[at] = 0.0;
            }
            self.income[at % n] += self.final_share[at];
        }
        for at in 0..n * m {
            self.final_share[at] /= self.income[at % n];
        }
    }

    /// The same economy with constant returns; its baseline is the same.
    pub(crate) fn without_scale(&self) -> Self {
        let mut cal = self.clone();
        cal.structure.psi.fill(0.0);
        cal.blocks = split(&cal.structure.input, &cal.structure.psi);
        cal
    }

    /// Whether any sector has scale economies, so that equilibria may be several.
    pub(crate) fn has_scale(&self) -> bool {
        self.structure.psi.iter().any(|&psi| psi != 0.0)
    }

    /// `g` of one region: a row per using sector. Empty without input links.
    pub(crate) fn inputs_of(&self, region: usize) -> &[f64] {
        let size = self.m * self.m;
        self.structure.input.get(region * size..(region + 1) * size).unwrap_or_default()
    }
}
