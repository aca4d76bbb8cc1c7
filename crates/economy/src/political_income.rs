//! A region's income with political weights on the sectors in which it arises (Grossman and Helpman
//! 1994; Ossa 2014, section I).
//!
//! `Y = sum_s lambda^s E^s`, the weights `lambda` being of mean 1, where
//!
//! - `E^s = f^s R^s + d^s T` is the income of sector `s`
//! - `f = l + q` is what labour and firms earn per dollar of sales `R` at factory gate
//! - `d^s = l^s R^s / sum_k l^k R^k` is the sector's share in the region's labour
//! - `T = I - sum_s f^s R^s` is the rest of income `I`: net government revenue and the deficit
//!
//! As the `E^s` sum to `I`, `Y = I + sum_s (lambda^s - 1) E^s`, which is `I` to the last digit when
//! all weights are alike. With `m = sum_s lambda^s d^s`, `dY/dlog I = m I` and
//! `dY/dlog R^s = (lambda^s - m) E^s`.
//!
//! `d` moves with the economy: who works in a sector now shares in what is spread over workers now.

use crate::economy::Calibration;

/// The weighted income of one region at one point.
pub(crate) struct PoliticalIncome<'a> {
    cal: &'a Calibration,
    region: usize,
    weights: &'a [f64],
    income: f64,
    /// The mean of the raw weights, by which they are divided.
    scale: f64,
    /// `sum_k l^k R^k`.
    payroll: f64,
    /// `T`.
    rest: f64,
    /// `m`.
    mean: f64,
}

impl<'a> PoliticalIncome<'a> {
    /// The income at the given sales by sector. `weights` are checked and need not have mean 1.
    pub(crate) fn new(
        cal: &'a Calibration,
        region: usize,
        weights: &'a [f64],
        sales: impl Fn(usize) -> f64,
        income: f64,
    ) -> Self {
        let scale = weights.iter().sum::<f64>() / weights.len() as f64;
        let at = |s: usize| s * cal.n + region;
        let payroll: f64 = (0..cal.m).map(|s| cal.structure.labour[at(s)] * sales(s)).sum();
        let earned: f64 = (0..cal.m).map(|s| cal.structure.earned(at(s)) * sales(s)).sum();
        let mut new =
            Self { cal, region, weights, income, scale, payroll, rest: income - earned, mean: 0.0 };
        new.mean = (0..cal.m).map(|s| new.weight(s) * new.labour_share(s, sales(s))).sum();
        new
    }

    /// `lambda^s`.
    fn weight(&self, s: usize) -> f64 {
        self.weights[s] / self.scale
    }

    /// `d^s`: the labour share that revenue and deficit are spread by, at the sales of the point.
    fn labour_share(&self, s: usize, sales: f64) -> f64 {
        self.cal.structure.labour[s * self.cal.n + self.region] * sales / self.payroll
    }

    /// `E^s`.
    fn sector(&self, s: usize, sales: f64) -> f64 {
        let earned = self.cal.structure.earned(s * self.cal.n + self.region) * sales;
        earned + self.labour_share(s, sales) * self.rest
    }

    /// `Y`.
    pub(crate) fn total(&self, sales: impl Fn(usize) -> f64) -> f64 {
        let beyond = (0..self.cal.m).map(|s| (self.weight(s) - 1.0) * self.sector(s, sales(s)));
        self.income + beyond.sum::<f64>()
    }

    /// `dY/dlog I`.
    pub(crate) fn by_income(&self) -> f64 {
        self.mean * self.income
    }

    /// `dY/dlog R^s`.
    pub(crate) fn by_sales(&self, s: usize, sales: f64) -> f64 {
        (self.weight(s) - self.mean) * self.sector(s, sales)
    }
}
