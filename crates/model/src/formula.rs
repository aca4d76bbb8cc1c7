//! One tariff per importer by a formula, without any optimisation (Lashkaripour 2021).
//!
//! The optimal uniform tariff of a country that takes foreign wages and incomes as given is the
//! markup of a monopolist of its own exports, by Lerner's symmetry:
//!
//! `1 / t_i = sum_k sum_{j != i} chi_ij^k theta_k [1 - (1 - delta_j^k) lambda_ij^k]`
//!
//! with `chi_ij^k` the share of sector `k` and destination `j` in the exports of `i` net of duty, and
//! `lambda_ij^k` the share of `i` in the spending of `j` on `k`. The author's program takes
//! `delta = 0`; the paper has `delta_j^k = t_j lambda_jj^k e_j^k / (1 + t_j lambda_jj)` with `e_j^k`
//! the share of `k` in the spending of `j` and `lambda_jj = sum_k e_j^k lambda_jj^k`. The right-hand
//! side is floored at one, so that no tariff passes 100 percent. The shares are those of the
//! equilibrium at the tariffs themselves: both are solved for together.
//!
//! Source: A. Lashkaripour, The cost of a global tariff war: a sufficient statistics approach,
//! Journal of International Economics 131 (2021).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_economy::{Economy, EconomyError, Flows, Outcome, Policy, RegionId, SectorId};
use talion_game::Anderson;

/// Largest change of any tariff from one round to the next at which the rounds end.
const TOLERANCE: f64 = 1e-12;
/// Most rounds.
const ROUND_LIMIT: usize = 200;
/// The highest tariff: the floor under the right-hand side of the formula.
const HIGHEST: f64 = 1.0;

/// Which form of the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormulaVariant {
    /// `delta = 0`, as in the author's program.
    #[default]
    Program,
    /// `delta` as in the paper.
    Paper,
}

/// Who follows the formula, and what its tariff falls on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaOptions {
    /// Importers that set their tariff by the formula.
    pub players: Vec<RegionId>,
    /// Sectors that pay the tariff and whose exports the formula sums over; `None` takes all, services
    /// included, as the author's program does.
    pub sectors: Option<Vec<SectorId>>,
    /// Which form.
    pub variant: FormulaVariant,
}

impl FormulaOptions {
    /// The formula of the author's program in all sectors.
    pub fn new(players: Vec<RegionId>) -> Self {
        Self { players, sectors: None, variant: FormulaVariant::default() }
    }
}

/// Tariffs by the formula, and the equilibrium at them.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaTariffs {
    /// Who set one, in the order asked for.
    pub players: Vec<RegionId>,
    /// The tariff of each, on all partners and sectors.
    pub rates: Vec<f64>,
    /// The policy.
    pub policy: Policy,
    /// The equilibrium.
    pub outcome: Outcome,
    /// Largest distance of a tariff from what the formula says at the outcome.
    pub distance: f64,
    /// Rounds taken, each one equilibrium.
    pub rounds: usize,
}

/// Solves for the tariffs of the formula and the equilibrium at them, starting at the baseline.
///
/// # Errors
/// [`FormulaError`]: a region or sector that the economy does not have, a player that exports
/// nothing, an equilibrium that does not exist, rounds that do not come to rest.
pub fn formula_tariffs(
    economy: &Economy,
    options: &FormulaOptions,
) -> Result<FormulaTariffs, FormulaError> {
    let formula = Formula::new(economy, options)?;
    let mut policy = economy.baseline_policy();
    let mut outcome = economy.baseline().clone();
    let mut rates = vec![0.0; options.players.len()];
    let mut anderson = Anderson::default();
    for round in 1..=ROUND_LIMIT {
        let next = formula.rates(&policy, &outcome, &rates)?;
        let distance = next.iter().zip(&rates).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        if distance <= TOLERANCE {
            let players = options.players.clone();
            let rounds = round - 1;
            return Ok(FormulaTariffs { players, rates, policy, outcome, distance, rounds });
        }
        rates = anderson.next(&rates, &next);
        for rate in &mut rates {
            *rate = rate.clamp(0.0, HIGHEST);
        }
        formula.levy(&mut policy, &rates);
        outcome = economy.solve(&policy, Some(&outcome))?;
    }
    Err(FormulaError::NoRest { rounds: ROUND_LIMIT })
}

/// What can go wrong with the formula.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormulaError {
    /// A player is no region of the economy.
    #[error("player number {found} is no region; the economy has {regions} (from 0)")]
    UnknownRegion {
        /// Number given.
        found: usize,
        /// Regions of the economy.
        regions: usize,
    },
    /// A sector is not in the economy.
    #[error("sector number {found} is not in the economy, which has {sectors} (from 0)")]
    UnknownSector {
        /// Number given.
        found: usize,
        /// Sectors of the economy.
        sectors: usize,
    },
    /// A player sells nothing abroad, so that the formula says nothing.
    #[error("{player} exports nothing in these sectors, and the formula is a mean over exports")]
    NoExports {
        /// Code of the region.
        player: String,
    },
    /// No equilibrium at the tariffs of some round.
    #[error(transparent)]
    Economy(#[from] EconomyError),
    /// The rounds went on and on.
    #[error("tariffs and equilibrium did not come to rest in {rounds} rounds")]
    NoRest {
        /// Rounds taken.
        rounds: usize,
    },
}

struct Formula<'a> {
    economy: &'a Economy,
    players: &'a [RegionId],
    sectors: Vec<SectorId>,
    variant: FormulaVariant,
}

impl<'a> Formula<'a> {
    fn new(economy: &'a Economy, options: &'a FormulaOptions) -> Result<Self, FormulaError> {
        let (regions, sectors) = (economy.region_count(), economy.sector_count());
        if let Some(player) = options.players.iter().find(|p| p.0 >= regions) {
            return Err(FormulaError::UnknownRegion { found: player.0, regions });
        }
        let all = || (0..sectors).map(SectorId).collect();
        let taken: Vec<SectorId> = options.sectors.clone().unwrap_or_else(all);
        if let Some(sector) = taken.iter().find(|s| s.0 >= sectors) {
            return Err(FormulaError::UnknownSector { found: sector.0, sectors });
        }
        Ok(Self { economy, players: &options.players, sectors: taken, variant: options.variant })
    }

    fn regions(&self) -> impl Iterator<Item = RegionId> {
        (0..self.economy.region_count()).map(RegionId)
    }

    /// Puts every player's rate on all partners.
    fn levy(&self, policy: &mut Policy, rates: &[f64]) {
        for (&importer, &rate) in self.players.iter().zip(rates) {
            for exporter in self.regions().filter(|r| *r != importer) {
                for &sector in &self.sectors {
                    policy.set_tariff(importer, exporter, sector, rate);
                }
            }
        }
    }

    /// What the formula says at an equilibrium.
    fn rates(
        &self,
        policy: &Policy,
        outcome: &Outcome,
        now: &[f64],
    ) -> Result<Vec<f64>, FormulaError> {
        let flows = self.economy.flows(policy, outcome);
        let offsets: Vec<f64> = match self.variant {
            FormulaVariant::Program => Vec::new(),
            FormulaVariant::Paper => self.offsets(outcome, now),
        };
        let rate = |&i: &RegionId| {
            let (mut exports, mut sum) = (0.0, 0.0);
            for j in self.regions().filter(|j| *j != i) {
                for &k in &self.sectors {
                    let flow = flows.get(i, j, k);
                    exports += flow;
                    let share = spending_share(policy, outcome, &flows, (i, j, k));
                    let delta = offsets.get(j.0 * self.economy.sector_count() + k.0);
                    let kept = 1.0 - delta.copied().unwrap_or(0.0);
                    sum += flow * self.economy.trade_elasticity(k) * (1.0 - kept * share);
                }
            }
            if exports > 0.0 {
                Ok(1.0 / (sum / exports).max(1.0 / HIGHEST))
            } else {
                let player = self.economy.regions()[i.0].code.clone();
                Err(FormulaError::NoExports { player })
            }
        };
        self.players.iter().map(rate).collect()
    }

    /// `delta_j^k` of the paper, region by region, sectors within; zero for who does not play.
    fn offsets(&self, outcome: &Outcome, now: &[f64]) -> Vec<f64> {
        let sectors = self.economy.sector_count();
        let mut offsets = vec![0.0; self.economy.region_count() * sectors];
        for (&j, &rate) in self.players.iter().zip(now) {
            let all = || (0..sectors).map(SectorId);
            let spending: f64 = all().map(|k| outcome.expenditure(j, k)).sum();
            let weighted =
                |k: SectorId| outcome.expenditure(j, k) / spending * outcome.home_share(j, k);
            let home: f64 = all().map(weighted).sum();
            for k in all() {
                offsets[j.0 * sectors + k.0] = rate * weighted(k) / (1.0 + rate * home);
            }
        }
        offsets
    }
}

/// `lambda_ij^k`, the share of exporter `i` in what `j` spends on `k`.
fn spending_share(
    policy: &Policy,
    outcome: &Outcome,
    flows: &Flows,
    (i, j, k): (RegionId, RegionId, SectorId),
) -> f64 {
    let spent = (1.0 + policy.tariff(j, i, k)) * flows.get(i, j, k);
    if spent > 0.0 { spent / outcome.expenditure(j, k) } else { 0.0 }
}
