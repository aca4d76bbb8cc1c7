//! Agent quantal response equilibria of a tree, on the principal branch.

use super::agent_system::AgentSystem;
use crate::SolveError;
use crate::logit::{Equations, Path, Point};
use serde::Serialize;
use talion_game::{Assessment, BehaviourStrategies, ExtensiveForm, Observer, Termination};

pub(crate) const METHOD: &str = "agent-quantal-response";
/// Steps after which the branch is left where it is.
const MOST_STEPS: u64 = 5_000;
/// Gain at an information set, as a share of the payoff range, at which the branch counts as its limit.
const AT_LIMIT: f64 = 1e-8;
/// Probability below which a mistake in the limit counts as none.
const NO_MISTAKE: f64 = 1e-7;

/// An agent quantal response equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgentQuantalResponse {
    /// Sensitivity to payoffs, in inverse units of payoff; infinite for the limit.
    pub lambda: f64,
    /// What is done at every information set.
    pub behaviour: BehaviourStrategies,
    /// Beliefs over the nodes of every information set, from these strategies.
    pub beliefs: Vec<Vec<f64>>,
    /// Largest distance of a probability from the logit reply; for the limit, zero.
    pub residual: f64,
    /// The check as an equilibrium without mistakes, with these beliefs.
    pub assessment: Assessment,
}

/// What following the principal branch gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgentQuantalResponses {
    /// The points asked for that the branch reached, by increasing `lambda`.
    pub points: Vec<AgentQuantalResponse>,
    /// Every point that the continuation stopped at.
    pub branch: Vec<AgentQuantalResponse>,
    /// The sequential equilibrium that the branch tends to, as far as it was followed: mistakes below
    /// 1e-7 are cleared away, and the beliefs are the branch's.
    pub limit: Option<AgentQuantalResponse>,
    /// Why the continuation stopped.
    pub termination: Termination,
    /// Steps along the branch.
    pub iterations: u64,
}

/// Follows the principal branch of agent quantal response equilibria, from uniform mixing at
/// `lambda = 0`.
///
/// Limits of the branch are sequential equilibria (`McKelvey` and Palfrey 1998, theorem 4). The limit
/// reported is where no gain at any information set is above 1e-8 of the payoff range.
///
/// # Errors
/// If a `lambda` is negative or not finite, or a player has imperfect recall.
pub fn agent_quantal_response(
    game: &ExtensiveForm,
    lambdas: &[f64],
    observer: &dyn Observer,
) -> Result<AgentQuantalResponses, SolveError> {
    if let Some(&found) = lambdas.iter().find(|l| !(l.is_finite() && **l >= 0.0)) {
        return Err(SolveError::Lambda { found });
    }
    game.perfect_recall().map_err(SolveError::recall)?;
    let system = AgentSystem::new(game);
    let at = |point: &Point| quantal(game, &system, point);
    let mut wanted: Vec<f64> = lambdas.to_vec();
    wanted.sort_by(|a, b| b.total_cmp(a));
    wanted.dedup();
    let start = at(&system.start())?;
    let mut found = AgentQuantalResponses {
        points: Vec::new(),
        branch: vec![start],
        limit: None,
        termination: Termination::IterationLimit,
        iterations: 0,
    };
    if wanted.last() == Some(&0.0) {
        wanted.pop();
        found.points.push(found.branch[0].clone());
    }
    let limit_needed = lambdas.is_empty();
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
            found.points.push(at(&point)?);
            wanted.pop();
        }
        let here = at(&path.point)?;
        if found.limit.is_none() && here.assessment.max_gain <= AT_LIMIT * system.scale {
            found.limit = Some(limit(game, &here)?);
        }
        found.branch.push(here);
        if wanted.is_empty() && (found.limit.is_some() || !limit_needed) {
            found.termination = Termination::Converged;
            break;
        }
    }
    Ok(found)
}

fn quantal(
    game: &ExtensiveForm,
    system: &AgentSystem<'_>,
    point: &Point,
) -> Result<AgentQuantalResponse, SolveError> {
    let behaviour = system.behaviour(point);
    let beliefs = system.beliefs(point);
    let assessment = Assessment::of(game, &behaviour, &beliefs).map_err(SolveError::recall)?;
    let lambda = point[system.order()] / system.scale;
    let residual = residual(game, &behaviour, &beliefs, lambda);
    Ok(AgentQuantalResponse { lambda, behaviour, beliefs, residual, assessment })
}

/// Largest distance of a probability from `exp(lambda u_ha) / sum_b exp(lambda u_hb)`, computed from the
/// tree, the strategies and the beliefs alone.
fn residual(
    game: &ExtensiveForm,
    behaviour: &BehaviourStrategies,
    beliefs: &[Vec<f64>],
    lambda: f64,
) -> f64 {
    let worths: Vec<Vec<f64>> = (0..game.players().len())
        .map(|p| game.continuations(behaviour, talion_game::PlayerId(p)))
        .collect();
    let sets = game.information_sets().iter().enumerate();
    sets.flat_map(|(h, set)| {
        let id = talion_game::InformationSetId(h);
        let values = game.action_values(id, &worths[set.player.0], &beliefs[h]);
        let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = values.iter().map(|u| (lambda * (u - top)).exp()).collect();
        let sum: f64 = weights.iter().sum();
        let played = behaviour.0[h].probabilities.iter();
        played.zip(weights).map(|(b, w)| (b - w / sum).abs()).collect::<Vec<f64>>()
    })
    .fold(0.0, f64::max)
}

/// The end of the branch with its mistakes cleared away.
fn limit(
    game: &ExtensiveForm,
    end: &AgentQuantalResponse,
) -> Result<AgentQuantalResponse, SolveError> {
    let mut behaviour = end.behaviour.clone();
    for set in &mut behaviour.0 {
        for p in &mut set.probabilities {
            if *p < NO_MISTAKE {
                *p = 0.0;
            }
        }
        let sum: f64 = set.probabilities.iter().sum();
        for p in &mut set.probabilities {
            *p /= sum;
        }
    }
    let assessment = Assessment::of(game, &behaviour, &end.beliefs).map_err(SolveError::recall)?;
    Ok(AgentQuantalResponse {
        lambda: f64::INFINITY,
        behaviour,
        beliefs: end.beliefs.clone(),
        residual: 0.0,
        assessment,
    })
}
