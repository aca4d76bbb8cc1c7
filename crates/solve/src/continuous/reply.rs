//! Best responses: one player's maximum over its own box, the others held.

use super::bounded::{Maximum, Smooth, Stop, maximise};
use super::conditions::zeros;
use super::diagonal;
use super::options::ReplyOptions;
use super::solution::BestResponse;
use rayon::prelude::*;
use talion_game::{
    ContinuousError, ContinuousGame, ContinuousSession, Instrument, Observer, PlayerCheck,
    PlayerId, Point, Termination, check_point, low_discrepancy,
};

/// Payoffs nearer than this (relative to one) tie; the earlier start is then kept.
const TIE: f64 = 1e-12;

/// A player's best reply to the others' levels in `point`: the best of several climbs.
///
/// # Errors
/// If the point or the player does not belong to the game, or the model has no payoff there.
pub fn best_response(
    game: &dyn ContinuousGame,
    player: PlayerId,
    point: &[Vec<f64>],
    options: &ReplyOptions,
    observer: &dyn Observer,
) -> Result<BestResponse, ContinuousError> {
    check_point(game, point)?;
    let players = game.players().len();
    if player.0 >= players {
        return Err(ContinuousError::NoSuchPlayer { found: player.0, players });
    }
    let stop = Stop { tolerance: options.tolerance, steps: options.steps };
    let starts = starts(game, player, point, options.starts);
    let total = starts.len() as u64;
    let climbs: Vec<Option<Maximum>> = starts
        .par_iter()
        .enumerate()
        .map(|(done, start)| {
            if observer.stopped() {
                return None;
            }
            observer.progress("best response", done as u64, total);
            Responder::new(game, player).climb(point, start, stop)
        })
        .collect();
    let iterations = climbs.iter().flatten().map(|c| c.steps as u64).sum();
    let mut reply = point.to_vec();
    let mut session = game.session();
    let best = best_of(climbs.into_iter().flatten());
    if let Some(best) = &best {
        reply[player.0].copy_from_slice(&best.x);
    }
    let values = session.payoffs(&reply)?;
    let check = PlayerCheck::of(game, &reply, player, &options.budget)?;
    let termination = match best {
        _ if observer.stopped() => Termination::Interrupted,
        Some(best) if best.converged => Termination::Converged,
        _ => Termination::IterationLimit,
    };
    Ok(BestResponse { point: reply, values, check, termination, iterations })
}

/// The player's present levels, its status quo, and an even filling of its box.
pub(super) fn starts(
    game: &dyn ContinuousGame,
    player: PlayerId,
    point: &[Vec<f64>],
    more: usize,
) -> Vec<Vec<f64>> {
    let mut starts = vec![point[player.0].clone()];
    if more > 0 {
        starts.push(game.status_quo()[player.0].clone());
    }
    let instruments = &game.players()[player.0].instruments;
    starts.extend((1..more).map(|index| low_discrepancy(instruments, index)));
    starts.dedup();
    starts
}

/// The highest of several maxima, the earliest among ties.
pub(super) fn best_of(climbs: impl Iterator<Item = Maximum>) -> Option<Maximum> {
    climbs.reduce(|best, next| {
        if next.value > best.value + TIE * (1.0 + best.value.abs()) { next } else { best }
    })
}

/// One player's climbs, with a session and a diagonal scale that are kept from one to the next.
pub(crate) struct Responder<'a> {
    pub(crate) player: PlayerId,
    instruments: &'a [Instrument],
    session: Box<dyn ContinuousSession + Send + 'a>,
    gradient: Point,
    diagonal: Option<Vec<f64>>,
}

impl<'a> Responder<'a> {
    pub(crate) fn new(game: &'a dyn ContinuousGame, player: PlayerId) -> Self {
        Self {
            player,
            instruments: &game.players()[player.0].instruments,
            session: game.session(),
            gradient: zeros(game.players()),
            diagonal: None,
        }
    }

    /// The maximum that a climb from `start` leads to; `None` if the model has no payoff there.
    pub(crate) fn climb(
        &mut self,
        point: &[Vec<f64>],
        start: &[f64],
        stop: Stop,
    ) -> Option<Maximum> {
        let mut at = point.to_vec();
        at[self.player.0].copy_from_slice(start);
        if let Some(mut known) = self.session.curvature_scale(&at) {
            self.diagonal = Some(known.swap_remove(self.player.0));
        }
        let (player, instruments) = (self.player, self.instruments);
        let (session, gradient) = (&mut self.session, &mut self.gradient);
        let mut slope = |x: &[f64], own: &mut [f64]| {
            at[player.0].copy_from_slice(x);
            let value = session.gradient(player, &at, gradient).ok()?;
            own.copy_from_slice(&gradient[player.0]);
            Some(value)
        };
        if self.diagonal.is_none() {
            self.diagonal = Some(scale(instruments, &mut slope, start)?);
        }
        let diagonal = self.diagonal.as_deref()?;
        maximise(instruments, diagonal, &mut slope, start, stop)
    }

    /// The player's payoff at a point and its derivatives in the instruments of all.
    pub(crate) fn slopes(
        &mut self,
        point: &[Vec<f64>],
    ) -> Result<(f64, &[Vec<f64>]), ContinuousError> {
        let value = self.session.gradient(self.player, point, &mut self.gradient)?;
        Ok((value, &self.gradient))
    }
}

/// Diagonal scale of a smooth function at a point; `None` where it has no value.
pub(super) fn scale(instruments: &[Instrument], slope: &mut Smooth, x: &[f64]) -> Option<Vec<f64>> {
    let mut conditions = |x: &[f64]| {
        let mut gradient = vec![0.0; x.len()];
        slope(x, &mut gradient).map(|_| gradient).ok_or(())
    };
    let at = conditions(x).ok()?;
    let borrowed: Vec<&Instrument> = instruments.iter().collect();
    diagonal::estimate(&borrowed, x, &at, conditions).ok()
}
