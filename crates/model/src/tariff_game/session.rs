//! Payoffs of a tariff game and their derivatives, warm-started from the last policy.
//!
//! `du/dx = (du/dr)(dr/dx)` with `r` the rate and `x` its coordinate; a rate on several pairs of
//! regions and sectors sums over them.

use super::TariffGame;
use super::lever::Lever;
use talion_economy::{Adjoint, EconomyError, Gradient, Objective, Outcome, Policy, RegionId};
use talion_game::{ContinuousError, ContinuousSession, PlayerId, Point};

pub(super) struct TariffSession<'a> {
    game: &'a TariffGame<'a>,
    policy: Policy,
    last: Option<Standing>,
    adjoint: Adjoint<'a>,
    objectives: Vec<Objective>,
}

/// The last point asked about, and the equilibrium there.
struct Standing {
    point: Point,
    outcome: Outcome,
}

impl<'a> TariffSession<'a> {
    pub(super) fn new(game: &'a TariffGame<'a>) -> Self {
        let economy = game.economy;
        let policy = game.baseline.clone();
        Self { game, policy, last: None, adjoint: economy.adjoint(), objectives: Vec::new() }
    }

    /// The equilibrium at a point; the last one, if the point is the same.
    fn solve(&mut self, point: &[Vec<f64>]) -> Result<&Outcome, ContinuousError> {
        let standing = match self.last.take() {
            Some(standing) if standing.point == point => standing,
            before => {
                self.place(point, before.as_ref());
                let start = before.as_ref().map(|b| &b.outcome);
                let solved = self.game.economy.solve(&self.policy, start);
                Standing { point: point.to_vec(), outcome: solved.map_err(|e| no_payoff(&e))? }
            }
        };
        Ok(&self.last.insert(standing).outcome)
    }

    /// Shows the gradient of every listed player's payoff at a point, with its place in the list.
    fn differentiate(
        &mut self,
        players: &[PlayerId],
        point: &[Vec<f64>],
        show: impl FnMut(usize, &Gradient),
    ) -> Result<(), ContinuousError> {
        self.solve(point)?;
        let Some(standing) = &self.last else { return Ok(()) };
        self.objectives.clear();
        self.objectives.extend(players.iter().map(|p| self.game.objectives[p.0].clone()));
        self.adjoint
            .gradients_into(&self.policy, &standing.outcome, &self.objectives, show)
            .map_err(|error| no_payoff(&error))
    }

    /// Sets the rates of a point: those that changed, or all where no equilibrium stands.
    fn place(&mut self, point: &[Vec<f64>], before: Option<&Standing>) {
        for (player, (levers, levels)) in self.game.levers.iter().zip(point).enumerate() {
            for (k, (lever, &level)) in levers.iter().zip(levels).enumerate() {
                if before.is_none_or(|b| b.point[player][k] != level) {
                    lever.set(&mut self.policy, lever.kind.rate(level));
                }
            }
        }
    }
}

fn no_payoff(error: &EconomyError) -> ContinuousError {
    ContinuousError::NoPayoff { cause: error.to_string() }
}

/// `du/dx` of one player's levels.
fn slopes<'s>(
    levers: &'s [Lever],
    levels: &'s [f64],
    gradient: &'s Gradient,
) -> impl Iterator<Item = f64> + 's {
    levers.iter().zip(levels).map(|(lever, &level)| {
        let rate = lever.kind.rate(level);
        lever.slope(gradient) * lever.kind.slope(rate)
    })
}

impl ContinuousSession for TariffSession<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        let game = self.game;
        let outcome = self.solve(point)?;
        let value = |of| game.economy.objective(outcome, of).map_err(|e| no_payoff(&e));
        game.objectives.iter().map(value).collect()
    }

    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        let game = self.game;
        let mut payoff = 0.0;
        self.differentiate(&[player], point, |_, found| {
            payoff = found.value;
            for ((levers, levels), slots) in game.levers.iter().zip(point).zip(&mut *gradient) {
                for (slot, slope) in slots.iter_mut().zip(slopes(levers, levels, found)) {
                    *slot = slope;
                }
            }
        })?;
        Ok(payoff)
    }

    /// One equilibrium and one factorisation, then one transposed solve for every mover.
    fn own_gradients(
        &mut self,
        movers: &[PlayerId],
        point: &[Vec<f64>],
    ) -> Result<Vec<f64>, ContinuousError> {
        let game = self.game;
        let mut own = Vec::new();
        self.differentiate(movers, point, |place, found| {
            let mover = movers[place].0;
            own.extend(slopes(&game.levers[mover], &point[mover], found));
        })?;
        Ok(own)
    }

    fn curvature_scale(&mut self, point: &[Vec<f64>]) -> Option<Point> {
        self.solve(point).ok()?;
        let outcome = &self.last.as_ref()?.outcome;
        let economy = self.game.economy;
        let flows = economy.flows(&self.policy, outcome);
        let of = |(&player, levers): (&RegionId, &Vec<Lever>)| {
            let scale = |lever: &Lever| lever.curvature_scale(economy, player, outcome, &flows);
            levers.iter().map(scale).collect()
        };
        Some(self.game.members.iter().zip(&self.game.levers).map(of).collect())
    }

    fn residual(&self) -> f64 {
        self.last.as_ref().map_or(0.0, |standing| standing.outcome.residual)
    }
}
