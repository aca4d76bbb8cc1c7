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

/// Width of a rounded kink, as a share of the deficit or of self-sufficiency.
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
    /// Term shares at which methods start.
    start: f64,
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
            start: 0.5,
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
        let (over, slope) = hinge(ratio - kinks.deficit.1);
        add(-kinks.deficit.0, over, slope, by_ratio);
        let (weight, target, now) = kinks.self_sufficiency;
        let (own, by_own) = &channels[2 * players];
        let (over, slope) = hinge(own - target);
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
fn hinge(r: f64) -> (f64, f64) {
    let z = r / TAU;
    if z > 40.0 {
        (r, 1.0)
    } else if z < -40.0 {
        (0.0, 0.0)
    } else {
        (TAU * z.exp().ln_1p(), 1.0 / (1.0 + (-z).exp()))
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
        let at = |i: &Instrument| i.lower + self.start * (i.upper - i.lower);
        self.players.iter().map(|p| p.instruments.iter().map(at).collect()).collect()
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
                let channels = self.game.surface.at(&shares);
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
