//! The tree of a game: nodes in the order in which they are first met, and what they share.

use crate::{PlayerId, Rational};

/// Index of a node; the root is 0, and every subtree is a run of consecutive nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub usize);

/// Index of an information set, over all players.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InformationSetId(pub usize);

/// Index of a chance event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub usize);

/// Index of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutcomeId(pub usize);

/// One node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Name, possibly empty.
    pub label: String,
    /// The node above, and which of its actions leads here; `None` at the root.
    pub parent: Option<(NodeId, usize)>,
    /// What is paid when play passes here, on top of what was paid before.
    pub outcome: Option<OutcomeId>,
    /// Who moves.
    pub kind: NodeKind,
}

/// Who moves at a node, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Nobody: play ends.
    Terminal,
    /// A player, who knows the information set but not the node.
    Decision {
        /// What the player knows.
        information_set: InformationSetId,
        /// The node behind each action.
        children: Vec<NodeId>,
    },
    /// Chance.
    Chance {
        /// The event, which several nodes may share.
        event: EventId,
        /// The node behind each action.
        children: Vec<NodeId>,
    },
}

/// Nodes that a player cannot tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformationSet {
    /// Whose it is.
    pub player: PlayerId,
    /// Name, possibly empty.
    pub label: String,
    /// Names of the actions, the same at every node.
    pub actions: Vec<String>,
    /// The nodes, ascending.
    pub members: Vec<NodeId>,
}

/// A move of chance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChanceEvent {
    /// Name, possibly empty.
    pub label: String,
    /// Names of the actions.
    pub actions: Vec<String>,
    /// Their probabilities, which sum to one exactly.
    pub probabilities: Vec<Rational>,
}

/// What all players are paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Name, possibly empty.
    pub label: String,
    /// Payoff of every player, in the order of the game.
    pub payoffs: Vec<Rational>,
}

/// A game in extensive form, checked when it is built by [`TreeBuilder`](super::TreeBuilder).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensiveForm {
    pub(super) title: String,
    pub(super) players: Vec<String>,
    pub(super) nodes: Vec<Node>,
    pub(super) information_sets: Vec<InformationSet>,
    pub(super) events: Vec<ChanceEvent>,
    pub(super) outcomes: Vec<Outcome>,
}

impl ExtensiveForm {
    /// Title of the game, possibly empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Labels of the players, in order.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// All nodes: each before its children, and children in the order of the actions.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// One node.
    pub fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.0]
    }

    /// All information sets, those with the earliest node first.
    pub fn information_sets(&self) -> &[InformationSet] {
        &self.information_sets
    }

    /// One information set.
    pub fn information_set(&self, set: InformationSetId) -> &InformationSet {
        &self.information_sets[set.0]
    }

    /// The information sets of a player.
    pub fn sets_of(&self, player: PlayerId) -> impl Iterator<Item = InformationSetId> + '_ {
        let sets = self.information_sets.iter().enumerate();
        sets.filter(move |(_, set)| set.player == player).map(|(h, _)| InformationSetId(h))
    }

    /// All chance events.
    pub fn events(&self) -> &[ChanceEvent] {
        &self.events
    }

    /// All outcomes.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Whether every player always knows where play is: all information sets have one node.
    pub fn has_perfect_information(&self) -> bool {
        self.information_sets.iter().all(|set| set.members.len() == 1)
    }

    /// The moves on the way from the root to a node, last one first: node and action.
    pub fn path_up(&self, node: NodeId) -> impl Iterator<Item = (NodeId, usize)> + '_ {
        std::iter::successors(self.node(node).parent, |(above, _)| self.node(*above).parent)
    }

    /// For every node: the probability that chance, left alone, lets play get there, and what has
    /// been paid to every player on the way, the node included.
    pub(super) fn along_paths(&self) -> Vec<(Rational, Vec<Rational>)> {
        let mut all: Vec<(Rational, Vec<Rational>)> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            // A parent stands before its children.
            let (chance, mut paid) = match node.parent {
                Some((parent, action)) => {
                    let (chance, paid) = all[parent.0].clone();
                    match self.node(parent).kind {
                        NodeKind::Chance { event, .. } => {
                            (&chance * &self.events[event.0].probabilities[action], paid)
                        }
                        _ => (chance, paid),
                    }
                }
                None => (Rational::ONE, vec![Rational::ZERO; self.players.len()]),
            };
            if let Some(outcome) = node.outcome {
                for (sum, payoff) in paid.iter_mut().zip(&self.outcomes[outcome.0].payoffs) {
                    *sum = &*sum + payoff;
                }
            }
            all.push((chance, paid));
        }
        all
    }
}
