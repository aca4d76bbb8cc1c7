//! What was found of tariffs that keep themselves, as plain data.

use super::Surge;
use crate::{Answer, RateFindings, TariffAssumptions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_game::SearchBudget;

/// The most cooperative tariffs that keep themselves, by discount factor. Rates are fractions; payoffs
/// and gains are in percent of real income (or of what political weights make of it) a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeptTariffFindings {
    /// The answer in words.
    pub answer: Answer,
    /// What was assumed of the tariff game.
    pub assumptions: TariffAssumptions,
    /// What was made as large as possible: `Nash product` or `weighted sum` of the gains over the war.
    pub aim: String,
    /// Whether every condition passed the check and every climb came to rest.
    pub certified: bool,
    /// The war that answers a breach: the Nash tariffs.
    pub war: KeptTariffs,
    /// The largest gain of anybody from leaving the war alone that a search found.
    pub war_gain_percent: f64,
    /// The tariffs that the aim leads to if nobody can break them.
    pub agreement: KeptTariffs,
    /// The least common discount factor at which the agreement keeps itself; null if none is enough.
    pub critical_discount: Option<f64>,
    /// Discount factors of the players that were asked about, if any were.
    pub discounts: Option<Vec<f64>>,
    /// The most cooperative tariffs at those factors.
    pub at_discounts: Option<KeptFindings>,
    /// The most cooperative tariffs at common factors below the critical one, rising.
    pub by_discount: Vec<KeptFindings>,
    /// The same in a world with surges.
    pub surge: Option<KeptSurgeFindings>,
    /// What the check's search for breaches could spend on every player.
    pub budget: SearchBudget,
}

/// The same tariff game when imports surge now and then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeptSurgeFindings {
    /// The surge.
    pub surge: Surge,
    /// By how much every player's imports from the others rise in a surge at the tariffs of the status
    /// quo, percent.
    pub imports_percent: Vec<f64>,
    /// The war: in a calm period, then in a surge.
    pub war: Vec<KeptTariffs>,
    /// The tariffs that the aim leads to if nobody can break them: in a calm period, then in a surge.
    pub agreement: Vec<KeptTariffs>,
    /// The least common discount factor at which the agreement keeps itself; null if none is enough.
    pub critical_discount: Option<f64>,
    /// The most cooperative tariffs at common factors below the critical one, rising: in a calm period,
    /// then in a surge.
    pub by_discount: Vec<KeptFindings>,
}

/// The most cooperative tariffs at given discount factors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeptFindings {
    /// Discount factor of every player.
    pub discounts: Vec<f64>,
    /// What keeping is worth a period over the war, by player.
    pub worth_percent: Vec<f64>,
    /// Tariffs by state of the world: one state, or a calm period and a surge.
    pub states: Vec<KeptTariffs>,
    /// The least room that a search of its own left any condition, percent; not below zero but by
    /// rounding.
    pub least_room_percent: f64,
    /// Largest entry of the projected gradient of the aim and the priced conditions.
    pub projected_gradient: f64,
    /// Largest relative residual of the trade equilibrium.
    pub residual: f64,
    /// Whether the climb came to rest.
    pub converged: bool,
    /// Steps of the climb.
    pub iterations: u64,
}

/// Tariffs in one state of the world, and what they are worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeptTariffs {
    /// Plain mean of every player's tariffs; null for one that sets none.
    pub mean_tariffs: Vec<Option<f64>>,
    /// Change of every player's objective from the status quo.
    pub objective_percent: Vec<f64>,
    /// What the best breach gains once, by player.
    pub breach_gain_percent: Vec<f64>,
    /// What keeping is worth less what a breach gains, discounted; by player.
    pub room_percent: Vec<f64>,
    /// Whether the player's temptation holds the tariffs up.
    pub binds: Vec<bool>,
    /// Every rate, without surges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<RateFindings>,
}
