//! Logit quantal response equilibria of stochastic games at given precisions.

use super::branch::profile;
use super::layout::{Layout, Scaling};
use super::logit::{logit_point, uniform_start};
use super::logit_form::LogitForm;
use super::newton::solved;
use super::path::Path;
use super::stage::{Belief, Stage};
use super::system::System;
use super::value_system::ValuePattern;
use crate::SolveError;
use serde::Serialize;
use talion_game::{MarkovCertificate, MarkovProfile, Observer, StochasticGame, Termination};

/// Steps after which a branch is left where it is.
const MOST_STEPS: u64 = 20_000;
/// Largest change of a probability between what was expected of a point and where Newton took it.
const NEAR: f64 = 0.25;
/// Halvings of the piece of the branch on which a precision is looked for.
const HALVINGS: usize = 60;

/// How a quantal response was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuantalRoute {
    /// Along the principal branch, at its first crossing of the precision.
    Branch,
    /// By Newton's method from strategies given; which branch they are on is not said.
    Newton,
}

/// A logit quantal response equilibrium of a stochastic game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarkovQuantalResponse {
    /// Sensitivity to payoffs, in inverse units of payoff.
    pub lambda: f64,
    /// Mixed actions, by state and player.
    pub strategies: MarkovProfile,
    /// Largest distance of a probability from the logit reply to the strategies and their values.
    pub residual: f64,
    /// Values, and the gain from one deviation as of an equilibrium without noise.
    pub certificate: MarkovCertificate,
    /// How it was come by.
    pub route: QuantalRoute,
}

/// Logit quantal response equilibria on the principal branch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarkovQuantalResponses {
    /// The points asked for, in the order in which the branch first reaches them.
    pub points: Vec<MarkovQuantalResponse>,
    /// Why the continuation stopped.
    pub termination: Termination,
    /// Steps along the branch.
    pub iterations: u64,
}

/// Logit quantal response equilibria at the given `lambdas`: first crossings of the principal branch.
///
/// A `lambda` that the branch did not reach is missing from `points`, and the termination says why.
///
/// # Errors
/// If a `lambda` is negative or not finite.
pub fn logit_markov(
    game: &StochasticGame,
    lambdas: &[f64],
    observer: &dyn Observer,
) -> Result<MarkovQuantalResponses, SolveError> {
    let mut wanted = checked(lambdas)?;
    let layout = Layout::new(game, Scaling::Common);
    let pattern = ValuePattern::of(&layout);
    let system = System::new(&layout, &pattern, &LogitForm);
    let start = uniform_start(&layout, &pattern);
    let (mut points, mut iterations) = (Vec::new(), 0);
    if wanted.last() == Some(&0.0) {
        wanted.pop();
        points.push(quantal(&system, &start, 0.0, QuantalRoute::Branch)?);
    }
    let mut path = Path::from(&system, start);
    let termination = loop {
        let Some(&lambda) = wanted.last() else { break Termination::Converged };
        let Some(path) = path.as_mut().filter(|_| iterations < MOST_STEPS) else {
            break Termination::IterationLimit;
        };
        if observer.stopped() {
            break Termination::Interrupted;
        }
        let scaled = lambda * layout.scale[0];
        if path.theta() >= scaled {
            let Some(point) = crossing(&system, path, scaled) else {
                break Termination::IterationLimit;
            };
            points.push(quantal(&system, &point, lambda, QuantalRoute::Branch)?);
            wanted.pop();
        } else if path.advance() {
            iterations += 1;
            observer.progress("principal branch", iterations, 0);
        } else {
            break Termination::IterationLimit;
        }
    };
    Ok(MarkovQuantalResponses { points, termination, iterations })
}

/// The logit quantal response near given strategies, as those of a game with almost the same payoffs;
/// where Newton's method finds none near them, that on the principal branch, if it is reached. The
/// result says which it is.
///
/// # Errors
/// If `lambda` is negative or not finite, or the strategies do not belong to the game.
pub fn logit_markov_near(
    game: &StochasticGame,
    lambda: f64,
    start: &MarkovProfile,
    observer: &dyn Observer,
) -> Result<MarkovQuantalResponses, SolveError> {
    checked(&[lambda])?;
    let start = MarkovProfile::new(game, start.probabilities().to_vec())?;
    let layout = Layout::new(game, Scaling::Common);
    let pattern = ValuePattern::of(&layout);
    let system = System::new(&layout, &pattern, &LogitForm);
    let scaled = lambda * layout.scale[0];
    let point = logit_point(&layout, &pattern, start.probabilities(), scaled);
    if let Some(point) = solved_near(&system, point) {
        let points = vec![quantal(&system, &point, lambda, QuantalRoute::Newton)?];
        return Ok(MarkovQuantalResponses {
            points,
            termination: Termination::Converged,
            iterations: 0,
        });
    }
    logit_markov(game, &[lambda], observer)
}

/// The precisions asked for, falling, each once.
fn checked(lambdas: &[f64]) -> Result<Vec<f64>, SolveError> {
    if let Some(&found) = lambdas.iter().find(|l| !(l.is_finite() && **l >= 0.0)) {
        return Err(SolveError::Lambda { found });
    }
    let mut wanted = lambdas.to_vec();
    wanted.sort_by(|a, b| b.total_cmp(a));
    wanted.dedup();
    Ok(wanted)
}

/// The branch's point at a precision between its last two points.
fn crossing(system: &System<'_>, path: &Path<'_>, lambda: f64) -> Option<Vec<f64>> {
    let span = path.span()?;
    let (mut low, mut high) = (-span, 0.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if system.theta(&path.along(middle)) < lambda { low = middle } else { high = middle }
    }
    let mut point = path.along(high);
    point[system.layout.order()] = lambda;
    solved_near(system, point)
}

/// The solution by Newton's method at a fixed precision, if it is near the point given.
fn solved_near(system: &System<'_>, point: Vec<f64>) -> Option<Vec<f64>> {
    let probability = |x: &f64| system.equations.probability(*x);
    let before: Vec<f64> = point[..system.layout.slots()].iter().map(probability).collect();
    let found = solved(system, point)?;
    let moved = before.iter().zip(&found).map(|(p, x)| (p - probability(x)).abs());
    (moved.fold(0.0, f64::max) <= NEAR).then_some(found)
}

fn quantal(
    system: &System<'_>,
    point: &[f64],
    lambda: f64,
    route: QuantalRoute,
) -> Result<MarkovQuantalResponse, SolveError> {
    let strategies = profile(system, point)?;
    let certificate = MarkovCertificate::of(system.layout.game, &strategies)?;
    let residual = residual(system.layout, lambda, &strategies, &certificate);
    Ok(MarkovQuantalResponse { lambda, strategies, residual, certificate, route })
}

/// Largest distance of a probability from `exp(lambda Q_pa) / sum_b exp(lambda Q_pb)`, at the values of
/// the strategies themselves.
fn residual(
    layout: &Layout<'_>,
    lambda: f64,
    strategies: &MarkovProfile,
    certificate: &MarkovCertificate,
) -> f64 {
    let values = layout.scaled_values(&certificate.values);
    let belief = Belief { prior: None, share: 1.0 };
    let parts = layout.for_states(|state| {
        let sigma = strategies.probabilities()[layout.state_slots(state)].to_vec();
        let stage = Stage::new(layout, state, sigma, &values, belief, false);
        let mut worst = 0.0_f64;
        for player in 0..layout.players {
            let worth = &stage.worth[stage.own(player)];
            let best = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let scaled = lambda * layout.scale[player];
            let odds: Vec<f64> = worth.iter().map(|q| (scaled * (q - best)).exp()).collect();
            let sum: f64 = odds.iter().sum();
            for (p, odds) in stage.sigma[stage.own(player)].iter().zip(odds) {
                worst = worst.max((p - odds / sum).abs());
            }
        }
        worst
    });
    parts.into_iter().fold(0.0, f64::max)
}
