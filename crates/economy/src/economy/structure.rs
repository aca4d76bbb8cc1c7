//! What does not change with policy: technology, tastes, and who earns a dollar of sales.
//!
//! In the competitive market a dollar of sales pays wages of `l = v`, the value-added share, and
//! profits of `q = 0`. With restricted entry (Ossa 2014, section I) prices stand above unit cost by
//! the markup `sigma/(sigma-1)`, `sigma = 1 + theta`, so that `l = (sigma-1)/sigma` and
//! `q = 1/sigma`; firms are given, so that unit cost moves with the wage alone (`v = 1`, no scale).

use crate::data::Dataset;
use crate::market::MarketStructure;

/// Value-added and input shares, elasticities, and the division of sales.
#[derive(Debug, Clone)]
pub(crate) struct Structure {
    /// `v`, the weight of wages in unit cost; sector by sector, regions within.
    pub(crate) value_added: Vec<f64>,
    /// `l`, wages per dollar of sales; sector by sector, regions within.
    pub(crate) labour: Vec<f64>,
    /// `q`, profits per dollar of sales; sector by sector, regions within.
    pub(crate) profit: Vec<f64>,
    /// `g`: region, using sector, input sector; empty without input links.
    pub(crate) input: Vec<f64>,
    /// Trade elasticities `theta` by sector.
    pub(crate) theta: Vec<f64>,
    /// Scale elasticities `psi` by sector.
    pub(crate) psi: Vec<f64>,
}

impl Structure {
    /// The structure of a data set that has no offences against the market structure.
    pub(super) fn new(
        dataset: &Dataset,
        market: MarketStructure,
        theta: &[f64],
        psi: Vec<f64>,
    ) -> Self {
        let n = dataset.regions.len();
        let value_added = dataset.value_added_share.clone();
        let theta = theta.to_vec();
        let by_sector = |share: &dyn Fn(f64) -> f64| -> Vec<f64> {
            theta.iter().flat_map(|&theta| std::iter::repeat_n(share(1.0 + theta), n)).collect()
        };
        let (labour, profit, input) = match market {
            MarketStructure::Competitive => {
                let none = vec![0.0; value_added.len()];
                (value_added.clone(), none, dataset.input_share.clone())
            }
            MarketStructure::RestrictedEntry => {
                let labour = by_sector(&|sigma| (sigma - 1.0) / sigma);
                (labour, by_sector(&|sigma| 1.0 / sigma), Vec::new())
            }
        };
        Self { value_added, labour, profit, input, theta, psi }
    }

    /// `l + q`, what the owners of labour and firms earn per dollar of sales.
    pub(crate) fn earned(&self, at: usize) -> f64 {
        self.labour[at] + self.profit[at]
    }
}
