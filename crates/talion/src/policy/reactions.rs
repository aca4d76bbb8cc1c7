//! Two players with one tariff each: curves of best responses, a grid of payoffs, named points.

use super::{CurvePoint, MarkFindings, ReactionFindings};
use crate::StudyError;
use rayon::prelude::*;
use talion_economy::{Economy, RegionId};
use talion_game::{ContinuousGame, Observer, PlayerId, Point, Quiet, SearchBudget};
use talion_model::{RateBy, RateKind, RateTargets, TariffGame, TariffGameOptions, TariffPlan};
use talion_solve::{
    BargainingRule, NashOptions, ReplyOptions, best_response, cooperate, nash, stackelberg,
};

/// Head of the name of every equilibrium.
const NASH: &str = "Nash";
/// Even steps of each curve, both ends included.
const CURVE: usize = 25;
/// Rates on each axis of the payoff grid.
const GRID: usize = 17;
/// The axes reach this much beyond the largest rate that is marked.
const MARGIN: f64 = 1.4;
/// The least that the axes show.
const LEAST: f64 = 0.05;

pub(super) fn reactions(
    economy: &Economy,
    plan: &TariffPlan,
    observer: &dyn Observer,
) -> Result<ReactionFindings, StudyError> {
    let game = TariffGame::new(economy, &one_rate_each(plan))?;
    let board = Board { game: &game, observer };
    let marks = board.marks()?;
    let (lowest, highest) = plan.game.tariff_bounds;
    let furthest = marks.iter().flat_map(|mark| &mark.rates).copied().fold(LEAST, f64::max);
    let from = lowest.max(0.0);
    let to = (MARGIN * furthest).min(highest).max(from);
    let axis = |count: usize| -> Vec<f64> {
        let step = (to - from) / (count - 1) as f64;
        (0..count).map(|k| from + step * k as f64).collect()
    };
    let grid = axis(GRID);
    // The curves are sampled at the equilibria too, so that they cross there and not just near.
    let rivals = |rival: usize| {
        let wars = marks.iter().filter(|mark| mark.name.starts_with(NASH));
        let mut rates: Vec<f64> = axis(CURVE);
        rates.extend(wars.map(|mark| mark.rates[rival]).filter(|rate| *rate <= to));
        rates.sort_by(f64::total_cmp);
        rates.dedup();
        rates
    };
    Ok(ReactionFindings {
        players: game.members().iter().map(|m| economy.regions()[m.0].code.clone()).collect(),
        first: board.curve(PlayerId(0), &rivals(1))?,
        second: board.curve(PlayerId(1), &rivals(0))?,
        welfare_percent: board.payoffs(&grid)?,
        axis: grid,
        marks,
    })
}

/// The plan's game with one tariff each against each other.
fn one_rate_each(plan: &TariffPlan) -> TariffGameOptions {
    TariffGameOptions {
        targets: RateTargets::EachOther,
        kinds: vec![RateKind::Tariff],
        by: RateBy::Importer,
        ..plan.game.clone()
    }
}

struct Board<'a> {
    game: &'a TariffGame<'a>,
    observer: &'a dyn Observer,
}

/// The points here are known by what they are computed as; each study has the certificates.
fn bare() -> ReplyOptions {
    ReplyOptions { starts: 0, budget: SearchBudget::NONE, ..ReplyOptions::default() }
}

impl Board<'_> {
    fn point(rates: [f64; 2]) -> Point {
        rates.iter().map(|rate| vec![rate.ln_1p()]).collect()
    }

    /// What a player does best at each rate of the other.
    fn curve(&self, player: PlayerId, rivals: &[f64]) -> Result<Vec<CurvePoint>, StudyError> {
        let at = |&rival: &f64| {
            let mut rates = [rival; 2];
            // Any start will do: in one rate the payoff has one peak between the bounds.
            rates[player.0] = LEAST;
            let point = Self::clipped(self.game, Self::point(rates));
            let best = best_response(self.game, player, &point, &bare(), &Quiet)?;
            Ok(CurvePoint { rival, reply: best.point[player.0][0].exp_m1() })
        };
        self.observer.progress("best-response curves", player.0 as u64, 2);
        rivals.par_iter().map(at).collect()
    }

    fn clipped(game: &TariffGame<'_>, mut point: Point) -> Point {
        for (levels, player) in point.iter_mut().zip(game.players()) {
            for (level, instrument) in levels.iter_mut().zip(&player.instruments) {
                *level = instrument.clip(*level);
            }
        }
        point
    }

    /// Both payoffs on a grid, percent, the first player's rate varying fastest.
    fn payoffs(&self, axis: &[f64]) -> Result<Vec<Vec<f64>>, StudyError> {
        let rows: Vec<Vec<Vec<f64>>> = axis
            .par_iter()
            .map(|&second| {
                let mut session = self.game.session();
                axis.iter()
                    .map(|&first| Ok(session.payoffs(&Self::point([first, second]))?))
                    .collect::<Result<_, StudyError>>()
            })
            .collect::<Result<_, StudyError>>()?;
        let of = |player: usize| {
            rows.iter().flatten().map(|payoffs| 100.0 * payoffs[player].exp_m1()).collect()
        };
        Ok(vec![of(0), of(1)])
    }

    fn mark(
        &self,
        name: impl Into<String>,
        point: &[Vec<f64>],
    ) -> Result<MarkFindings, StudyError> {
        let payoffs = self.game.session().payoffs(point)?;
        Ok(MarkFindings {
            name: name.into(),
            rates: point.iter().map(|levels| levels[0].exp_m1()).collect(),
            welfare_percent: payoffs.iter().map(|log| 100.0 * log.exp_m1()).collect(),
        })
    }

    fn marks(&self) -> Result<Vec<MarkFindings>, StudyError> {
        let (game, observer) = (self.game, self.observer);
        let free = Self::clipped(game, Self::point([0.0, 0.0]));
        let mut marks =
            vec![self.mark("free trade", &free)?, self.mark("status quo", &game.status_quo())?];
        let options = NashOptions { starts: 0, reply: bare(), ..NashOptions::default() };
        let war = nash(game, &options, observer)?;
        for (place, equilibrium) in war.equilibria.iter().enumerate() {
            let name = if place == 0 { NASH.to_owned() } else { format!("{NASH} {}", place + 1) };
            marks.push(self.mark(name, &equilibrium.point)?);
        }
        for (place, &RegionId(region)) in game.members().iter().enumerate() {
            // Where the follower's replies have no rest there is nobody to lead.
            if let Ok(led) = stackelberg(game, PlayerId(place), &options, observer) {
                let name = format!("{} leads", game.economy().regions()[region].code);
                marks.push(self.mark(name, &led.point)?);
            }
        }
        if let Some(first) = war.equilibria.first() {
            let rule =
                BargainingRule::Nash { weights: vec![1.0; 2], disagreement: first.values.clone() };
            // Where nothing is better for both there is nothing to mark.
            if let Ok(deal) = cooperate(game, &rule, &bare(), observer) {
                marks.push(self.mark("agreement", &deal.point)?);
            }
        }
        Ok(marks)
    }
}
