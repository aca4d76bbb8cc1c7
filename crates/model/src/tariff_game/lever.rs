//! One rate that a player sets, and the pairs of regions and sectors that it governs.

use super::{RateBy, RateTargets, TariffGameOptions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use talion_economy::{Economy, Flows, Gradient, Outcome, Policy, RegionId, SectorId};
use talion_game::Side;

/// Trade that a ban has ended still needs a positive weight.
const SMALLEST: f64 = 1e-30;

/// What kind of rate a player sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RateKind {
    /// Import tariff.
    Tariff,
    /// Production subsidy.
    Subsidy,
    /// Export tax.
    ExportTax,
    /// Lump sum paid to the first player, as a share of the payer's baseline income. It makes sense
    /// where players agree: alone, nobody pays.
    Transfer,
}

impl RateKind {
    /// `ln(1 + t)`, `-ln(1 - z)` for a subsidy, percent for a transfer.
    pub(super) fn coordinate(self, rate: f64) -> f64 {
        match self {
            Self::Tariff | Self::ExportTax => rate.ln_1p(),
            Self::Subsidy => -(-rate).ln_1p(),
            Self::Transfer => 100.0 * rate,
        }
    }

    /// The rate at a coordinate.
    pub(super) fn rate(self, coordinate: f64) -> f64 {
        match self {
            Self::Tariff | Self::ExportTax => coordinate.exp_m1(),
            Self::Subsidy => -(-coordinate).exp_m1(),
            Self::Transfer => coordinate / 100.0,
        }
    }

    /// Derivative of the rate in its coordinate, at a rate.
    pub(super) fn slope(self, rate: f64) -> f64 {
        match self {
            Self::Tariff | Self::ExportTax => 1.0 + rate,
            Self::Subsidy => 1.0 - rate,
            Self::Transfer => 0.01,
        }
    }

    pub(super) fn admits(self, rate: f64) -> bool {
        rate.is_finite()
            && match self {
                Self::Tariff | Self::ExportTax => rate > -1.0,
                Self::Subsidy => rate < 1.0,
                Self::Transfer => rate.abs() < 1.0,
            }
    }

    pub(super) fn domain(self) -> &'static str {
        match self {
            Self::Tariff | Self::ExportTax => "above -1",
            Self::Subsidy => "below 1",
            Self::Transfer => "between -1 and 1",
        }
    }
}

impl fmt::Display for RateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tariff => "tariff",
            Self::Subsidy => "subsidy",
            Self::ExportTax => "export tax",
            Self::Transfer => "transfer",
        })
    }
}

/// A rate in force, as tables show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rate {
    /// Who sets it.
    pub player: RegionId,
    /// What kind of rate it is.
    pub kind: RateKind,
    /// The other region: exporter of a tariff, importer of an export tax, receiver of a transfer;
    /// `None` for a subsidy.
    pub partner: Option<RegionId>,
    /// The sector; `None` for a transfer.
    pub sector: Option<SectorId>,
    /// The rate, ad valorem.
    pub rate: f64,
    /// The rate at the baseline.
    pub applied: f64,
    /// The bound that it stands at, if it does.
    pub at_bound: Option<Side>,
}

/// What a rate falls on: goods of a sector on their way from `exporter` to `importer`. For a subsidy
/// both are the producing region; a transfer goes from `exporter` to `importer` in no sector.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cell {
    importer: RegionId,
    exporter: RegionId,
    sector: SectorId,
    /// Baseline flow net of duty, sales, or income of the payer, US$ million.
    weight: f64,
}

/// One rate and what it falls on.
#[derive(Debug, Clone)]
pub(super) struct Lever {
    pub(super) kind: RateKind,
    cells: Vec<Cell>,
}

impl Lever {
    /// Partner and sector where there is one of each, `all` where there are several.
    pub(super) fn label(&self, economy: &Economy) -> String {
        let one = |of: fn(&Cell) -> usize| {
            let first = of(&self.cells[0]);
            self.cells.iter().all(|c| of(c) == first).then_some(first)
        };
        let code = |labels: &[talion_economy::Label], found: Option<usize>| {
            found.map_or("all", |k| labels[k].code.as_str()).to_owned()
        };
        let sector = code(economy.sectors(), one(|c| c.sector.0));
        let regions = economy.regions();
        match self.kind {
            RateKind::Tariff => {
                format!("tariff on {}, {sector}", code(regions, one(|c| c.exporter.0)))
            }
            RateKind::ExportTax => {
                format!("export tax to {}, {sector}", code(regions, one(|c| c.importer.0)))
            }
            RateKind::Subsidy => format!("subsidy to {sector}"),
            RateKind::Transfer => {
                format!("transfer to {}", code(regions, one(|c| c.importer.0)))
            }
        }
    }

    /// Mean of the rates of a policy that this one replaces, by baseline trade.
    pub(super) fn mean_rate(&self, policy: &Policy) -> f64 {
        if let [cell] = self.cells.as_slice() {
            return self.rate_in(policy, cell);
        }
        let total: f64 = self.cells.iter().map(|c| c.weight).sum();
        self.cells.iter().map(|c| c.weight / total * self.rate_in(policy, c)).sum()
    }

    /// Rough size of the second derivative of the player's log real income in this rate: the trade or
    /// sales that it falls on, times the trade elasticity, as a share of income.
    pub(super) fn curvature_scale(
        &self,
        economy: &Economy,
        player: RegionId,
        outcome: &Outcome,
        flows: &Flows,
    ) -> f64 {
        if self.kind == RateKind::Transfer {
            // Log income bends by the square of a share of income.
            return 1e-4;
        }
        let moved = |c: &Cell| {
            economy.trade_elasticity(c.sector)
                * match self.kind {
                    RateKind::Subsidy => outcome.sales(c.exporter, c.sector),
                    _ => flows.get(c.exporter, c.importer, c.sector),
                }
        };
        let moved: f64 = self.cells.iter().map(moved).sum();
        (moved / outcome.income(player)).max(SMALLEST)
    }

    fn rate_in(&self, policy: &Policy, c: &Cell) -> f64 {
        match self.kind {
            RateKind::Tariff => policy.tariff(c.importer, c.exporter, c.sector),
            RateKind::ExportTax => policy.export_tax(c.importer, c.exporter, c.sector),
            RateKind::Subsidy => policy.subsidy(c.exporter, c.sector),
            RateKind::Transfer => -policy.transfer(c.exporter) / c.weight,
        }
    }

    pub(super) fn set(&self, policy: &mut Policy, rate: f64) {
        for c in &self.cells {
            match self.kind {
                RateKind::Tariff => policy.set_tariff(c.importer, c.exporter, c.sector, rate),
                RateKind::ExportTax => {
                    policy.set_export_tax(c.importer, c.exporter, c.sector, rate);
                }
                RateKind::Subsidy => policy.set_subsidy(c.exporter, c.sector, rate),
                RateKind::Transfer => pay(policy, c, rate),
            }
        }
    }

    /// Derivative of an objective in the rate: the sum over what it falls on.
    pub(super) fn slope(&self, gradient: &Gradient) -> f64 {
        let of = |c: &Cell| match self.kind {
            RateKind::Tariff => gradient.tariff(c.importer, c.exporter, c.sector),
            RateKind::ExportTax => gradient.export_tax(c.importer, c.exporter, c.sector),
            RateKind::Subsidy => gradient.subsidy(c.exporter, c.sector),
            RateKind::Transfer => {
                c.weight * (gradient.transfer(c.importer) - gradient.transfer(c.exporter))
            }
        };
        self.cells.iter().map(of).sum()
    }

    /// The rate, cell by cell.
    pub(super) fn rates<'s>(
        &'s self,
        player: RegionId,
        rate: f64,
        at_bound: Option<Side>,
        baseline: &'s Policy,
    ) -> impl Iterator<Item = Rate> + 's {
        self.cells.iter().map(move |c| Rate {
            player,
            kind: self.kind,
            partner: match self.kind {
                RateKind::Tariff => Some(c.exporter),
                RateKind::ExportTax | RateKind::Transfer => Some(c.importer),
                RateKind::Subsidy => None,
            },
            sector: (self.kind != RateKind::Transfer).then_some(c.sector),
            rate,
            applied: self.rate_in(baseline, c),
            at_bound,
        })
    }
}

/// The levers of a player. Where nothing is traded at the baseline there is nothing to set.
pub(super) fn levers(
    economy: &Economy,
    options: &TariffGameOptions,
    player: RegionId,
) -> Vec<Lever> {
    let flows = economy.flows(&economy.baseline_policy(), economy.baseline());
    let partners: Vec<RegionId> = match options.targets {
        RateTargets::EachOther => options.players.clone(),
        RateTargets::All => (0..economy.region_count()).map(RegionId).collect(),
    };
    let partners: Vec<RegionId> = partners.into_iter().filter(|p| *p != player).collect();
    let sectors = options.sectors_of(economy);
    let mut levers = Vec::new();
    for &kind in &options.kinds {
        let cells = match kind {
            RateKind::Subsidy => produced(economy, player, &sectors),
            RateKind::Tariff => traded(&flows, &partners, &sectors, |p| (player, p)),
            RateKind::ExportTax => traded(&flows, &partners, &sectors, |p| (p, player)),
            RateKind::Transfer => paid(economy, options, player),
        };
        levers.extend(grouped(kind, &cells, options.by));
    }
    levers
}

/// Cells of a player's trade, partner by partner; `ends` gives importer and exporter.
fn traded(
    flows: &Flows,
    partners: &[RegionId],
    sectors: &[SectorId],
    ends: impl Fn(RegionId) -> (RegionId, RegionId),
) -> Vec<Cell> {
    let pairs = partners.iter().flat_map(|&p| sectors.iter().map(move |&sector| (p, sector)));
    pairs
        .map(|(partner, sector)| {
            let (importer, exporter) = ends(partner);
            let weight = flows.get(exporter, importer, sector);
            Cell { importer, exporter, sector, weight }
        })
        .filter(|cell| cell.weight > 0.0)
        .collect()
}

fn produced(economy: &Economy, player: RegionId, sectors: &[SectorId]) -> Vec<Cell> {
    sectors
        .iter()
        .map(|&sector| {
            let weight = economy.baseline().sales(player, sector);
            Cell { importer: player, exporter: player, sector, weight }
        })
        .filter(|cell| cell.weight > 0.0)
        .collect()
}

/// What a player pays the first one; nothing if it is the first itself.
fn paid(economy: &Economy, options: &TariffGameOptions, player: RegionId) -> Vec<Cell> {
    let receiver = options.players.first().filter(|&&first| first != player);
    let cell = |&importer: &RegionId| Cell {
        importer,
        exporter: player,
        sector: SectorId(0),
        weight: economy.baseline_income(player),
    };
    receiver.map(cell).into_iter().collect()
}

/// Sets a lump sum; the receiver gets what all others pay.
fn pay(policy: &mut Policy, cell: &Cell, share: f64) {
    policy.set_transfer(cell.exporter, -share * cell.weight);
    let others = (0..policy.region_count()).map(RegionId).filter(|r| *r != cell.importer);
    let sum: f64 = others.map(|region| policy.transfer(region)).sum();
    policy.set_transfer(cell.importer, -sum);
}

fn grouped(kind: RateKind, cells: &[Cell], by: RateBy) -> Vec<Lever> {
    let together = |a: &Cell, b: &Cell| match by {
        RateBy::Sector => false,
        RateBy::Partner => (a.importer, a.exporter) == (b.importer, b.exporter),
        RateBy::Importer => true,
    };
    cells.chunk_by(together).map(|cells| Lever { kind, cells: cells.to_vec() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_and_rates_are_inverse_and_slopes_their_derivatives() {
        for kind in [RateKind::Tariff, RateKind::Subsidy, RateKind::ExportTax, RateKind::Transfer] {
            for rate in [-0.4, 0.0, 0.3, 0.9] {
                let x = kind.coordinate(rate);
                assert!((kind.rate(x) - rate).abs() < 1e-15);
                let difference = (kind.rate(x + 1e-6) - kind.rate(x - 1e-6)) / 2e-6;
                assert!((difference - kind.slope(rate)).abs() < 1e-9);
                assert!(difference > 0.0);
            }
        }
    }
}
