//! What both approximations ask: which continuations deter, and how far payoffs reach in a direction.

use super::programs::{Continuation, Unsolved};
use super::set::HyperplaneOptions;
use crate::repeated::stage::Stage;
use talion_game::{Observer, RepeatedGame};

/// A game, the directions to look in, and how long.
pub(super) struct Work<'a> {
    pub(super) game: &'a RepeatedGame,
    pub(super) stage: Stage,
    pub(super) directions: Vec<Vec<f64>>,
    pub(super) options: &'a HyperplaneOptions,
    pub(super) observer: &'a dyn Observer,
}

/// A point that a profile and a continuation generate.
#[derive(Debug, Clone)]
pub(super) struct Generated {
    pub(super) payoffs: Vec<f64>,
    pub(super) profile: usize,
    /// Weights on the points of the inner set; empty in the outer approximation.
    pub(super) next: Vec<(usize, f64)>,
}

impl Work<'_> {
    pub(super) fn delta(&self, player: usize) -> f64 {
        self.game.discounts()[player]
    }

    /// Least continuation payoffs that deter deviations from a profile.
    pub(super) fn needed(&self, profile: usize, threats: &[f64]) -> Vec<f64> {
        let one = |p: usize| {
            let delta = self.delta(p);
            threats[p] + (1.0 - delta) / delta * self.stage.gain(profile, p)
        };
        (0..self.stage.players).map(one).collect()
    }

    fn now_and_then(&self, profile: usize, then: &[f64]) -> Vec<f64> {
        let one = |p: usize| {
            let delta = self.delta(p);
            (1.0 - delta) * self.stage.payoffs[profile][p] + delta * then[p]
        };
        (0..self.stage.players).map(one).collect()
    }

    pub(super) fn slack(&self) -> f64 {
        1e-11 * self.stage.scale
    }

    /// The generated payoff that is furthest in a direction. `then` finds the best continuation for an
    /// objective under lower bounds. Profiles that cannot do better than the best so far are not tried.
    pub(super) fn best(
        &self,
        c: &[f64],
        threats: &[f64],
        then: impl Fn(&[f64], &[f64]) -> Result<Option<Continuation>, Unsolved>,
    ) -> Result<Option<Generated>, Unsolved> {
        let discounted: Vec<f64> = c.iter().enumerate().map(|(p, x)| x * self.delta(p)).collect();
        let today = |a: usize| {
            let own = |p: usize| (1.0 - self.delta(p)) * c[p] * self.stage.payoffs[a][p];
            (0..self.stage.players).map(own).sum::<f64>()
        };
        let unbound = vec![f64::NEG_INFINITY; self.stage.players];
        let Some(most) = then(&discounted, &unbound)? else { return Ok(None) };
        let most = dot(&discounted, &most.payoffs);
        let mut order: Vec<(f64, usize)> =
            (0..self.stage.payoffs.len()).map(|a| (today(a), a)).collect();
        order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let mut best: Option<(f64, Generated)> = None;
        for (now, profile) in order {
            if best.as_ref().is_some_and(|(value, _)| now + most <= *value) {
                break;
            }
            let needed = self.needed(profile, threats);
            let Some(found) = then(&discounted, &needed)? else { continue };
            let payoffs = self.now_and_then(profile, &found.payoffs);
            let value = dot(c, &payoffs);
            if best.as_ref().is_none_or(|(so_far, _)| value > *so_far) {
                best = Some((value, Generated { payoffs, profile, next: found.weights }));
            }
        }
        Ok(best.map(|(_, generated)| generated))
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
