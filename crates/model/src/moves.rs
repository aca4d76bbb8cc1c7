//! Moves: what a government can do, with codes resolved and dollar values turned into coverage.

use serde::Serialize;
use talion_economy::{RegionId, SectorId};
use talion_game::PlayerId;

/// One thing that one government can do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Move {
    /// Name, for packages to refer to.
    pub name: String,
    /// The move in words.
    pub label: String,
    /// Whose move it is.
    pub player: PlayerId,
    /// Cost of making it, percent of real income.
    pub cost: f64,
    /// Whether it crosses a red line of its own player.
    pub crosses_red_line: bool,
    /// What it does.
    pub action: Action,
}

/// What a move does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Action {
    /// Duties on a list of imports.
    Tariff {
        /// Whose goods are hit.
        exporter: RegionId,
        /// What the list covers and at which rate.
        lines: Vec<ListLine>,
    },
    /// Duties on as much trade as the other side's lists hit.
    Retaliation {
        /// Whose goods are hit, and whose lists are matched.
        exporter: RegionId,
        /// Sectors to choose from.
        sectors: Vec<SectorId>,
        /// Own rate; `None` takes the matched lists' average rate.
        rate: Option<f64>,
        /// Trade hit per US$ of trade that the matched lists hit.
        ratio: f64,
    },
    /// A ban on selling, in whole or in part.
    ExportControl {
        /// Who may not buy.
        importer: RegionId,
        /// Sector and the share of its trade that is cut off.
        coverage: Vec<(SectorId, f64)>,
        /// Share of other countries' supply that the control reaches too.
        third_country_reach: f64,
    },
    /// Industrial policy at home.
    Subsidy {
        /// Sectors that receive it.
        sectors: Vec<SectorId>,
        /// Share of sales that is paid.
        rate: f64,
        /// How much of a full industrial policy it is.
        intensity: f64,
    },
    /// What remains of forced technology transfer.
    TechnologyTransfer {
        /// Share that remains in force.
        level: f64,
    },
    /// A promise to buy.
    Purchases {
        /// From whom.
        seller: RegionId,
        /// What.
        sectors: Vec<SectorId>,
        /// How much, US$ million beyond the baseline.
        amount_musd: f64,
        /// What it is counted in.
        measure: Measure,
    },
    /// Freer sales of what the mover has restricted.
    LiftControls {
        /// Who may buy again.
        importer: RegionId,
        /// What.
        sectors: Vec<SectorId>,
        /// Rise of that trade at unchanged prices and incomes.
        trade_gain: f64,
    },
}

/// What purchases are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The buyer's imports of the listed sectors from the seller.
    Imports,
    /// The seller's bilateral goods deficit with the buyer.
    Deficit,
}

/// A sector on a tariff list.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ListLine {
    /// The sector.
    pub sector: SectorId,
    /// Share of the sector's trade that the list covers.
    pub coverage: f64,
    /// Rate added to the applied tariff on what is covered.
    pub added_rate: f64,
}
