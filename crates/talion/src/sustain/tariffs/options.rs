//! What a study of tariffs that keep themselves may be told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_game::SearchBudget;
use talion_model::{RateKind, Scenario, Split, TariffGameOptions};
use talion_solve::repeated::JointAim;

/// Common discount factors asked about; those from which the agreement is kept on are left out.
const FACTORS: [f64; 8] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/// The same with surges, where every factor costs several times as much.
const SURGE_FACTORS: [f64; 4] = [0.2, 0.4, 0.6, 0.8];

/// A period in which the players' imports from each other surge.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Surge {
    /// By what share it is cheaper to trade between players, in iceberg terms.
    pub cheaper: f64,
    /// The chance of such a period.
    pub chance: f64,
}

impl Default for Surge {
    /// Trade a twentieth cheaper, one period in five. Illustrative, no source.
    fn default() -> Self {
        Self { cheaper: 0.05, chance: 0.2 }
    }
}

/// Everything that a study of tariffs that keep themselves may be told.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptTariffOptions {
    /// Players, instruments, bounds. Nobody pays lump sums.
    pub game: TariffGameOptions,
    /// What is made as large as possible among the tariffs that are kept.
    pub aim: JointAim,
    /// Discount factors of the players to answer at; none if only the curve is asked for.
    pub discounts: Option<Vec<f64>>,
    /// Common discount factors of the curve.
    pub factors: Vec<f64>,
    /// Common discount factors of the curve in a world with surges.
    pub surge_factors: Vec<f64>,
    /// The surge; `None` for a world without.
    pub surge: Option<Surge>,
    /// Starts of the wars besides the status quo.
    pub starts: usize,
    /// What the check's search for breaches may spend on every player.
    pub budget: SearchBudget,
}

impl KeptTariffOptions {
    /// The game of a scenario's `[tariffs]` table with the discount factors of its escalation, if it has
    /// one; `None` without the table. Its searches are light ones whatever the table says: the breaches
    /// themselves are climbed to.
    pub fn of_scenario(scenario: &Scenario) -> Option<Self> {
        let plan = scenario.tariffs()?;
        let kinds = plan.game.kinds.iter().copied().filter(|kind| *kind != RateKind::Transfer);
        let weights = vec![1.0; plan.game.players.len()];
        Some(Self {
            game: TariffGameOptions { kinds: kinds.collect(), ..plan.game.clone() },
            aim: match &plan.bargain.split {
                Split::WeightedSum(weights) => JointAim::WeightedSum { weights: weights.clone() },
                _ => JointAim::NashProduct { weights },
            },
            discounts: scenario.escalation().map(|plan| plan.discounts.clone()),
            factors: FACTORS.to_vec(),
            surge_factors: SURGE_FACTORS.to_vec(),
            surge: Some(Surge::default()),
            starts: 0,
            budget: SearchBudget::LIGHT,
        })
    }
}
