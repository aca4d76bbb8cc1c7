//! What the players of a tree do at each information set in an equilibrium of its normal form.

use talion::game::{BehaviourStrategies, ExtensiveForm, Profile};

/// Behaviour strategies; `None` where imperfect recall leaves none that do the same.
pub(super) fn of(tree: &ExtensiveForm, profile: &Profile) -> Option<BehaviourStrategies> {
    tree.behaviour(profile).ok()
}
