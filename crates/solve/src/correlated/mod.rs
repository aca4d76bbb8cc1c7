//! Correlated and coarse correlated equilibria that are best or worst for somebody, by linear
//! programming.
//!
//! Over distributions `p` on pure profiles, with `g_i(t, a) = u_i(t, a_-i) - u_i(a)`:
//!
//! maximise `sum_a p(a) w(a)` subject to `sum_a p(a) = 1`, `p >= 0`, and
//! `sum_{a: a_i = s} p(a) g_i(t, a) <= 0` for all `i`, `s`, `t != s` (Aumann 1974), or, coarse,
//! `sum_a p(a) g_i(t, a) <= 0` for all `i`, `t` (Moulin and Vial 1978).

mod exact;
mod floating;

use crate::SolveError;
use crate::exact::{fraction, to_f64};
use serde::{Deserialize, Serialize};
use talion_game::{CorrelatedCertificate, NormalForm, Obedience, Observer, PlayerId};

pub(crate) const METHOD: &str = "correlated";
/// Cells of the program up to which the optimum is computed in fractions unasked.
const MOST_CELLS: usize = 30_000;

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
    /// Nothing: any equilibrium will do.
    Any,
}

impl CorrelatedGoal {
    fn is_largest(self) -> bool {
        matches!(self, Self::MaxWelfare | Self::Max(_))
    }
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
    /// The same as fractions in lowest terms, where they were computed; then the distribution is an
    /// equilibrium and an optimum without rounding.
    pub exact: Option<Vec<String>>,
    /// The sum or payoff that the goal is about; zero where it is about nothing.
    pub objective: f64,
    /// Expected payoff of every player.
    pub values: Vec<f64>,
    /// The check, computed from the game and the distribution alone.
    pub certificate: CorrelatedCertificate,
}

/// The correlated (or coarse correlated) equilibrium that is best for a goal.
///
/// The program is solved in floating point; up to moderate sizes (30,000 coefficients) it is then
/// solved again in integers from there, and the answer is exact.
///
/// # Errors
/// A goal about a player who is not in the game, or a linear program that rounding defeats.
pub fn correlated_equilibrium(
    game: &NormalForm,
    obedience: Obedience,
    goal: CorrelatedGoal,
) -> Result<CorrelatedEquilibrium, SolveError> {
    let weights = objective(game, goal)?;
    if cells(game, obedience) <= MOST_CELLS {
        let guess = floating::optimum(game, obedience, &weights, goal.is_largest()).ok();
        let found = exact::optimum(game, obedience, goal, guess.as_deref(), &talion_game::Quiet);
        if let Some((weights_found, sum)) = found {
            return exactly(game, obedience, goal, &weights_found, &sum);
        }
    }
    let distribution = floating::optimum(game, obedience, &weights, goal.is_largest())?;
    certified(game, obedience, goal, distribution, None)
}

/// As [`correlated_equilibrium`], in integers whatever the size.
///
/// # Errors
/// As [`correlated_equilibrium`], and [`SolveError::Stopped`] if the observer stops the work.
pub fn exact_correlated_equilibrium(
    game: &NormalForm,
    obedience: Obedience,
    goal: CorrelatedGoal,
    observer: &dyn Observer,
) -> Result<CorrelatedEquilibrium, SolveError> {
    let weights = objective(game, goal)?;
    let guess = floating::optimum(game, obedience, &weights, goal.is_largest()).ok();
    let found = exact::optimum(game, obedience, goal, guess.as_deref(), observer);
    let (weights, sum) = found.ok_or(SolveError::Stopped { method: METHOD })?;
    exactly(game, obedience, goal, &weights, &sum)
}

fn exactly(
    game: &NormalForm,
    obedience: Obedience,
    goal: CorrelatedGoal,
    weights: &[dashu::integer::UBig],
    sum: &dashu::integer::UBig,
) -> Result<CorrelatedEquilibrium, SolveError> {
    let distribution = weights.iter().map(|w| to_f64(w, sum)).collect();
    let fractions = weights.iter().map(|w| fraction(w, sum)).collect();
    certified(game, obedience, goal, distribution, Some(fractions))
}

fn certified(
    game: &NormalForm,
    obedience: Obedience,
    goal: CorrelatedGoal,
    distribution: Vec<f64>,
    exact: Option<Vec<String>>,
) -> Result<CorrelatedEquilibrium, SolveError> {
    let weights = objective(game, goal)?;
    let certificate = CorrelatedCertificate::of(game, obedience, &distribution)?;
    Ok(CorrelatedEquilibrium {
        obedience,
        goal,
        objective: weights.iter().zip(&distribution).map(|(w, p)| w * p).sum(),
        values: certificate.values.clone(),
        distribution,
        exact,
        certificate,
    })
}

/// Coefficients of the linear program.
fn cells(game: &NormalForm, obedience: Obedience) -> usize {
    let count = |p: usize| {
        let count = game.strategy_count(PlayerId(p));
        match obedience {
            Obedience::Correlated => count * (count - 1),
            Obedience::CoarseCorrelated => count,
        }
    };
    (0..game.player_count()).map(count).sum::<usize>().saturating_mul(game.profile_count())
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
        CorrelatedGoal::Any => Ok(vec![0.0; game.profile_count()]),
    }
}
