//! A signalling game as a tree, and strategies and beliefs laid on it.

use super::SignallingGame;
use crate::{
    Assessment, BehaviourStrategies, ExtensiveForm, ImperfectRecall, InformationSetId,
    InformationSetStrategy, NodeId, NodeKind, PlayerId, Rational, TreeBuilder, TreeError,
};

/// Players of the tree.
const SENDER: PlayerId = PlayerId(0);
const RECEIVER: PlayerId = PlayerId(1);

/// The tree of a signalling game, with the place of every information set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignallingTree {
    /// Chance draws the sender's type, then the receiver's; a sender's message; a receiver's action.
    pub tree: ExtensiveForm,
    /// Where the sender moves, by its type.
    pub sender: Vec<InformationSetId>,
    /// Where the receiver moves, by its type and the message. The nodes of a set are the sender's types.
    pub receiver: Vec<Vec<InformationSetId>>,
}

impl SignallingGame {
    /// The game as a tree.
    ///
    /// # Errors
    /// None for a game that was checked; the builder's own, should it refuse.
    pub fn tree(&self) -> Result<SignallingTree, TreeError> {
        let (senders, receivers) = (self.sender(), self.receiver());
        let players = vec![senders.label.clone(), receivers.label.clone()];
        let mut builder = TreeBuilder::new(self.title(), players)?;
        let mut sender_sets = Vec::new();
        for label in &senders.types {
            let messages = self.messages().to_vec();
            sender_sets.push(builder.information_set(SENDER, label.clone(), messages)?);
        }
        let mut receiver_sets = Vec::new();
        for label in &receivers.types {
            let mut own = Vec::new();
            for (m, message) in self.messages().iter().enumerate() {
                let label =
                    if label.is_empty() { message.clone() } else { format!("{label}: {message}") };
                own.push(builder.information_set(RECEIVER, label, self.actions(m).to_vec())?);
            }
            receiver_sets.push(own);
        }
        let drawn = |of: &super::PrivateTypes| -> Vec<(String, Rational)> {
            of.types.iter().cloned().zip(of.prior.iter().cloned()).collect()
        };
        let first = builder.chance_event(format!("type of {}", senders.label), drawn(senders))?;
        let second =
            builder.chance_event(format!("type of {}", receivers.label), drawn(receivers))?;
        builder.chance("", first, None)?;
        let mut sender = vec![NodeId(0); senders.types.len()];
        let mut receiver = vec![vec![NodeId(0); self.messages().len()]; receivers.types.len()];
        for t in 0..senders.types.len() {
            builder.chance("", second, None)?;
            for r in 0..receivers.types.len() {
                sender[t] = builder.decision("", sender_sets[t], None)?;
                for m in 0..self.messages().len() {
                    receiver[r][m] = builder.decision("", receiver_sets[r][m], None)?;
                    for a in 0..self.actions(m).len() {
                        let payoffs =
                            [self.sender_payoff(t, r, m, a), self.receiver_payoff(t, r, m, a)];
                        let paid = builder.outcome("", payoffs.map(Clone::clone).to_vec())?;
                        builder.terminal("", Some(paid))?;
                    }
                }
            }
        }
        let tree = builder.finish()?;
        let sender = sender.iter().map(|&node| set_at(&tree, node)).collect();
        let receiver = receiver
            .iter()
            .map(|own| own.iter().map(|&node| set_at(&tree, node)).collect())
            .collect();
        Ok(SignallingTree { tree, sender, receiver })
    }
}

impl SignallingTree {
    /// Strategies of both on the tree. `messages[t][m]` and `replies[r][m][a]` are probabilities.
    ///
    /// # Panics
    /// If they are not of this game, as slice indexing does.
    pub fn behaviour(
        &self,
        messages: &[Vec<f64>],
        replies: &[Vec<Vec<f64>>],
    ) -> BehaviourStrategies {
        let mut all = undecided(&self.tree);
        for (set, own) in self.sender.iter().zip(messages) {
            all.0[set.0].probabilities.clone_from(own);
        }
        for (sets, own) in self.receiver.iter().zip(replies) {
            for (set, actions) in sets.iter().zip(own) {
                all.0[set.0].probabilities.clone_from(actions);
            }
        }
        all
    }

    /// The check of strategies with beliefs `beliefs[m][t]` about the sender, from the tree alone.
    ///
    /// # Errors
    /// None: both players have perfect recall here.
    ///
    /// # Panics
    /// If strategies or beliefs are not of this game, as slice indexing does.
    pub fn assess(
        &self,
        behaviour: &BehaviourStrategies,
        beliefs: &[Vec<f64>],
    ) -> Result<Assessment, ImperfectRecall> {
        let mut all = vec![Vec::new(); self.tree.information_sets().len()];
        for sets in &self.receiver {
            for (set, own) in sets.iter().zip(beliefs) {
                all[set.0].clone_from(own);
            }
        }
        Assessment::of(&self.tree, behaviour, &all)
    }
}

/// The information set of a node at which somebody decides; the first one for any other node.
pub(super) fn set_at(tree: &ExtensiveForm, node: NodeId) -> InformationSetId {
    match tree.node(node).kind {
        NodeKind::Decision { information_set, .. } => information_set,
        _ => InformationSetId(0),
    }
}

/// Every information set with its labels and its first action, for others to fill in.
pub(super) fn undecided(tree: &ExtensiveForm) -> BehaviourStrategies {
    let of = |set: &crate::InformationSet| {
        let mut probabilities = vec![0.0; set.actions.len()];
        probabilities[0] = 1.0;
        InformationSetStrategy {
            player: tree.players()[set.player.0].clone(),
            information_set: set.label.clone(),
            actions: set.actions.clone(),
            probabilities,
            reached: true,
        }
    };
    BehaviourStrategies(tree.information_sets().iter().map(of).collect())
}
