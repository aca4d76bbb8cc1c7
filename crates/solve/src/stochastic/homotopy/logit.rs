//! The logit homotopy: the principal branch of quantal response from uniform mixing to an equilibrium.

use super::branch::{BranchRun, follow, solution};
use super::layout::{Layout, Scaling};
use super::logit_form::LogitForm;
use super::newton::solved;
use super::support_form::FixedForm;
use super::system::System;
use super::value_system::ValuePattern;
use crate::SolveError;
use crate::stochastic::{MarkovMethod, MarkovSolution};
use talion_game::{MarkovProfile, Observer, StochasticGame};

pub(crate) const METHOD: &str = "logit-homotopy";

/// The logit (quantal response) homotopy for stochastic games of any number of players.
///
/// Follows the branch of logit quantal response equilibria (Eibelshaeuser and Poensgen 2019) that starts
/// where everybody mixes uniformly, towards rising precision, and refines its limit by Newton on the
/// support. `complete` is always false: there may be other equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogitHomotopy {
    /// Steps along the branch after which it is left where it is.
    pub most_steps: u64,
}

impl Default for LogitHomotopy {
    fn default() -> Self {
        Self { most_steps: 20_000 }
    }
}

impl LogitHomotopy {
    /// Follows the branch, and says how it ended.
    ///
    /// # Errors
    /// None for a game that was validated; the type is that of all methods.
    pub fn follow(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<BranchRun, SolveError> {
        let layout = Layout::new(game, Scaling::Common);
        let pattern = ValuePattern::of(&layout);
        let system = System::new(&layout, &pattern, &LogitForm);
        let start = uniform_start(&layout, &pattern);
        let (equilibrium, end, lambda, steps) =
            follow(&system, &start, self.most_steps, "logit homotopy", observer)?;
        Ok(BranchRun { equilibrium, end, parameter: lambda / layout.scale[0], steps })
    }
}

impl LogitHomotopy {
    /// A followed branch as the solution of a method.
    pub fn solution(
        game: &StochasticGame,
        run: BranchRun,
        observer: &dyn Observer,
    ) -> MarkovSolution {
        solution(game, vec![run], METHOD, observer)
    }
}

impl MarkovMethod for LogitHomotopy {
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

/// Uniform mixing and its values, at `lambda = 0`.
pub(super) fn uniform_start(layout: &Layout<'_>, pattern: &ValuePattern) -> Vec<f64> {
    let uniform = MarkovProfile::uniform(layout.game);
    logit_point(layout, pattern, uniform.probabilities(), 0.0)
}

/// The point of given strategies with their values. A probability of zero becomes the smallest there is.
pub(super) fn logit_point(
    layout: &Layout<'_>,
    pattern: &ValuePattern,
    strategies: &[f64],
    lambda: f64,
) -> Vec<f64> {
    let system = System::new(layout, pattern, &FixedForm);
    let zeros = std::iter::repeat_n(0.0, layout.value_count() + 1);
    let start: Vec<f64> = strategies.iter().copied().chain(zeros).collect();
    // The values of fixed strategies solve a linear system, regular for discount factors below one.
    let mut point = solved(&system, start.clone()).unwrap_or(start);
    for x in &mut point[..layout.slots()] {
        *x = x.max(f64::MIN_POSITIVE).ln();
    }
    point[layout.order()] = lambda;
    point
}
