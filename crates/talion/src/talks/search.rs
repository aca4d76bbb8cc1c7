//! The deals that rules pick, found on the surfaces of the game of all deals.

use super::findings::LinkedFindings;
use crate::StudyError;
use talion_game::{BargainingError, ContinuousError, Observer, SearchBudget};
use talion_model::{Scenario, TalksGame, TalksPlan};
use talion_solve::bargaining::Linkage;
use talion_solve::{Agreement, BargainingRule, ReplyOptions, cooperate};

/// A common gain below this is rounding of the surfaces, percent of real income.
const ROUNDING: f64 = 1e-9;

/// A deal as the search saw it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) shares: Vec<f64>,
    pub(super) payoffs: [f64; 2],
    pub(super) weights: [f64; 2],
}

/// Looks for deals.
pub(super) struct Search<'a> {
    pub(super) game: &'a TalksGame,
    pub(super) plan: &'a TalksPlan,
    pub(super) d: [f64; 2],
    observer: &'a dyn Observer,
    options: ReplyOptions,
    /// The game once for every combination of what goes in steps.
    parts: Vec<TalksGame>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        game: &'a TalksGame,
        plan: &'a TalksPlan,
        d: [f64; 2],
        observer: &'a dyn Observer,
    ) -> Self {
        let none =
            SearchBudget { fillings: 0, levels: 0, polished: 0, gradient_steps: 0, compass: 0 };
        let options = ReplyOptions { starts: 2, tolerance: 1e-8, steps: 400, budget: none };
        let mut search = Self { game, plan, d, observer, options, parts: Vec::new() };
        search.parts = search.combinations(&|_| true);
        search
    }

    /// Whether a term is on the table at all.
    fn on_table(&self, term: usize) -> bool {
        !(self.plan.red_lines_absolute && self.plan.terms[term].is_red)
    }

    /// The game with some terms free, once for every combination of steps of those that go in steps.
    pub(super) fn combinations(&self, free: &dyn Fn(usize) -> bool) -> Vec<TalksGame> {
        let terms = &self.plan.terms;
        let open = |k: usize| free(k) && self.on_table(k);
        let mut held: Vec<Vec<f64>> = vec![terms.iter().map(|t| t.lowest).collect()];
        for (k, term) in terms.iter().enumerate().filter(|(k, t)| open(*k) && t.steps > 0) {
            let level = |s: usize| {
                term.lowest + (term.highest - term.lowest) * s as f64 / term.steps as f64
            };
            held = (0..=term.steps)
                .flat_map(|s| {
                    held.iter().map(move |shares| {
                        let mut shares = shares.clone();
                        shares[k] = level(s);
                        shares
                    })
                })
                .collect();
        }
        let smooth = |k: usize| open(k) && terms[k].steps == 0;
        held.iter().map(|shares| self.game.restricted(&smooth, shares)).collect()
    }

    fn agree(&self, game: &TalksGame, rule: &BargainingRule) -> Result<Option<Seen>, StudyError> {
        match cooperate(game, rule, &self.options, self.observer) {
            Ok(found) => Ok(Some(seen(game, &found))),
            Err(ContinuousError::NoAgreement { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The best deal over all combinations by what a rule maximises.
    fn best(
        &self,
        parts: &[TalksGame],
        rule: &BargainingRule,
        worth: &dyn Fn([f64; 2]) -> f64,
    ) -> Result<Option<Seen>, StudyError> {
        let mut best: Option<Seen> = None;
        for game in parts {
            let Some(found) = self.agree(game, rule)? else { continue };
            if best.as_ref().is_none_or(|b| worth(found.payoffs) > worth(b.payoffs)) {
                best = Some(found);
            }
        }
        Ok(best)
    }

    fn gains(&self, u: [f64; 2]) -> [f64; 2] {
        [u[0] - self.d[0], u[1] - self.d[1]]
    }

    pub(super) fn nash(&mut self, weights: [f64; 2]) -> Result<Option<Seen>, StudyError> {
        self.nash_among(&self.parts, weights)
    }

    pub(super) fn nash_among(
        &self,
        parts: &[TalksGame],
        weights: [f64; 2],
    ) -> Result<Option<Seen>, StudyError> {
        let rule =
            BargainingRule::Nash { weights: weights.to_vec(), disagreement: self.d.to_vec() };
        let product = |u: [f64; 2]| {
            let gains = self.gains(u);
            weights[0] * gains[0].ln() + weights[1] * gains[1].ln()
        };
        self.best(parts, &rule, &product)
    }

    pub(super) fn equal(&self, units: [f64; 2]) -> Result<Option<Seen>, StudyError> {
        let (units_list, disagreement) = (units.to_vec(), self.d.to_vec());
        let rule = BargainingRule::EqualGains { units: units_list, disagreement };
        let smallest = |u: [f64; 2]| {
            let gains = self.gains(u);
            (gains[0] / units[0]).min(gains[1] / units[1])
        };
        self.best(&self.parts, &rule, &smallest)
    }

    /// The best for one player with the other at or above a floor.
    pub(super) fn best_for(
        &self,
        player: usize,
        floors: [f64; 2],
    ) -> Result<Option<Seen>, StudyError> {
        let rule = BargainingRule::BestFor { player, disagreement: floors.to_vec() };
        self.best(&self.parts, &rule, &|u| u[player])
    }

    /// The largest sum; where it leaves a player below the disagreement, the best for the other.
    pub(super) fn sum(&self) -> Result<Option<Seen>, StudyError> {
        let rule = BargainingRule::WeightedSum { weights: vec![1.0, 1.0] };
        let Some(found) = self.best(&self.parts, &rule, &|u| u[0] + u[1])? else {
            return Ok(None);
        };
        match self.gains(found.payoffs).iter().position(|gain| *gain < 0.0) {
            None => Ok(Some(found)),
            Some(loser) => self.best_for(1 - loser, self.d),
        }
    }

    /// The most of the first player's payoff times a weight and the second's times the rest.
    pub(super) fn weighted(&self, weights: [f64; 2]) -> Result<Option<Seen>, StudyError> {
        let rule = BargainingRule::WeightedSum { weights: weights.to_vec() };
        self.best(&self.parts, &rule, &|u| weights[0] * u[0] + weights[1] * u[1])
    }

    /// The largest gain that both can have at once; at or below zero where there is none.
    pub(super) fn common_gain(&self, parts: &[TalksGame]) -> Result<f64, StudyError> {
        let mut best = f64::NEG_INFINITY;
        for game in parts {
            let (units, disagreement) = (vec![1.0; 2], self.d.to_vec());
            let rule = BargainingRule::EqualGains { units, disagreement };
            let gain = match cooperate(game, &rule, &self.options, self.observer) {
                Ok(found) => {
                    let [a, b] = self.gains([found.values[0], found.values[1]]);
                    a.min(b)
                }
                Err(ContinuousError::NoAgreement { found }) => found,
                Err(error) => return Err(error.into()),
            };
            best = best.max(gain);
        }
        Ok(if best.abs() < ROUNDING { 0.0 } else { best })
    }

    /// The common gain of the whole table.
    pub(super) fn zone(&self) -> Result<f64, StudyError> {
        self.common_gain(&self.parts)
    }

    /// Common gains of every combination of terms that move something.
    pub(super) fn linkage(&self, moving: &[usize]) -> Linkage {
        let gain = |set: &[usize]| {
            let free = |k: usize| set.iter().any(|&at| moving[at] == k);
            self.common_gain(&self.combinations(&free)).unwrap_or(0.0)
        };
        Linkage::of(moving.len(), &gain)
    }

    /// Names of a combination.
    pub(super) fn named(
        &self,
        moving: &[usize],
        set: &talion_solve::bargaining::LinkedSet,
    ) -> LinkedFindings {
        let terms = set.issues.iter().map(|&at| self.plan.terms[moving[at]].label.clone());
        LinkedFindings { terms: terms.collect(), common_gain: set.common_gain }
    }

    /// Payoffs given by hand must be feasible: some deal, or none at all, gives as much to both.
    pub(super) fn must_hold(&self, scenario: &Scenario, d: [f64; 2]) -> Result<(), StudyError> {
        if self.zone()? >= 0.0 {
            return Ok(());
        }
        let floors = [d[0], f64::MIN / 4.0];
        let best = self.best_for(1, floors)?.map_or(f64::NEG_INFINITY, |found| found.payoffs[1]);
        let players = [0, 1].map(|p| scenario.players()[p].name.clone());
        Err(BargainingError::DisagreementOutside { players, found: d, best }.into())
    }
}

fn seen(game: &TalksGame, found: &Agreement) -> Seen {
    Seen {
        shares: game.shares(&found.point),
        payoffs: [found.values[0], found.values[1]],
        weights: [found.weights[0], found.weights[1]],
    }
}
