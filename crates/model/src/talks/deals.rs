//! What the economy and the governments make of deals: exactly, each deal once.
//!
//! A term conceded to the share `x` takes `x` off the moves that it withdraws and puts `x` of the moves
//! that it grants in force. Retaliation keeps the size that matched the lists in force without a deal, so
//! that each side takes back its own.

use super::plan::TalksPlan;
use crate::play::{SituationOutcome, SolvedPolicies, settle};
use crate::{Action, ModelError, Move, Payoff, Scenario, Situation, TechnologyPolicy};
use talion_economy::Economy;
use talion_game::Observer;

/// A scenario's talks, ready to have deals weighed.
#[derive(Debug)]
pub struct TalksTable<'a> {
    scenario: &'a Scenario,
    economy: &'a Economy,
    plan: &'a TalksPlan,
    in_force: Vec<usize>,
    /// How far each player backs down even without a deal.
    backs_down: Vec<f64>,
    solved: SolvedPolicies,
}

/// What a deal brings.
#[derive(Debug, Clone, PartialEq)]
pub struct DealOutcome {
    /// Payoff of each player.
    pub payoffs: Vec<Payoff>,
    /// Change of each player's real income, percent.
    pub welfare: Vec<f64>,
    /// Bilateral deficit of each player that minds one, as a ratio to that in the data.
    pub deficit_ratios: Vec<Option<f64>>,
    /// Expected technology gap, frontier years.
    pub gap_years: Option<f64>,
    /// Self-sufficiency of the follower.
    pub self_sufficiency: Option<f64>,
    /// Policies that the race depends on.
    pub technology: Option<TechnologyPolicy>,
}

impl<'a> TalksTable<'a> {
    /// The talks of a scenario, given the moves in force without a deal and how far each player backs down
    /// even so.
    pub fn new(
        scenario: &'a Scenario,
        economy: &'a Economy,
        plan: &'a TalksPlan,
        in_force: Vec<usize>,
        backs_down: Vec<f64>,
    ) -> Self {
        let solved = SolvedPolicies::default();
        Self { scenario, economy, plan, in_force, backs_down, solved }
    }

    /// The plan.
    pub fn plan(&self) -> &TalksPlan {
        self.plan
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        self.scenario
    }

    /// Moves in force without a deal, by index.
    pub fn in_force(&self) -> &[usize] {
        &self.in_force
    }

    /// Distinct policies that the economy was solved for.
    pub fn policies_solved(&self) -> usize {
        self.solved.len()
    }

    /// Terms that concede nothing as things stand: what they withdraw is not in force, and what they
    /// grant is.
    pub fn idle(&self) -> Vec<usize> {
        let moves_nothing = |&at: &usize| {
            let term = &self.plan.terms[at];
            !term.withdraws.iter().any(|m| self.in_force.contains(m))
                && term.grants.iter().all(|m| self.in_force.contains(m))
        };
        (0..self.plan.terms.len()).filter(moves_nothing).collect()
    }

    /// Weighs deals, each a share of every term. Where the technology gap is known, it is taken as it
    /// is; else as it is to be expected at the horizon.
    ///
    /// # Errors
    /// A policy without equilibrium, purchases out of reach, or an observer that asked to stop.
    pub fn weigh(
        &mut self,
        deals: &[Vec<f64>],
        gap_years: Option<f64>,
        observer: &dyn Observer,
    ) -> Result<Vec<DealOutcome>, ModelError> {
        let situations: Vec<Situation> =
            deals.iter().map(|shares| self.situation(shares, gap_years)).collect();
        let describe = |at: usize| format!("of the deal {:?}", deals[at]);
        let (scenario, economy) = (self.scenario, self.economy);
        let outcomes =
            settle(scenario, economy, &situations, &describe, &mut self.solved, observer)?;
        Ok(outcomes.into_iter().zip(&situations).map(|(o, s)| self.outcome(o, s)).collect())
    }

    fn outcome(&self, outcome: SituationOutcome, situation: &Situation) -> DealOutcome {
        let SituationOutcome { payoffs, economy, deficits, technology, .. } = outcome;
        let percent = |p: &crate::Player| 100.0 * (economy.welfare_hat[p.region.0] - 1.0);
        DealOutcome {
            payoffs,
            welfare: self.scenario.players().iter().map(percent).collect(),
            deficit_ratios: deficits
                .iter()
                .map(|d| d.as_ref().map(crate::Deficit::ratio))
                .collect(),
            gap_years: technology.as_ref().map(|t| t.gap_years),
            self_sufficiency: technology.as_ref().map(|t| t.self_sufficiency),
            technology: situation.technology,
        }
    }

    fn situation(&self, shares: &[f64], gap_years: Option<f64>) -> Situation {
        let in_force: Vec<&Move> =
            self.in_force.iter().map(|&at| &self.scenario.moves()[at]).collect();
        let parts: Vec<(&Move, f64)> = (0..self.scenario.moves().len())
            .map(|at| (&self.scenario.moves()[at], self.share_in_force(at, shares)))
            .filter(|(_, share)| *share > 0.0)
            .collect();
        let mut situation =
            Situation::with_parts(self.scenario, self.economy, &parts, &in_force, gap_years);
        situation.backs_down.clone_from(&self.backs_down);
        for (term, share) in self.plan.terms.iter().zip(shares) {
            let player = term.player.0;
            situation.backs_down[player] += term.backs_down * share;
            if term.crosses_red_line {
                situation.red_lines[player] += share;
            }
        }
        situation
    }

    fn share_in_force(&self, at: usize, shares: &[f64]) -> f64 {
        let mut share = f64::from(u8::from(self.in_force.contains(&at)));
        for (term, x) in self.plan.terms.iter().zip(shares) {
            if term.withdraws.contains(&at) {
                share *= 1.0 - x;
            }
            if term.grants.contains(&at) {
                share = share.max(*x);
            }
        }
        share
    }

    /// Purchases that a term promises at full concession, US$ billion.
    pub fn size(&self, term: usize) -> Option<f64> {
        let moves = &self.plan.terms[term].grants;
        let amount = |at: &usize| match &self.scenario.moves()[*at].action {
            Action::Purchases { amount_musd, .. } => Some(amount_musd / 1e3),
            _ => None,
        };
        let amounts: Vec<f64> = moves.iter().filter_map(amount).collect();
        (!amounts.is_empty()).then(|| amounts.iter().sum())
    }
}
