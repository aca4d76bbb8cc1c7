//! An equilibrium in changes: what a policy does to every region, and how it was found.

use serde::Serialize;

use crate::ids::{RegionId, SectorId};

/// Which of possibly several equilibria an outcome is.
///
/// With scale economies the equilibrium that continues the baseline can cease to exist on the way
/// to a policy. That is said, never passed over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Branch {
    /// Constant returns: solved directly.
    Direct,
    /// Continues the baseline without a break, from the baseline to the policy.
    Followed,
    /// The baseline's branch folds on the way; the outcome is where adjustment leads from there.
    Fold {
        /// Where the branch ends, as a share of the way from the baseline to the policy.
        at: f64,
    },
    /// On the curve of equilibria through the baseline, but past turning points of it (see
    /// [`Economy::branches`](crate::Economy::branches)).
    Beyond {
        /// Folds between the baseline and here, along the curve.
        folds: usize,
    },
    /// On a curve of equilibria that does not lead through the baseline, as far as it was followed.
    Detached,
}

/// How near an equilibrium, and the way to it, are to a fold, where the smallest singular value of
/// the Jacobian is 0.
///
/// The Jacobian is that of all conditions (log prices and sales, incomes and payrolls relative) in
/// the logs of all prices, sales, incomes and wages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Conditioning {
    /// Smallest singular value at the outcome, to three digits or better.
    pub here: f64,
    /// The least that was met on the way from the baseline to the outcome, to about a percent.
    pub least: f64,
    /// Where that was, as a share of the way.
    pub least_at: f64,
}

impl Conditioning {
    /// At a single point of the way.
    pub(crate) fn new(here: f64, share: f64) -> Self {
        Self { here, least: here, least_at: share }
    }

    /// One point further on the way.
    pub(crate) fn and(self, here: f64, share: f64) -> Self {
        if here < self.least { Self::new(here, share) } else { Self { here, ..self } }
    }
}

/// How an outcome was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// Newton's method with the analytic Jacobian.
    Newton,
    /// Newton failed; an Anderson-accelerated fixed point was used.
    FixedPoint,
}

/// An equilibrium under a policy, relative to the baseline. `_hat` is a ratio to the baseline;
/// money is in US$ million with the world wage bill as numeraire.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    pub(crate) regions: usize,
    pub(crate) sectors: usize,
    /// Wage, ratio to the baseline, by region.
    pub wage_hat: Vec<f64>,
    /// Price index of what the region buys, ratio to the baseline; region by region, sectors
    /// within. 1 where nothing is bought.
    pub price_hat: Vec<f64>,
    /// Price index of final use, ratio to the baseline, by region.
    pub consumer_price_hat: Vec<f64>,
    /// Welfare (real income), ratio to the baseline, by region.
    pub welfare_hat: Vec<f64>,
    /// Income, which all goes to final use, by region.
    pub income: Vec<f64>,
    /// Net government revenue: duties and export taxes less subsidies, by region.
    pub net_revenue: Vec<f64>,
    /// Profits, which are part of income, by region: 0 in a competitive market.
    pub profits: Vec<f64>,
    /// Sales at factory gate; region by region, sectors within.
    pub sales: Vec<f64>,
    /// Spending at buyers' prices on the sector's goods; region by region, sectors within.
    pub expenditure: Vec<f64>,
    /// Share of spending on the region's own goods; region by region, sectors within. 0 where
    /// nothing is bought.
    pub home_share: Vec<f64>,
    /// Equivalent variation, (welfare ratio - 1) times baseline income, by region.
    pub equivalent_variation: Vec<f64>,
    /// Largest relative residual over all equilibrium conditions.
    pub residual: f64,
    /// Newton (or fixed-point) iterations, over all continuation steps.
    pub iterations: usize,
    /// Which equilibrium this is.
    pub branch: Branch,
    /// How it was computed.
    pub method: Method,
    /// How near to a fold it is, if a branch was followed to it from the baseline: not with constant
    /// returns, nor from a start that was near enough.
    pub conditioning: Option<Conditioning>,
}

impl Outcome {
    /// Number of regions.
    pub fn region_count(&self) -> usize {
        self.regions
    }

    /// Number of sectors.
    pub fn sector_count(&self) -> usize {
        self.sectors
    }

    fn own(&self, region: RegionId, sector: SectorId) -> usize {
        region.0 * self.sectors + sector.0
    }

    /// Welfare change in percent.
    pub fn welfare_percent(&self, region: RegionId) -> f64 {
        100.0 * (self.welfare_hat[region.0] - 1.0)
    }

    /// Wage, ratio to the baseline.
    pub fn wage_hat(&self, region: RegionId) -> f64 {
        self.wage_hat[region.0]
    }

    /// Income in US$ million.
    pub fn income(&self, region: RegionId) -> f64 {
        self.income[region.0]
    }

    /// Duties and export taxes less subsidies, in US$ million.
    pub fn net_revenue(&self, region: RegionId) -> f64 {
        self.net_revenue[region.0]
    }

    /// Profits in US$ million; 0 in a competitive market.
    pub fn profits(&self, region: RegionId) -> f64 {
        self.profits[region.0]
    }

    /// Equivalent variation in US$ million.
    pub fn equivalent_variation(&self, region: RegionId) -> f64 {
        self.equivalent_variation[region.0]
    }

    /// Price index of final use, ratio to the baseline.
    pub fn consumer_price_hat(&self, region: RegionId) -> f64 {
        self.consumer_price_hat[region.0]
    }

    /// Price index of what the region buys of a sector's goods, ratio to the baseline.
    pub fn price_hat(&self, region: RegionId, sector: SectorId) -> f64 {
        self.price_hat[self.own(region, sector)]
    }

    /// Sales at factory gate in US$ million.
    pub fn sales(&self, region: RegionId, sector: SectorId) -> f64 {
        self.sales[self.own(region, sector)]
    }

    /// Spending at buyers' prices on a sector's goods in US$ million.
    pub fn expenditure(&self, region: RegionId, sector: SectorId) -> f64 {
        self.expenditure[self.own(region, sector)]
    }

    /// Share of spending on the region's own goods.
    pub fn home_share(&self, region: RegionId, sector: SectorId) -> f64 {
        self.home_share[self.own(region, sector)]
    }
}
