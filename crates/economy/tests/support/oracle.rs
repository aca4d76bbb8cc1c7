//! The slow and simple solver: the equilibrium conditions as they are written, damped, in a loop.
//!
//! It shares no code with the crate's solver: it reads the data set and the policy through their
//! public accessors, works in levels with one power per trade flow, and knows no Jacobian.

#![allow(clippy::needless_range_loop)] // Sums are written as in the equations, by index.

use talion_economy::{Dataset, DeficitRule, Outcome, Policy, RegionId, SectorId};

/// What the oracle finds; sectors outside, regions inside.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) wage_hat: Vec<f64>,
    pub(crate) welfare_hat: Vec<f64>,
    pub(crate) income: Vec<f64>,
    pub(crate) net_revenue: Vec<f64>,
    pub(crate) sales: Vec<Vec<f64>>,
}

struct World {
    n: usize,
    m: usize,
    share: Vec<Vec<Vec<f64>>>,
    sales: Vec<Vec<f64>>,
    final_share: Vec<Vec<f64>>,
    income: Vec<f64>,
    wage_bill: Vec<f64>,
    deficit: Vec<f64>,
}

fn ids(s: usize, importer: usize, exporter: usize) -> (RegionId, RegionId, SectorId) {
    (RegionId(importer), RegionId(exporter), SectorId(s))
}

impl World {
    fn new(data: &Dataset) -> Self {
        let (n, m) = (data.regions().len(), data.sectors().len());
        let mut world = World {
            n,
            m,
            share: vec![vec![vec![0.0; n]; n]; m],
            sales: vec![vec![0.0; n]; m],
            final_share: vec![vec![0.0; n]; m],
            income: vec![0.0; n],
            wage_bill: vec![0.0; n],
            deficit: vec![0.0; n],
        };
        let mut revenue = vec![0.0; n];
        let mut spending = vec![vec![0.0; n]; m];
        for s in 0..m {
            for importer in 0..n {
                for exporter in 0..n {
                    let (to, from, sector) = ids(s, importer, exporter);
                    let flow = data.flow(from, to, sector);
                    let (t, e) = (data.tariff(to, from, sector), data.export_tax(to, from, sector));
                    let z = data.subsidy(from, sector);
                    let gate = flow / ((1.0 - z) * (1.0 + e));
                    spending[s][importer] += (1.0 + t) * flow;
                    world.share[s][importer][exporter] = (1.0 + t) * flow;
                    world.sales[s][exporter] += gate;
                    revenue[importer] += t * flow;
                    revenue[exporter] += e * (1.0 - z) * gate - z * gate;
                }
            }
        }
        for s in 0..m {
            for i in 0..n {
                world.share[s][i].iter_mut().for_each(|x| *x /= spending[s][i]);
                let inputs: f64 = (0..m)
                    .map(|k| {
                        data.input_share(RegionId(i), SectorId(s), SectorId(k)) * world.sales[k][i]
                    })
                    .sum();
                world.final_share[s][i] = spending[s][i] - inputs;
                world.income[i] += spending[s][i] - inputs;
                world.wage_bill[i] +=
                    data.value_added_share(RegionId(i), SectorId(s)) * world.sales[s][i];
            }
        }
        for i in 0..n {
            for s in 0..m {
                world.final_share[s][i] /= world.income[i];
            }
            world.deficit[i] = world.income[i] - world.wage_bill[i] - revenue[i];
        }
        world
    }
}

/// The unknowns, and what a round makes of them.
#[derive(Debug, Clone)]
struct Guess {
    wage: Vec<f64>,
    price: Vec<Vec<f64>>,
    sales: Vec<Vec<f64>>,
    income: Vec<f64>,
    revenue: Vec<f64>,
}

impl Guess {
    fn at(outcome: &Outcome) -> Self {
        let (n, m) = (outcome.region_count(), outcome.sector_count());
        let by_sector = |value: &dyn Fn(RegionId, SectorId) -> f64| -> Vec<Vec<f64>> {
            let row = |s| (0..n).map(|i| value(RegionId(i), SectorId(s))).collect();
            (0..m).map(row).collect()
        };
        Self {
            wage: outcome.wage_hat.clone(),
            price: by_sector(&|i, s| outcome.price_hat(i, s)),
            sales: by_sector(&|i, s| outcome.sales(i, s)),
            income: outcome.income.clone(),
            revenue: vec![0.0; n],
        }
    }
}

/// The case to solve. `theta` and `psi` by sector.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) data: &'a Dataset,
    pub(crate) policy: &'a Policy,
    pub(crate) theta: &'a [f64],
    pub(crate) psi: &'a [f64],
    pub(crate) deficits: DeficitRule,
}

impl Case<'_> {
    /// `c^ = w^^v prod P^^g L^^(-psi) / T^`.
    fn cost(&self, world: &World, guess: &Guess, s: usize, i: usize) -> f64 {
        let (region, sector) = (RegionId(i), SectorId(s));
        let inputs: f64 = (0..world.m)
            .map(|k| guess.price[k][i].powf(self.data.input_share(region, SectorId(k), sector)))
            .product();
        let labour = guess.sales[s][i] / world.sales[s][i] / guess.wage[i];
        guess.wage[i].powf(self.data.value_added_share(region, sector)) * inputs
            / labour.powf(self.psi[s])
            / self.policy.productivity(region, sector)
    }

    /// `kappa^ = d (1-z)(1+e)(1+t)` as ratios; infinite under a ban.
    fn wedge(&self, s: usize, importer: usize, exporter: usize) -> f64 {
        let (to, from, sector) = ids(s, importer, exporter);
        let (old, new) = (self.data, self.policy);
        new.wedge(to, from, sector) * (1.0 - new.subsidy(from, sector))
            / (1.0 - old.subsidy(from, sector))
            * (1.0 + new.export_tax(to, from, sector))
            / (1.0 + old.export_tax(to, from, sector))
            * (1.0 + new.tariff(to, from, sector))
            / (1.0 + old.tariff(to, from, sector))
    }

    /// One round: what prices, sales, incomes and wages would be, given those guessed.
    fn round(&self, world: &World, guess: &Guess) -> Guess {
        let (n, m) = (world.n, world.m);
        let mut new = guess.clone();
        new.revenue = vec![0.0; n];
        new.sales = vec![vec![0.0; n]; m];
        for s in 0..m {
            let cost: Vec<f64> = (0..n).map(|i| self.cost(world, guess, s, i)).collect();
            for importer in 0..n {
                let used = (0..m).map(|k| {
                    let share = self.data.input_share(RegionId(importer), SectorId(s), SectorId(k));
                    share * guess.sales[k][importer]
                });
                let spending =
                    world.final_share[s][importer] * guess.income[importer] + used.sum::<f64>();
                let term = |exporter: usize| {
                    let wedge = self.wedge(s, importer, exporter);
                    if wedge.is_infinite() {
                        return 0.0;
                    }
                    world.share[s][importer][exporter]
                        * (cost[exporter] * wedge).powf(-self.theta[s])
                };
                let total: f64 = (0..n).map(term).sum();
                new.price[s][importer] = total.powf(-1.0 / self.theta[s]);
                for exporter in 0..n {
                    let (to, from, sector) = ids(s, importer, exporter);
                    let t = self.policy.tariff(to, from, sector);
                    let e = self.policy.export_tax(to, from, sector);
                    let z = self.policy.subsidy(from, sector);
                    let flow = term(exporter) / total * spending / (1.0 + t);
                    let gate = flow / (1.0 + e) / (1.0 - z);
                    new.sales[s][exporter] += gate;
                    new.revenue[importer] += t * flow;
                    new.revenue[exporter] += e * flow / (1.0 + e) - z * gate;
                }
            }
        }
        let growth = match self.deficits {
            DeficitRule::Proportional => {
                guess.income.iter().sum::<f64>() / world.income.iter().sum::<f64>()
            }
            _ => 1.0,
        };
        for i in 0..n {
            let wages = guess.wage[i] * world.wage_bill[i];
            new.income[i] = wages + new.revenue[i] + growth * world.deficit[i];
            let payroll = (0..m)
                .map(|s| self.data.value_added_share(RegionId(i), SectorId(s)) * guess.sales[s][i]);
            new.wage[i] = payroll.sum::<f64>() / world.wage_bill[i];
        }
        new
    }

    /// Solves for the equilibrium by damped rounds from the baseline.
    pub(crate) fn solve(&self) -> Found {
        let ones = vec![vec![1.0; self.data.regions().len()]; self.data.sectors().len()];
        self.solve_from(&ones)
    }

    /// Solves for an equilibrium by damped rounds from sales that are given as ratios to the
    /// baseline, `[sector][region]`.
    pub(crate) fn solve_from(&self, sales_hat: &[Vec<f64>]) -> Found {
        let world = World::new(self.data);
        let (n, m) = (world.n, world.m);
        let start = |s: usize, i: usize| world.sales[s][i] * sales_hat[s][i];
        let guess = Guess {
            wage: vec![1.0; n],
            price: vec![vec![1.0; n]; m],
            sales: (0..m).map(|s| (0..n).map(|i| start(s, i)).collect()).collect(),
            income: world.income.clone(),
            revenue: vec![0.0; n],
        };
        self.settle(&world, guess)
    }

    /// Solves for an equilibrium by damped rounds from an outcome at which sales are multiplied by
    /// factors, `[sector][region]`.
    pub(crate) fn solve_near(&self, outcome: &Outcome, factors: &[Vec<f64>]) -> Found {
        let world = World::new(self.data);
        let mut guess = Guess::at(outcome);
        for (sales, factors) in guess.sales.iter_mut().zip(factors) {
            for (sales, factor) in sales.iter_mut().zip(factors) {
                *sales *= factor;
            }
        }
        self.settle(&world, guess)
    }

    /// How much one round changes at an outcome, relative: nothing at an equilibrium.
    pub(crate) fn unrest(&self, outcome: &Outcome) -> f64 {
        let guess = Guess::at(outcome);
        let new = self.round(&World::new(self.data), &guess);
        let gap = |old: &[f64], new: &[f64]| -> f64 {
            old.iter().zip(new).fold(0.0, |gap, (old, new)| gap.max((new / old - 1.0).abs()))
        };
        let pairs = guess.price.iter().zip(&new.price).chain(guess.sales.iter().zip(&new.sales));
        let largest = pairs.fold(0.0_f64, |most, (old, new)| most.max(gap(old, new)));
        largest.max(gap(&guess.wage, &new.wage)).max(gap(&guess.income, &new.income))
    }

    /// Damped rounds from a guess until they change nothing.
    fn settle(&self, world: &World, mut guess: Guess) -> Found {
        let (n, m) = (world.n, world.m);
        let mut change: f64 = 0.0;
        for rounds in 1..20_000 {
            let new = self.round(world, &guess);
            // Where rounds overshoot, shorter ones settle.
            let pace = if rounds < 3_000 { 1.0 } else { 0.2 };
            change = 0.0;
            let mut step = |old: &mut f64, new: f64, part: f64| {
                change = change.max(((new - *old) / *old).abs());
                *old += pace * part * (new - *old);
            };
            for i in 0..n {
                step(&mut guess.income[i], new.income[i], 0.5);
                step(&mut guess.wage[i], new.wage[i], 0.2);
                for s in 0..m {
                    step(&mut guess.sales[s][i], new.sales[s][i], 0.5);
                    step(&mut guess.price[s][i], new.price[s][i], 0.7);
                }
            }
            guess.revenue = new.revenue;
            let bills = |wage: &[f64]| -> f64 {
                wage.iter().zip(&world.wage_bill).map(|(w, bill)| w * bill).sum()
            };
            let level = bills(&vec![1.0; n]) / bills(&guess.wage);
            for wage in &mut guess.wage {
                *wage *= level;
            }
            // Strong scale economies magnify rounding, and it is all that is left after so many.
            let goal = match rounds {
                0..=5_000 => 1e-14,
                5_001..=15_000 => 1e-12,
                _ => 1e-11,
            };
            if change < goal {
                return world.found(guess);
            }
        }
        panic!("the oracle does not converge: the last round still changed {change:e}");
    }
}

impl World {
    fn found(&self, guess: Guess) -> Found {
        let welfare = |i: usize| {
            let index: f64 =
                (0..self.m).map(|s| guess.price[s][i].powf(self.final_share[s][i])).product();
            guess.income[i] / self.income[i] / index
        };
        Found {
            welfare_hat: (0..self.n).map(welfare).collect(),
            wage_hat: guess.wage,
            income: guess.income,
            net_revenue: guess.revenue,
            sales: guess.sales,
        }
    }
}
