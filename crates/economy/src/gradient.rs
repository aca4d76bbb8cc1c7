//! The gradient of an objective in every instrument of every government.

use serde::Serialize;

use crate::ids::{RegionId, SectorId};

/// Derivatives of an objective in the levels of all instruments, the equilibrium adjusting.
///
/// Per unit of the level as [`Policy`](crate::Policy) holds it: a tariff of 0.25 that rises to
/// 0.26 moves the objective by a hundredth of its entry. Flows that are banned or absent have
/// derivative 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gradient {
    regions: usize,
    sectors: usize,
    /// The objective itself, as [`Economy::objective`](crate::Economy::objective) gives it.
    pub value: f64,
    pub(crate) tariff: Vec<f64>,
    pub(crate) export_tax: Vec<f64>,
    pub(crate) wedge: Vec<f64>,
    pub(crate) subsidy: Vec<f64>,
    pub(crate) productivity: Vec<f64>,
    pub(crate) transfer: Vec<f64>,
}

impl Gradient {
    /// All zero, for an economy of this size: storage for
    /// [`Adjoint::gradients`](crate::Adjoint::gradients).
    pub fn zero(regions: usize, sectors: usize) -> Self {
        let (pairs, own) = (regions * regions * sectors, regions * sectors);
        Self {
            regions,
            sectors,
            value: 0.0,
            tariff: vec![0.0; pairs],
            export_tax: vec![0.0; pairs],
            wedge: vec![0.0; pairs],
            subsidy: vec![0.0; own],
            productivity: vec![0.0; own],
            transfer: vec![0.0; regions],
        }
    }

    /// Number of regions.
    pub fn region_count(&self) -> usize {
        self.regions
    }

    /// Number of sectors.
    pub fn sector_count(&self) -> usize {
        self.sectors
    }

    // Sector by sector, a row per importer, as in `Policy`.
    fn pair(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> usize {
        (sector.0 * self.regions + importer.0) * self.regions + exporter.0
    }

    fn own(&self, region: RegionId, sector: SectorId) -> usize {
        sector.0 * self.regions + region.0
    }

    /// In an import tariff.
    pub fn tariff(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.tariff[self.pair(importer, exporter, sector)]
    }

    /// In the exporter's tax on sales to the importer.
    pub fn export_tax(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.export_tax[self.pair(importer, exporter, sector)]
    }

    /// In an iceberg factor; 0 under a ban.
    pub fn wedge(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.wedge[self.pair(importer, exporter, sector)]
    }

    /// In a production subsidy.
    pub fn subsidy(&self, region: RegionId, sector: SectorId) -> f64 {
        self.subsidy[self.own(region, sector)]
    }

    /// In productivity.
    pub fn productivity(&self, region: RegionId, sector: SectorId) -> f64 {
        self.productivity[self.own(region, sector)]
    }

    /// In what a region receives as a lump sum, per US$ million. Transfers add up to zero, so that
    /// differences between regions are what counts.
    pub fn transfer(&self, region: RegionId) -> f64 {
        self.transfer[region.0]
    }

    /// Every derivative, in the order of [`Policy::values`](crate::Policy::values).
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let pairs = self.tariff.iter().chain(&self.export_tax).chain(&self.wedge);
        pairs.chain(&self.subsidy).chain(&self.productivity).chain(&self.transfer).copied()
    }
}
