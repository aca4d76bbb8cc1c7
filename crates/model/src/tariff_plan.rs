//! What a scenario wants to know about continuous policy: which rates, of which game.

use crate::{FormulaVariant, TariffGameOptions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_economy::RegionId;
use talion_game::SearchBudget;

/// Which rates are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TariffConcept {
    /// Rates from which nobody gains by deviating alone.
    Nash,
    /// Every player's optimum while all others stay at the status quo.
    Optimal,
    /// The leader's optimum when all others react in equilibrium.
    Stackelberg,
    /// What the players agree on.
    Cooperative,
    /// One tariff per importer by Lashkaripour's formula.
    Formula,
}

impl TariffConcept {
    /// The concept in the words of the field.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nash => "Nash equilibrium",
            Self::Optimal => "unilateral optimum",
            Self::Stackelberg => "Stackelberg equilibrium",
            Self::Cooperative => "agreement",
            Self::Formula => "Lashkaripour's formula",
        }
    }
}

/// How an agreement is picked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// The largest Nash product of gains over the disagreement.
    NashBargaining,
    /// Equal shares of the ideal gains.
    KalaiSmorodinsky,
    /// The largest weighted sum of payoffs, a weight per player.
    WeightedSum(Vec<f64>),
}

/// What happens without an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Disagreement {
    /// The Nash equilibrium that play from the status quo comes to.
    Nash,
    /// Applied rates stay.
    StatusQuo,
}

/// How the players agree, if they do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BargainOptions {
    /// How the agreement is picked.
    pub split: Split,
    /// What happens without one.
    pub disagreement: Disagreement,
}

impl Default for BargainOptions {
    fn default() -> Self {
        Self { split: Split::NashBargaining, disagreement: Disagreement::Nash }
    }
}

/// The questions of a scenario's `[tariffs]` table.
#[derive(Debug, Clone, PartialEq)]
pub struct TariffPlan {
    /// Which rates to look for, in order.
    pub concepts: Vec<TariffConcept>,
    /// Players, instruments, bounds.
    pub game: TariffGameOptions,
    /// Who moves first where somebody does; the first player if nobody is named.
    pub leader: Option<RegionId>,
    /// How an agreement is picked.
    pub bargain: BargainOptions,
    /// Which form of the formula.
    pub formula: FormulaVariant,
    /// Starts besides the status quo.
    pub starts: usize,
    /// What the certificate's search may spend on every player.
    pub budget: SearchBudget,
    /// Whether to draw the best-response curves of a two-player game.
    pub curves: bool,
}
