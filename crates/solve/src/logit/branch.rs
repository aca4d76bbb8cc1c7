//! Logit quantal response equilibria at given sensitivities, on the principal branch.

use super::path::Path;
use super::support_newton::nearest_equilibrium;
use super::system::System;
use crate::SolveError;
use serde::{Deserialize, Serialize};
use talion_game::{
    Concept, Equilibrium, NormalForm, Observer, Profile, QuantalCertificate, Termination,
};

pub(crate) const METHOD: &str = "quantal-response";
/// Steps after which a branch is left where it is.
const MOST_STEPS: u64 = 20_000;
/// Regret, as a share of the payoff range, at which the limit is looked for.
const NEAR_LIMIT: f64 = 1e-4;
/// Regret, in the same unit, at which the branch itself counts as its limit.
const AT_LIMIT: f64 = 1e-8;
/// Largest change of a probability from there to the limit.
const NEAR: f64 = 0.02;

/// A logit quantal response equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantalResponse {
    /// Sensitivity to payoffs, in inverse units of payoff.
    pub lambda: f64,
    /// Everybody's mixed strategy.
    pub strategies: Profile,
    /// Expected payoff of every player.
    pub values: Vec<f64>,
    /// The check: distance from the logit reply, and the regret as a Nash equilibrium.
    pub certificate: QuantalCertificate,
}

/// What following the principal branch gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantalResponses {
    /// The points asked for, in the order in which the branch first reaches them.
    pub points: Vec<QuantalResponse>,
    /// Every point that the continuation stopped at, for a picture of the branch.
    pub branch: Vec<QuantalResponse>,
    /// The Nash equilibrium that the branch tends to, where it was reached.
    pub limit: Option<Equilibrium>,
    /// Why the continuation stopped.
    pub termination: Termination,
    /// Steps along the branch.
    pub iterations: u64,
}

/// Follows the principal branch of logit equilibria, from uniform mixing at `lambda = 0`.
///
/// The points at the given `lambdas` are the branch's first crossings, corrected to a residual of
/// 1e-12; a `lambda` that the branch did not reach is missing from `points`, and the termination
/// says why. The limit is the equilibrium that `McKelvey` and Palfrey's (1995) theorem 3 selects in
/// generic games; where it is not isolated, a point of the branch with a regret below 1e-8 of the payoff
/// range stands for it.
///
/// # Errors
/// If a `lambda` is negative or not finite.
pub fn quantal_response(
    game: &NormalForm,
    lambdas: &[f64],
    observer: &dyn Observer,
) -> Result<QuantalResponses, SolveError> {
    if let Some(&found) = lambdas.iter().find(|l| !(l.is_finite() && **l >= 0.0)) {
        return Err(SolveError::Lambda { found });
    }
    let prior = uniform(game);
    let system = System::new(game, &prior);
    let mut wanted: Vec<f64> = lambdas.to_vec();
    wanted.sort_by(|a, b| b.total_cmp(a));
    wanted.dedup();
    let mut found = QuantalResponses {
        points: Vec::new(),
        branch: vec![quantal(game, 0.0, prior.clone())?],
        limit: None,
        termination: Termination::IterationLimit,
        iterations: 0,
    };
    if wanted.last() == Some(&0.0) {
        wanted.pop();
        found.points.push(found.branch[0].clone());
    }
    let Some(mut path) = Path::from_prior(&system) else { return Ok(found) };
    while found.iterations < MOST_STEPS {
        if observer.stopped() {
            found.termination = Termination::Interrupted;
            break;
        }
        observer.progress("principal branch", found.iterations, 0);
        let before = path.clone();
        if !path.advance(f64::INFINITY) {
            break;
        }
        found.iterations += 1;
        let crossed = |lambda: &&f64| **lambda <= path.lambda() / system.scale;
        while let Some(&lambda) = wanted.last().filter(crossed) {
            let Some(point) = path.at_lambda(&before.point, lambda * system.scale) else { break };
            found.points.push(quantal(game, lambda, system.profile(&point))?);
            wanted.pop();
        }
        let here = quantal(game, path.lambda() / system.scale, system.profile(&path.point))?;
        if found.limit.is_none() && here.certificate.max_regret < NEAR_LIMIT * system.scale {
            found.limit = nearest_equilibrium(game, here.strategies.strategies(), NEAR)?;
            if found.limit.is_none() && here.certificate.max_regret < AT_LIMIT * system.scale {
                // No isolated equilibrium to polish, as in degenerate games; this is near enough.
                let concept = Concept::Nash;
                let profile = here.strategies.clone();
                found.limit = Some(Equilibrium::certify(game, concept, profile, None)?);
            }
        }
        found.branch.push(here);
        if found.limit.is_some() && wanted.is_empty() {
            found.termination = Termination::Converged;
            break;
        }
    }
    Ok(found)
}

/// Uniform mixing by everybody.
pub(super) fn uniform(game: &NormalForm) -> Vec<Vec<f64>> {
    let counts = game.players().iter().map(|player| player.strategies.len());
    counts.map(|count| vec![1.0 / count as f64; count]).collect()
}

fn quantal(
    game: &NormalForm,
    lambda: f64,
    strategies: Vec<Vec<f64>>,
) -> Result<QuantalResponse, SolveError> {
    let strategies = Profile::new(game, strategies)?;
    let certificate = QuantalCertificate::of(game, lambda, &strategies)?;
    let values = certificate.values.clone();
    Ok(QuantalResponse { lambda, strategies, values, certificate })
}
