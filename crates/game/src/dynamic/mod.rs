//! Games that go on: stochastic games, repeated games, and conflicts as graphs of states and moves.

mod conflict;
mod conflict_certificate;
mod repeated;
mod repeated_automaton;
mod stochastic;

pub use conflict::{ConflictGame, ConflictMove, Improvement};
pub use conflict_certificate::{Sanction, StabilityConcept, StabilityFlaw, StabilityWitness};
pub use repeated::RepeatedGame;
pub use repeated_automaton::{Automaton, AutomatonCheck, AutomatonState};
pub use stochastic::{StateId, StochasticGame, StochasticState, Transition};

use crate::GameError;

/// A discount factor for every player, each at least zero and below one.
fn check_discounts(players: &[String], discounts: &[f64]) -> Result<(), GameError> {
    if discounts.len() != players.len() {
        return Err(GameError::ProfileLength { found: discounts.len(), expected: players.len() });
    }
    for (player, &value) in players.iter().zip(discounts) {
        if !(0.0..1.0).contains(&value) {
            return Err(GameError::Discount { player: player.clone(), value });
        }
    }
    Ok(())
}
