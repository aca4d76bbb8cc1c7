//! Logarithmic stochastic tracing: from what everybody believes of the others to an equilibrium.

use super::branch::{BranchRun, follow, solution};
use super::layout::{Layout, Scaling};
use super::priors::random_prior;
use super::system::System;
use super::tracing_form::TracingForm;
use super::value_system::ValuePattern;
use crate::SolveError;
use crate::stochastic::{MarkovMethod, MarkovSolution};
use rayon::prelude::*;
use talion_game::{GameError, MarkovProfile, Observer, StochasticGame};

pub(crate) const METHOD: &str = "log-tracing";
/// Sweeps of policy iteration at the start of a path; it converges faster than quadratically.
const MOST_SWEEPS: usize = 200;
/// Change of scaled values at which they have converged.
const CONVERGED: f64 = 1e-11;

/// The logarithmic stochastic tracing procedure for games of any number of players.
///
/// Everybody starts with the best reply to a prior, with a logarithmic reward for mixing, and learns
/// what the others really do (Eibelshaeuser, Klockmann, Poensgen and von Schenk 2023; Harsanyi and
/// Selten's tracing for one-shot games). Different priors may lead to different equilibria. With
/// `random_priors` the distinct equilibria from so many more priors are returned, after that of the
/// prior given. `complete` is always false: there may be others still.
#[derive(Debug, Clone, PartialEq)]
pub struct LogTracing {
    /// What everybody believes of the others at the start; uniform mixing if there is none.
    pub prior: Option<MarkovProfile>,
    /// Weight of the logarithm of every action, above zero, in the order of
    /// [`StochasticGame::action_slots`]; all one if there are none. For payoffs of range one.
    pub nu: Option<Vec<f64>>,
    /// Number of further priors, drawn evenly.
    pub random_priors: u64,
    /// Seed of the draws.
    pub seed: u64,
    /// Steps along a path after which it is left where it is.
    pub most_steps: u64,
}

impl Default for LogTracing {
    fn default() -> Self {
        Self { prior: None, nu: None, random_priors: 0, seed: 0, most_steps: 20_000 }
    }
}

impl LogTracing {
    /// Follows the path from every prior, in parallel, and says how each ended.
    ///
    /// # Errors
    /// If the prior or the weights do not belong to the game.
    pub fn follow(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<Vec<BranchRun>, SolveError> {
        let layout = Layout::new(game, Scaling::Own);
        let pattern = ValuePattern::of(&layout);
        let nu = self.weights(game)?;
        let first = match &self.prior {
            Some(prior) => MarkovProfile::new(game, prior.probabilities().to_vec())?,
            None => MarkovProfile::uniform(game),
        };
        let along = |number: u64| {
            let prior = match number.checked_sub(1) {
                None => first.probabilities().to_vec(),
                Some(drawn) => random_prior(game, self.seed, drawn),
            };
            let form = TracingForm { prior, nu: nu.clone() };
            let system = System::new(&layout, &pattern, &form);
            let start = tracing_start(&system, &form);
            let (equilibrium, end, kappa, steps) =
                follow(&system, &start, self.most_steps, "logarithmic tracing", observer)?;
            Ok(BranchRun { equilibrium, end, parameter: -(-kappa).exp_m1(), steps })
        };
        if self.random_priors == 0 {
            return Ok(vec![along(0)?]);
        }
        (0..=self.random_priors).into_par_iter().map(along).collect()
    }

    fn weights(&self, game: &StochasticGame) -> Result<Vec<f64>, SolveError> {
        let Some(nu) = &self.nu else { return Ok(vec![1.0; game.slot_count()]) };
        if nu.len() != game.slot_count() {
            let (found, expected) = (nu.len(), game.slot_count());
            return Err(GameError::TableLength { found, expected }.into());
        }
        match nu.iter().find(|weight| !(weight.is_finite() && **weight > 0.0)) {
            Some(&found) => Err(SolveError::TracingWeight { found }),
            None => Ok(nu.clone()),
        }
    }
}

impl LogTracing {
    /// Followed paths as the solution of a method: distinct equilibria in the order of the priors.
    pub fn solution(
        game: &StochasticGame,
        runs: Vec<BranchRun>,
        observer: &dyn Observer,
    ) -> MarkovSolution {
        solution(game, runs, METHOD, observer)
    }
}

impl MarkovMethod for LogTracing {
    fn name(&self) -> &'static str {
        METHOD
    }

    fn solve(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<MarkovSolution, SolveError> {
        Ok(Self::solution(game, self.follow(game, observer)?, observer))
    }
}

/// The start of the path, at `t = 0`: against the prior every player faces a decision process of its own
/// with a concave reward for mixing, which policy iteration solves from anywhere (Puterman and Brumelle,
/// Mathematics of Operations Research 4, 1979).
fn tracing_start(system: &System<'_>, form: &TracingForm) -> Vec<f64> {
    let layout = system.layout;
    let slots = layout.slots();
    let mut point = vec![0.0; layout.order() + 1];
    for _ in 0..MOST_SWEEPS {
        let best = layout.for_states(|state| {
            let stage = system.stage(&point, state, false);
            let nu = &form.nu[layout.state_slots(state)];
            let players = 0..layout.players;
            players.flat_map(|p| reply(&stage.worth[stage.own(p)], &nu[stage.own(p)])).collect()
        });
        let best: Vec<f64> = best.into_iter().flat_map(|part: Vec<f64>| part).collect();
        point[..slots].copy_from_slice(&best);
        let step = system.factor(&point).and_then(|f| f.solve(&system.residual(&point)));
        let Some(step) = step else { break };
        for (x, d) in point.iter_mut().zip(&step) {
            *x -= d;
        }
        let change = step[slots..].iter().fold(0.0_f64, |most, d| most.max(d.abs()));
        if change <= CONVERGED {
            break;
        }
    }
    point
}

/// Logarithms of the mixed action that is best given what actions are worth:
/// `sigma_a = nu_a / (m - Q_a)` with the `m` at which they sum to one.
fn reply(worth: &[f64], nu: &[f64]) -> Vec<f64> {
    let best = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // The sum is above one at the low end and at most one at the high end, and convex in between:
    // Newton from the low end rises to the root without passing it.
    let mut above = nu.iter().zip(worth).map(|(n, q)| n - (best - q)).fold(0.0, f64::max);
    for _ in 0..100 {
        let terms = || worth.iter().zip(nu).map(|(q, n)| (n, above + best - q));
        let excess = terms().map(|(n, gap)| n / gap).sum::<f64>() - 1.0;
        let slope: f64 = terms().map(|(n, gap)| n / (gap * gap)).sum();
        let step = excess / slope;
        above += step;
        if step.abs() <= 4.0 * f64::EPSILON * above {
            break;
        }
    }
    worth.iter().zip(nu).map(|(q, n)| (n / (above + best - q)).ln()).collect()
}

#[cfg(test)]
mod tests {
    use super::reply;

    /// `nu_a / sigma_a + Q_a` is the same for all actions, and probabilities sum to one.
    #[test]
    fn replies_are_best() {
        let (worth, nu) = ([3.0, -2.0, 2.9, 3.0], [1.0, 2.0, 0.5, 1e-3]);
        let found: Vec<f64> = reply(&worth, &nu).into_iter().map(f64::exp).collect();
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-13);
        let level = |a: usize| nu[a] / found[a] + worth[a];
        for a in 1..4 {
            assert!((level(a) - level(0)).abs() < 1e-11, "{found:?}");
        }
    }
}
