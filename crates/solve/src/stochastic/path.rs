//! Play over finitely many periods.

use serde::Serialize;
use talion_game::MarkovProfile;

/// Strategies of every period, and what they are worth at the start.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarkovPath {
    /// Mixed actions by state and player, period by period.
    pub strategies: Vec<MarkovProfile>,
    /// Value of every state to every player at the start, the players side by side.
    pub values: Vec<f64>,
    /// Largest gain from deviating once, in any state and period.
    pub one_shot_gain: f64,
}
