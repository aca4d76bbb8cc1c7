//! The leader's game: every choice of the leader is answered by an equilibrium of the followers.
//!
//! With `F(x, y) = 0` the followers' stacked conditions in their free levels `y`, the slope of the
//! leader's payoff along their reaction is `du/dx = u_x - F_x' l` with `F_y' l = u_y` (implicit
//! function theorem). Both transposed products are directional derivatives of gradients, because the
//! second derivatives of a payoff are symmetric: with `l_q` the part of follower `q`,
//!
//! `F' l = sum_q d/de grad u_q(x, y + e l_q)` at `e = 0`.

use super::conditions::{Conditions, zeros};
use super::diagonal;
use super::gmres::gmres;
use super::newton::{Newton, newton};
use super::options::NashOptions;
use super::play::Play;
use rayon::prelude::*;
use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, PlayerId, Point, Quiet,
    Termination,
};

/// Largest change of any instrument in a central difference of gradients.
const STEP: f64 = 1e-4;
/// Relative residual of the adjoint system, and most products.
const ADJOINT: (f64, usize) = (1e-10, 120);
/// Most Newton steps of a reaction.
const NEWTON_STEPS: u64 = 30;
/// The leader's payoff moves with the reaction to first order, so a reaction is computed this much
/// closer than an equilibrium, as far as rounding allows.
const CLOSER: f64 = 1e-4;

pub(super) struct LeaderGame<'a> {
    game: &'a dyn ContinuousGame,
    leader: PlayerId,
    followers: Vec<PlayerId>,
    options: &'a NashOptions,
    /// The one player: the leader.
    players: Vec<ContinuousPlayer>,
    /// Where every session starts to look for a reaction.
    from: Point,
}

impl<'a> LeaderGame<'a> {
    pub(super) fn new(
        game: &'a dyn ContinuousGame,
        leader: PlayerId,
        from: Point,
        options: &'a NashOptions,
    ) -> Self {
        let followers = (0..game.players().len()).map(PlayerId).filter(|p| *p != leader).collect();
        let players = vec![game.players()[leader.0].clone()];
        Self { game, leader, followers, options, players, from }
    }

    pub(super) fn followers(&self) -> &[PlayerId] {
        &self.followers
    }

    /// A session, with its own type: it can also tell the reaction.
    pub(super) fn reactions(&self) -> Reactions<'_> {
        Reactions {
            leading: self,
            conditions: Conditions::new(self.game, &self.followers),
            lead: self.game.session(),
            sessions: self.followers.iter().map(|&f| (f, self.game.session())).collect(),
            point: self.from.clone(),
            settled: false,
        }
    }
}

impl ContinuousGame for LeaderGame<'_> {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(self.reactions())
    }

    fn status_quo(&self) -> Point {
        vec![self.game.status_quo()[self.leader.0].clone()]
    }
}

/// A session of the leader's game, warm-started from its last reaction.
pub(super) struct Reactions<'a> {
    leading: &'a LeaderGame<'a>,
    conditions: Conditions<'a>,
    lead: Box<dyn ContinuousSession + Send + 'a>,
    sessions: Vec<(PlayerId, Box<dyn ContinuousSession + Send + 'a>)>,
    /// The leader's last choice and the followers' reaction to it.
    point: Point,
    settled: bool,
}

impl Reactions<'_> {
    /// The point at which the leader chooses `x` and the followers are in equilibrium.
    pub(super) fn to(&mut self, x: &[f64]) -> Result<&Point, ContinuousError> {
        let leader = self.leading.leader.0;
        if self.settled && self.point[leader] == x {
            return Ok(&self.point);
        }
        self.settled = false;
        self.point[leader].copy_from_slice(x);
        let tolerance = self.leading.options.tolerance;
        let quick = self.closely()?;
        if quick.distance <= tolerance {
            self.point = quick.point;
        } else {
            self.point = self.play()?;
            self.point = self.closely()?.point;
        }
        self.settled = true;
        Ok(&self.point)
    }

    fn closely(&mut self) -> Result<Newton, ContinuousError> {
        let tolerance = CLOSER * self.leading.options.tolerance;
        newton(&mut self.conditions, &self.point, tolerance, NEWTON_STEPS)
    }

    /// Sweeps of best responses among the followers, where Newton's method does not get there.
    fn play(&self) -> Result<Point, ContinuousError> {
        let LeaderGame { game, followers, options, .. } = self.leading;
        let mut play = Play::new(*game, followers, self.point.clone(), options, &Quiet);
        match play.settle()? {
            Termination::Converged => Ok(play.point),
            other => Err(ContinuousError::NoPayoff {
                cause: format!("the followers do not come to rest ({other:?})"),
            }),
        }
    }

    /// Which of the followers' stacked levels can move.
    fn free(&mut self) -> Result<Vec<usize>, ContinuousError> {
        let f = self.conditions.at(&self.point)?;
        let y = self.conditions.levels(&self.point);
        let instruments = self.conditions.instruments();
        Ok((0..y.len()).filter(|&k| !instruments[k].is_held(y[k], f[k])).collect())
    }

    /// `sum_q d/de grad u_q(x, y + e l_q)` in all instruments of all players.
    fn transposed(&mut self, adjoint: &[f64]) -> Result<Point, ContinuousError> {
        let players = self.leading.game.players();
        let largest = adjoint.iter().fold(0.0, |m: f64, l| m.max(l.abs()));
        let mut sum = zeros(players);
        if largest == 0.0 {
            return Ok(sum);
        }
        let step = STEP / largest;
        let mut along = zeros(players);
        self.conditions.place(adjoint, &mut along);
        let base = &self.point;
        let parts: Vec<(Point, Point)> = self
            .sessions
            .par_iter_mut()
            .map(|(q, session)| {
                let mut at = |by: f64| {
                    let mut to = base.clone();
                    for (x, l) in to[q.0].iter_mut().zip(&along[q.0]) {
                        *x += by * l;
                    }
                    let mut gradient = zeros(players);
                    session.gradient(*q, &to, &mut gradient).map(|_| gradient)
                };
                Ok((at(step)?, at(-step)?))
            })
            .collect::<Result<_, ContinuousError>>()?;
        for (up, down) in &parts {
            let sums = sum.iter_mut().flatten();
            for (s, (u, d)) in sums.zip(up.iter().flatten().zip(down.iter().flatten())) {
                *s += (u - d) / (2.0 * step);
            }
        }
        Ok(sum)
    }

    /// The followers' adjoint `l`, stacked, zero where they are held at a bound.
    fn adjoint(&mut self, right: &[f64]) -> Result<Vec<f64>, ContinuousError> {
        let free = self.free()?;
        let y = self.conditions.levels(&self.point);
        let f = self.conditions.at(&self.point)?;
        let mut at = self.point.clone();
        let instruments = self.conditions.instruments();
        let diagonal = diagonal::estimate(&instruments, &y, &f, |to| {
            self.conditions.place(to, &mut at);
            self.conditions.at(&at)
        })?;
        let spread = |v: &[f64]| {
            let mut full = vec![0.0; y.len()];
            for (&k, v) in free.iter().zip(v) {
                full[k] = *v;
            }
            full
        };
        let right: Vec<f64> = free.iter().map(|&k| right[k]).collect();
        let divide = |v: &[f64]| free.iter().zip(v).map(|(&k, v)| -v / diagonal[k]).collect();
        let product = |v: &[f64]| {
            let all = self.transposed(&spread(v))?;
            let followers = self.conditions.levels(&all);
            Ok(free.iter().map(|&k| followers[k]).collect())
        };
        let solved = gmres::<ContinuousError>(product, divide, &right, ADJOINT.0, ADJOINT.1)?;
        Ok(spread(&solved))
    }
}

impl ContinuousSession for Reactions<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        self.to(&point[0])?;
        let all = self.lead.payoffs(&self.point)?;
        Ok(vec![all[self.leading.leader.0]])
    }

    fn gradient(
        &mut self,
        _: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        self.to(&point[0])?;
        let leader = self.leading.leader;
        let mut direct = zeros(self.leading.game.players());
        let value = self.lead.gradient(leader, &self.point, &mut direct)?;
        let adjoint = self.adjoint(&self.conditions.levels(&direct))?;
        let indirect = self.transposed(&adjoint)?;
        let both = direct[leader.0].iter().zip(&indirect[leader.0]);
        for (g, (d, i)) in gradient[0].iter_mut().zip(both) {
            *g = d - i;
        }
        Ok(value)
    }

    fn residual(&self) -> f64 {
        self.lead.residual()
    }
}
