//! Games in strategic form: every player's payoff at every profile of strategies.

use crate::GameError;
use serde::{Deserialize, Serialize};

/// Index of a player, in the order of the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlayerId(pub usize);

/// Index of a strategy among the strategies of one player.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StrategyId(pub usize);

/// A player's label and the labels of its strategies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// Name of the player.
    pub label: String,
    /// Names of its strategies, in order.
    pub strategies: Vec<String>,
}

/// An n-player game in normal form.
///
/// Payoffs are dense, one tensor per player, with **player 1 varying fastest** (the convention of
/// Gambit's `.nfg` files): profile `(s_0, s_1, ..)` stands at `s_0 + m_0 (s_1 + m_1 (s_2 + ..))`,
/// where `m_p` is the number of strategies of player `p`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NormalForm {
    title: String,
    players: Vec<Player>,
    payoffs: Vec<Vec<f64>>,
}

impl NormalForm {
    /// A game from its players and one payoff tensor per player, player 1 varying fastest.
    ///
    /// # Errors
    /// No player, a player without strategies, a tensor of the wrong length, a payoff that is not
    /// finite, or more profiles than `usize` can count.
    pub fn new(
        title: impl Into<String>,
        players: Vec<Player>,
        payoffs: Vec<Vec<f64>>,
    ) -> Result<Self, GameError> {
        if players.is_empty() {
            return Err(GameError::NoPlayers);
        }
        let mut profiles = 1_usize;
        for player in &players {
            if player.strategies.is_empty() {
                return Err(GameError::NoStrategies { player: player.label.clone() });
            }
            profiles = profiles.checked_mul(player.strategies.len()).ok_or(GameError::TooLarge)?;
        }
        let game = Self { title: title.into(), players, payoffs };
        if game.payoffs.len() != game.players.len() {
            return Err(GameError::ProfileLength {
                found: game.payoffs.len(),
                expected: game.players.len(),
            });
        }
        for (player, tensor) in game.players.iter().zip(&game.payoffs) {
            if tensor.len() != profiles {
                return Err(GameError::PayoffCount {
                    player: player.label.clone(),
                    found: tensor.len(),
                    expected: profiles,
                });
            }
            if let Some(at) = tensor.iter().position(|x| !x.is_finite()) {
                return Err(GameError::NonFinitePayoff {
                    player: player.label.clone(),
                    profile: game.profile_at(at),
                    value: tensor[at],
                });
            }
        }
        Ok(game)
    }

    /// A two-player game from two matrices, both indexed `[row strategy][column strategy]`.
    ///
    /// # Errors
    /// As [`NormalForm::new`]; a ragged matrix is a wrong number of payoffs.
    pub fn bimatrix(
        players: [(&str, Vec<&str>); 2],
        row: &[Vec<f64>],
        column: &[Vec<f64>],
    ) -> Result<Self, GameError> {
        let players: Vec<Player> = players
            .into_iter()
            .map(|(label, strategies)| Player {
                label: label.to_owned(),
                strategies: strategies.into_iter().map(str::to_owned).collect(),
            })
            .collect();
        let (m, n) = (players[0].strategies.len(), players[1].strategies.len());
        let mut payoffs = Vec::with_capacity(2);
        for (player, matrix) in players.iter().zip([row, column]) {
            if matrix.len() != m || matrix.iter().any(|line| line.len() != n) {
                return Err(GameError::PayoffCount {
                    player: player.label.clone(),
                    found: matrix.iter().map(Vec::len).sum(),
                    expected: m * n,
                });
            }
            payoffs.push((0..n).flat_map(|j| (0..m).map(move |i| matrix[i][j])).collect());
        }
        Self::new("", players, payoffs)
    }

    /// Title of the game, possibly empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The players with their strategies, in order.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// Number of players.
    pub fn player_count(&self) -> usize {
        self.players.len()
    }

    /// Number of strategies of a player.
    pub fn strategy_count(&self, player: PlayerId) -> usize {
        self.players[player.0].strategies.len()
    }

    /// Number of strategy profiles.
    pub fn profile_count(&self) -> usize {
        self.payoffs[0].len()
    }

    /// The payoff tensor of a player, player 1 varying fastest.
    pub fn payoffs(&self, player: PlayerId) -> &[f64] {
        &self.payoffs[player.0]
    }

    /// Payoff of a player at a pure profile (one strategy index per player).
    pub fn payoff(&self, player: PlayerId, profile: &[usize]) -> f64 {
        self.payoffs[player.0][self.index_of(profile)]
    }

    /// Position of a pure profile in the payoff tensors.
    pub fn index_of(&self, profile: &[usize]) -> usize {
        debug_assert_eq!(profile.len(), self.players.len());
        profile
            .iter()
            .zip(&self.players)
            .rev()
            .fold(0, |index, (&s, player)| index * player.strategies.len() + s)
    }

    /// The pure profile at a position of the payoff tensors.
    pub fn profile_at(&self, mut index: usize) -> Vec<usize> {
        self.players
            .iter()
            .map(|player| {
                let m = player.strategies.len();
                let s = index % m;
                index /= m;
                s
            })
            .collect()
    }

    /// Distance in a payoff tensor between neighbouring strategies of a player.
    pub fn stride(&self, player: PlayerId) -> usize {
        self.players[..player.0].iter().map(|p| p.strategies.len()).product()
    }

    /// Difference between the largest and the smallest payoff of a player.
    pub fn payoff_range(&self, player: PlayerId) -> f64 {
        let tensor = self.payoffs(player);
        let max = tensor.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let min = tensor.iter().copied().fold(f64::INFINITY, f64::min);
        max - min
    }
}
