//! The game of all deals: payoffs over the box of terms, smooth and quick, for methods to search.
//!
//! Everything but two kinks is smooth in the terms and is taken from surfaces through exact values. The
//! kinks of the payoff, a deficit that meets the demand and self-sufficiency that reaches its target, are
//! put on top: `max(0, r) = tau ln(1 + exp(r / tau))` as `tau` goes to zero. What a method finds here is
//! weighed again exactly by [`TalksTable`].

use super::deals::{DealOutcome, TalksTable};
use super::surface::Surface;
use crate::{ModelError, Term, Terms};
use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, Observer,
    PlayerId, Point,
};

/// Width of a rounded kink unless a search asks for another, as a share of the deficit or of
/// self-sufficiency.
const TAU: f64 = 1e-4;

/// Payoffs of both players over all deals.
#[derive(Debug, Clone)]
pub struct TalksGame {
    surface: Surface,
    players: Vec<ContinuousPlayer>,
    /// Term behind each instrument of each player; `None` for one that stands in for nothing.
    terms: Vec<Vec<Option<usize>>>,
    /// Share of every term that is not free.
    held: Vec<f64>,
    kinks: Vec<Kinks>,
    /// Shares of all terms at which methods start; the middle of the box without them.
    start: Option<Vec<f64>>,
    /// Width of a rounded kink.
    tau: f64,
    /// What exact values near a deal add to every channel.
    correction: Option<Correction>,
}

/// A linear function of the shares for every channel, zero in value at no particular point.
#[derive(Debug, Clone)]
struct Correction {
    at: Vec<f64>,
    /// What is missing there, and its derivatives.
    missing: Vec<(f64, Vec<f64>)>,
}

/// What turns channels into a payoff.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kinks {
    /// Weight of the deficit and the ratio that is demanded.
    deficit: (f64, f64),
    /// Weight of self-sufficiency, its target, and where it stands now.
    self_sufficiency: (f64, f64, f64),
}

impl TalksGame {
    /// Weighs deals all over the box and lays surfaces through them.
    ///
    /// # Errors
    /// As [`TalksTable::weigh`].
    pub fn new(table: &mut TalksTable<'_>, observer: &dyn Observer) -> Result<Self, ModelError> {
        let terms = &table.plan().terms;
        let bounds: Vec<(f64, f64)> = terms.iter().map(|t| (t.lowest, t.highest)).collect();
        let owners: Vec<usize> = terms.iter().map(|t| t.player.0).collect();
        let labels: Vec<String> = terms.iter().map(|t| t.label.clone()).collect();
        let outcomes = table.weigh(&Surface::nodes(&bounds), None, observer)?;
        let values: Vec<Vec<f64>> = outcomes.iter().map(channels).collect();
        let scenario = table.scenario();
        let kinks = scenario.players().iter().map(|player| {
            let objective = &player.objective;
            let (target, now) = scenario.technology().map_or((0.0, 0.0), |race| {
                (race.self_sufficiency_target, race.self_sufficiency_now)
            });
            Kinks {
                deficit: (objective.deficit_weight, 1.0 - objective.deficit_cut),
                self_sufficiency: (objective.self_sufficiency_weight, target, now),
            }
        });
        let mut game = Self {
            players: Vec::new(),
            terms: Vec::new(),
            held: vec![0.0; bounds.len()],
            kinks: kinks.collect(),
            start: None,
            tau: TAU,
            correction: None,
            surface: Surface::through(bounds.clone(), &values),
        };
        let names: Vec<String> = scenario.players().iter().map(|p| p.name.clone()).collect();
        for (p, name) in names.into_iter().enumerate() {
            let own: Vec<usize> = (0..owners.len()).filter(|k| owners[*k] == p).collect();
            let instruments = own
                .iter()
                .map(|&k| Instrument::new(labels[k].clone(), bounds[k].0, bounds[k].1))
                .collect();
            game.players.push(ContinuousPlayer { label: name, instruments });
            game.terms.push(own.into_iter().map(Some).collect());
        }
        Ok(game)
    }

    /// The same game in which only some terms are free, the others held at the given shares. A player
    /// without a free term gets an instrument that does nothing.
    #[must_use]
    pub fn restricted(&self, free: &dyn Fn(usize) -> bool, held: &[f64]) -> Self {
        let mut game = Self { held: held.to_vec(), ..self.clone() };
        for (player, terms) in game.players.iter_mut().zip(&mut game.terms) {
            let kept: Vec<usize> =
                (0..terms.len()).filter(|&k| terms[k].is_some_and(free)).collect();
            player.instruments = kept.iter().map(|&k| player.instruments[k].clone()).collect();
            *terms = kept.iter().map(|&k| terms[k]).collect();
            if terms.is_empty() {
                player.instruments.push(Instrument::new("nothing", 0.0, 1.0));
                terms.push(None);
            }
        }
        game
    }

    /// The same game with methods starting at a deal, and kinks rounded to a width.
    #[must_use]
    pub fn starting(&self, shares: Option<&[f64]>, tau: f64) -> Self {
        Self { start: shares.map(<[f64]>::to_vec), tau, ..self.clone() }
    }

    /// The same game made exact at a deal, in value and slope, from the deal and others with one term
    /// moved: each the term, its share there, and what that deal brings. Slopes are those of the line
    /// through the two neighbours, or through the only one.
    #[must_use]
    pub fn corrected(
        &self,
        shares: &[f64],
        outcome: &DealOutcome,
        moved: &[(usize, f64, &DealOutcome)],
    ) -> Self {
        let seen = self.surface.at(shares);
        let exact = channels(outcome);
        let mut missing: Vec<(f64, Vec<f64>)> = exact
            .iter()
            .zip(&seen)
            .map(|(exact, seen)| (exact - seen.0, vec![0.0; shares.len()]))
            .collect();
        for k in 0..shares.len() {
            // Distance from the deal, and what every channel misses there.
            let own = moved.iter().filter(|(term, _, _)| *term == k);
            let sides: Vec<(f64, Vec<f64>)> = own
                .map(|(_, share, outcome)| {
                    let mut at = shares.to_vec();
                    at[k] = *share;
                    let there = self.surface.at(&at);
                    let errors =
                        channels(outcome).iter().zip(&there).map(|(x, s)| x - s.0).collect();
                    (share - shares[k], errors)
                })
                .collect();
            for (c, (value, slopes)) in missing.iter_mut().enumerate() {
                slopes[k] = match &sides[..] {
                    [(by, errors)] => (errors[c] - *value) / by,
                    [(a, first), (b, second)] => (first[c] - second[c]) / (a - b),
                    _ => 0.0,
                };
            }
        }
        let correction = Some(Correction { at: shares.to_vec(), missing });
        Self { correction, ..self.clone() }
    }

    /// Every channel at shares of all terms, exact where a correction says how.
    fn channels_at(&self, shares: &[f64]) -> Vec<(f64, Vec<f64>)> {
        let mut found = self.surface.at(shares);
        if let Some(Correction { at, missing }) = &self.correction {
            for ((value, slopes), (miss, by)) in found.iter_mut().zip(missing) {
                let along: f64 = by.iter().zip(shares).zip(at).map(|((g, x), a)| g * (x - a)).sum();
                *value += miss + along;
                slopes.iter_mut().zip(by).for_each(|(s, g)| *s += g);
            }
        }
        found
    }

    /// Shares of all terms at a point.
    pub fn shares(&self, point: &[Vec<f64>]) -> Vec<f64> {
        let mut shares = self.held.clone();
        for (terms, levels) in self.terms.iter().zip(point) {
            for (term, level) in terms.iter().zip(levels) {
                if let Some(term) = term {
                    shares[*term] = *level;
                }
            }
        }
        shares
    }

    /// The point that stands for shares of all terms.
    pub fn point(&self, shares: &[f64]) -> Point {
        let level = |term: &Option<usize>| term.map_or(0.0, |k| shares[k]);
        self.terms.iter().map(|terms| terms.iter().map(level).collect()).collect()
    }

    /// Payoff of a player and its derivatives in all shares.
    fn payoff(&self, player: usize, channels: &[(f64, Vec<f64>)]) -> (f64, Vec<f64>) {
        let players = self.players.len();
        let (mut value, mut slopes) = channels[player].clone();
        let mut add = |weight: f64, part: f64, factor: f64, by: &[f64]| {
            value += weight * part;
            slopes.iter_mut().zip(by).for_each(|(s, g)| *s += weight * factor * g);
        };
        let kinks = self.kinks[player];
        let (ratio, by_ratio) = &channels[players + player];
        let (over, slope) = hinge(ratio - kinks.deficit.1, self.tau);
        add(-kinks.deficit.0, over, slope, by_ratio);
        let (weight, target, now) = kinks.self_sufficiency;
        let (own, by_own) = &channels[2 * players];
        let (over, slope) = hinge(own - target, self.tau);
        add(weight, own - over - now, 1.0 - slope, by_own);
        (value, slopes)
    }
}

/// Smooth parts of every player's payoff, every player's deficit ratio, self-sufficiency.
fn channels(outcome: &DealOutcome) -> Vec<f64> {
    let kinked = [Term::Deficit, Term::SelfSufficiency];
    let smooth =
        |p: &crate::Payoff| p.total(Terms::All) - kinked.map(|t| p.term(t)).iter().sum::<f64>();
    let ratios = outcome.deficit_ratios.iter().map(|ratio| ratio.unwrap_or(0.0));
    let own = outcome.self_sufficiency.unwrap_or(0.0);
    outcome.payoffs.iter().map(smooth).chain(ratios).chain([own]).collect()
}

/// `tau ln(1 + exp(r / tau))` and its slope.
fn hinge(r: f64, tau: f64) -> (f64, f64) {
    let z = r / tau;
    if z > 40.0 {
        (r, 1.0)
    } else if z < -40.0 {
        (0.0, 0.0)
    } else {
        (tau * z.exp().ln_1p(), 1.0 / (1.0 + (-z).exp()))
    }
}

impl ContinuousGame for TalksGame {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(TalksSession { game: self, last: None })
    }

    fn status_quo(&self) -> Point {
        let middle = |i: &Instrument| 0.5 * (i.lower + i.upper);
        let centre = || self.players.iter().map(|p| p.instruments.iter().map(middle).collect());
        self.start.as_ref().map_or_else(|| centre().collect(), |shares| self.point(shares))
    }
}

/// Shares of all terms, and value and derivatives of every channel there.
type Standing = (Vec<f64>, Vec<(f64, Vec<f64>)>);

struct TalksSession<'a> {
    game: &'a TalksGame,
    last: Option<Standing>,
}

impl TalksSession<'_> {
    fn channels(&mut self, point: &[Vec<f64>]) -> &[(f64, Vec<f64>)] {
        let shares = self.game.shares(point);
        let found = match self.last.take() {
            Some(last) if last.0 == shares => last,
            _ => {
                let channels = self.game.channels_at(&shares);
                (shares, channels)
            }
        };
        &self.last.insert(found).1
    }
}

impl ContinuousSession for TalksSession<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        let game = self.game;
        let channels = self.channels(point);
        Ok((0..game.players.len()).map(|p| game.payoff(p, channels).0).collect())
    }

    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        let game = self.game;
        let (value, slopes) = game.payoff(player.0, self.channels(point));
        for (terms, slots) in game.terms.iter().zip(gradient) {
            for (term, slot) in terms.iter().zip(slots) {
                *slot = term.map_or(0.0, |k| slopes[k]);
            }
        }
        Ok(value)
    }
}
