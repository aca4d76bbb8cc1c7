//! Deals weighed exactly: the solutions, the frontier, and the game of offers on it.

use super::findings::{
    DealFindings, FrontierFindings, OffersFindings, TalksTermFindings, ZoneFindings,
};
use super::search::{Search, Seen};
use crate::StudyError;
use talion_game::{Observer, PlayerId};
use talion_model::{DealOutcome, TalksTable, Terms};
use talion_solve::bargaining::{Keeping, OfferTerms, ParetoFrontier, alternating_offers, keeps};
use talion_solve::{ReplyOptions, best_response};

/// Share of its range by which a term is moved to see whether the deal can be improved.
const NUDGE: f64 = 0.01;

/// Picks deals and weighs them.
pub(super) struct Picker<'p, 'a> {
    pub(super) search: &'p mut Search<'a>,
    pub(super) table: &'p mut TalksTable<'a>,
    pub(super) observer: &'a dyn Observer,
}

impl Picker<'_, '_> {
    /// Weighs deals exactly.
    pub(super) fn weigh(&mut self, deals: &[Vec<f64>]) -> Result<Vec<DealOutcome>, StudyError> {
        self.table.weigh(deals, None, self.observer).map_err(crate::study::interrupted)
    }

    pub(super) fn zone(&mut self) -> Result<ZoneFindings, StudyError> {
        let (common_gain, d) = (self.search.zone()?, self.search.d);
        let mut ideal = d;
        if common_gain > 0.0 {
            for (player, best) in ideal.iter_mut().enumerate() {
                if let Some(found) = self.search.best_for(player, d)? {
                    *best = found.payoffs[player];
                }
            }
        }
        Ok(ZoneFindings { open: common_gain > 0.0, common_gain, ideal })
    }

    /// The deal under every rule, the Nash solution first.
    pub(super) fn solutions(&mut self, power: [f64; 2]) -> Result<Vec<DealFindings>, StudyError> {
        let d = self.search.d;
        let players = [0, 1].map(|p| self.table.scenario().players()[p].name.clone());
        let (first, second) = (self.search.best_for(0, d)?, self.search.best_for(1, d)?);
        let (Some(first), Some(second)) = (first, second) else { return Ok(Vec::new()) };
        let spans = [first.payoffs[0] - d[0], second.payoffs[1] - d[1]];
        let equal = [1.0, 1.0];
        let found = [
            ("Nash".to_owned(), self.search.nash(power)?, None),
            ("Kalai-Smorodinsky".to_owned(), self.search.equal(spans)?, Some(spans)),
            ("egalitarian".to_owned(), self.search.equal(equal)?, Some(equal)),
            ("utilitarian".to_owned(), self.search.sum()?, None),
            (format!("best for {}", players[0]), Some(first), None),
            (format!("best for {}", players[1]), Some(second), None),
        ];
        let mut deals = Vec::new();
        for (rule, seen, units) in found {
            if let Some(seen) = seen {
                deals.push(self.deal(rule, &seen, units)?);
            }
        }
        Ok(deals)
    }

    /// A deal with everything that is said about it.
    fn deal(
        &mut self,
        rule: String,
        seen: &Seen,
        units: Option<[f64; 2]>,
    ) -> Result<DealFindings, StudyError> {
        let mut deals = vec![seen.shares.clone()];
        let broken = [self.breach(seen, 0)?, self.breach(seen, 1)?];
        for (player, levels) in broken.iter().enumerate() {
            deals.push(levels.clone());
            deals.push(self.refusal(&seen.shares, player));
        }
        let nudged = self.nudged(&seen.shares);
        deals.extend(nudged);
        let outcomes = self.weigh(&deals)?;
        let all: Vec<[f64; 2]> = outcomes.iter().map(pair).collect();
        let (payoffs, d) = (all[0], self.search.d);
        let sum = |u: [f64; 2]| seen.weights[0] * u[0] + seen.weights[1] * u[1];
        let largest_gain = all[5..].iter().map(|u| sum(*u) - sum(payoffs)).fold(0.0, f64::max);
        let gains = [payoffs[0] - d[0], payoffs[1] - d[1]];
        let keeping: [Keeping; 2] = [0, 1].map(|p| {
            let breach = all[1 + 2 * p][p].max(all[2 + 2 * p][p]);
            keeps(payoffs[p], breach, d[p], self.patience(p))
        });
        let distance = |p: usize| (payoffs[p] - seen.payoffs[p]).abs();
        Ok(DealFindings {
            rule,
            shares: seen.shares.clone(),
            payoffs,
            gains,
            welfare: [outcomes[0].welfare[0], outcomes[0].welfare[1]],
            deficit_ratios: [outcomes[0].deficit_ratios[0], outcomes[0].deficit_ratios[1]],
            gap_years: outcomes[0].gap_years,
            self_sufficiency: outcomes[0].self_sufficiency,
            weights: seen.weights,
            largest_gain,
            surface_error: distance(0).max(distance(1)),
            rule_residual: units
                .map_or(0.0, |units| (gains[0] / units[0] - gains[1] / units[1]).abs()),
            keeping,
        })
    }

    /// Discount factor of a player per quarter: that of the escalation, else that of the talks.
    fn patience(&self, player: usize) -> f64 {
        let escalation = self.table.scenario().escalation();
        escalation.map_or(self.search.plan.discount, |plan| plan.discounts[player])
    }

    /// The deal with a player's best levels of its own terms, the other keeping its word.
    fn breach(&mut self, seen: &Seen, player: usize) -> Result<Vec<f64>, StudyError> {
        let game = self.search.game;
        let point = game.point(&seen.shares);
        let options = ReplyOptions { starts: 3, tolerance: 1e-8, ..ReplyOptions::default() };
        let reply = best_response(game, PlayerId(player), &point, &options, self.observer)?;
        Ok(game.shares(&reply.point))
    }

    /// The deal with nothing of what a player was to concede.
    fn refusal(&self, shares: &[f64], player: usize) -> Vec<f64> {
        let terms = self.search.plan.terms.iter().zip(shares);
        terms.map(|(t, x)| if t.player.0 == player { t.lowest } else { *x }).collect()
    }

    /// The deal with each term moved a little, up and down.
    fn nudged(&self, shares: &[f64]) -> Vec<Vec<f64>> {
        let mut deals = Vec::new();
        for (k, term) in self.search.plan.terms.iter().enumerate().filter(|(_, t)| t.steps == 0) {
            if self.search.plan.red_lines_absolute && term.is_red {
                continue;
            }
            let by = NUDGE * (term.highest - term.lowest);
            for to in [(shares[k] - by).max(term.lowest), (shares[k] + by).min(term.highest)] {
                if to != shares[k] {
                    let mut deal = shares.to_vec();
                    deal[k] = to;
                    deals.push(deal);
                }
            }
        }
        deals
    }

    /// The Pareto frontier over the zone and beyond, by floors and weights.
    pub(super) fn frontier(&mut self, count: usize) -> Result<Vec<FrontierFindings>, StudyError> {
        let d = self.search.d;
        let ends = [self.search.weighted([1.0, 0.0])?, self.search.weighted([0.0, 1.0])?];
        let [Some(first), Some(last)] = ends else { return Ok(Vec::new()) };
        let (high, low) = (last.payoffs[1], first.payoffs[1]);
        let steps = count.max(2) - 1;
        let mut deals = vec![first.shares];
        for step in 1..steps {
            if self.observer.stopped() {
                return Err(StudyError::Interrupted);
            }
            self.observer.progress("Pareto frontier", step as u64, steps as u64);
            let floor = low + (high - low) * step as f64 / steps as f64;
            let found = self.search.best_for(0, [f64::MIN / 4.0, floor])?;
            deals.extend(found.map(|found| found.shares));
        }
        deals.push(last.shares);
        let outcomes = self.weigh(&deals)?;
        let point = |(shares, outcome): (Vec<f64>, &DealOutcome)| {
            let payoffs = pair(outcome);
            let in_zone = payoffs[0] >= d[0] && payoffs[1] >= d[1];
            FrontierFindings { shares, payoffs, in_zone }
        };
        Ok(deals.into_iter().zip(&outcomes).map(point).collect())
    }

    /// Alternating offers over the gains of both.
    pub(super) fn offers(
        &mut self,
        discounts: [f64; 2],
        breakdown: f64,
        frontier: &[FrontierFindings],
    ) -> Result<Option<OffersFindings>, StudyError> {
        let d = self.search.d;
        let gains = |u: [f64; 2]| [u[0] - d[0], u[1] - d[1]];
        let curve = ParetoFrontier::through(frontier.iter().map(|point| gains(point.payoffs)));
        let open = curve.vertices.iter().any(|v| v.payoffs.iter().all(|gain| *gain > 0.0));
        if !open {
            return Ok(None);
        }
        let terms = OfferTerms { discounts, breakdown, outside: [0.0; 2], meanwhile: [0.0; 2] };
        let found = alternating_offers(&curve, &terms)?;
        let floors = [f64::MIN / 4.0, d[1] + found.first_offers[1]];
        let Some(deal) = self.search.best_for(0, floors)? else { return Ok(None) };
        let exact = self.weigh(std::slice::from_ref(&deal.shares))?;
        Ok(Some(OffersFindings {
            first_offers: found.first_offers,
            second_offers: found.second_offers,
            shares: deal.shares,
            gains: gains(pair(&exact[0])),
            residual: found.residual,
        }))
    }

    /// The terms, each with what it brings alone.
    pub(super) fn terms(&mut self) -> Result<Vec<TalksTermFindings>, StudyError> {
        let plan = self.search.plan;
        let none: Vec<f64> = plan.terms.iter().map(|term| term.lowest).collect();
        let mut deals = vec![none.clone()];
        deals.extend((0..plan.terms.len()).map(|k| {
            let mut alone = none.clone();
            alone[k] = plan.terms[k].highest;
            alone
        }));
        let found: Vec<[f64; 2]> = self.weigh(&deals)?.iter().map(pair).collect();
        let idle = self.table.idle();
        let scenario = self.table.scenario();
        let row = |(k, term): (usize, &talion_model::TalksTerm)| TalksTermFindings {
            name: term.name.clone(),
            label: term.label.clone(),
            player: scenario.players()[term.player.0].name.clone(),
            range: [term.lowest, term.highest],
            steps: term.steps,
            size_bn: self.table.size(k),
            crosses_red_line: term.is_red,
            idle: idle.contains(&k),
            alone: [0, 1].map(|p| found[k + 1][p] - found[0][p]),
        };
        Ok(plan.terms.iter().enumerate().map(row).collect())
    }
}

/// The two payoffs of a deal.
pub(super) fn pair(outcome: &DealOutcome) -> [f64; 2] {
    [outcome.payoffs[0].total(Terms::All), outcome.payoffs[1].total(Terms::All)]
}
