//! Bilateral trade flows, exporter to importer, in US$ million net of import duty.

use crate::ids::{RegionId, SectorId};

/// Trade flows of one year. Net of the importer's duty, domestic sales included.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    pub(crate) regions: usize,
    pub(crate) sectors: usize,
    /// Sector by sector, a row per importer.
    pub(crate) values: Vec<f64>,
}

impl Flows {
    pub(crate) fn zero(regions: usize, sectors: usize) -> Self {
        Self { regions, sectors, values: vec![0.0; regions * regions * sectors] }
    }

    pub(crate) fn at(&self, exporter: RegionId, importer: RegionId, sector: SectorId) -> usize {
        (sector.0 * self.regions + importer.0) * self.regions + exporter.0
    }

    /// The flow from exporter to importer.
    pub fn get(&self, exporter: RegionId, importer: RegionId, sector: SectorId) -> f64 {
        self.values[self.at(exporter, importer, sector)]
    }

    /// All sectors together, from exporter to importer.
    pub fn total(&self, exporter: RegionId, importer: RegionId) -> f64 {
        (0..self.sectors).map(|s| self.get(exporter, importer, SectorId(s))).sum()
    }

    /// What a region buys abroad.
    pub fn imports(&self, importer: RegionId) -> f64 {
        (0..self.regions)
            .filter(|&i| i != importer.0)
            .map(|i| self.total(RegionId(i), importer))
            .sum()
    }

    /// What a region sells abroad.
    pub fn exports(&self, exporter: RegionId) -> f64 {
        (0..self.regions)
            .filter(|&n| n != exporter.0)
            .map(|n| self.total(exporter, RegionId(n)))
            .sum()
    }
}
