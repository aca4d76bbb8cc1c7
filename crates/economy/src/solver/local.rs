//! What is known at one point: shares, responses to costs, and spending, sector by sector.

use super::state::State;
use super::sweep::Sweep;
use super::terms::Terms;
use crate::economy::{Block, Calibration};

/// Derivatives at one sector: all matrices regions by regions, row-major.
pub(super) struct Local {
    /// `pi'`, a row per importer.
    pub(super) share: Vec<f64>,
    /// `W`, a row per importer.
    pub(super) weight: Vec<f64>,
    /// `Xi`, a row per exporter.
    pub(super) response: Vec<f64>,
}

/// A point with everything that is known about it.
pub(crate) struct Point<'a> {
    pub(crate) cal: &'a Calibration,
    pub(crate) terms: &'a Terms,
    pub(crate) state: &'a State,
    pub(crate) sweep: &'a Sweep,
}

impl Point<'_> {
    /// `w^ (wL)` of a region.
    pub(super) fn wages(&self, i: usize) -> f64 {
        self.state.log_wage[i].exp() * self.cal.wage_bill[i]
    }

    /// `dE'` of a sector for one column of `(w, I, 1)`, given the block's sales for that column.
    pub(super) fn spending_response(
        &self,
        block: &Block,
        s: usize,
        column: usize,
        sale: &[f64],
        response: &mut [f64],
    ) {
        let (cal, n, m) = (self.cal, self.cal.n, self.cal.m);
        for (i, response) in response.iter_mut().enumerate() {
            let market = s * n + i;
            *response = 0.0;
            if !self.terms.activity.market[market] {
                continue;
            }
            if column == n + i {
                *response += cal.final_share[market] * self.state.income[i];
            }
            if block.linked {
                let inputs = cal.inputs_of(i);
                for (position, &k) in block.sectors.iter().enumerate() {
                    let used = inputs[k * m + s] * self.state.sales[k * n + i];
                    *response += used * sale[position * n + i];
                }
            }
        }
    }
}

impl Local {
    pub(super) fn new(n: usize) -> Self {
        Self { share: vec![0.0; n * n], weight: vec![0.0; n * n], response: vec![0.0; n * n] }
    }

    /// `pi'`, `W` and `Xi` of a sector.
    pub(super) fn fill(&mut self, at: &Point<'_>, s: usize) {
        let (n, theta) = (at.cal.n, at.cal.structure.theta[s]);
        let own = s * n..(s + 1) * n;
        let (pull, demand) = (&at.sweep.pull[own.clone()], &at.sweep.demand[own]);
        self.response.fill(0.0);
        for importer in 0..n {
            let market = s * n + importer;
            let pairs = market * n..(market + 1) * n;
            let (appeal, gate) = (&at.terms.appeal[pairs.clone()], &at.terms.gate[pairs]);
            let row = importer * n..(importer + 1) * n;
            let alive = if at.terms.activity.market[market] { 1.0 } else { 0.0 };
            let inverse = alive / at.sweep.phi[market];
            for i in 0..n {
                self.share[row.start + i] = appeal[i] * pull[i] * inverse;
                self.weight[row.start + i] =
                    if demand[i] > 0.0 { gate[i] * pull[i] * inverse / demand[i] } else { 0.0 };
            }
            let share = &self.share[row.clone()];
            let spending = theta * at.sweep.spending[market];
            for i in 0..n {
                let scaled = self.weight[row.start + i] * spending;
                if scaled != 0.0 {
                    let response = &mut self.response[i * n..(i + 1) * n];
                    for (response, pi) in response.iter_mut().zip(share) {
                        *response += scaled * pi;
                    }
                }
            }
        }
        for i in 0..n {
            if at.terms.activity.producer[s * n + i] {
                self.response[i * n + i] -= theta;
            }
        }
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
