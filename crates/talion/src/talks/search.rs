//! The deals that rules pick, found on the surfaces of the game of all deals.
//!
//! Points of the Pareto frontier are found along rays, by equal gains in units that set the direction;
//! one with a given payoff for one player by turning the ray (the rule of false position).

use super::findings::LinkedFindings;
use crate::StudyError;
use std::cell::Cell;
use talion_game::{BargainingError, ContinuousError, Observer, SearchBudget};
use talion_model::{Scenario, TalksGame, TalksPlan};
use talion_solve::bargaining::Linkage;
use talion_solve::{BargainingRule, ReplyOptions, cooperate};

/// A common gain below this is rounding of the surfaces, percent of real income.
const ROUNDING: f64 = 1e-9;
/// Widths to which kinks are rounded, one search from the end of the other.
const WIDTHS: [f64; 2] = [2e-3, 1e-4];
/// Most turns of a ray, the nearest to an axis, and the distance at which it hits.
const TURNS: usize = 60;
const NARROW: f64 = 1e-4;
const HIT: f64 = 1e-9;

/// What a deal is to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Want {
    /// The largest weighted product of gains.
    Nash([f64; 2]),
    /// Equal gains over a point in these units.
    Equal([f64; 2], [f64; 2]),
    /// The best for the other where this player has this payoff.
    Level(usize, f64),
    /// The largest weighted sum.
    Sum([f64; 2]),
}

/// A deal as the search saw it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) shares: Vec<f64>,
    pub(super) payoffs: [f64; 2],
    pub(super) weights: [f64; 2],
    /// Which combination of steps it belongs to.
    pub(super) part: usize,
}

/// Looks for deals.
pub(super) struct Search<'a> {
    pub(super) game: &'a TalksGame,
    pub(super) plan: &'a TalksPlan,
    pub(super) d: [f64; 2],
    observer: &'a dyn Observer,
    /// The game once for every combination of what goes in steps.
    pub(super) parts: Vec<TalksGame>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        game: &'a TalksGame,
        plan: &'a TalksPlan,
        d: [f64; 2],
        observer: &'a dyn Observer,
    ) -> Self {
        let mut search = Self { game, plan, d, observer, parts: Vec::new() };
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
            let before = std::mem::take(&mut held);
            for s in 0..=term.steps {
                held.extend(before.iter().cloned().map(|mut shares| {
                    shares[k] = level(s);
                    shares
                }));
            }
        }
        let smooth = |k: usize| open(k) && terms[k].steps == 0;
        held.iter().map(|shares| self.game.restricted(&smooth, shares)).collect()
    }

    /// The deal that is wanted, over all combinations and from a start where there is one.
    pub(super) fn find(
        &self,
        parts: &[TalksGame],
        want: Want,
        start: Option<&[f64]>,
    ) -> Result<Option<Seen>, StudyError> {
        if let Want::Level(player, level) = want {
            return self.at_level(parts, player, level, start);
        }
        let mut best: Option<Seen> = None;
        for (part, game) in parts.iter().enumerate() {
            let Some(found) = self.agree(game, part, want, start)? else { continue };
            let worth = |seen: &Seen| self.worth(want, seen.payoffs);
            if best.as_ref().is_none_or(|b| worth(&found) > worth(b)) {
                best = Some(found);
            }
        }
        Ok(best)
    }

    /// The deal that is wanted of everything on the table.
    pub(super) fn pick(&self, want: Want) -> Result<Option<Seen>, StudyError> {
        self.find(&self.parts, want, None)
    }

    /// What a deal is worth under what is wanted.
    fn worth(&self, want: Want, u: [f64; 2]) -> f64 {
        let gains = [u[0] - self.d[0], u[1] - self.d[1]];
        match want {
            Want::Nash(w) => w[0] * gains[0].ln() + w[1] * gains[1].ln(),
            Want::Equal(from, units) => {
                ((u[0] - from[0]) / units[0]).min((u[1] - from[1]) / units[1])
            }
            Want::Level(player, _) => u[1 - player],
            Want::Sum(w) => w[0] * u[0] + w[1] * u[1],
        }
    }

    fn agree(
        &self,
        game: &TalksGame,
        part: usize,
        want: Want,
        start: Option<&[f64]>,
    ) -> Result<Option<Seen>, StudyError> {
        let rule = match want {
            Want::Nash(weights) => {
                let (weights, disagreement) = (weights.to_vec(), self.d.to_vec());
                BargainingRule::Nash { weights, disagreement }
            }
            Want::Equal(from, units) => {
                BargainingRule::EqualGains { units: units.to_vec(), disagreement: from.to_vec() }
            }
            Want::Sum(w) => BargainingRule::WeightedSum { weights: w.to_vec() },
            Want::Level(..) => return Ok(None),
        };
        let none =
            SearchBudget { fillings: 0, levels: 0, polished: 0, gradient_steps: 0, compass: 0 };
        let mut from = start.map(<[f64]>::to_vec);
        let mut seen = None;
        for width in WIDTHS {
            if self.observer.stopped() {
                return Err(StudyError::Interrupted);
            }
            let starts = if from.is_some() { 0 } else { 2 };
            let options = ReplyOptions { starts, tolerance: 1e-8, steps: 400, budget: none };
            let game = game.starting(from.as_deref(), width);
            let found = match cooperate(&game, &rule, &options, self.observer) {
                Ok(found) => found,
                Err(ContinuousError::NoAgreement { .. }) => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            let shares = game.shares(&found.point);
            from = Some(shares.clone());
            seen = Some(Seen {
                shares,
                payoffs: [found.values[0], found.values[1]],
                weights: [found.weights[0], found.weights[1]],
                part,
            });
        }
        Ok(seen)
    }

    /// The two ends of the frontier: the best for one, whatever the other gets.
    pub(super) fn ends(&self, parts: &[TalksGame]) -> Result<Option<[Seen; 2]>, StudyError> {
        // A little weight on the other, so that of equals the better for it is taken.
        let first = self.find(parts, Want::Sum([1.0, 1e-6]), None)?;
        let second = self.find(parts, Want::Sum([1e-6, 1.0]), None)?;
        Ok(first.zip(second).map(|(first, second)| [first, second]))
    }

    /// The frontier where `player` has `level`: the ray from below everything that hits it there.
    fn at_level(
        &self,
        parts: &[TalksGame],
        player: usize,
        level: f64,
        start: Option<&[f64]>,
    ) -> Result<Option<Seen>, StudyError> {
        let Some([first, second]) = self.ends(parts)? else { return Ok(None) };
        let other = 1 - player;
        let (best, worst) = if player == 0 { (first, second) } else { (second, first) };
        if level > best.payoffs[player] {
            return Ok(None);
        }
        if level <= worst.payoffs[player] {
            return Ok(Some(worst));
        }
        let mut from = [0.0; 2];
        let mut span = [0.0; 2];
        from[player] = worst.payoffs[player].min(level) - ROUNDING;
        from[other] = best.payoffs[other] - ROUNDING;
        span[player] = best.payoffs[player] - from[player];
        span[other] = worst.payoffs[other] - from[other];
        // Turning from the axis of the other to that of the player: its payoff rises.
        // Where terms go in steps the frontier has gaps: what counts is the floor.
        let mut nearest = best.clone();
        let (mut low, mut high) = (NARROW, 1.0 - NARROW);
        let (mut gap_low, mut gap_high) =
            (worst.payoffs[player] - level, best.payoffs[player] - level);
        let mut start = start.map(<[f64]>::to_vec);
        for turn in 0..TURNS {
            let way = if turn % 3 == 2 {
                0.5 * (low + high)
            } else {
                (low * gap_high - high * gap_low) / (gap_high - gap_low)
            };
            let mut units = span;
            units[player] *= way;
            units[other] *= 1.0 - way;
            let ray = Want::Equal(from, units);
            let Some(seen) = self.find(parts, ray, start.as_deref())? else { break };
            let gap = seen.payoffs[player] - level;
            start = Some(seen.shares.clone());
            if gap >= -HIT && seen.payoffs[other] > nearest.payoffs[other] {
                nearest = seen;
            }
            if gap.abs() <= HIT || high - low <= f64::EPSILON {
                break;
            }
            if gap < 0.0 { (low, gap_low) = (way, gap) } else { (high, gap_high) = (way, gap) }
        }
        Ok(Some(nearest))
    }

    /// The largest gain that both can have at once; at or below zero where there is none.
    pub(super) fn common_gain(&self, parts: &[TalksGame]) -> Result<f64, StudyError> {
        // From far enough below there is always an agreement; its smaller gain is what counts.
        let Some(ends) = self.ends(parts)? else { return Ok(f64::NEG_INFINITY) };
        let reach = |p: usize| ends[1 - p].payoffs[p].min(self.d[p]);
        let below = (0..2).map(|p| self.d[p] - reach(p)).fold(0.0, f64::max) + 1e-3;
        let from = [self.d[0] - below, self.d[1] - below];
        let found = self.find(parts, Want::Equal(from, [1.0; 2]), None)?;
        let gain = found.map_or(f64::NEG_INFINITY, |seen| {
            (seen.payoffs[0] - self.d[0]).min(seen.payoffs[1] - self.d[1])
        });
        Ok(if gain.abs() < ROUNDING { 0.0 } else { gain })
    }

    /// Common gains of every combination of terms that move something.
    pub(super) fn linkage(&self, moving: &[usize]) -> Linkage {
        let (done, all) = (Cell::new(0), (1 << moving.len()) - 1);
        let gain = |set: &[usize]| {
            done.set(done.get() + 1);
            self.observer.progress("combinations of terms", done.get(), all);
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
        if self.common_gain(&self.parts)? >= 0.0 {
            return Ok(());
        }
        let best = self.pick(Want::Level(0, d[0]))?;
        let best = best.map_or(f64::NEG_INFINITY, |found| found.payoffs[1]);
        let players = [0, 1].map(|p| scenario.players()[p].name.clone());
        Err(BargainingError::DisagreementOutside { players, found: d, best }.into())
    }
}
