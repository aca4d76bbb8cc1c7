//! Games in strategic form: every player's payoff at every profile of strategies.

use crate::exact::Tensor;
use crate::{GameError, Rational};
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
    /// The payoffs as they are meant, if some of them are no doubles.
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<Vec<Vec<Rational>>>,
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
        let game = Self { title: title.into(), players, payoffs, exact: None };
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

    /// As [`NormalForm::new`], from exact payoffs. The doubles are the nearest ones; the rationals are
    /// kept where some payoff is not a double itself.
    ///
    /// # Errors
    /// As [`NormalForm::new`]; a payoff past the largest double counts as not finite.
    pub fn from_rationals(
        title: impl Into<String>,
        players: Vec<Player>,
        payoffs: Vec<Vec<Rational>>,
    ) -> Result<Self, GameError> {
        Self::from_tensors(title, players, payoffs.into_iter().map(Tensor::from_iter).collect())
    }

    /// A game from payoffs as they were read.
    pub(crate) fn from_tensors(
        title: impl Into<String>,
        players: Vec<Player>,
        tensors: Vec<Tensor>,
    ) -> Result<Self, GameError> {
        let (payoffs, exact): (Vec<_>, Vec<_>) =
            tensors.into_iter().map(Tensor::into_parts).unzip();
        let mut game = Self::new(title, players, payoffs)?;
        if exact.iter().any(Option::is_some) {
            let of_doubles = |doubles: &[f64]| {
                // Payoffs of a game are finite, and finite doubles are rationals.
                doubles.iter().map(|&x| Rational::from_f64(x).unwrap_or_default()).collect()
            };
            let filled = exact.into_iter().zip(&game.payoffs);
            game.exact =
                Some(filled.map(|(e, doubles)| e.unwrap_or_else(|| of_doubles(doubles))).collect());
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

    /// The exact payoffs of a player, in the order of [`NormalForm::payoffs`], where some payoff of
    /// the game is not a double; `None` means that the doubles are the payoffs exactly.
    pub fn exact_payoffs(&self, player: PlayerId) -> Option<&[Rational]> {
        self.exact.as_ref().map(|exact| exact[player.0].as_slice())
    }

    /// The same game under another title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
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
