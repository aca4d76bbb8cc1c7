//! From behaviour strategies to mixed ones, plan by plan (Kuhn 1953).
//!
//! The weight of a plan is the product of the probabilities of its actions; plans that agree wherever
//! their own moves lead count as one, so every product is over the sets that the plan says something
//! about.

use super::form::ExtensiveForm;
use super::{BehaviourStrategies, TreeError};
use crate::PlayerId;

impl ExtensiveForm {
    /// Probabilities over every player's [reduced strategies](Self::reduced_strategies) that do the
    /// same as behaviour strategies. Each player's sum to one up to rounding.
    ///
    /// # Errors
    /// If a player has imperfect recall, or there are more than five million strategies.
    ///
    /// # Panics
    /// If the strategies are not of this game, as slice indexing does.
    pub fn mixed(&self, behaviour: &BehaviourStrategies) -> Result<Vec<Vec<f64>>, TreeError> {
        self.perfect_recall()?;
        let weights = |p: usize| {
            let player = PlayerId(p);
            let sets: Vec<_> = self.sets_of(player).collect();
            let plans = self.reduced_strategies(player)?;
            let weight = |actions: &[Option<usize>]| -> f64 {
                let taken = sets.iter().zip(actions);
                let factor = |(set, action): (&super::InformationSetId, &Option<usize>)| {
                    action.map_or(1.0, |a| behaviour.0[set.0].probabilities[a])
                };
                taken.map(factor).product()
            };
            Ok(plans.iter().map(|plan| weight(&plan.actions)).collect())
        };
        (0..self.players().len()).map(weights).collect()
    }
}
