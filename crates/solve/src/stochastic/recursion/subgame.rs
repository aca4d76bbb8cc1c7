//! A component as a game of its own: what lies beyond is worth what it is worth, and ends play.

use super::component::ComponentEquilibrium;
use crate::{MarkovEquilibrium, SolveError};
use talion_game::{PlayerId, StateId, StochasticBuilder, StochasticGame, Transition};

/// The game of a component's states, with one more state, the last, where play ends.
pub(super) struct Subgame {
    pub(super) game: StochasticGame,
}

impl Subgame {
    /// The game of some states (ascending), with the values of all others.
    pub(super) fn of(
        game: &StochasticGame,
        members: &[u32],
        values: &[f64],
    ) -> Result<Self, SolveError> {
        let players = game.player_count();
        let mut builder = StochasticBuilder::new(game.title(), game.players(), game.discounts())?;
        let end = StateId(members.len());
        let mut own = vec![0.0; players];
        let mut row: Vec<Transition> = Vec::new();
        for &member in members {
            let state = StateId(member as usize);
            let mut menus = Vec::with_capacity(players);
            for p in 0..players {
                menus.push(builder.menu(game.actions(state, PlayerId(p)))?);
            }
            builder.state(game.label(state), &menus)?;
            for profile in 0..game.profile_count(state) {
                own.copy_from_slice(game.payoffs(state, profile));
                row.clear();
                for Transition { to, probability } in game.transitions(state, profile).iter() {
                    // Members ascend.
                    let inside = members.binary_search_by(|m| (*m as usize).cmp(&to.0)).ok();
                    row.push(Transition { to: inside.map_or(end, StateId), probability });
                    if inside.is_none() {
                        let next = &values[to.0 * players..(to.0 + 1) * players];
                        for ((u, v), discount) in own.iter_mut().zip(next).zip(game.discounts()) {
                            *u += discount * probability * v;
                        }
                    }
                }
                builder.profile(&own, row.iter().copied())?;
            }
        }
        let nothing = builder.menu(["-"])?;
        builder.state("beyond", &vec![nothing; players])?;
        builder.profile(&vec![0.0; players], [Transition { to: end, probability: 1.0 }])?;
        Ok(Self { game: builder.build()? })
    }

    /// An equilibrium of this game, without the state where play ends.
    pub(super) fn inside(&self, equilibrium: &MarkovEquilibrium) -> ComponentEquilibrium {
        let players = self.game.player_count();
        let slots = self.game.slot_count() - players;
        let values = equilibrium.certificate.values.len() - players;
        ComponentEquilibrium {
            strategies: equilibrium.strategies.probabilities()[..slots].to_vec(),
            values: equilibrium.certificate.values[..values].to_vec(),
        }
    }
}
