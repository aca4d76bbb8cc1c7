//! Logit quantal response: at given sensitivities, or the limit and the path to it.

use super::choose;
use super::result::{PathPoint, Sensitivity, SolvedEquilibrium};
use super::task::{Answer, Task};
use crate::error::CliError;
use talion::game::{BehaviourStrategies, ExtensiveForm, Termination};
use talion::solve::{
    AgentQuantalResponse, QuantalResponse, agent_quantal_response, quantal_response,
};

/// One agent per information set.
const AGENTS: &str = "agent-quantal-response";

/// Points of the principal branch.
pub(super) fn responses(task: &Task<'_>) -> Result<Answer, CliError> {
    task.refuse_exact("quantal responses are not rational numbers")?;
    let method = choose::procedure(task)?;
    let by_agents = task.tree.is_some() && task.flags.method.is_none() || method == AGENTS;
    let mut answer = if by_agents { agents(task)? } else { players(task)? };
    let missing = task.flags.lambda.len().saturating_sub(answer.equilibria.len());
    if missing > 0 && answer.termination == Some(Termination::Converged) {
        answer.termination = Some(Termination::IterationLimit);
    }
    // A branch has no equilibrium besides those asked for; that all are there is all there is to say.
    answer.complete = false;
    Ok(answer)
}

fn players(task: &Task<'_>) -> Result<Answer, CliError> {
    let lambdas = distinct(&task.flags.lambda);
    let found = quantal_response(task.game()?, &lambdas, task.observer)?;
    let mut answer = Answer {
        method: "quantal-response".to_owned(),
        termination: Some(task.termination(found.termination)),
        iterations: found.iterations,
        ..Answer::default()
    };
    if lambdas.is_empty() {
        answer.path = Some(found.branch.iter().map(PathPoint::of).collect());
        answer.equilibria.extend(found.limit.map(|limit| SolvedEquilibrium {
            lambda: Some(Sensitivity::Limit),
            ..SolvedEquilibrium::of(&limit, task.tree)
        }));
    } else {
        let largest = found.points.iter().map(|p| p.certificate.residual).fold(0.0, f64::max);
        answer.residual = Some(("a point is off its logit reply by", largest));
        answer.equilibria = found.points.iter().map(|point| told(task, point)).collect();
        answer.termination = reached(&answer, lambdas.len());
    }
    Ok(answer)
}

fn agents(task: &Task<'_>) -> Result<Answer, CliError> {
    let tree = task.tree()?;
    let lambdas = distinct(&task.flags.lambda);
    let found = agent_quantal_response(tree, &lambdas, task.observer)?;
    let mut answer = Answer {
        method: AGENTS.to_owned(),
        termination: Some(task.termination(found.termination)),
        iterations: found.iterations,
        ..Answer::default()
    };
    if lambdas.is_empty() {
        answer.path = Some(found.branch.iter().map(PathPoint::of_agents).collect());
        answer.equilibria.extend(found.limit.iter().map(|limit| told_of_agents(tree, limit)));
    } else {
        let largest = found.points.iter().map(|p| p.residual).fold(0.0, f64::max);
        answer.residual = Some(("a point is off its logit reply by", largest));
        answer.equilibria = found.points.iter().map(|p| told_of_agents(tree, p)).collect();
        answer.termination = reached(&answer, lambdas.len());
    }
    Ok(answer)
}

/// All points are there: converged, whatever the rest of the branch did.
fn reached(answer: &Answer, wanted: usize) -> Option<Termination> {
    if answer.equilibria.len() == wanted {
        Some(Termination::Converged)
    } else {
        answer.termination
    }
}

fn distinct(lambdas: &[f64]) -> Vec<f64> {
    let mut distinct = lambdas.to_vec();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    distinct
}

fn told(task: &Task<'_>, point: &QuantalResponse) -> SolvedEquilibrium {
    SolvedEquilibrium {
        behaviour: task.tree.and_then(|tree| tree.behaviour(&point.strategies).ok()),
        strategies: Some(point.strategies.strategies().to_vec()),
        values: point.values.clone(),
        max_regret: point.certificate.max_regret,
        lambda: Some(Sensitivity::At(point.lambda)),
        residual: Some(point.certificate.residual),
        ..SolvedEquilibrium::default()
    }
}

fn told_of_agents(tree: &ExtensiveForm, point: &AgentQuantalResponse) -> SolvedEquilibrium {
    SolvedEquilibrium {
        strategies: tree.mixed(&point.behaviour).ok(),
        values: point.assessment.values.clone(),
        max_regret: point.assessment.max_regret,
        behaviour: Some(point.behaviour.clone()),
        beliefs: Some(point.beliefs.clone()),
        lambda: Some(if point.lambda.is_finite() {
            Sensitivity::At(point.lambda)
        } else {
            Sensitivity::Limit
        }),
        residual: Some(point.residual),
        ..SolvedEquilibrium::default()
    }
}

impl PathPoint {
    fn of(point: &QuantalResponse) -> Self {
        Self {
            lambda: point.lambda,
            strategies: point.strategies.strategies().to_vec(),
            values: point.values.clone(),
            max_regret: point.certificate.max_regret,
        }
    }

    fn of_agents(point: &AgentQuantalResponse) -> Self {
        let probabilities = |behaviour: &BehaviourStrategies| {
            behaviour.0.iter().map(|set| set.probabilities.clone()).collect()
        };
        Self {
            lambda: point.lambda,
            strategies: probabilities(&point.behaviour),
            values: point.assessment.values.clone(),
            max_regret: point.assessment.max_regret,
        }
    }
}
