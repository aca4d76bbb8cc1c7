//! Deals weighed exactly: the solutions, the frontier, and the game of offers on it.

use super::findings::{
    DealFindings, FrontierFindings, OffersFindings, TalksTermFindings, ZoneFindings,
};
use super::search::{Search, Seen, Want};
use crate::StudyError;
use talion_game::{Observer, PlayerId};
use talion_model::{DealOutcome, TalksTable, Terms};
use talion_solve::bargaining::{Keeping, OfferTerms, ParetoFrontier, alternating_offers, keeps};
use talion_solve::{ReplyOptions, best_response};

/// Share of its range by which a term is moved to see whether the deal can be improved.
const NUDGE: f64 = 0.01;

/// Rounds of making the surfaces exact where the search has led.
const ROUNDS: usize = 2;
/// A deal that moves no further than this is near enough to where they are exact.
const NEAR: f64 = 2e-3;
/// How far beyond the zone the frontier is followed, as a share of its span.
const BEYOND: f64 = 0.4;

/// Picks deals and weighs them.
pub(super) struct Picker<'p, 'a> {
    pub(super) search: &'p Search<'a>,
    pub(super) table: &'p mut TalksTable<'a>,
    pub(super) observer: &'a dyn Observer,
}

impl Picker<'_, '_> {
    /// Weighs deals exactly.
    pub(super) fn weigh(&mut self, deals: &[Vec<f64>]) -> Result<Vec<DealOutcome>, StudyError> {
        self.table.weigh(deals, None, self.observer).map_err(crate::study::interrupted)
    }

    pub(super) fn zone(&mut self) -> Result<ZoneFindings, StudyError> {
        let (mut common_gain, d) = (self.search.common_gain(&self.search.parts)?, self.search.d);
        let mut ideal = d;
        if common_gain > 0.0 {
            // The rules ask for the same deals again, whose policies are then known.
            for (player, best) in ideal.iter_mut().enumerate() {
                let want = Want::Level(1 - player, d[1 - player]);
                if let Some(found) = self.search.pick(want)? {
                    *best = self.refined(found, want)?.payoffs[player];
                }
            }
            let want = Want::Equal(d, [1.0; 2]);
            if let Some(found) = self.search.pick(want)? {
                let u = self.refined(found, want)?.payoffs;
                common_gain = (u[0] - d[0]).min(u[1] - d[1]);
            }
        }
        Ok(ZoneFindings { open: common_gain > 0.0, common_gain, ideal })
    }

    /// The deal under every rule, the Nash solution first.
    pub(super) fn solutions(
        &mut self,
        power: [f64; 2],
        zone: &ZoneFindings,
    ) -> Result<Vec<DealFindings>, StudyError> {
        if !zone.open {
            return Ok(Vec::new());
        }
        let d = self.search.d;
        let players = [0, 1].map(|p| self.table.scenario().players()[p].name.clone());
        let spans = [zone.ideal[0] - d[0], zone.ideal[1] - d[1]];
        let best = |p: usize| format!("best for {}", players[p]);
        let wanted = [
            ("Nash".to_owned(), Want::Nash(power)),
            ("Kalai-Smorodinsky".to_owned(), Want::Equal(d, spans)),
            ("egalitarian".to_owned(), Want::Equal(d, [1.0, 1.0])),
            ("utilitarian".to_owned(), self.sum()?),
            (best(0), Want::Level(1, d[1])),
            (best(1), Want::Level(0, d[0])),
        ];
        let mut deals = Vec::new();
        for (rule, want) in wanted {
            if self.observer.stopped() {
                return Err(StudyError::Interrupted);
            }
            if let Some(seen) = self.search.pick(want)? {
                let seen = self.refined(seen, want)?;
                deals.push(self.deal(rule, want, &seen)?);
            }
        }
        Ok(deals)
    }

    /// The largest sum; where it leaves a player below the disagreement, the best for the other.
    fn sum(&self) -> Result<Want, StudyError> {
        let (want, d) = (Want::Sum([1.0, 1.0]), self.search.d);
        let found = self.search.pick(want)?;
        let loser = found.and_then(|seen| (0..2).find(|&p| seen.payoffs[p] < d[p]));
        Ok(loser.map_or(want, |p| Want::Level(p, d[p])))
    }

    /// The deal again, on surfaces that are exact where the search has led.
    fn refined(&mut self, seen: Seen, want: Want) -> Result<Seen, StudyError> {
        let mut seen = seen;
        for _ in 0..ROUNDS {
            let moved = self.nudged(&seen.shares);
            let mut deals = vec![seen.shares.clone()];
            deals.extend(moved.iter().map(|(k, to)| with(&seen.shares, *k, *to)));
            let outcomes = self.weigh(&deals)?;
            let neighbours: Vec<(usize, f64, &DealOutcome)> =
                moved.iter().zip(&outcomes[1..]).map(|((k, to), o)| (*k, *to, o)).collect();
            let part = &self.search.parts[seen.part];
            let game = part.corrected(&seen.shares, &outcomes[0], &neighbours);
            let again = self.search.find(&[game], want, Some(&seen.shares))?;
            let Some(again) = again else { break };
            let steps = again.shares.iter().zip(&seen.shares).map(|(a, b)| (a - b).abs());
            let moved = steps.fold(0.0, f64::max);
            seen = Seen { part: seen.part, ..again };
            // Surfaces that are exact in value and slope are off by the square of the way from there.
            if moved <= NEAR {
                break;
            }
        }
        Ok(seen)
    }

    /// A deal with everything that is said about it.
    fn deal(&mut self, rule: String, want: Want, seen: &Seen) -> Result<DealFindings, StudyError> {
        let mut deals = vec![seen.shares.clone()];
        for player in [0, 1] {
            deals.push(self.breach(seen, player)?);
            deals.push(self.refusal(&seen.shares, player));
        }
        let moved = self.nudged(&seen.shares);
        deals.extend(moved.iter().map(|(k, to)| with(&seen.shares, *k, *to)));
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
            rule_residual: match want {
                // Steps may leave no way to equal gains.
                Want::Equal(..) if self.search.plan.terms.iter().any(|t| t.steps > 0) => 0.0,
                Want::Equal(_, units) => {
                    (gains[0] / units[0] - gains[1] / units[1]).abs() * units[0].min(units[1])
                }
                // A floor that does not bind leaves the player more.
                Want::Level(player, level) => (level - payoffs[player]).max(0.0),
                _ => 0.0,
            },
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

    /// Each term that can move, a little below and above where the deal has it.
    fn nudged(&self, shares: &[f64]) -> Vec<(usize, f64)> {
        let plan = self.search.plan;
        let mut moved = Vec::new();
        for (k, term) in plan.terms.iter().enumerate().filter(|(_, t)| t.steps == 0) {
            if plan.red_lines_absolute && term.is_red {
                continue;
            }
            let by = NUDGE * (term.highest - term.lowest);
            let sides = [(shares[k] - by).max(term.lowest), (shares[k] + by).min(term.highest)];
            moved.extend(sides.into_iter().filter(|to| *to != shares[k]).map(|to| (k, to)));
        }
        moved
    }

    /// The Pareto frontier over the zone and somewhat beyond, along rays from below the disagreement.
    pub(super) fn frontier(
        &mut self,
        zone: &ZoneFindings,
        count: usize,
    ) -> Result<Vec<FrontierFindings>, StudyError> {
        let Some(ends) = self.search.ends(&self.search.parts)? else { return Ok(Vec::new()) };
        let d = self.search.d;
        // Where the zone is empty, the whole frontier is shown.
        let (from, top) = if zone.open {
            let span = [0, 1].map(|p| zone.ideal[p] - d[p]);
            (
                [0, 1].map(|p| d[p] - BEYOND * span[p]),
                [0, 1].map(|p| d[p] + (1.0 + BEYOND) * span[p]),
            )
        } else {
            ([0, 1].map(|p| ends[1 - p].payoffs[p]), [0, 1].map(|p| ends[p].payoffs[p]))
        };
        let mut deals = Vec::new();
        let mut start: Option<Vec<f64>> = None;
        for step in 0..count {
            if self.observer.stopped() {
                return Err(StudyError::Interrupted);
            }
            self.observer.progress("Pareto frontier", step as u64, count as u64);
            let way = (step as f64 + 0.5) / count as f64;
            let units = [(1.0 - way) * (top[0] - from[0]), way * (top[1] - from[1])];
            let found =
                self.search.find(&self.search.parts, Want::Equal(from, units), start.as_deref())?;
            start = found.as_ref().map(|seen| seen.shares.clone());
            deals.extend(start.clone());
        }
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
        let mut found = alternating_offers(&curve, &terms)?;
        let mut points: Vec<[f64; 2]> = curve.vertices.iter().map(|v| v.payoffs).collect();
        for _ in 0..ROUNDS {
            // The frontier through the offers themselves.
            let mut deals = Vec::new();
            for offer in [found.first_offers, found.second_offers] {
                let want = Want::Level(1, d[1] + offer[1]);
                deals.extend(self.search.pick(want)?.map(|deal| deal.shares));
            }
            points.extend(self.weigh(&deals)?.iter().map(|outcome| gains(pair(outcome))));
            let curve = ParetoFrontier::through(points.iter().copied());
            found = alternating_offers(&curve, &terms)?;
        }
        let want = Want::Level(1, d[1] + found.first_offers[1]);
        let Some(deal) = self.search.pick(want)? else { return Ok(None) };
        let deal = self.refined(deal, want)?;
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

/// Shares with one of them elsewhere.
fn with(shares: &[f64], term: usize, to: f64) -> Vec<f64> {
    let mut moved = shares.to_vec();
    moved[term] = to;
    moved
}

/// The two payoffs of a deal.
pub(super) fn pair(outcome: &DealOutcome) -> [f64; 2] {
    [outcome.payoffs[0].total(Terms::All), outcome.payoffs[1].total(Terms::All)]
}
