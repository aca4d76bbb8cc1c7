//! Mixed strategy profiles: one probability vector per player.

use crate::{GameError, NormalForm, PlayerId};
use serde::{Deserialize, Serialize};

/// Largest distance from one that the sum of a mixed strategy may have.
const SUM_TOLERANCE: f64 = 1e-9;

/// One probability vector per player, in the order of the game.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Profile(Vec<Vec<f64>>);

impl Profile {
    /// A profile of mixed strategies, checked against the game.
    ///
    /// # Errors
    /// A wrong number of players or strategies, a negative or non-finite probability, or a sum that
    /// is off one by more than 1e-9.
    pub fn new(game: &NormalForm, strategies: Vec<Vec<f64>>) -> Result<Self, GameError> {
        if strategies.len() != game.player_count() {
            return Err(GameError::ProfileLength {
                found: strategies.len(),
                expected: game.player_count(),
            });
        }
        for (player, strategy) in game.players().iter().zip(&strategies) {
            let expected = player.strategies.len();
            let sum: f64 = strategy.iter().sum();
            let found = if strategy.len() != expected {
                format!("{} entries", strategy.len())
            } else if let Some(p) = strategy.iter().find(|p| !(**p >= 0.0 && p.is_finite())) {
                format!("an entry of {p}")
            } else if (sum - 1.0).abs() > SUM_TOLERANCE {
                format!("a sum of {sum}")
            } else {
                continue;
            };
            return Err(GameError::NotAProbability {
                player: player.label.clone(),
                expected,
                found,
            });
        }
        Ok(Self(strategies))
    }

    /// The profile in which every player plays one strategy for sure.
    ///
    /// # Panics
    /// If a strategy index is out of range, as slice indexing does.
    pub fn pure(game: &NormalForm, profile: &[usize]) -> Self {
        Self(
            game.players()
                .iter()
                .zip(profile)
                .map(|(player, &s)| {
                    let mut strategy = vec![0.0; player.strategies.len()];
                    strategy[s] = 1.0;
                    strategy
                })
                .collect(),
        )
    }

    /// The mixed strategy of a player.
    pub fn strategy(&self, player: PlayerId) -> &[f64] {
        &self.0[player.0]
    }

    /// All mixed strategies, in the order of the players.
    pub fn strategies(&self) -> &[Vec<f64>] {
        &self.0
    }

    /// The pure profile that this is, if every player plays one strategy for sure.
    pub fn as_pure(&self) -> Option<Vec<usize>> {
        self.0.iter().map(|strategy| strategy.iter().position(|&p| p == 1.0)).collect()
    }
}
