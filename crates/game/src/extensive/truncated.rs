//! A subgame on its own, with the subgames inside it cut off and paid for.
//!
//! The step of backward induction (Selten 1965): replace a subgame by what one of its equilibria pays.

use super::form::{ExtensiveForm, InformationSetId, NodeId, NodeKind};
use super::{TreeBuilder, TreeError};
use crate::Rational;
use std::collections::BTreeMap;

/// A subgame cut out of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruncatedSubgame {
    /// The subgame, its first node the root.
    pub game: ExtensiveForm,
    /// For every information set of the subgame, in its order, the one of the whole tree.
    pub information_sets: Vec<InformationSetId>,
}

impl ExtensiveForm {
    /// The subgame at a node, in which play ends at every node of `ends` (other than the root) and
    /// pays what is given there, on top of what was paid inside the subgame before.
    ///
    /// What is paid at the root itself is left out: it is paid whatever is played.
    ///
    /// # Errors
    /// None where a subgame begins and `ends` hold a payoff for every player; the type is that of the
    /// builder.
    ///
    /// # Panics
    /// If the node is not in the tree, as slice indexing does.
    pub fn truncated_subgame(
        &self,
        root: NodeId,
        ends: &BTreeMap<NodeId, Vec<Rational>>,
    ) -> Result<TruncatedSubgame, TreeError> {
        let behind = self.subtree_ends();
        let mut cut = Cut {
            whole: self,
            tree: TreeBuilder::new(self.title(), self.players().to_vec())?,
            sets: BTreeMap::new(),
        };
        let mut n = root.0;
        while n < behind[root.0] {
            let node = NodeId(n);
            if let Some(payoffs) = ends.get(&node).filter(|_| node != root) {
                cut.end(node, payoffs)?;
                n = behind[n];
            } else {
                cut.copy(node, node == root)?;
                n += 1;
            }
        }
        // The builder orders sets by their first nodes, and so does the whole tree.
        let information_sets = cut.sets.into_keys().collect();
        Ok(TruncatedSubgame { game: cut.tree.finish()?, information_sets })
    }
}

struct Cut<'a> {
    whole: &'a ExtensiveForm,
    tree: TreeBuilder,
    /// Sets of the whole tree that were met, with their numbers in the new one.
    sets: BTreeMap<InformationSetId, InformationSetId>,
}

impl Cut<'_> {
    fn end(&mut self, node: NodeId, payoffs: &[Rational]) -> Result<(), TreeError> {
        let paid_here = self.whole.node(node).outcome.map(|o| &self.whole.outcomes()[o.0].payoffs);
        let sum = match paid_here {
            Some(here) => here.iter().zip(payoffs).map(|(a, b)| a + b).collect(),
            None => payoffs.to_vec(),
        };
        let outcome = self.tree.outcome("", sum)?;
        self.tree.terminal(&self.whole.node(node).label, Some(outcome))?;
        Ok(())
    }

    fn copy(&mut self, node: NodeId, is_root: bool) -> Result<(), TreeError> {
        let old = self.whole.node(node);
        let outcome = match old.outcome.filter(|_| !is_root) {
            Some(o) => {
                let paid = &self.whole.outcomes()[o.0];
                Some(self.tree.outcome(&paid.label, paid.payoffs.clone())?)
            }
            None => None,
        };
        match &old.kind {
            NodeKind::Terminal => self.tree.terminal(&old.label, outcome)?,
            NodeKind::Chance { event, .. } => {
                let known = &self.whole.events()[event.0];
                let chances = known.actions.iter().cloned().zip(known.probabilities.clone());
                let event = self.tree.chance_event(&known.label, chances.collect())?;
                self.tree.chance(&old.label, event, outcome)?
            }
            NodeKind::Decision { information_set, .. } => {
                let set = self.set(*information_set)?;
                self.tree.decision(&old.label, set, outcome)?
            }
        };
        Ok(())
    }

    /// The number of a set in the new tree, where it is declared when it is first met.
    fn set(&mut self, old: InformationSetId) -> Result<InformationSetId, TreeError> {
        if let Some(set) = self.sets.get(&old) {
            return Ok(*set);
        }
        let known = self.whole.information_set(old);
        let set = self.tree.information_set(known.player, &known.label, known.actions.clone())?;
        self.sets.insert(old, set);
        Ok(set)
    }
}
