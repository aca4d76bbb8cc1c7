//! The linear program of correlation in floating point, by a kept library.

use super::METHOD;
use crate::SolveError;
use good_lp::solvers::microlp::microlp;
use good_lp::{Expression, Solution as _, SolverModel, Variable, constraint, variable, variables};
use talion_game::{NormalForm, Obedience, PlayerId};

/// Probabilities of all profiles that are best for an objective, cleaned of rounding below zero.
pub(super) fn optimum(
    game: &NormalForm,
    obedience: Obedience,
    weights: &[f64],
    largest: bool,
) -> Result<Vec<f64>, SolveError> {
    let mut problem = variables!();
    let p: Vec<Variable> = problem.add_vector(variable().min(0.0), game.profile_count());
    let total = weighted(&p, weights);
    let problem = if largest { problem.maximise(total) } else { problem.minimise(total) };
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
    Ok(distribution)
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
