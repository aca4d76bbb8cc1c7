//! A validated data set: figures of one year by region and sector, with their sources.

use crate::error::EconomyError;
use crate::flows::Flows;
use crate::ids::{Label, RegionId, SectorId};
use crate::nearest::nearest;
use crate::problem::Problem;

/// Trade and scale elasticities by sector, from one source.
#[derive(Debug, Clone, PartialEq)]
pub struct ElasticitySet {
    /// Name, usually authors and year.
    pub name: String,
    /// Trade elasticity theta by sector, positive.
    pub trade: Vec<f64>,
    /// Scale (Marshallian) elasticity psi by sector; theta times psi is below 1.
    pub scale: Vec<f64>,
}

/// The figures of one year, checked: whatever is in a `Dataset` can be calibrated.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) year: i64,
    pub(crate) licence: Option<String>,
    pub(crate) sources: Vec<String>,
    pub(crate) regions: Vec<Label>,
    pub(crate) sectors: Vec<Label>,
    pub(crate) flows: Flows,
    /// Sector by sector, a row per importer.
    pub(crate) tariff: Vec<f64>,
    /// Sector by sector, a row per importer.
    pub(crate) export_tax: Vec<f64>,
    /// Sector by sector, regions within.
    pub(crate) subsidy: Vec<f64>,
    /// Sector by sector, regions within.
    pub(crate) political_weight: Vec<f64>,
    /// Sector by sector, regions within.
    pub(crate) value_added_share: Vec<f64>,
    /// Region, then using sector, then input sector; empty without input links.
    pub(crate) input_share: Vec<f64>,
    pub(crate) elasticity_sets: Vec<ElasticitySet>,
    pub(crate) default_elasticities: usize,
    pub(crate) warnings: Vec<Problem>,
}

impl Dataset {
    /// Short name, such as `us-china-2017`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Title in words.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The year of the figures.
    pub fn year(&self) -> i64 {
        self.year
    }

    /// Terms under which the figures may be used, if the data set says.
    pub fn licence(&self) -> Option<&str> {
        self.licence.as_deref()
    }

    /// Where the figures come from.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// Problems that did not keep the data set from being used.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// Regions, in the order of every regional axis.
    pub fn regions(&self) -> &[Label] {
        &self.regions
    }

    /// Sectors, in the order of every sectoral axis.
    pub fn sectors(&self) -> &[Label] {
        &self.sectors
    }

    /// The region with this code.
    pub fn region(&self, code: &str) -> Option<RegionId> {
        position(&self.regions, code).map(RegionId)
    }

    /// The sector with this code.
    pub fn sector(&self, code: &str) -> Option<SectorId> {
        position(&self.sectors, code).map(SectorId)
    }

    /// The region with this code.
    ///
    /// # Errors
    /// [`EconomyError::UnknownCode`] with the nearest code there is.
    pub fn find_region(&self, code: &str) -> Result<RegionId, EconomyError> {
        self.region(code).ok_or_else(|| unknown_code("region", &self.regions, code))
    }

    /// The sector with this code.
    ///
    /// # Errors
    /// [`EconomyError::UnknownCode`] with the nearest code there is.
    pub fn find_sector(&self, code: &str) -> Result<SectorId, EconomyError> {
        self.sector(code).ok_or_else(|| unknown_code("sector", &self.sectors, code))
    }

    /// All trade flows, net of import duty.
    pub fn flows(&self) -> &Flows {
        &self.flows
    }

    /// Trade flow from exporter to importer, US$ million net of import duty.
    pub fn flow(&self, exporter: RegionId, importer: RegionId, sector: SectorId) -> f64 {
        self.flows.get(exporter, importer, sector)
    }

    /// Applied tariff of the importer on goods of the exporter.
    pub fn tariff(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.tariff[self.flows.at(exporter, importer, sector)]
    }

    /// Export tax of the exporter on sales to the importer.
    pub fn export_tax(&self, importer: RegionId, exporter: RegionId, sector: SectorId) -> f64 {
        self.export_tax[self.flows.at(exporter, importer, sector)]
    }

    /// Production subsidy, as a fraction of unit cost.
    pub fn subsidy(&self, region: RegionId, sector: SectorId) -> f64 {
        self.subsidy[self.own(region, sector)]
    }

    /// Weight of a sector's income in the government's objective; 1 unless the data set says.
    pub fn political_weight(&self, region: RegionId, sector: SectorId) -> f64 {
        self.political_weight[self.own(region, sector)]
    }

    /// Value added per unit of output: one less all input shares.
    pub fn value_added_share(&self, region: RegionId, sector: SectorId) -> f64 {
        self.value_added_share[self.own(region, sector)]
    }

    /// Spending on an input per unit of output of the using sector.
    pub fn input_share(&self, region: RegionId, input: SectorId, using: SectorId) -> f64 {
        let sectors = self.sectors.len();
        self.input_share
            .get((region.0 * sectors + using.0) * sectors + input.0)
            .copied()
            .unwrap_or(0.0)
    }

    /// Whether sectors use each other's goods.
    pub fn has_input_links(&self) -> bool {
        !self.input_share.is_empty()
    }

    /// Names of the elasticity sets, in the order of the file.
    pub fn elasticity_sets(&self) -> Vec<&str> {
        self.elasticity_sets.iter().map(|set| set.name.as_str()).collect()
    }

    /// Name of the elasticity set that is used unless another one is named.
    pub fn default_elasticities(&self) -> &str {
        &self.elasticity_sets[self.default_elasticities].name
    }

    /// An elasticity set by name; `None` takes the default.
    ///
    /// # Errors
    /// [`EconomyError::UnknownElasticitySet`] with the nearest name there is.
    pub fn elasticity_set(&self, name: Option<&str>) -> Result<&ElasticitySet, EconomyError> {
        let Some(name) = name else {
            return Ok(&self.elasticity_sets[self.default_elasticities]);
        };
        self.elasticity_sets.iter().find(|set| set.name == name).ok_or_else(|| {
            EconomyError::UnknownElasticitySet {
                found: name.to_owned(),
                known: self.elasticity_sets().into_iter().map(str::to_owned).collect(),
                nearest: nearest(name, self.elasticity_sets()).map(str::to_owned),
            }
        })
    }

    /// Trade elasticity of a sector in a set; `None` if there is no such set.
    pub fn trade_elasticity(&self, set: &str, sector: SectorId) -> Option<f64> {
        let set = self.elasticity_sets.iter().find(|s| s.name == set)?;
        Some(set.trade[sector.0])
    }

    /// Scale elasticity of a sector in a set; `None` if there is no such set.
    pub fn scale_elasticity(&self, set: &str, sector: SectorId) -> Option<f64> {
        let set = self.elasticity_sets.iter().find(|s| s.name == set)?;
        Some(set.scale[sector.0])
    }

    /// Canonical bytes of everything that a result can depend on, for the caller to hash: codes,
    /// then all figures in the order of the axes, little-endian.
    pub fn fingerprint_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut text = |word: &str| {
            bytes.extend_from_slice(&(word.len() as u64).to_le_bytes());
            bytes.extend_from_slice(word.as_bytes());
        };
        text(&self.name);
        self.regions.iter().for_each(|label| text(&label.code));
        self.sectors.iter().for_each(|label| text(&label.code));
        self.elasticity_sets.iter().for_each(|set| text(&set.name));
        text(self.default_elasticities());
        let figures = [
            &self.flows.values,
            &self.tariff,
            &self.export_tax,
            &self.subsidy,
            &self.political_weight,
            &self.value_added_share,
            &self.input_share,
        ];
        let elasticities = self.elasticity_sets.iter().flat_map(|set| [&set.trade, &set.scale]);
        for list in figures.into_iter().chain(elasticities) {
            bytes.extend_from_slice(&(list.len() as u64).to_le_bytes());
            bytes.extend(list.iter().flat_map(|x| x.to_le_bytes()));
        }
        bytes
    }

    fn own(&self, region: RegionId, sector: SectorId) -> usize {
        sector.0 * self.regions.len() + region.0
    }
}

fn position(labels: &[Label], code: &str) -> Option<usize> {
    labels.iter().position(|label| label.code == code)
}

fn unknown_code(axis: &'static str, labels: &[Label], found: &str) -> EconomyError {
    let codes = labels.iter().map(|label| label.code.as_str());
    EconomyError::UnknownCode {
        axis,
        found: found.to_owned(),
        nearest: nearest(found, codes.clone()).map(str::to_owned),
        known: codes.map(str::to_owned).collect(),
    }
}
