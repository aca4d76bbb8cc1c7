//! Promises that are kept although all could agree to forget a deviation: penance.
//!
//! Van Damme, "Renegotiation-proof equilibria in repeated prisoners' dilemma", JET 47 (1989); Farrell and
//! Maskin, "Renegotiation in repeated games", GEB 1 (1989). After a deviation player `i` does penance: for
//! `T` periods a profile is played at which the others do no worse than when the promise is kept, and `i`
//! gets less; who deviates in penance starts it again. Nobody who gains from a penance agrees to forget
//! it, so an equilibrium of this kind is weakly renegotiation-proof: no continuation is better for all
//! than another.

use super::stage::Stage;
use crate::SolveError;
use serde::Serialize;
use talion_game::{Automaton, AutomatonState, RepeatedGame};

/// A promise with penances that keep it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Penance {
    /// Periods of penance.
    pub periods: u32,
    /// By player: the profile that is played while it does penance.
    pub profiles: Vec<Vec<usize>>,
    /// The strategies: state 0 keeps the promise; then every player's penance, first period first.
    pub automaton: Automaton,
}

/// The shortest penance, up to `most_periods`, that keeps two players to a profile without anything to
/// renegotiate; none if there is none of this kind.
///
/// # Errors
/// If the profile is not in the game, or there are not two players.
pub fn penance(
    game: &RepeatedGame,
    profile: &[usize],
    most_periods: u32,
) -> Result<Option<Penance>, SolveError> {
    let found = game.stage().player_count();
    if found != 2 {
        return Err(SolveError::PlayerCount { method: "penance", expected: 2, found });
    }
    let shape: Vec<usize> = game.stage().players().iter().map(|p| p.strategies.len()).collect();
    if profile.len() != 2 || profile.iter().zip(&shape).any(|(s, m)| s >= m) {
        return Err(SolveError::NotInGame { found: profile.to_vec(), shape });
    }
    let stage = Stage::new(game.stage());
    let kept = game.stage().index_of(profile);
    // The other does no worse than with the promise; the penitent does.
    let candidates = |p: usize| -> Vec<usize> {
        let fits = |a: &usize| {
            let (g, promise) = (&stage.payoffs[*a], &stage.payoffs[kept]);
            g[1 - p] >= promise[1 - p] && g[p] < promise[p]
        };
        (0..stage.payoffs.len()).filter(fits).collect()
    };
    let [first, second] = [candidates(0), candidates(1)];
    for periods in 1..=most_periods {
        for &a in &first {
            for &b in &second {
                let automaton = automaton(game, &stage, kept, [a, b], periods);
                let check = automaton.check(game)?;
                if check.one_shot_gain <= 1e-12 * stage.scale && settled(&check.values, &stage) {
                    let profiles = [a, b].map(|a| game.stage().profile_at(a)).to_vec();
                    return Ok(Some(Penance { periods, profiles, automaton }));
                }
            }
        }
    }
    Ok(None)
}

/// The promise as state 0, then the periods of each penance.
fn automaton(
    game: &RepeatedGame,
    stage: &Stage,
    kept: usize,
    penances: [usize; 2],
    periods: u32,
) -> Automaton {
    let length = periods as usize;
    let state = |a: usize, next: usize| AutomatonState {
        payoffs: stage.payoffs[a].clone(),
        profile: game.stage().profile_at(a),
        next: vec![(next, 1.0)],
    };
    let mut states = vec![state(kept, 0)];
    for (p, &a) in penances.iter().enumerate() {
        for period in 0..length {
            let here = 1 + p * length + period;
            states.push(state(a, if period + 1 < length { here + 1 } else { 0 }));
        }
    }
    let mut automaton =
        Automaton { states, punishments: vec![1, 1 + length], start: vec![(0, 1.0)] };
    automaton.settle(game);
    automaton
}

/// Whether no continuation is better for both than another.
fn settled(values: &[Vec<f64>], stage: &Stage) -> bool {
    let margin = 1e-12 * stage.scale;
    let better = |a: &Vec<f64>, b: &Vec<f64>| (0..2).all(|p| a[p] > b[p] + margin);
    !values.iter().any(|a| values.iter().any(|b| better(a, b)))
}
