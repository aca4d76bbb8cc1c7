//! A policy: the level of every instrument of every government.

use crate::ids::{RegionId, SectorId};

/// Levels of all instruments. Rates are ad valorem fractions.
///
/// Start from [`Economy::baseline_policy`](crate::Economy::baseline_policy) and change what you
/// mean to change. Levels are checked when the policy is solved, not when they are set.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    regions: usize,
    sectors: usize,
    pub(crate) tariff: Vec<f64>,
    pub(crate) export_tax: Vec<f64>,
    pub(crate) wedge: Vec<f64>,
    pub(crate) subsidy: Vec<f64>,
    pub(crate) productivity: Vec<f64>,
    pub(crate) transfer: Vec<f64>,
}

impl Policy {
    /// Free trade with no intervention: all rates 0, productivity and wedges as in the baseline.
    pub fn neutral(regions: usize, sectors: usize) -> Self {
        let pairs = regions * regions * sectors;
        let own = regions * sectors;
        Self {
            regions,
            sectors,
            tariff: vec![0.0; pairs],
            export_tax: vec![0.0; pairs],
            wedge: vec![1.0; pairs],
            subsidy: vec![0.0; own],
            productivity: vec![1.0; own],
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

    // Sector by sector, a row per importer: the order in which the solver sweeps.
    fn pair(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> usize {
        (sector.0 * self.regions + importer.0) * self.regions + exporter.0
    }

    fn own(&self, region: RegionId, sector: SectorId) -> usize {
        sector.0 * self.regions + region.0
    }

    /// Import tariff, ad valorem on the price after any export tax.
    pub fn tariff(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.tariff[self.pair(importer, exporter, sector)]
    }

    /// Sets an import tariff; anything above -1.
    pub fn set_tariff(
        &mut self,
        importer: RegionId,
        exporter: RegionId,
        sector: SectorId,
        rate: f64,
    ) {
        let at = self.pair(importer, exporter, sector);
        self.tariff[at] = rate;
    }

    /// Export tax of the exporter on sales to the importer, ad valorem on the factory-gate price.
    pub fn export_tax(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.export_tax[self.pair(importer, exporter, sector)]
    }

    /// Sets an export tax; anything above -1.
    pub fn set_export_tax(
        &mut self,
        importer: RegionId,
        exporter: RegionId,
        sector: SectorId,
        rate: f64,
    ) {
        let at = self.pair(importer, exporter, sector);
        self.export_tax[at] = rate;
    }

    /// Iceberg factor relative to the baseline: 1 is none, infinity a ban.
    pub fn wedge(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.wedge[self.pair(importer, exporter, sector)]
    }

    /// Sets an iceberg factor relative to the baseline; positive, `f64::INFINITY` is a ban.
    pub fn set_wedge(
        &mut self,
        importer: RegionId,
        exporter: RegionId,
        sector: SectorId,
        factor: f64,
    ) {
        let at = self.pair(importer, exporter, sector);
        self.wedge[at] = factor;
    }

    /// Production subsidy as a fraction of unit cost.
    pub fn subsidy(&self, region: RegionId, sector: SectorId) -> f64 {
        self.subsidy[self.own(region, sector)]
    }

    /// Sets a production subsidy; anything below 1, negative is a tax.
    pub fn set_subsidy(&mut self, region: RegionId, sector: SectorId, rate: f64) {
        let at = self.own(region, sector);
        self.subsidy[at] = rate;
    }

    /// Productivity as a ratio to the baseline.
    pub fn productivity(&self, region: RegionId, sector: SectorId) -> f64 {
        self.productivity[self.own(region, sector)]
    }

    /// Sets productivity as a ratio to the baseline; positive.
    pub fn set_productivity(&mut self, region: RegionId, sector: SectorId, ratio: f64) {
        let at = self.own(region, sector);
        self.productivity[at] = ratio;
    }

    /// What a region receives from others as a lump sum, in US$ million of the numeraire; what it
    /// pays is negative.
    pub fn transfer(&self, region: RegionId) -> f64 {
        self.transfer[region.0]
    }

    /// Sets what a region receives as a lump sum. What all regions receive must add up to zero.
    pub fn set_transfer(&mut self, region: RegionId, amount: f64) {
        self.transfer[region.0] = amount;
    }

    /// Every level in a fixed order: tariffs, export taxes, wedges, subsidies, productivity, transfers. Two
    /// policies of one economy are the same exactly if these agree.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.tariff
            .iter()
            .chain(&self.export_tax)
            .chain(&self.wedge)
            .chain(&self.subsidy)
            .chain(&self.productivity)
            .chain(&self.transfer)
            .copied()
    }
}
