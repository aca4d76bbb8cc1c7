//! Play from one start: sweeps of best responses until nobody moves, Newton's method to finish.

use super::bounded::Stop;
use super::conditions::Conditions;
use super::newton::newton;
use super::options::{NashOptions, Order};
use super::reply::{Responder, best_of, starts};
use rayon::prelude::*;
use talion_game::{
    Anderson, ContinuousError, ContinuousGame, Observer, PlayerId, Point, Termination,
    largest_curvature,
};

/// Two sweeps nearer than this end at the same point, in a cycle.
const SAME: f64 = 1e-5;
/// A cycle is called one only if its steps are longer than this.
const CYCLE_STEP: f64 = 1e-3;
/// Distance to which the replies of a sweep are computed, as a share of the last sweep's step.
const INNER: f64 = 1e-2;
/// The loosest such distance; the tightest is that of the answer.
const LOOSEST: f64 = 1e-2;
/// Sweeps before Newton's method is first tried, and steps that it is given.
const NEWTON: (u64, u64) = (2, 40);
/// A positive eigenvalue up to this share of the largest is rounding.
const FLAT: f64 = 1e-6;
/// Sweeps count as contracting when the step falls by at least this factor.
const CONTRACTING: f64 = 0.95;

/// Play among `movers`, the other players' levels held.
pub(super) struct Play<'a> {
    game: &'a dyn ContinuousGame,
    options: &'a NashOptions,
    observer: &'a dyn Observer,
    order: Order,
    responders: Vec<Responder<'a>>,
    conditions: Conditions<'a>,
    anderson: Anderson,
    history: Vec<Point>,
    /// Where play stands.
    pub(super) point: Point,
    /// Sweeps so far.
    pub(super) sweeps: u64,
    /// Newton steps so far.
    pub(super) newton_steps: u64,
    next_newton: u64,
}

impl<'a> Play<'a> {
    pub(super) fn new(
        game: &'a dyn ContinuousGame,
        movers: &[PlayerId],
        start: Point,
        options: &'a NashOptions,
        observer: &'a dyn Observer,
    ) -> Self {
        Self {
            game,
            options,
            observer,
            order: options.order,
            responders: movers.iter().map(|&m| Responder::new(game, m)).collect(),
            conditions: Conditions::new(game, movers),
            anderson: Anderson::default(),
            history: Vec::new(),
            point: start,
            sweeps: 0,
            newton_steps: 0,
            next_newton: NEWTON.0,
        }
    }

    /// Plays until nobody moves (`Converged`) or something else ends play.
    pub(super) fn settle(&mut self) -> Result<Termination, ContinuousError> {
        self.anderson.clear();
        let mut last = f64::INFINITY;
        while self.sweeps < self.options.sweeps as u64 {
            self.observer.progress("sweeps", self.sweeps, 0);
            if self.observer.stopped() {
                return Ok(Termination::Interrupted);
            }
            let accuracy = (INNER * last).min(LOOSEST).max(self.options.tolerance);
            let reply = self.sweep(accuracy)?;
            self.sweeps += 1;
            let step = self.distance(&self.point, &reply);
            if step <= accuracy {
                self.point = reply;
                if accuracy <= self.options.tolerance {
                    return Ok(Termination::Converged);
                }
                // Nobody moves as far as loose replies can tell: ask again, more closely.
                last = accuracy;
                continue;
            }
            if let Some(period) = self.returned(&reply, step) {
                if self.order == Order::GaussSeidel {
                    self.point = reply;
                    return Ok(Termination::Cycle { period });
                }
                self.order = Order::GaussSeidel;
                self.history.clear();
            }
            self.history.push(reply.clone());
            if self.finished_by_newton(&reply)? {
                return Ok(Termination::Converged);
            }
            self.advance(reply, step < CONTRACTING * last);
            last = step;
        }
        Ok(Termination::IterationLimit)
    }

    fn advance(&mut self, reply: Point, contracting: bool) {
        if !(self.options.accelerate && contracting) {
            self.anderson.clear();
            self.point = reply;
            return;
        }
        let x = self.conditions.levels(&self.point);
        let y = self.conditions.levels(&reply);
        let next: Vec<f64> = self
            .anderson
            .next(&x, &y)
            .iter()
            .zip(self.conditions.instruments())
            .map(|(x, i)| i.clip(*x))
            .collect();
        self.point = reply;
        self.conditions.place(&next, &mut self.point);
    }

    /// Where a sweep of best responses leads from the present point.
    fn sweep(&mut self, accuracy: f64) -> Result<Point, ContinuousError> {
        let stop = Stop { tolerance: accuracy, steps: self.options.reply.steps };
        // Only at first are far-away replies looked for; later the certificate's search does it.
        let more = if self.sweeps == 0 { self.options.reply.starts } else { 0 };
        let game = self.game;
        let reply = |responder: &mut Responder, point: &Point| {
            let starts = starts(game, responder.player, point, more);
            let climbs = starts.iter().filter_map(|start| responder.climb(point, start, stop));
            best_of(climbs).map(|best| (responder.player, best.x)).ok_or_else(|| {
                let cause = "none of the starts of a best response has one".to_owned();
                ContinuousError::NoPayoff { cause }
            })
        };
        let mut to = self.point.clone();
        if self.order == Order::GaussSeidel {
            for responder in &mut self.responders {
                let (player, levels) = reply(responder, &to)?;
                to[player.0] = levels;
            }
        } else {
            let from = &self.point;
            let replies: Vec<(PlayerId, Vec<f64>)> = self
                .responders
                .par_iter_mut()
                .map(|responder| reply(responder, from))
                .collect::<Result<_, _>>()?;
            for (player, levels) in replies {
                to[player.0] = levels;
            }
            if self.conditions.at(&to).is_err() {
                // Each reply has a payoff, all together have none: let the players take turns.
                self.order = Order::GaussSeidel;
                return self.sweep(accuracy);
            }
        }
        Ok(to)
    }

    /// Sweeps since play last came to `reply`, if it still moves.
    fn returned(&self, reply: &Point, step: f64) -> Option<usize> {
        let before = self.history.iter().rev().skip(1);
        let period = before.take_while(|earlier| self.distance(earlier, reply) > SAME).count() + 2;
        (step > CYCLE_STEP && period <= self.history.len()).then_some(period)
    }

    /// Tries Newton's method from `reply`; its answer counts if no player stands in a valley.
    fn finished_by_newton(&mut self, reply: &Point) -> Result<bool, ContinuousError> {
        if !self.options.newton || self.sweeps < self.next_newton {
            return Ok(false);
        }
        self.next_newton = 2 * self.sweeps;
        let Ok(end) = newton(&mut self.conditions, reply, self.options.tolerance, NEWTON.1) else {
            return Ok(false);
        };
        self.newton_steps += end.steps;
        if !end.converged || !self.concave(&end.point)? {
            return Ok(false);
        }
        self.point = end.point;
        Ok(true)
    }

    fn concave(&self, point: &Point) -> Result<bool, ContinuousError> {
        let game = self.game;
        let flat: Vec<bool> = self
            .conditions
            .movers()
            .par_iter()
            .map(|&player| {
                let curvature = largest_curvature(game, game.session().as_mut(), player, point)?;
                Ok(curvature.largest.is_none_or(|top| top <= FLAT * curvature.scale))
            })
            .collect::<Result<_, ContinuousError>>()?;
        Ok(flat.into_iter().all(|flat| flat))
    }

    /// Largest difference of any mover's level.
    pub(super) fn distance(&self, a: &Point, b: &Point) -> f64 {
        let (a, b) = (self.conditions.levels(a), self.conditions.levels(b));
        a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }
}
