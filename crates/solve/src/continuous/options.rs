//! What a caller may choose about methods for continuous games, with defaults that suit rates.

use serde::{Deserialize, Serialize};
use talion_game::SearchBudget;

/// In which order the players reply within a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// One after the other, each to what the others last did.
    GaussSeidel,
    /// All at once, in parallel. Where that runs in a circle the players take turns instead.
    Jacobi,
}

/// How a best response is computed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReplyOptions {
    /// Starts besides the player's present levels: its status quo, then an even filling of its box.
    pub starts: usize,
    /// Largest distance, in the game's coordinates, of an answer from where a Newton step with a
    /// diagonal Hessian would take it.
    pub tolerance: f64,
    /// Most quasi-Newton steps from each start.
    pub steps: usize,
    /// What the certificate's search may spend.
    pub budget: SearchBudget,
}

impl Default for ReplyOptions {
    fn default() -> Self {
        Self { starts: 4, tolerance: 1e-9, steps: 300, budget: SearchBudget::default() }
    }
}

/// How equilibria are looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NashOptions {
    /// Starts besides the status quo: an even filling of the joint box.
    pub starts: usize,
    /// Order of replies.
    pub order: Order,
    /// Most sweeps of best responses from each start.
    pub sweeps: usize,
    /// Largest distance of an equilibrium from its next iterate, in the game's coordinates.
    pub tolerance: f64,
    /// Whether Newton's method on the stacked conditions may end the search.
    pub newton: bool,
    /// Whether sweeps that contract are accelerated.
    pub accelerate: bool,
    /// A gain below this counts as none, in units of payoff.
    pub epsilon: f64,
    /// Rest points nearer than this in every coordinate are one equilibrium.
    pub distinct: f64,
    /// Best responses within the sweeps.
    pub reply: ReplyOptions,
}

impl Default for NashOptions {
    fn default() -> Self {
        Self {
            starts: 2,
            order: Order::GaussSeidel,
            sweeps: 60,
            tolerance: 1e-9,
            newton: true,
            accelerate: true,
            epsilon: 1e-9,
            distinct: 1e-5,
            reply: ReplyOptions { starts: 2, ..ReplyOptions::default() },
        }
    }
}
