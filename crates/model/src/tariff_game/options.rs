//! Who sets which rates in a tariff game, against whom, how finely, and how far.

use super::{RateKind, TariffGameProblem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_economy::{Economy, Objective, PoliticalWeights, RegionId, SectorId};

/// Against whom a player's tariffs and export taxes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RateTargets {
    /// The other players.
    EachOther,
    /// All other regions.
    All,
}

/// How finely a player can tell its rates apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RateBy {
    /// A rate for every partner and sector; subsidies by sector.
    Sector,
    /// A rate for every partner; one subsidy.
    Partner,
    /// One rate for all partners and sectors; one subsidy.
    Importer,
}

/// What makes a tariff game of an economy. Rates are ad valorem fractions.
#[derive(Debug, Clone, PartialEq)]
pub struct TariffGameOptions {
    /// Regions that play.
    pub players: Vec<RegionId>,
    /// Against whom.
    pub targets: RateTargets,
    /// Kinds of rates that each player sets.
    pub kinds: Vec<RateKind>,
    /// How finely.
    pub by: RateBy,
    /// Sectors with rates to set; `None` takes those in which somebody levies a tariff at the
    /// baseline (so that services, which customs do not see, stay out), or all if nobody does.
    pub sectors: Option<Vec<SectorId>>,
    /// Lowest and highest tariff.
    pub tariff_bounds: (f64, f64),
    /// Lowest and highest subsidy.
    pub subsidy_bounds: (f64, f64),
    /// Lowest and highest export tax.
    pub export_tax_bounds: (f64, f64),
    /// Lowest and highest lump sum that a player other than the first pays to the first, as a share
    /// of its baseline income; negative where it is paid.
    pub transfer_bounds: (f64, f64),
    /// How much each government minds the income of each sector; `None` has all maximise welfare.
    pub political_weights: Option<PoliticalWeights>,
}

impl TariffGameOptions {
    /// Tariffs by partner and sector of some players against each other, from zero to 1,000 percent;
    /// subsidies and export taxes, where asked for, between plus and minus a half.
    pub fn new(players: Vec<RegionId>) -> Self {
        Self {
            players,
            targets: RateTargets::EachOther,
            kinds: vec![RateKind::Tariff],
            by: RateBy::Sector,
            sectors: None,
            tariff_bounds: (0.0, 10.0),
            subsidy_bounds: (-0.5, 0.5),
            export_tax_bounds: (-0.5, 0.5),
            transfer_bounds: (-0.1, 0.1),
            political_weights: None,
        }
    }

    /// Lowest and highest rate of a kind.
    pub fn bounds(&self, kind: RateKind) -> (f64, f64) {
        match kind {
            RateKind::Tariff => self.tariff_bounds,
            RateKind::Subsidy => self.subsidy_bounds,
            RateKind::ExportTax => self.export_tax_bounds,
            RateKind::Transfer => self.transfer_bounds,
        }
    }

    /// What a player maximises.
    pub(super) fn objective(&self, player: RegionId) -> Objective {
        match &self.political_weights {
            None => Objective::welfare(player),
            Some(weights) => Objective::sector_weighted(player, weights.region(player)),
        }
    }

    /// Sectors with rates to set, in the order of the economy.
    pub(super) fn sectors_of(&self, economy: &Economy) -> Vec<SectorId> {
        if let Some(sectors) = &self.sectors {
            let mut sectors = sectors.clone();
            sectors.sort_unstable();
            sectors.dedup();
            return sectors;
        }
        let policy = economy.baseline_policy();
        let regions = || (0..economy.region_count()).map(RegionId);
        let dutied =
            |s: &SectorId| regions().any(|n| regions().any(|i| policy.tariff(n, i, *s) != 0.0));
        let all = || (0..economy.sector_count()).map(SectorId);
        let dutied: Vec<SectorId> = all().filter(dutied).collect();
        if dutied.is_empty() { all().collect() } else { dutied }
    }

    pub(super) fn problems(&self, economy: &Economy) -> Vec<TariffGameProblem> {
        let mut problems = Vec::new();
        let (regions, sectors) = (economy.region_count(), economy.sector_count());
        if self.players.is_empty() {
            problems.push(TariffGameProblem::NoPlayers);
        }
        if self.kinds.is_empty() {
            problems.push(TariffGameProblem::NoKinds);
        }
        for (k, player) in self.players.iter().enumerate() {
            if player.0 >= regions {
                problems.push(TariffGameProblem::UnknownRegion { found: player.0, regions });
            } else if self.players[..k].contains(player) {
                let player = economy.regions()[player.0].code.clone();
                problems.push(TariffGameProblem::RepeatedPlayer { player });
            }
        }
        for sector in self.sectors.iter().flatten().filter(|s| s.0 >= sectors) {
            problems.push(TariffGameProblem::UnknownSector { found: sector.0, sectors });
        }
        for &kind in &self.kinds {
            let (lower, upper) = self.bounds(kind);
            let sound = lower <= upper && kind.admits(lower) && kind.admits(upper);
            if !sound {
                let domain = kind.domain();
                problems.push(TariffGameProblem::Bounds { kind, lower, upper, domain });
            }
        }
        problems
    }
}
