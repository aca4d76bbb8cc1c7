//! All pure equilibria of a game of any number of players, in one pass per player.

use crate::SolveError;
use crate::best_reply::{keep_best_replies, keep_exact_best_replies};
use talion_game::{
    Concept, Equilibrium, NormalForm, Observer, PlayerId, Profile, Solution, Termination,
};

/// All pure equilibria: the profiles at which every player's strategy is a best reply.
///
/// Ties count as best replies. Equilibria are in the order of the payoff tensor (player 1 varying
/// fastest). Each player's tensor is read from memory once, so the cost is that of reading.
///
/// # Errors
/// None for a game that was validated; the type is that of all methods.
pub fn pure_equilibria(game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
    pure_equilibria_within(game, 0.0, observer)
}

/// As [`pure_equilibria`], where a strategy counts as a best reply if it is worth at most
/// `tolerance` less than the best: all pure epsilon-equilibria.
///
/// # Errors
/// If the tolerance is negative or NaN.
pub fn pure_equilibria_within(
    game: &NormalForm,
    tolerance: f64,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    if tolerance.is_nan() || tolerance < 0.0 {
        return Err(SolveError::Tolerance { found: tolerance });
    }
    let players = game.player_count() as u64;
    let mut candidate = vec![true; game.profile_count()];
    let mut complete = true;
    for player in 0..game.player_count() {
        observer.progress("pure equilibria", player as u64, players);
        if observer.stopped() {
            complete = false;
            break;
        }
        let player = PlayerId(player);
        match game.exact_payoffs(player) {
            Some(exact) if tolerance == 0.0 => {
                keep_exact_best_replies(game, player, exact, &mut candidate);
            }
            _ => keep_best_replies(game, player, tolerance, &mut candidate),
        }
    }
    let equilibria = (0..game.profile_count())
        // A profile that not every player has been asked about is no finding.
        .filter(|&index| complete && candidate[index])
        .map(|index| {
            let profile = Profile::pure(game, &game.profile_at(index));
            Equilibrium::certify(game, Concept::Nash, profile, Some(fractions(game, index)))
        })
        .collect::<Result<_, _>>()?;
    Ok(Solution {
        equilibria,
        complete,
        components: Vec::new(),
        termination: if complete { Termination::Enumerated } else { Termination::Interrupted },
        iterations: game.profile_count() as u64,
        elapsed: observer.elapsed(),
        method: "pure".to_owned(),
    })
}

/// The probabilities of a pure profile as fractions.
fn fractions(game: &NormalForm, index: usize) -> Vec<Vec<String>> {
    let one_hot = |(count, chosen): (usize, usize)| {
        (0..count).map(|s| u8::from(s == chosen).to_string()).collect()
    };
    let counts = game.players().iter().map(|player| player.strategies.len());
    counts.zip(game.profile_at(index)).map(one_hot).collect()
}
