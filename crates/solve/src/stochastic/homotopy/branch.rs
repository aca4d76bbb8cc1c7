//! Follows a path until it comes to an equilibrium, and says how it ended.

use super::path::Path;
use super::polish::nearest_equilibrium;
use super::system::System;
use crate::SolveError;
use crate::stochastic::{MarkovEquilibrium, MarkovSolution};
use serde::Serialize;
use talion_game::{MarkovProfile, Observer, StochasticGame, Termination};

/// Gain, over the payoff range, below which Newton on the support is tried.
const NEAR_LIMIT: f64 = 1e-3;
/// What the gain must fall by before it is tried again.
const NEARER: f64 = 0.1;
/// Gain, over the payoff range, at which a point of the path itself counts as its limit.
const AT_LIMIT: f64 = 1e-9;
/// Largest change of a probability that Newton may make.
const NEAR: f64 = 0.05;

/// How a path ended. What it led to is in the certificate, whatever stands here.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "end")]
#[non_exhaustive]
pub enum BranchEnd {
    /// Newton on the support took a point of the path to an isolated equilibrium.
    Polished,
    /// No isolated equilibrium was found near the path, whose last point is kept as it is.
    NearLimit,
    /// The path could not be followed further, however short the step.
    Stalled,
    /// The limit on steps was reached.
    StepLimit,
    /// The observer asked to stop.
    Interrupted,
}

impl BranchEnd {
    /// The end in words, to stand after "the path".
    pub fn words(self) -> &'static str {
        match self {
            Self::Polished => "ended at an isolated equilibrium",
            Self::NearLimit => "ended near its limit, which Newton did not refine",
            Self::Stalled => "stalled: no step, however short, could be corrected",
            Self::StepLimit => "was left at the limit on steps",
            Self::Interrupted => "was left where it stood when the work was stopped",
        }
    }
}

/// What following one path gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BranchRun {
    /// The equilibrium, or the last point of the path.
    pub equilibrium: MarkovEquilibrium,
    /// How the path ended.
    pub end: BranchEnd,
    /// Homotopy parameter of the last point: `lambda` in inverse units of payoff for the logit
    /// homotopy, the share `t` of the strategies for logarithmic tracing.
    pub parameter: f64,
    /// Steps along the path.
    pub steps: u64,
}

/// Follows the path through a point towards larger parameters.
pub(super) fn follow(
    system: &System<'_>,
    start: &[f64],
    most_steps: u64,
    stage: &'static str,
    observer: &dyn Observer,
) -> Result<(MarkovEquilibrium, BranchEnd, f64, u64), SolveError> {
    let mut steps = 0;
    let mut tried_at = NEAR_LIMIT;
    let Some(mut path) = Path::from(system, start.to_vec()) else {
        return Ok((kept(system, start)?, BranchEnd::Stalled, system.theta(start), steps));
    };
    let end = loop {
        let point = &path.here.point;
        let gain = largest_gain(system, point);
        if gain <= tried_at {
            tried_at = NEARER * gain;
            let strategies = probabilities(system, point);
            if let Some(found) = nearest_equilibrium(system, point, &strategies, NEAR)? {
                return Ok((found, BranchEnd::Polished, path.theta(), steps));
            }
            if gain <= AT_LIMIT {
                break BranchEnd::NearLimit;
            }
        }
        if steps >= most_steps {
            break BranchEnd::StepLimit;
        }
        if observer.stopped() {
            break BranchEnd::Interrupted;
        }
        if !path.advance() {
            break BranchEnd::Stalled;
        }
        steps += 1;
        let said = format!("{stage}: parameter {:.3e}, gain {gain:.1e}", path.theta());
        observer.progress(&said, steps, 0);
    };
    Ok((kept(system, &path.here.point)?, end, path.theta(), steps))
}

/// A point of a path with its certificate.
fn kept(system: &System<'_>, point: &[f64]) -> Result<MarkovEquilibrium, SolveError> {
    MarkovEquilibrium::certify(system.layout.game, profile(system, point)?)
}

/// The strategies of a point.
pub(super) fn profile(system: &System<'_>, point: &[f64]) -> Result<MarkovProfile, SolveError> {
    Ok(MarkovProfile::new(system.layout.game, probabilities(system, point))?)
}

/// The probabilities of a point, each player's summing to one.
fn probabilities(system: &System<'_>, point: &[f64]) -> Vec<f64> {
    let layout = system.layout;
    let mut found: Vec<f64> =
        point[..layout.slots()].iter().map(|x| system.equations.probability(*x)).collect();
    for own in layout.first_slot.windows(2) {
        let own = &mut found[own[0]..own[1]];
        let sum: f64 = own.iter().sum();
        for p in own {
            *p /= sum;
        }
    }
    found
}

/// Largest gain of anybody anywhere from another action, over the payoff range.
fn largest_gain(system: &System<'_>, point: &[f64]) -> f64 {
    let players = system.layout.players;
    let gains = system.layout.for_states(|state| {
        let stage = system.stage(point, state, false);
        (0..players).map(|player| stage.gain(player)).fold(0.0, f64::max)
    });
    gains.into_iter().fold(0.0, f64::max)
}

impl BranchEnd {
    fn termination(self) -> Termination {
        match self {
            Self::Polished | Self::NearLimit => Termination::Converged,
            Self::Interrupted => Termination::Interrupted,
            Self::Stalled | Self::StepLimit => Termination::IterationLimit,
        }
    }
}

/// The solution that some runs make: distinct equilibria in the order of the runs. Points where a path was
/// left are among them, with the certificate that they have.
pub(super) fn solution(
    game: &StochasticGame,
    runs: Vec<BranchRun>,
    method: &'static str,
    observer: &dyn Observer,
) -> MarkovSolution {
    let iterations = runs.iter().map(|run| run.steps).sum();
    let ends: Vec<Termination> = runs.iter().map(|run| run.end.termination()).collect();
    let worst = |wanted: Termination| ends.contains(&wanted).then_some(wanted);
    let termination = worst(Termination::Interrupted)
        .or_else(|| worst(Termination::IterationLimit))
        .unwrap_or(Termination::Converged);
    let mut equilibria: Vec<MarkovEquilibrium> = Vec::new();
    for run in runs {
        let is_new = |known: &MarkovEquilibrium| !same(known, &run.equilibrium);
        if equilibria.iter().all(is_new) {
            equilibria.push(run.equilibrium);
        }
    }
    debug_assert!(equilibria.iter().all(|e| e.strategies.state_count() == game.state_count()));
    MarkovSolution {
        equilibria,
        complete: false,
        termination,
        iterations,
        elapsed: observer.elapsed(),
        method: method.to_owned(),
    }
}

/// Probabilities that differ by more make another equilibrium.
const SAME: f64 = 1e-6;

fn same(a: &MarkovEquilibrium, b: &MarkovEquilibrium) -> bool {
    let pairs = a.strategies.probabilities().iter().zip(b.strategies.probabilities());
    pairs.map(|(p, q)| (p - q).abs()).fold(0.0, f64::max) <= SAME
}
