//! Subgames: subtrees that no information set crosses (Selten 1965).

use super::form::{ExtensiveForm, NodeId, NodeKind};

impl ExtensiveForm {
    /// The first node behind the subtree of every node: subtree `n` is `n..ends[n]`.
    pub(super) fn subtree_ends(&self) -> Vec<usize> {
        let mut ends: Vec<usize> = (1..=self.nodes.len()).collect();
        for n in (0..self.nodes.len()).rev() {
            if let Some(last) = self.nodes[n].kind.children().last() {
                ends[n] = ends[last.0];
            }
        }
        ends
    }

    /// The nodes at which a subgame begins, ascending; the root is always one, a terminal node never.
    ///
    /// Node `n` begins a subgame when every information set that has a node in its subtree has all
    /// of them there.
    pub fn subgame_roots(&self) -> Vec<NodeId> {
        let ends = self.subtree_ends();
        // The least and the greatest node of all information sets that are met in a subtree.
        let mut reach: Vec<(usize, usize)> = (0..self.nodes.len()).map(|n| (n, n)).collect();
        for n in (0..self.nodes.len()).rev() {
            if let NodeKind::Decision { information_set, .. } = self.nodes[n].kind {
                let members = &self.information_set(information_set).members;
                // Members stand in ascending order, and the node itself is one of them.
                reach[n] = (members[0].0, members[members.len() - 1].0);
            }
            for child in self.nodes[n].kind.children() {
                let below = reach[child.0];
                reach[n] = (reach[n].0.min(below.0), reach[n].1.max(below.1));
            }
        }
        (0..self.nodes.len())
            .filter(|&n| self.nodes[n].kind != NodeKind::Terminal)
            .filter(|&n| reach[n].0 >= n && reach[n].1 < ends[n])
            .map(NodeId)
            .collect()
    }
}
