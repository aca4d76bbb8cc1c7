//! The value of a two-player zero-sum (or constant-sum) game, and maximin strategies, exactly.
//!
//! Both players' linear programs are solved in integers (Dantzig 1951); by the minimax theorem the
//! two solutions are an equilibrium, and its payoff to player 1 is the value of the game.

use crate::SolveError;
use crate::exact::{fraction, to_f64, whole_payoffs, whole_payoffs_in_one_unit};
use crate::zero_sum::maximin;
use dashu::base::UnsignedAbs;
use dashu::integer::{IBig, UBig};
use talion_game::{
    Concept, Equilibrium, NormalForm, Observer, PlayerId, Profile, Solution, Termination,
};

pub(crate) const METHOD: &str = "zero-sum";

/// One equilibrium in maximin strategies, whose first value is the value of the game.
///
/// `complete` is false: there may be other maximin strategies, but all are worth the same.
///
/// # Errors
/// If the game does not have two players, or their payoffs do not sum to a constant, exactly.
pub fn zero_sum(game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
    require_constant_sum(game)?;
    let mut strategies = Vec::with_capacity(2);
    let mut exact = Vec::with_capacity(2);
    for player in [PlayerId(0), PlayerId(1)] {
        // Positive payoffs make the program bounded, so that there is always a solution.
        let Some((weights, sum)) = maximin_weights(game, player) else { continue };
        strategies.push(weights.iter().map(|w| to_f64(w, &sum)).collect());
        exact.push(weights.iter().map(|w| fraction(w, &sum)).collect());
    }
    let profile = Profile::new(game, strategies)?;
    Ok(Solution {
        equilibria: vec![Equilibrium::certify(game, Concept::Nash, profile, Some(exact))?],
        complete: false,
        components: Vec::new(),
        termination: Termination::Converged,
        iterations: 2,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// Checks that there are two players whose payoffs sum to the same number at every profile.
pub(crate) fn require_constant_sum(game: &NormalForm) -> Result<(), SolveError> {
    let found = game.player_count();
    if found != 2 {
        return Err(SolveError::PlayerCount { method: METHOD, expected: 2, found });
    }
    let [a, b] = [0, 1].map(|p| game.payoffs(PlayerId(p)));
    let whole = whole_payoffs_in_one_unit(game);
    let (first, second) = (&whole[0], &whole[1]);
    let constant = &first[0] + &second[0];
    match (0..a.len()).find(|&at| &first[at] + &second[at] != constant) {
        None => Ok(()),
        Some(at) => Err(SolveError::NotConstantSum {
            profile: game.profile_at(at),
            found: a[at] + b[at],
            expected: a[0] + b[0],
        }),
    }
}

/// Whole weights of a player's maximin mixture, and their sum.
fn maximin_weights(game: &NormalForm, player: PlayerId) -> Option<(Vec<UBig>, UBig)> {
    let other = PlayerId(1 - player.0);
    let whole = whole_payoffs(game, player);
    // Payoffs start at one; a shift changes no maximin strategy.
    let shift = IBig::ONE - whole.iter().min()?;
    let (step, across) = (game.stride(player), game.stride(other));
    let lines: Vec<Vec<IBig>> = (0..game.strategy_count(player))
        .map(|s| {
            let replies = 0..game.strategy_count(other);
            replies.map(|t| &whole[s * step + t * across] + &shift).collect()
        })
        .collect();
    let solved = maximin(&lines)?;
    let weights = solved.weights.into_iter().map(UnsignedAbs::unsigned_abs).collect();
    Some((weights, solved.sum.unsigned_abs()))
}
