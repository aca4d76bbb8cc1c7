//! Behaviour strategies: a mixture of actions at every information set (Kuhn 1953).

use super::TreeError;
use super::form::{ExtensiveForm, InformationSetId, NodeKind};
use crate::{PlayerId, Profile};
use serde::Serialize;

/// What a player does at one information set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InformationSetStrategy {
    /// Whose information set it is.
    pub player: String,
    /// Its label, possibly empty.
    pub information_set: String,
    /// Names of the actions.
    pub actions: Vec<String>,
    /// Their probabilities.
    pub probabilities: Vec<f64>,
    /// Whether the player's own strategy leads here at all. Where it does not, the mixed strategy says
    /// nothing, and the probabilities are uniform.
    pub reached: bool,
}

/// One entry per information set, in the order of the game.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct BehaviourStrategies(pub Vec<InformationSetStrategy>);

impl ExtensiveForm {
    /// The behaviour strategies that do the same as mixed strategies over the reduced strategies.
    ///
    /// # Errors
    /// If a player has imperfect recall: there may be none then.
    ///
    /// # Panics
    /// If the profile is not one of this game's reduced normal form, as slice indexing does.
    pub fn behaviour(&self, profile: &Profile) -> Result<BehaviourStrategies, TreeError> {
        self.perfect_recall()?;
        let mut all = vec![None; self.information_sets.len()];
        for p in (0..self.players.len()).map(PlayerId) {
            let plans = self.reduced_strategies(p)?;
            let sets: Vec<InformationSetId> = self.sets_of(p).collect();
            for (at, set) in sets.iter().enumerate() {
                let mut weights = vec![0.0; self.information_set(*set).actions.len()];
                for (plan, weight) in plans.iter().zip(profile.strategy(p)) {
                    if let Some(action) = plan.actions[at] {
                        weights[action] += weight;
                    }
                }
                all[set.0] = Some(self.described(*set, weights));
            }
        }
        // Every information set belongs to one of the players.
        Ok(BehaviourStrategies(all.into_iter().flatten().collect()))
    }

    fn described(&self, set: InformationSetId, weights: Vec<f64>) -> InformationSetStrategy {
        let total: f64 = weights.iter().sum();
        let uniform = 1.0 / weights.len() as f64;
        let set = self.information_set(set);
        InformationSetStrategy {
            player: self.players[set.player.0].clone(),
            information_set: set.label.clone(),
            actions: set.actions.clone(),
            probabilities: weights
                .into_iter()
                .map(|w| if total > 0.0 { w / total } else { uniform })
                .collect(),
            reached: total > 0.0,
        }
    }

    /// Expected payoff of every player under behaviour strategies.
    ///
    /// # Panics
    /// If the strategies are not of this game, as slice indexing does.
    pub fn expected_payoffs(&self, behaviour: &BehaviourStrategies) -> Vec<f64> {
        let mut reach = vec![1.0; self.nodes.len()];
        let mut sums = vec![0.0; self.players.len()];
        for (n, node) in self.nodes.iter().enumerate() {
            if let Some((parent, action)) = node.parent {
                reach[n] = reach[parent.0]
                    * match &self.node(parent).kind {
                        NodeKind::Decision { information_set, .. } => {
                            behaviour.0[information_set.0].probabilities[action]
                        }
                        NodeKind::Chance { event, .. } => {
                            self.events[event.0].probabilities[action].to_f64()
                        }
                        // Terminal nodes are nobody's parent.
                        NodeKind::Terminal => 0.0,
                    };
            }
            if let Some(outcome) = node.outcome {
                for (sum, payoff) in sums.iter_mut().zip(&self.outcomes[outcome.0].payoffs) {
                    *sum += reach[n] * payoff.to_f64();
                }
            }
        }
        sums
    }
}
