//! Games that go on: stochastic games, repeated games, and conflicts as graphs of states and moves.

mod conflict;
mod conflict_certificate;
mod conflict_options;
mod conflict_statement;
mod markov_certificate;
mod markov_chain;
mod markov_profile;
mod markov_values;
mod repeated;
mod repeated_automaton;
mod stochastic;
mod stochastic_builder;
mod stochastic_condensation;
mod stochastic_graph;

pub use conflict::{ConflictGame, ConflictMove, Improvement};
pub use conflict_certificate::{Sanction, StabilityConcept, StabilityFlaw, StabilityWitness};
pub use conflict_options::{ConflictOptions, OptionChange, OptionPlayer};
pub use conflict_statement::{Pattern, Situation, Statement};
pub use markov_certificate::{MarkovCertificate, MarkovDeviation};
pub use markov_chain::{Expectations, MarkovChain};
pub use markov_profile::MarkovProfile;
pub use repeated::RepeatedGame;
pub use repeated_automaton::{Automaton, AutomatonCheck, AutomatonState};
pub use stochastic::{StateId, StochasticGame, Transition, Transitions};
pub use stochastic_builder::{MenuId, StochasticBuilder};
pub use stochastic_condensation::Condensation;
pub use stochastic_graph::StateGraph;

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
