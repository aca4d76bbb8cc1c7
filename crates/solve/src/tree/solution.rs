//! What a method for trees hands back: behaviour strategies with their check on the tree.

use crate::SolveError;
use serde::Serialize;
use std::time::Duration;
use talion_game::{
    Assessment, BehaviourStrategies, ExtensiveForm, InformationSetStrategy, Rational, Termination,
};

/// What behaviour strategies claim to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TreeConcept {
    /// Nobody gains by another plan.
    Nash,
    /// Nobody gains by another plan in any subgame.
    SubgamePerfect,
}

/// Behaviour strategies, what they are worth, and their check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TreeEquilibrium {
    /// The concept claimed.
    pub concept: TreeConcept,
    /// What is done at every information set.
    pub behaviour: BehaviourStrategies,
    /// The same as fractions, one list per information set, where they were computed.
    pub exact: Option<Vec<Vec<String>>>,
    /// The check, computed from the tree and the strategies alone.
    pub assessment: Assessment,
    /// Largest regret over all subgames, for subgame perfection; over the whole tree else.
    pub max_regret: f64,
}

/// Equilibria of a tree, found by one method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TreeSolution {
    /// What was found.
    pub equilibria: Vec<TreeEquilibrium>,
    /// Whether the list is proved to hold all there are.
    pub complete: bool,
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

/// Probabilities of the actions at every information set; `None` where the player's own moves never
/// lead.
pub(super) type Behaviour = Vec<Option<Vec<Rational>>>;

/// Behaviour strategies with labels; uniform where nothing is known.
pub(super) fn described(game: &ExtensiveForm, behaviour: &Behaviour) -> BehaviourStrategies {
    let of = |(set, known): (&talion_game::InformationSet, &Option<Vec<Rational>>)| {
        let uniform = 1.0 / set.actions.len() as f64;
        InformationSetStrategy {
            player: game.players()[set.player.0].clone(),
            information_set: set.label.clone(),
            actions: set.actions.clone(),
            probabilities: known.as_ref().map_or_else(
                || vec![uniform; set.actions.len()],
                |exact| exact.iter().map(Rational::to_f64).collect(),
            ),
            reached: known.is_some(),
        }
    };
    BehaviourStrategies(game.information_sets().iter().zip(behaviour).map(of).collect())
}

/// The fractions of behaviour strategies, uniform where nothing is known.
pub(super) fn fractions(game: &ExtensiveForm, behaviour: &Behaviour) -> Vec<Vec<String>> {
    let of = |(set, known): (&talion_game::InformationSet, &Option<Vec<Rational>>)| {
        let count = i64::try_from(set.actions.len()).unwrap_or(i64::MAX);
        let uniform = &Rational::ONE / &Rational::from(count);
        match known {
            Some(exact) => exact.iter().map(Rational::to_string).collect(),
            None => vec![uniform.to_string(); set.actions.len()],
        }
    };
    game.information_sets().iter().zip(behaviour).map(of).collect()
}

impl TreeEquilibrium {
    /// A Nash equilibrium with its check.
    pub(super) fn nash(game: &ExtensiveForm, behaviour: &Behaviour) -> Result<Self, SolveError> {
        let exact = Some(fractions(game, behaviour));
        let behaviour = described(game, behaviour);
        let assessment = Assessment::on_path(game, &behaviour).map_err(SolveError::recall)?;
        let max_regret = assessment.max_regret;
        Ok(Self { concept: TreeConcept::Nash, behaviour, exact, assessment, max_regret })
    }
}
