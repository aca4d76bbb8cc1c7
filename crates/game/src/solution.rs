//! What a solver hands back: equilibria with their certificates, and why it stopped.

use crate::{Certificate, GameError, NormalForm, PlayerId, Profile};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The solution concept that an equilibrium claims to satisfy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Concept {
    /// Nash equilibrium: no player gains by a deviation of its own.
    Nash,
}

/// A profile, what it is worth, and its certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Equilibrium {
    /// The concept claimed.
    pub concept: Concept,
    /// One probability vector per player.
    pub strategies: Profile,
    /// The same as exact fractions (`"1/3"`), where the method computed them.
    pub exact: Option<Vec<Vec<String>>>,
    /// Expected payoff of every player.
    pub values: Vec<f64>,
    /// The check, computed from the game and the strategies alone.
    pub certificate: Certificate,
}

impl Equilibrium {
    /// An equilibrium of a game, certified here and now.
    ///
    /// # Errors
    /// If the profile does not belong to the game.
    pub fn certify(
        game: &NormalForm,
        concept: Concept,
        strategies: Profile,
        exact: Option<Vec<Vec<String>>>,
    ) -> Result<Self, GameError> {
        let certificate = Certificate::of(game, &strategies)?;
        let values = certificate.deviations.iter().map(|d| d.value).collect();
        Ok(Self { concept, strategies, exact, values, certificate })
    }

    /// Expected payoff of a player.
    pub fn value(&self, player: PlayerId) -> f64 {
        self.values[player.0]
    }
}

/// Why a method stopped. The certificate, not this, says what you hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "reason")]
#[non_exhaustive]
pub enum Termination {
    /// The search space was gone through: the list is complete.
    Enumerated,
    /// The method met its own stopping rule.
    Converged,
    /// The limit on iterations or on the number of equilibria was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The iteration returned to where it had been.
    Cycle {
        /// Number of steps in the cycle.
        period: usize,
    },
    /// The observer asked to stop.
    Interrupted,
}

/// Equilibria that hang together: a connected piece of the set of all equilibria.
///
/// In a degenerate game equilibria come in whole pieces. Each piece is a union of maximal Nash
/// subsets: sets `X x Y` in which any strategy of `X` is in equilibrium with any of `Y`. A subset
/// is given by its corners, the extreme equilibria; every mixture of the corners' first strategies,
/// paired with every mixture of their second ones, is an equilibrium too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Positions in [`Solution::equilibria`] of the extreme equilibria of this piece, ascending.
    pub equilibria: Vec<usize>,
    /// The maximal Nash subsets, each as positions of its corners, ascending.
    pub maximal_nash_subsets: Vec<Vec<usize>>,
}

/// Equilibria found by one method on one game.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Solution {
    /// What was found, each with its certificate; possibly nothing.
    pub equilibria: Vec<Equilibrium>,
    /// Whether the list is proved to hold everything that the method promises.
    pub complete: bool,
    /// Connected pieces of the equilibrium set, where the method computes them; else empty.
    #[serde(default)]
    pub components: Vec<Component>,
    /// Why the method stopped.
    pub termination: Termination,
    /// Steps taken, in the method's own unit.
    pub iterations: u64,
    /// Time taken. Left out of every comparison.
    #[serde(skip)]
    pub elapsed: Duration,
    /// Literature name of the method.
    pub method: String,
}

impl Solution {
    /// The equilibria in which every player plays one strategy for sure, with their positions.
    pub fn pure(&self) -> impl Iterator<Item = (usize, Vec<usize>)> + '_ {
        self.equilibria
            .iter()
            .enumerate()
            .filter_map(|(index, equilibrium)| Some((index, equilibrium.strategies.as_pure()?)))
    }

    /// Largest regret of any equilibrium in the list; zero for an empty list.
    pub fn max_regret(&self) -> f64 {
        self.equilibria.iter().map(|e| e.certificate.max_regret).fold(0.0, f64::max)
    }
}
