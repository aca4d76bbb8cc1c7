//! placeholder
use crate::data::Dataset;
use crate::error::EconomyError;
use crate::flows::Flows;
use crate::ids::Label;
use crate::options::{DeficitRule, EconomyOptions};
use crate::outcome::Outcome;
use crate::policy::{Policy, check};

/// placeholder
#[derive(Debug, Clone)]
pub struct Economy { regions: Vec<Label>, sectors: Vec<Label>, set: String, deficits: DeficitRule }
impl Economy {
    /// placeholder
    pub fn new(dataset: &Dataset, options: &EconomyOptions) -> Result<Self, EconomyError> { todo!("{dataset:?}{options:?}") }
    /// Regions, in the order of every regional axis.
    pub fn regions(&self) -> &[Label] { &self.regions }
    /// Sectors, in the order of every sectoral axis.
    pub fn sectors(&self) -> &[Label] { &self.sectors }
    /// Number of regions.
    pub fn region_count(&self) -> usize { self.regions.len() }
    /// Number of sectors.
    pub fn sector_count(&self) -> usize { self.sectors.len() }
    /// Name of the elasticity set.
    pub fn elasticities(&self) -> &str { &self.set }
    /// What happens to trade deficits.
    pub fn deficits(&self) -> DeficitRule { self.deficits }
    /// The policy of the baseline.
    pub fn baseline_policy(&self) -> Policy { Policy::neutral(self.region_count(), self.sector_count()) }
    /// The baseline as an outcome: all ratios 1.
    pub fn baseline(&self) -> &Outcome { todo!() }
    /// placeholder
    pub fn solve(&self, policy: &Policy, start: Option<&Outcome>) -> Result<Outcome, EconomyError> { check(policy, &self.regions, &self.sectors)?; todo!("{start:?}") }
    /// placeholder
    pub fn flows(&self, policy: &Policy, outcome: &Outcome) -> Flows { todo!("{policy:?} {outcome:?} {:?}", Flows::zero(0,0)) }
}
