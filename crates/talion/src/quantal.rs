//! How the game of packages is played by people who err: the principal branch of logit equilibria.
//!
//! At a sensitivity `lambda` everybody plays `p_is = exp(lambda u_is) / sum_t exp(lambda u_it)` against
//! the others' probabilities (`McKelvey` and Palfrey 1995). The branch starts where everything is equally
//! likely and tends to one Nash equilibrium, its limit.

use crate::solved::termination;
use crate::{GameFindings, StudyError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_game::{NormalForm, Observer};
use talion_solve::{QuantalResponse, QuantalResponses, quantal_response};

/// Points asked for in every tenfold of the sensitivity.
const PER_DECADE: i32 = 10;
/// Largest difference of a probability at which two equilibria count as one.
const SAME: f64 = 1e-6;

/// The principal branch and its limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuantalFindings {
    /// Why the continuation stopped.
    pub termination: String,
    /// Points along the branch, from even odds on.
    pub branch: Vec<QuantalPoint>,
    /// The points at powers of ten of the sensitivity, where the branch first reaches them.
    pub decades: Vec<QuantalPoint>,
    /// Largest distance of a probability of the branch from the logit reply.
    pub largest_residual: f64,
    /// What the branch tends to, where that was reached.
    pub limit: Option<QuantalLimit>,
}

/// A logit equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuantalPoint {
    /// Sensitivity to payoffs, per percent of real income.
    pub lambda: f64,
    /// Probability of each package, by player.
    pub strategies: Vec<Vec<f64>>,
    /// Largest gain that any player has from a deviation.
    pub max_regret: f64,
}

/// The Nash equilibrium at the end of the branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuantalLimit {
    /// Probability of each package, by player.
    pub strategies: Vec<Vec<f64>>,
    /// Position of the same equilibrium among those of the main game; `None` if it is not among them.
    pub equilibrium: Option<usize>,
    /// Largest gain that any player has from a deviation.
    pub max_regret: f64,
}

/// Follows the branch of a game whose equilibria are known.
pub(crate) fn quantal(
    game: &NormalForm,
    main: &GameFindings,
    observer: &dyn Observer,
) -> Result<QuantalFindings, StudyError> {
    let coarse = quantal_response(game, &[], observer)?;
    let grid = grid(&coarse.branch);
    let lambdas: Vec<f64> = grid.iter().map(|step| lambda_of(*step)).collect();
    let found = quantal_response(game, &lambdas, observer)?;
    let whole: Vec<f64> =
        grid.iter().filter(|step| **step % PER_DECADE == 0).map(|step| lambda_of(*step)).collect();
    let decades = found.points.iter().filter(|at| whole.contains(&at.lambda)).map(point).collect();
    let largest_residual = found.branch.iter().chain(&found.points);
    let largest_residual = largest_residual.map(|at| at.certificate.residual).fold(0.0, f64::max);
    let limit = found.limit.as_ref().map(|limit| {
        let strategies = limit.strategies.strategies().to_vec();
        let equilibrium = main.equilibria.iter().position(|one| same(&one.strategies, &strategies));
        QuantalLimit { strategies, equilibrium, max_regret: limit.certificate.max_regret }
    });
    let stopped = termination(found.termination);
    Ok(QuantalFindings {
        termination: stopped,
        branch: branch(&found),
        decades,
        largest_residual,
        limit,
    })
}

/// The sensitivity at a step of the grid.
fn lambda_of(step: i32) -> f64 {
    10f64.powf(f64::from(step) / f64::from(PER_DECADE))
}

/// Steps of the grid within the sensitivities of a branch.
fn grid(branch: &[QuantalResponse]) -> Vec<i32> {
    let positive = || branch.iter().map(|at| at.lambda).filter(|lambda| *lambda > 0.0);
    let (least, most) = (positive().fold(f64::INFINITY, f64::min), positive().fold(0.0, f64::max));
    // Doubles lie within 10^-324 and 10^309.
    let steps = -325 * PER_DECADE..310 * PER_DECADE;
    steps.filter(|step| (least..=most).contains(&lambda_of(*step))).collect()
}

/// Points of the branch in its order, with those of the grid where it never turns back.
fn branch(found: &QuantalResponses) -> Vec<QuantalPoint> {
    let forth = found.branch.windows(2).all(|pair| pair[0].lambda <= pair[1].lambda);
    let mut points: Vec<QuantalPoint> = found.branch.iter().map(point).collect();
    if forth {
        points.extend(found.points.iter().map(point));
        points.sort_by(|one, other| one.lambda.total_cmp(&other.lambda));
        points.dedup_by(|one, other| one.lambda == other.lambda);
    }
    points
}

fn point(at: &QuantalResponse) -> QuantalPoint {
    QuantalPoint {
        lambda: at.lambda,
        strategies: at.strategies.strategies().to_vec(),
        max_regret: at.certificate.max_regret,
    }
}

fn same(one: &[Vec<f64>], other: &[Vec<f64>]) -> bool {
    one.iter().flatten().zip(other.iter().flatten()).all(|(a, b)| (a - b).abs() <= SAME)
}
