//! Restricted entry as Ossa (2014) writes it, in changes: a damped loop over his four equations.
//!
//! It shares no code with the crate's solver. Flows run exporter `i` to importer `j`, `tau = 1 + t`:
//!
//! - `P^_j^s = (sum_i g_ij^s (w^_i tau^_ij^s)^{1-sigma})^{1/(1-sigma)}`
//! - `pi^_i^s = sum_j a_ij^s (tau^_ij^s)^{-sigma} w^_i^{1-sigma} (P^_j^s)^{sigma-1} X^_j`
//! - `w^_i = sum_s d_i^s pi^_i^s`
//! - `X'_j = w^_j (wL)_j + profits + duties`, and a deficit that stays as it is

#![allow(clippy::needless_range_loop)] // Sums are written as in the equations, by index.

use talion_economy::{Dataset, Policy, RegionId, SectorId};

/// The equilibrium found, by region unless said otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) wage_hat: Vec<f64>,
    pub(crate) income: Vec<f64>,
    pub(crate) profits: Vec<f64>,
    pub(crate) welfare_hat: Vec<f64>,
    /// `T'`, `[sector][exporter][importer]`.
    pub(crate) flows: Vec<Vec<Vec<f64>>>,
    /// `E'_j^s` with the duties and the deficit spread by labour, `[sector][region]`.
    pub(crate) sector_income: Vec<Vec<f64>>,
    /// The same at the baseline.
    pub(crate) sector_income_before: Vec<Vec<f64>>,
}

struct World {
    n: usize,
    m: usize,
    sigma: Vec<f64>,
    /// `T`, `[sector][exporter][importer]`, as all below.
    flow: Vec<Vec<Vec<f64>>>,
    tau: Vec<Vec<Vec<f64>>>,
    tau_new: Vec<Vec<Vec<f64>>>,
    wages: Vec<f64>,
    spending: Vec<f64>,
    by_sector: Vec<Vec<f64>>,
    deficit: Vec<f64>,
}

impl World {
    fn new(data: &Dataset, policy: &Policy, sigma: Vec<f64>) -> Self {
        let (n, m) = (data.regions().len(), data.sectors().len());
        let cube = |entry: &dyn Fn(RegionId, RegionId, SectorId) -> f64| -> Vec<Vec<Vec<f64>>> {
            let row = |i, s| (0..n).map(|j| entry(RegionId(i), RegionId(j), SectorId(s))).collect();
            (0..m).map(|s| (0..n).map(|i| row(i, s)).collect()).collect()
        };
        let flow = cube(&|i, j, s| data.flow(i, j, s));
        let tau = cube(&|i, j, s| 1.0 + data.tariff(j, i, s));
        let mut world = World {
            n,
            m,
            tau_new: cube(&|i, j, s| 1.0 + policy.tariff(j, i, s)),
            wages: vec![0.0; n],
            spending: vec![0.0; n],
            by_sector: vec![vec![0.0; n]; m],
            deficit: vec![0.0; n],
            sigma,
            flow,
            tau,
        };
        for s in 0..m {
            for i in 0..n {
                for j in 0..n {
                    let value = world.flow[s][i][j];
                    world.wages[i] += (world.sigma[s] - 1.0) / world.sigma[s] * value;
                    world.by_sector[s][j] += world.tau[s][i][j] * value;
                    world.spending[j] += world.tau[s][i][j] * value;
                    // Spending less what is sold at home and abroad and less duties.
                    world.deficit[j] += value;
                    world.deficit[i] -= value;
                }
            }
        }
        world
    }

    /// `T'_ij^s`, given wages, prices and spending.
    fn flows(&self, wage: &[f64], price: &[Vec<f64>], spending: &[f64]) -> Vec<Vec<Vec<f64>>> {
        let mut flows = self.flow.clone();
        for s in 0..self.m {
            let sigma = self.sigma[s];
            for i in 0..self.n {
                for j in 0..self.n {
                    let tau_hat = self.tau_new[s][i][j] / self.tau[s][i][j];
                    flows[s][i][j] *= tau_hat.powf(-sigma)
                        * wage[i].powf(1.0 - sigma)
                        * price[s][j].powf(sigma - 1.0)
                        * spending[j]
                        / self.spending[j];
                }
            }
        }
        flows
    }

    fn prices(&self, wage: &[f64]) -> Vec<Vec<f64>> {
        let mut price = vec![vec![1.0; self.n]; self.m];
        for s in 0..self.m {
            let sigma = self.sigma[s];
            for j in 0..self.n {
                if self.by_sector[s][j] == 0.0 {
                    continue;
                }
                let sum: f64 = (0..self.n)
                    .map(|i| {
                        let g = self.tau[s][i][j] * self.flow[s][i][j] / self.by_sector[s][j];
                        let tau_hat = self.tau_new[s][i][j] / self.tau[s][i][j];
                        g * (wage[i] * tau_hat).powf(1.0 - sigma)
                    })
                    .sum();
                price[s][j] = sum.powf(1.0 / (1.0 - sigma));
            }
        }
        price
    }

    /// `E_j^s = sum_n T_jn^s + d_j^s (duties_j + D_j)` with `d` the sector's share in labour.
    fn sector_income(&self, flows: &[Vec<Vec<f64>>], duties: &[f64]) -> Vec<Vec<f64>> {
        let labour = |s: usize, j: usize| -> f64 {
            (self.sigma[s] - 1.0) / self.sigma[s] * flows[s][j].iter().sum::<f64>()
        };
        let mut income = vec![vec![0.0; self.n]; self.m];
        for j in 0..self.n {
            let all: f64 = (0..self.m).map(|s| labour(s, j)).sum();
            for s in 0..self.m {
                let spread = labour(s, j) / all * (duties[j] + self.deficit[j]);
                income[s][j] = flows[s][j].iter().sum::<f64>() + spread;
            }
        }
        income
    }

    fn duties(&self, flows: &[Vec<Vec<f64>>], tau: &[Vec<Vec<f64>>]) -> Vec<f64> {
        let on = |j: usize| -> f64 {
            let pairs = (0..self.m).flat_map(|s| (0..self.n).map(move |i| (s, i)));
            pairs.map(|(s, i)| (tau[s][i][j] - 1.0) * flows[s][i][j]).sum()
        };
        (0..self.n).map(on).collect()
    }
}

/// The equilibrium of a data set without export taxes, subsidies and input links under new tariffs.
pub(crate) fn solve(data: &Dataset, policy: &Policy, theta: &[f64]) -> Found {
    let world = World::new(data, policy, theta.iter().map(|theta| 1.0 + theta).collect());
    let (n, m) = (world.n, world.m);
    let mut wage = vec![1.0; n];
    let mut spending = world.spending.clone();
    for _ in 0..100_000 {
        let price = world.prices(&wage);
        let flows = world.flows(&wage, &price, &spending);
        let duties = world.duties(&flows, &world.tau_new);
        let sold = |s: usize, i: usize| flows[s][i].iter().sum::<f64>();
        let pay = |i: usize| -> f64 {
            (0..m).map(|s| (world.sigma[s] - 1.0) / world.sigma[s] * sold(s, i)).sum()
        };
        let profit = |i: usize| -> f64 { (0..m).map(|s| sold(s, i) / world.sigma[s]).sum() };
        let mut change: f64 = 0.0;
        for i in 0..n {
            let receipts = wage[i] * world.wages[i] + profit(i) + duties[i] + world.deficit[i];
            change = change.max((receipts / spending[i] - 1.0).abs());
            spending[i] += 0.5 * (receipts - spending[i]);
        }
        let new: Vec<f64> = (0..n).map(|i| pay(i) / world.wages[i]).collect();
        for i in 0..n {
            change = change.max((new[i] / wage[i] - 1.0).abs());
            wage[i] += 0.3 * (new[i] - wage[i]);
        }
        let bill: f64 = wage.iter().zip(&world.wages).map(|(w, bill)| w * bill).sum();
        let level = world.wages.iter().sum::<f64>() / bill;
        for w in &mut wage {
            *w *= level;
        }
        if change < 1e-14 {
            let profits = (0..n).map(profit).collect();
            return world.found(wage, spending, profits, &price, flows);
        }
    }
    panic!("the transcription of Ossa's equations does not converge");
}

impl World {
    fn found(
        &self,
        wage: Vec<f64>,
        spending: Vec<f64>,
        profits: Vec<f64>,
        price: &[Vec<f64>],
        flows: Vec<Vec<Vec<f64>>>,
    ) -> Found {
        let welfare = |j: usize| -> f64 {
            let shares = (0..self.m).map(|s| self.by_sector[s][j] / self.spending[j]);
            let index: f64 = shares.enumerate().map(|(s, mu)| price[s][j].powf(mu)).product();
            spending[j] / self.spending[j] / index
        };
        let before = self.duties(&self.flow, &self.tau);
        let after = self.duties(&flows, &self.tau_new);
        Found {
            welfare_hat: (0..self.n).map(welfare).collect(),
            sector_income: self.sector_income(&flows, &after),
            sector_income_before: self.sector_income(&self.flow, &before),
            wage_hat: wage,
            income: spending,
            profits,
            flows,
        }
    }
}
