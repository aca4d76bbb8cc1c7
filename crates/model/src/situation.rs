//! What a profile of packages amounts to: one policy for the economy, and the facts for the rest.

use crate::coverage::wedge_for_cut;
use crate::{Action, ListLine, Measure, Move, Scenario, TechnologyPolicy};
use talion_economy::{Economy, Policy, RegionId, SectorId};
use talion_game::PlayerId;

/// A profile of packages, worked out as far as it goes without solving the economy.
#[derive(Debug, Clone)]
pub struct Situation {
    /// Every instrument, before purchases are made good.
    pub policy: Policy,
    /// Promises to buy that the economy has to keep.
    pub purchases: Vec<Purchase>,
    /// What the catch-up hazard depends on.
    pub technology: Option<TechnologyPolicy>,
    /// The technology gap, where it is known.
    pub gap_years: Option<f64>,
    /// Share of each player's technology-sector imports that export controls cut off.
    pub access_lost: Vec<f64>,
    /// Number of red lines of its own that each player crosses, in part where a deal goes part of the way.
    pub red_lines: Vec<f64>,
    /// How far each player backs down.
    pub backs_down: Vec<f64>,
    /// Cost of each player's moves, percent of real income.
    pub move_costs: Vec<f64>,
}

/// A promise to buy.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchase {
    /// Who buys.
    pub buyer: RegionId,
    /// From whom.
    pub seller: RegionId,
    /// What.
    pub sectors: Vec<SectorId>,
    /// How much, US$ million beyond the baseline.
    pub amount_musd: f64,
    /// What it is counted in.
    pub measure: Measure,
}

impl Situation {
    /// Works out a profile (one package index per player).
    pub fn of(scenario: &Scenario, economy: &Economy, profile: &[usize]) -> Self {
        let mut situation =
            Self::with_moves(scenario, economy, &chosen_moves(scenario, profile), None);
        for (player, &package) in profile.iter().enumerate() {
            situation.backs_down[player] = scenario.packages[player][package].backs_down;
        }
        situation
    }

    /// Works out some moves that are in force together, nobody backing down. Where the technology gap
    /// is known, the follower's productivity follows it; else it follows the gap that is to be
    /// expected at the horizon.
    pub fn with_moves(
        scenario: &Scenario,
        economy: &Economy,
        moves: &[&Move],
        gap_years: Option<f64>,
    ) -> Self {
        let whole: Vec<(&Move, f64)> = moves.iter().map(|chosen| (*chosen, 1.0)).collect();
        Self::with_parts(scenario, economy, &whole, moves, gap_years)
    }

    /// The same for shares of moves: of a list, of a promise, of what a control cuts off. Retaliation is
    /// sized by the lists among `matched`, whatever share of them is in force.
    pub fn with_parts(
        scenario: &Scenario,
        economy: &Economy,
        parts: &[(&Move, f64)],
        matched: &[&Move],
        gap_years: Option<f64>,
    ) -> Self {
        let players = scenario.players.len();
        let mut draft = Draft {
            scenario,
            economy,
            cuts: Vec::new(),
            situation: Self {
                policy: economy.baseline_policy(),
                purchases: Vec::new(),
                technology: scenario.technology.as_ref().map(|technology| technology.now),
                gap_years,
                access_lost: vec![0.0; players],
                red_lines: vec![0.0; players],
                backs_down: vec![0.0; players],
                move_costs: vec![0.0; players],
            },
        };
        for (chosen, share) in parts {
            draft.make(chosen, *share, matched);
        }
        draft.close_technology();
        draft.situation
    }
}

/// The moves of all packages of a profile, in the order of the players.
fn chosen_moves<'s>(scenario: &'s Scenario, profile: &[usize]) -> Vec<&'s Move> {
    profile
        .iter()
        .enumerate()
        .flat_map(|(player, &package)| &scenario.packages[player][package].moves)
        .map(|&at| &scenario.moves[at])
        .collect()
}

struct Draft<'s> {
    scenario: &'s Scenario,
    economy: &'s Economy,
    /// Share of trade cut by controls: (exporter, importer, sector, share).
    cuts: Vec<(RegionId, RegionId, SectorId, f64)>,
    situation: Situation,
}

impl Draft<'_> {
    /// Puts a share of a move in force.
    fn make(&mut self, chosen: &Move, share: f64, matched: &[&Move]) {
        let player = chosen.player;
        let own = self.scenario.players[player.0].region;
        self.situation.move_costs[player.0] += share * chosen.cost;
        if chosen.crosses_red_line {
            self.situation.red_lines[player.0] += share;
        }
        match &chosen.action {
            Action::Tariff { exporter, lines } => self.add_tariffs(own, *exporter, lines, share),
            Action::Retaliation { exporter, sectors, rate, ratio } => {
                let lines = self.matching(player, *exporter, sectors, *rate, *ratio, matched);
                self.add_tariffs(own, *exporter, &lines, share);
            }
            Action::ExportControl { importer, coverage, third_country_reach } => {
                let part: Vec<(SectorId, f64)> =
                    coverage.iter().map(|(sector, covered)| (*sector, share * covered)).collect();
                self.control(own, *importer, &part, *third_country_reach);
            }
            Action::Subsidy { sectors, rate, intensity } => {
                self.subsidise(player, own, sectors, share * rate, share * intensity);
            }
            Action::TechnologyTransfer { level } => {
                if let Some(technology) = &mut self.situation.technology {
                    technology.transfer += share * (level - technology.transfer);
                }
            }
            Action::Purchases { seller, sectors, amount_musd, measure } => {
                self.situation.purchases.push(Purchase {
                    buyer: own,
                    seller: *seller,
                    sectors: sectors.clone(),
                    amount_musd: share * amount_musd,
                    measure: *measure,
                });
            }
            Action::LiftControls { importer, sectors, trade_gain } => {
                for &sector in sectors {
                    let wedge = wedge_for_cut(
                        -share * trade_gain,
                        self.scenario.trade_elasticity(self.economy, sector),
                    );
                    self.multiply_wedge(own, *importer, sector, wedge);
                }
            }
        }
    }

    fn add_tariffs(
        &mut self,
        importer: RegionId,
        exporter: RegionId,
        lines: &[ListLine],
        share: f64,
    ) {
        for line in lines {
            let rate = self.situation.policy.tariff(importer, exporter, line.sector)
                + share * line.coverage * line.added_rate;
            self.situation.policy.set_tariff(importer, exporter, line.sector, rate);
        }
    }

    /// Duties on as much trade as the other side's lists hit, at their average rate.
    fn matching(
        &self,
        player: PlayerId,
        exporter: RegionId,
        sectors: &[SectorId],
        rate: Option<f64>,
        ratio: f64,
        all: &[&Move],
    ) -> Vec<ListLine> {
        let own = self.scenario.players[player.0].region;
        let flow = |from, to, sector| self.scenario.dataset.flow(from, to, sector);
        let (mut hit, mut duty) = (0.0, 0.0);
        for other in all {
            let Action::Tariff { exporter: target, lines } = &other.action else { continue };
            let importer = self.scenario.players[other.player.0].region;
            if importer == exporter && *target == own {
                for line in lines.iter().filter(|line| line.added_rate > 0.0) {
                    let value = line.coverage * flow(own, importer, line.sector);
                    hit += value;
                    duty += value * line.added_rate;
                }
            }
        }
        let reachable: f64 = sectors.iter().map(|&s| flow(exporter, own, s)).sum();
        if hit == 0.0 || reachable == 0.0 {
            return Vec::new();
        }
        let coverage = (ratio * hit / reachable).min(1.0);
        let added_rate = rate.unwrap_or(duty / hit);
        sectors.iter().map(|&sector| ListLine { sector, coverage, added_rate }).collect()
    }

    fn control(
        &mut self,
        exporter: RegionId,
        importer: RegionId,
        coverage: &[(SectorId, f64)],
        third_country_reach: f64,
    ) {
        for other in self.scenario.region_ids().filter(|other| *other != importer) {
            let reach = if other == exporter { 1.0 } else { third_country_reach };
            for &(sector, share) in coverage {
                let share = share * reach;
                if share > 0.0 {
                    let wedge =
                        wedge_for_cut(share, self.scenario.trade_elasticity(self.economy, sector));
                    self.multiply_wedge(other, importer, sector, wedge);
                    self.cuts.push((other, importer, sector, share));
                }
            }
        }
    }

    fn multiply_wedge(
        &mut self,
        exporter: RegionId,
        importer: RegionId,
        sector: SectorId,
        factor: f64,
    ) {
        let wedge = self.situation.policy.wedge(importer, exporter, sector) * factor;
        self.situation.policy.set_wedge(importer, exporter, sector, wedge);
    }

    fn subsidise(
        &mut self,
        player: PlayerId,
        own: RegionId,
        sectors: &[SectorId],
        rate: f64,
        intensity: f64,
    ) {
        for &sector in sectors {
            let total = self.situation.policy.subsidy(own, sector) + rate;
            self.situation.policy.set_subsidy(own, sector, total);
        }
        let race = self.scenario.technology.as_ref();
        if let (Some(race), Some(policy)) = (race, &mut self.situation.technology)
            && race.follower == player
        {
            policy.subsidy = (policy.subsidy + intensity).min(1.0);
        }
    }

    /// The ban's share of the leader's technology exports, access lost, and productivity.
    fn close_technology(&mut self) {
        let Some(race) = &self.scenario.technology else { return };
        let leader = self.scenario.players[race.leader.0].region;
        let follower = self.scenario.players[race.follower.0].region;
        for (player, lost) in self.situation.access_lost.iter_mut().enumerate() {
            let own = self.scenario.players[player].region;
            let all = self.scenario.region_ids().filter(|region| *region != own);
            *lost = share_cut(self.scenario, &self.cuts, all, own, &race.sectors);
        }
        if let Some(policy) = &mut self.situation.technology {
            policy.ban = share_cut(
                self.scenario,
                &self.cuts,
                std::iter::once(leader),
                follower,
                &race.sectors,
            );
            let gain = match self.situation.gap_years {
                Some(gap) => race.productivity_at(gap),
                None => race.productivity(*policy),
            };
            for &sector in &race.sectors {
                self.situation.policy.set_productivity(follower, sector, gain);
            }
        }
    }
}

/// Share of the imports from some exporters that controls cut off, at the flows of the data.
fn share_cut(
    scenario: &Scenario,
    cuts: &[(RegionId, RegionId, SectorId, f64)],
    exporters: impl Iterator<Item = RegionId>,
    importer: RegionId,
    sectors: &[SectorId],
) -> f64 {
    let (mut all, mut lost) = (0.0, 0.0);
    for exporter in exporters {
        for &sector in sectors {
            let flow = scenario.dataset.flow(exporter, importer, sector);
            // Two controls on the same trade each leave their own share of it.
            let left: f64 = cuts
                .iter()
                .filter(|cut| (cut.0, cut.1, cut.2) == (exporter, importer, sector))
                .map(|cut| 1.0 - cut.3)
                .product();
            all += flow;
            lost += flow * (1.0 - left);
        }
    }
    if all > 0.0 { lost / all } else { 0.0 }
}
