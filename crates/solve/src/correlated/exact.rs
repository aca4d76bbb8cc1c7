//! The linear program of correlation in integers.
//!
//! Incentive constraints have no right side, so distributions may be scaled: `sum_a p(a) <= 1` does
//! for the equation if the objective is positive at every profile, and the origin is a feasible start.
//! Shifting the objective by a constant moves no optimum. The simplex method takes the profiles that a
//! solution in floating point uses first; whatever the order, the lexicographic rule ends it.

use super::CorrelatedGoal;
use crate::exact::{Tableau, whole_payoffs, whole_payoffs_in_one_unit};
use dashu::base::UnsignedAbs;
use dashu::integer::{IBig, UBig};
use std::cmp::Ordering;
use talion_game::{NormalForm, Obedience, Observer, PlayerId};

/// Probabilities below this are not in the support of a solution in floating point.
const UNUSED: f64 = 1e-9;

/// Whole weights of all profiles at an optimum, and their sum; `None` if the observer stops the work.
pub(super) fn optimum(
    game: &NormalForm,
    obedience: Obedience,
    goal: CorrelatedGoal,
    guess: Option<&[f64]>,
    observer: &dyn Observer,
) -> Option<(Vec<UBig>, UBig)> {
    let columns = game.profile_count();
    let mut cells = Vec::new();
    let mut rows = 1;
    for player in (0..game.player_count()).map(PlayerId) {
        rows += push_incentives(&mut cells, game, obedience, player);
    }
    cells.extend(vec![IBig::ONE; columns + 1]);
    cells.extend(positive_objective(game, goal).into_iter().map(|w| -w));
    cells.push(IBig::ZERO);
    // Unbounded integers hold every tableau.
    let mut tableau = Tableau::<IBig>::at_origin(rows, columns, &cells)?;
    let used = |variable: usize| guess.and_then(|p| p.get(variable)).is_some_and(|p| *p > UNUSED);
    let mut pivots = 0;
    loop {
        pivots += 1;
        observer.progress("correlated equilibrium, exactly", pivots, 0);
        if observer.stopped() {
            return None;
        }
        let improving = (0..columns)
            .filter(|&column| tableau.objective_sign(column) == Ordering::Less)
            .min_by_key(|&column| {
                let variable = tableau.nonbasic()[column];
                (!used(variable), variable)
            });
        let Some(entering) = improving else { break };
        // Weights sum to one at most, so every column is bounded.
        let leaving = tableau.leaving_row(entering)?;
        tableau = tableau.pivoted(leaving, entering).ok()?;
    }
    let mut weights = vec![UBig::ZERO; columns];
    for (row, &variable) in tableau.basic().iter().enumerate() {
        if variable < columns {
            weights[variable] = tableau.cell(row, columns).unsigned_abs();
        }
    }
    let sum = weights.iter().fold(UBig::ZERO, |sum, weight| sum + weight);
    // Every game has an equilibrium, and it is worth more than the origin.
    (sum != UBig::ZERO).then_some((weights, sum))
}

/// Appends the lines of a player's incentive constraints, and says how many.
fn push_incentives(
    cells: &mut Vec<IBig>,
    game: &NormalForm,
    obedience: Obedience,
    player: PlayerId,
) -> usize {
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    let whole = whole_payoffs(game, player);
    let mut rows = 0;
    let mut push = |advised: Option<usize>, played: usize| {
        for profile in 0..game.profile_count() {
            let own = profile / stride % count;
            cells.push(if advised.is_some_and(|s| s != own) {
                IBig::ZERO
            } else {
                &whole[profile - own * stride + played * stride] - &whole[profile]
            });
        }
        cells.push(IBig::ZERO);
        rows += 1;
    };
    for played in 0..count {
        match obedience {
            Obedience::CoarseCorrelated => push(None, played),
            Obedience::Correlated => {
                (0..count).filter(|&s| s != played).for_each(|s| push(Some(s), played));
            }
        }
    }
    rows
}

/// What is to be maximised at every profile, shifted so that it is at least one.
fn positive_objective(game: &NormalForm, goal: CorrelatedGoal) -> Vec<IBig> {
    let sums = || -> Vec<IBig> {
        let all = whole_payoffs_in_one_unit(game);
        let sum = |at: usize| all.iter().fold(IBig::ZERO, |sum, own| sum + &own[at]);
        (0..game.profile_count()).map(sum).collect()
    };
    let negated = |values: Vec<IBig>| values.into_iter().map(|w| -w).collect();
    let weights: Vec<IBig> = match goal {
        CorrelatedGoal::MaxWelfare => sums(),
        CorrelatedGoal::MinWelfare => negated(sums()),
        CorrelatedGoal::Max(player) => whole_payoffs(game, player),
        CorrelatedGoal::Min(player) => negated(whole_payoffs(game, player)),
        CorrelatedGoal::Any => vec![IBig::ZERO; game.profile_count()],
    };
    let shift = IBig::ONE - weights.iter().min().cloned().unwrap_or(IBig::ZERO);
    weights.into_iter().map(|w| w + &shift).collect()
}
