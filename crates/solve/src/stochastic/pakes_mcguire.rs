//! Pakes and `McGuire`'s iteration: every state's stage game in turn, with the values at hand.
//!
//! Pakes and `McGuire`, "Computing Markov-perfect Nash equilibria", RAND Journal of Economics 25 (1994).
//! It is no contraction and may go round for ever: a warm start, and an answer only where the
//! certificate says so.

use super::StageRule;
use super::stage::{Loops, Stage, StageSolver};
use crate::{MarkovEquilibrium, SolveError};
use talion_game::{MarkovProfile, Observer, StateId, StochasticGame};

/// Sweeps between two exact evaluations.
const SWEEPS: usize = 10;
/// Evaluations before giving up.
const MOST_ROUNDS: usize = 60;
/// Gain, relative to the largest value, at which there is nothing left to do.
const ENOUGH: f64 = 1e-13;

/// The profile with the least one-shot gain that the iteration meets, from given values (of every
/// state to every player, the players side by side) or from those of uniform play.
///
/// # Errors
/// A game that is not fit for the stage methods, or values that are not one per state and player.
pub fn pakes_mcguire(
    game: &StochasticGame,
    rule: StageRule,
    start: Option<&[f64]>,
    observer: &dyn Observer,
) -> Result<MarkovEquilibrium, SolveError> {
    let mut best = MarkovEquilibrium::certify(game, MarkovProfile::uniform(game))?;
    let mut values = match start {
        Some(values) => super::finite_horizon::terminal(game, values)?,
        None => best.certificate.values.clone(),
    };
    let mut weights = best.strategies.probabilities().to_vec();
    let (mut stage, mut solver) = (Stage::of(game), StageSolver::default());
    for _ in 0..MOST_ROUNDS {
        for sweep in 0..SWEEPS {
            for at in (0..game.state_count()).rev() {
                let state = StateId(at);
                stage.fill(game, state, &values, Loops::Open);
                let found = solver.solve(&stage, observer)?;
                let players = game.player_count();
                let slots = game.state_slots(state);
                // The rule chooses at first; after that play stays near where it was.
                let chosen = if sweep == 0 && best.certificate.one_shot_gain > 0.0 {
                    rule.pick(&stage, found).0
                } else {
                    found.nearest(0..found.len(), &weights[slots.clone()])
                };
                weights[slots].copy_from_slice(found.strategies(chosen));
                values[at * players..(at + 1) * players].copy_from_slice(found.values(chosen));
            }
        }
        let met = MarkovEquilibrium::certify(game, MarkovProfile::new(game, weights.clone())?)?;
        let scale = met.certificate.values.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        let gain = met.certificate.one_shot_gain;
        if gain < best.certificate.one_shot_gain {
            // Values of a profile that is nearer are better than those of the iteration.
            values.copy_from_slice(&met.certificate.values);
            best = met;
        }
        if gain <= ENOUGH * scale || observer.stopped() {
            break;
        }
    }
    Ok(best)
}
