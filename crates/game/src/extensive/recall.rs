//! Perfect recall: nobody forgets what it knew or did (Kuhn 1953).
//!
//! A player has perfect recall when all nodes of each of its information sets have the same last own
//! move behind them, an information set and an action there. By induction the nodes then share the
//! whole list of own moves, so an earlier node of the same set cannot be among them either.

use super::form::{ExtensiveForm, InformationSetId, NodeId, NodeKind};
use crate::PlayerId;

/// A player who forgets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "player `{player}` has imperfect recall: two nodes of its information set `{information_set}` \
     follow different moves of its own"
)]
pub struct ImperfectRecall {
    /// Label of the player.
    pub player: String,
    /// Label of the information set, or its number from 1 if it has none.
    pub information_set: String,
}

/// A move of a player: where and what.
pub(super) type OwnMove = (InformationSetId, usize);

impl ExtensiveForm {
    /// Whether all players have perfect recall.
    ///
    /// # Errors
    /// Who has not, and at which information set.
    pub fn perfect_recall(&self) -> Result<(), ImperfectRecall> {
        for p in 0..self.players.len() {
            self.perfect_recall_of(PlayerId(p))?;
        }
        Ok(())
    }

    /// Whether a player has perfect recall.
    ///
    /// # Errors
    /// At which information set it has not.
    pub fn perfect_recall_of(&self, player: PlayerId) -> Result<(), ImperfectRecall> {
        let last = self.last_own_moves(player);
        for set in self.sets_of(player) {
            let members = &self.information_set(set).members;
            if members.iter().any(|member| last[member.0] != last[members[0].0]) {
                let label = &self.information_set(set).label;
                return Err(ImperfectRecall {
                    player: self.players[player.0].clone(),
                    information_set: if label.is_empty() {
                        (set.0 + 1).to_string()
                    } else {
                        label.clone()
                    },
                });
            }
        }
        Ok(())
    }

    /// For every node, the last move of a player on the way to it.
    pub(super) fn last_own_moves(&self, player: PlayerId) -> Vec<Option<OwnMove>> {
        let mut last: Vec<Option<OwnMove>> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            last.push(node.parent.and_then(|(parent, action)| {
                self.own_move(player, parent, action).or(last[parent.0])
            }));
        }
        last
    }

    /// The move at a node, if it is the player's.
    pub(super) fn own_move(&self, player: PlayerId, at: NodeId, action: usize) -> Option<OwnMove> {
        match self.node(at).kind {
            NodeKind::Decision { information_set, .. }
                if self.information_set(information_set).player == player =>
            {
                Some((information_set, action))
            }
            _ => None,
        }
    }
}
