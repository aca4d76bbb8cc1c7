//! Reduced strategies: what to do wherever one's own moves can lead.

use super::form::ExtensiveForm;
use super::recall::OwnMove;
use super::{InformationSetId, TreeError};
use crate::PlayerId;
use std::collections::BTreeMap;

/// Most strategies that are listed for one player, and most payoffs of a normal form.
pub(super) const MOST_PAYOFFS: usize = 5_000_000;

/// A plan for one player: an action at each of its information sets, in their order; `None` where
/// its own earlier moves rule the set out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReducedStrategy {
    /// The action at each information set of the player.
    pub actions: Vec<Option<usize>>,
}

impl ExtensiveForm {
    /// The strategies of a player in the reduced normal form, in lexicographic order.
    ///
    /// A player without perfect recall gets full strategies, with an action at every set.
    ///
    /// # Errors
    /// If there are more than five million.
    pub fn reduced_strategies(&self, player: PlayerId) -> Result<Vec<ReducedStrategy>, TreeError> {
        let sets: Vec<InformationSetId> = self.sets_of(player).collect();
        let last = self.last_own_moves(player);
        let forgets = self.perfect_recall_of(player).is_err();
        if self.plan_count(player, &last, forgets) > MOST_PAYOFFS {
            let strategies =
                format!("over {MOST_PAYOFFS} strategies of {}", self.players[player.0]);
            return Err(TreeError::TooLarge { strategies, limit: MOST_PAYOFFS });
        }
        let mut plans: Vec<Vec<Option<usize>>> = vec![Vec::with_capacity(sets.len())];
        for &set in &sets {
            let before = last[self.information_set(set).members[0].0];
            let actions = self.information_set(set).actions.len();
            let mut longer = Vec::with_capacity(plans.len());
            for plan in plans {
                if forgets || allows(&plan, &sets, before) {
                    for action in 0..actions {
                        let mut extended = plan.clone();
                        extended.push(Some(action));
                        longer.push(extended);
                    }
                } else {
                    let mut extended = plan;
                    extended.push(None);
                    longer.push(extended);
                }
            }
            plans = longer;
        }
        Ok(plans.into_iter().map(|actions| ReducedStrategy { actions }).collect())
    }

    /// How many strategies there are, without listing them; `usize::MAX` if past counting.
    ///
    /// Behind a sequence of own moves there are as many plans as the product over the sets that come
    /// next of the sum over their actions of the plans behind those.
    fn plan_count(&self, player: PlayerId, last: &[Option<OwnMove>], forgets: bool) -> usize {
        let mut behind: BTreeMap<Option<OwnMove>, usize> = BTreeMap::new();
        let sets: Vec<InformationSetId> = self.sets_of(player).collect();
        // Later sets stand behind earlier ones.
        for &set in sets.iter().rev() {
            let of = self.information_set(set);
            let plans = |action| behind.get(&Some((set, action))).copied().unwrap_or(1);
            let sum = if forgets {
                of.actions.len()
            } else {
                (0..of.actions.len()).map(plans).fold(0, usize::saturating_add)
            };
            let before = if forgets { None } else { last[of.members[0].0] };
            let product = behind.entry(before).or_insert(1);
            *product = product.saturating_mul(sum);
        }
        behind.get(&None).copied().unwrap_or(1)
    }

    /// The label of a strategy: its actions in order, `*` where none is needed.
    pub(super) fn strategy_label(&self, player: PlayerId, strategy: &ReducedStrategy) -> String {
        let words: Vec<&str> = self
            .sets_of(player)
            .zip(&strategy.actions)
            .map(|(set, action)| {
                action.map_or("*", |action| &self.information_set(set).actions[action])
            })
            .collect();
        if words.is_empty() { "*".to_owned() } else { words.join("/") }
    }
}

/// Whether a plan makes a move, which `None` always is. Sets stand in the order of their first nodes,
/// so the set of an earlier move stands earlier and the plan covers it.
pub(super) fn allows(
    plan: &[Option<usize>],
    sets: &[InformationSetId],
    required: Option<OwnMove>,
) -> bool {
    required.is_none_or(|(set, action)| {
        sets.binary_search(&set).is_ok_and(|at| plan.get(at) == Some(&Some(action)))
    })
}
