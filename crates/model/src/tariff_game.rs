//! Tariffs, subsidies and export taxes as a continuous game on an economy.
//!
//! A player is a region; what it sets are rates, in coordinates in which equal steps are equal
//! proportional wedges: `ln(1 + t)` for a tariff or an export tax `t`, `-ln(1 - z)` for a production
//! subsidy `z`, percent of the payer's income for a transfer. Its payoff is the logarithm of its real
//! income (or of what political weights make of it) relative to the baseline.

mod error;
mod lever;
mod options;
mod session;

pub use error::{TariffGameProblem, TariffGameProblems};
pub use lever::{Rate, RateKind};
pub use options::{RateBy, RateTargets, TariffGameOptions};

use lever::{Lever, levers};
use session::TariffSession;
use talion_economy::{Economy, EconomyError, Objective, Outcome, Policy, RegionId, SectorId};
use talion_game::{ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, Point, Side};

/// Regions that set rates against each other, or against all, on an economy.
#[derive(Debug, Clone)]
pub struct TariffGame<'a> {
    economy: &'a Economy,
    members: Vec<RegionId>,
    players: Vec<ContinuousPlayer>,
    objectives: Vec<Objective>,
    levers: Vec<Vec<Lever>>,
    sectors: Vec<SectorId>,
    status_quo: Point,
    baseline: Policy,
}

impl<'a> TariffGame<'a> {
    /// The game of some regions on an economy. Rates that nobody sets stay at the baseline.
    ///
    /// # Errors
    /// Every problem with the options: no player or one named twice, bounds that cross or leave the
    /// domain of a rate, a player with nothing to set.
    pub fn new(
        economy: &'a Economy,
        options: &TariffGameOptions,
    ) -> Result<Self, TariffGameProblems> {
        let mut problems = options.problems(economy);
        let levers: Vec<Vec<Lever>> = if problems.is_empty() {
            options.players.iter().map(|&p| levers(economy, options, p)).collect()
        } else {
            Vec::new()
        };
        for (player, levers) in options.players.iter().zip(&levers) {
            if levers.is_empty() {
                let player = economy.regions()[player.0].code.clone();
                problems.push(TariffGameProblem::NoInstruments { player });
            }
        }
        if !problems.is_empty() {
            return Err(TariffGameProblems(problems));
        }
        let baseline = economy.baseline_policy();
        let instrument = |lever: &Lever| {
            let (low, high) = options.bounds(lever.kind);
            let (lower, upper) = (lever.kind.coordinate(low), lever.kind.coordinate(high));
            Instrument::new(lever.label(economy), lower, upper)
        };
        let players: Vec<ContinuousPlayer> = options
            .players
            .iter()
            .zip(&levers)
            .map(|(player, levers)| ContinuousPlayer {
                label: economy.regions()[player.0].code.clone(),
                instruments: levers.iter().map(instrument).collect(),
            })
            .collect();
        let members = options.players.clone();
        let objectives = members.iter().map(|&region| options.objective(region)).collect();
        let sectors = options.sectors_of(economy);
        let mut game = Self {
            economy,
            members,
            players,
            objectives,
            levers,
            sectors,
            status_quo: Vec::new(),
            baseline,
        };
        game.status_quo = game.point_of(&game.baseline);
        Ok(game)
    }

    /// The same game with no transfers to set: those of a point are paid whatever happens. With it,
    /// the point in the new game.
    ///
    /// # Errors
    /// A player whom that leaves with nothing to set.
    pub fn after_transfers(
        &self,
        point: &[Vec<f64>],
        options: &TariffGameOptions,
    ) -> Result<(Self, Point), TariffGameProblems> {
        let kinds = options.kinds.iter().copied().filter(|kind| *kind != RateKind::Transfer);
        let options = TariffGameOptions { kinds: kinds.collect(), ..options.clone() };
        let policy = self.policy(point);
        let mut game = Self::new(self.economy, &options)?;
        for region in (0..self.economy.region_count()).map(RegionId) {
            game.baseline.set_transfer(region, policy.transfer(region));
        }
        let point = game.point_of(&policy);
        Ok((game, point))
    }

    /// The same game while trade between players costs `factor` times as much, in iceberg terms, in the
    /// sectors with rates to set: below one, imports from each other surge.
    #[must_use]
    pub fn with_trade_costs(mut self, factor: f64) -> Self {
        for &importer in &self.members {
            for &exporter in self.members.iter().filter(|&&exporter| exporter != importer) {
                for &sector in &self.sectors {
                    let before = self.baseline.wedge(importer, exporter, sector);
                    self.baseline.set_wedge(importer, exporter, sector, factor * before);
                }
            }
        }
        self
    }

    /// The economy that the game is on.
    pub fn economy(&self) -> &'a Economy {
        self.economy
    }

    /// The region of every player.
    pub fn members(&self) -> &[RegionId] {
        &self.members
    }

    /// The policy at a point: the rates set by the players, the baseline's elsewhere.
    pub fn policy(&self, point: &[Vec<f64>]) -> Policy {
        let mut policy = self.baseline.clone();
        for (levers, levels) in self.levers.iter().zip(point) {
            for (lever, &level) in levers.iter().zip(levels) {
                lever.set(&mut policy, lever.kind.rate(level));
            }
        }
        policy
    }

    /// Sectors with rates to set, in the order of the economy.
    pub fn sectors(&self) -> &[SectorId] {
        &self.sectors
    }

    /// The point nearest to a policy: the mean by baseline trade where one rate stands for several,
    /// moved to the nearest bound where it lies outside.
    pub fn point_of(&self, policy: &Policy) -> Point {
        let level = |(lever, instrument): (&Lever, &Instrument)| {
            instrument.clip(lever.kind.coordinate(lever.mean_rate(policy)))
        };
        let levels = |(levers, player): (&Vec<Lever>, &ContinuousPlayer)| {
            levers.iter().zip(&player.instruments).map(level).collect()
        };
        self.levers.iter().zip(&self.players).map(levels).collect()
    }

    /// The equilibrium of the economy at a point, on the branch of the baseline.
    ///
    /// # Errors
    /// Those of [`Economy::solve`].
    pub fn outcome(&self, point: &[Vec<f64>]) -> Result<Outcome, EconomyError> {
        self.economy.solve(&self.policy(point), None)
    }

    /// What every player maximises, at an outcome: logs relative to the baseline.
    ///
    /// # Errors
    /// If the outcome is of another economy.
    pub fn objectives_at(&self, outcome: &Outcome) -> Result<Vec<f64>, EconomyError> {
        self.objectives.iter().map(|of| self.economy.objective(outcome, of)).collect()
    }

    /// Every rate that a player sets at a point, one entry per pair of regions and sector.
    pub fn rates(&self, point: &[Vec<f64>]) -> Vec<Rate> {
        let mut rates = Vec::new();
        for (place, levels) in point.iter().enumerate() {
            let instruments = &self.players[place].instruments;
            for ((lever, instrument), &level) in
                self.levers[place].iter().zip(instruments).zip(levels)
            {
                let at_bound = bound(instrument, level);
                let rate = lever.kind.rate(level);
                rates.extend(lever.rates(self.members[place], rate, at_bound, &self.baseline));
            }
        }
        rates
    }
}

/// The bound at which a level stands.
fn bound(instrument: &Instrument, level: f64) -> Option<Side> {
    if level <= instrument.lower {
        Some(Side::Lower)
    } else {
        (level >= instrument.upper).then_some(Side::Upper)
    }
}

impl ContinuousGame for TariffGame<'_> {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(TariffSession::new(self))
    }

    /// Rates of the baseline, moved to the nearest bound where they lie outside.
    fn status_quo(&self) -> Point {
        self.status_quo.clone()
    }
}
