//! What the continuous games of a scenario found, as plain data.

use crate::TariffFindings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The continuous games of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyFindings {
    /// One per concept that the scenario asks for, in its order.
    pub studies: Vec<TariffFindings>,
    /// Best responses in one tariff each; only where two play.
    pub curves: Option<ReactionFindings>,
}

/// Two players with one tariff each on all dutiable goods of the other: best responses, payoffs on a
/// grid, and the points that theory names. Rates are fractions, welfare is in percent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReactionFindings {
    /// Codes of the two players.
    pub players: Vec<String>,
    /// What the first player does best at each rate of the second.
    pub first: Vec<CurvePoint>,
    /// What the second player does best at each rate of the first.
    pub second: Vec<CurvePoint>,
    /// Rates of the payoff grid, rising; the same for both players.
    pub axis: Vec<f64>,
    /// Change of every player's objective on the grid, percent, the first player's rate varying
    /// fastest.
    pub welfare_percent: Vec<Vec<f64>>,
    /// Points that theory names.
    pub marks: Vec<MarkFindings>,
}

/// A point of a best-response curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CurvePoint {
    /// The other player's rate.
    pub rival: f64,
    /// The best reply.
    pub reply: f64,
}

/// A named pair of rates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MarkFindings {
    /// `free trade`, `status quo`, `Nash`, `USA leads`, `agreement`, ..
    pub name: String,
    /// The two rates.
    pub rates: Vec<f64>,
    /// Change of every player's objective there, percent.
    pub welfare_percent: Vec<f64>,
}
