//! Correlated and coarse correlated equilibria that are best or worst for somebody, by linear
//! programming.
//!
//! Over distributions `p` on pure profiles, with `g_i(t, a) = u_i(t, a_-i) - u_i(a)`:
//!
//! maximise `sum_a p(a) w(a)` subject to `sum_a p(a) = 1`, `p >= 0`, and
//! `sum_{a: a_i = s} p(a) g_i(t, a) <= 0` for all `i`, `s`, `t != s` (Aumann 1974), or, coarse,
//! `sum_a p(a) g_i(t, a) <= 0` for all `i`, `t` (Moulin and Vial 1978).

use crate::SolveError;
use good_lp::solvers::microlp::microlp;
use good_lp::{Expression, Solution as _, SolverModel, Variable, constraint, variable, variables};
use serde::{Deserialize, Serialize};
use talion_game::{CorrelatedCertificate, NormalForm, Obedience, PlayerId};

const METHOD: &str = "correlated";

/// What the distribution is best at among all equilibria of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrelatedGoal {
    /// Largest sum of payoffs.
    MaxWelfare,
    /// Least sum of payoffs.
    MinWelfare,
    /// Largest payoff of one player.
    Max(PlayerId),
    /// Least payoff of one player.
    Min(PlayerId),
}

/// A correlated or coarse correlated equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrelatedEquilibrium {
    /// Whether players decide to follow before or after the advice.
    pub obedience: Obedience,
    /// What it is best at.
    pub goal: CorrelatedGoal,
    /// Probability of every pure profile, in the order of the payoff tensors.
    pub distribution: Vec<f64>,
    /// The sum or payoff that the goal is about.
    pub objective: f64,
    /// Expected payoff of every player.
    pub values: Vec<f64>,
    /// The check, computed from the game and the distribution alone.
    pub certificate: CorrelatedCertificate,
}

/// The correlated (or coarse correlated) equilibrium that is best for a goal.
///
/// # Errors
/// A goal about a player who is not in the game, or a linear program that rounding defeats.
pub fn correlated_equilibrium(
    game: &NormalForm,
    obedience: Obedience,
    goal: CorrelatedGoal,
) -> Result<CorrelatedEquilibrium, SolveError> {
    let weights = objective(game, goal)?;
    let mut problem = variables!();
    let p: Vec<Variable> = problem.add_vector(variable().min(0.0), game.profile_count());
    let total = weighted(&p, &weights);
    let maximise = matches!(goal, CorrelatedGoal::MaxWelfare | CorrelatedGoal::Max(_));
    let problem = if maximise { problem.maximise(total) } else { problem.minimise(total) };
    let mut model = problem.using(microlp);
    let ones = vec![1.0; p.len()];
    model.add_constraint(constraint!(weighted(&p, &ones) == 1.0));
    for player in (0..game.player_count()).map(PlayerId) {
        for gains in incentives(game, obedience, player) {
            model.add_constraint(constraint!(weighted(&p, &gains) <= 0.0));
        }
    }
    let solved = model.solve().map_err(|problem| SolveError::LinearProgram {
        method: METHOD,
        found: problem.to_string(),
    })?;
    let mut distribution: Vec<f64> = p.iter().map(|v| solved.value(*v).max(0.0)).collect();
    let sum: f64 = distribution.iter().sum();
    for p in &mut distribution {
        *p /= sum;
    }
    let certificate = CorrelatedCertificate::of(game, obedience, &distribution)?;
    Ok(CorrelatedEquilibrium {
        obedience,
        goal,
        objective: weights.iter().zip(&distribution).map(|(w, p)| w * p).sum(),
        values: certificate.values.clone(),
        distribution,
        certificate,
    })
}

/// The number that the goal is about, at every profile.
fn objective(game: &NormalForm, goal: CorrelatedGoal) -> Result<Vec<f64>, SolveError> {
    match goal {
        CorrelatedGoal::Max(player) | CorrelatedGoal::Min(player) => {
            if player.0 < game.player_count() {
                Ok(game.payoffs(player).to_vec())
            } else {
                Err(SolveError::NoSuchPlayer { found: player.0, players: game.player_count() })
            }
        }
        CorrelatedGoal::MaxWelfare | CorrelatedGoal::MinWelfare => {
            let sum_at = |profile: usize| -> f64 {
                (0..game.player_count()).map(|p| game.payoffs(PlayerId(p))[profile]).sum()
            };
            Ok((0..game.profile_count()).map(sum_at).collect())
        }
    }
}

/// The coefficients of a player's incentive constraints, over the player's payoff range.
fn incentives(game: &NormalForm, obedience: Obedience, player: PlayerId) -> Vec<Vec<f64>> {
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    let range = game.payoff_range(player);
    let scale = if range > 0.0 { range } else { 1.0 };
    let payoffs = game.payoffs(player);
    let gain = |profile: usize, advice: Option<usize>, played: usize| {
        let own = profile / stride % count;
        if advice.is_some_and(|advised| advised != own) {
            return 0.0;
        }
        (payoffs[profile - own * stride + played * stride] - payoffs[profile]) / scale
    };
    let line = |advice, played| {
        (0..game.profile_count()).map(|profile| gain(profile, advice, played)).collect()
    };
    match obedience {
        Obedience::Correlated => (0..count)
            .flat_map(|s| (0..count).filter(move |&t| t != s).map(move |t| (s, t)))
            .map(|(s, t)| line(Some(s), t))
            .collect(),
        Obedience::CoarseCorrelated => (0..count).map(|t| line(None, t)).collect(),
    }
}

/// The sum of variables times coefficients, zeros left out.
fn weighted(variables: &[Variable], coefficients: &[f64]) -> Expression {
    let terms = variables.iter().zip(coefficients).filter(|(_, c)| **c != 0.0);
    terms.map(|(v, c)| *c * *v).sum()
}
