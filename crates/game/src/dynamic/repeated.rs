//! Repeated games: one stage game, played again and again, with payoffs discounted.

use super::check_discounts;
use crate::{GameError, NormalForm};
use serde::Serialize;

/// A stage game that is played for ever, with a discount factor for every player.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepeatedGame {
    stage: NormalForm,
    discounts: Vec<f64>,
}

impl RepeatedGame {
    /// A game from its stage and the players' discount factors.
    ///
    /// # Errors
    /// If there is not one factor per player, or one is outside of `0 < delta < 1`.
    pub fn new(stage: NormalForm, discounts: Vec<f64>) -> Result<Self, GameError> {
        let players: Vec<String> = stage.players().iter().map(|p| p.label.clone()).collect();
        check_discounts(&players, &discounts)?;
        if let Some(p) = discounts.iter().position(|&delta| delta == 0.0) {
            return Err(GameError::NoFuture { player: players[p].clone() });
        }
        Ok(Self { stage, discounts })
    }

    /// The stage game.
    pub fn stage(&self) -> &NormalForm {
        &self.stage
    }

    /// Discount factor of every player.
    pub fn discounts(&self) -> &[f64] {
        &self.discounts
    }
}
