//! Builds a tree node by node, each before its children: the order of Gambit's files.

use super::TreeError;
use super::form::{
    ChanceEvent, EventId, ExtensiveForm, InformationSet, InformationSetId, Node, NodeId, NodeKind,
    Outcome, OutcomeId,
};
use crate::{PlayerId, Rational};

/// Largest distance from one of a sum of probabilities that were rounded before they were written.
const ROUNDED_SUM: (i64, i64) = (1, 10_000);

/// A game tree under construction.
///
/// Declare information sets, chance events and outcomes, then add the nodes from the root down,
/// depth first: after a node comes the whole subtree of its first action, then that of its second.
#[derive(Debug, Clone)]
pub struct TreeBuilder {
    game: ExtensiveForm,
    /// Nodes that still lack children, with how many they want.
    open: Vec<(NodeId, usize)>,
}

impl TreeBuilder {
    /// A tree without nodes.
    ///
    /// # Errors
    /// If there is no player.
    pub fn new(title: impl Into<String>, players: Vec<String>) -> Result<Self, TreeError> {
        if players.is_empty() {
            return Err(TreeError::NoPlayers);
        }
        let game = ExtensiveForm {
            title: title.into(),
            players,
            nodes: Vec::new(),
            information_sets: Vec::new(),
            events: Vec::new(),
            outcomes: Vec::new(),
        };
        Ok(Self { game, open: Vec::new() })
    }

    /// Declares an information set.
    ///
    /// # Errors
    /// If the player does not exist or has no action.
    pub fn information_set(
        &mut self,
        player: PlayerId,
        label: impl Into<String>,
        actions: Vec<String>,
    ) -> Result<InformationSetId, TreeError> {
        let (label, players) = (label.into(), self.game.players.len());
        if player.0 >= players {
            return Err(TreeError::NoSuchPlayer { found: player.0 + 1, players });
        }
        if actions.is_empty() {
            return Err(TreeError::NoActions { label });
        }
        let sets = &mut self.game.information_sets;
        sets.push(InformationSet { player, label, actions, members: Vec::new() });
        Ok(InformationSetId(sets.len() - 1))
    }

    /// Declares a chance event. Probabilities that were rounded, so that their sum is off one by at
    /// most a ten-thousandth, are divided by their sum.
    ///
    /// # Errors
    /// If there is no action, a probability is negative, or the sum is not one.
    pub fn chance_event(
        &mut self,
        label: impl Into<String>,
        actions: Vec<(String, Rational)>,
    ) -> Result<EventId, TreeError> {
        let label = label.into();
        if actions.is_empty() {
            return Err(TreeError::NoActions { label });
        }
        if let Some((action, value)) = actions.iter().find(|(_, p)| p.is_negative()) {
            let (action, value) = (action.clone(), value.clone());
            return Err(TreeError::NegativeProbability { label, action, value });
        }
        let (actions, mut probabilities): (Vec<_>, Vec<_>) = actions.into_iter().unzip();
        let sum = probabilities.iter().fold(Rational::ZERO, |sum, p| &sum + p);
        if sum != Rational::ONE {
            if !rounds_to_one(&sum) {
                return Err(TreeError::ProbabilitySum { label, sum });
            }
            for p in &mut probabilities {
                *p = &*p / &sum;
            }
        }
        self.game.events.push(ChanceEvent { label, actions, probabilities });
        Ok(EventId(self.game.events.len() - 1))
    }

    /// Declares an outcome.
    ///
    /// # Errors
    /// If there is not one payoff for every player.
    pub fn outcome(
        &mut self,
        label: impl Into<String>,
        payoffs: Vec<Rational>,
    ) -> Result<OutcomeId, TreeError> {
        let (label, expected) = (label.into(), self.game.players.len());
        if payoffs.len() != expected {
            return Err(TreeError::PayoffCount { label, found: payoffs.len(), expected });
        }
        self.game.outcomes.push(Outcome { label, payoffs });
        Ok(OutcomeId(self.game.outcomes.len() - 1))
    }

    /// Adds a node at which a player moves.
    ///
    /// # Errors
    /// If the tree has no place left.
    pub fn decision(
        &mut self,
        label: impl Into<String>,
        set: InformationSetId,
        outcome: Option<OutcomeId>,
    ) -> Result<NodeId, TreeError> {
        let actions = self.game.information_sets[set.0].actions.len();
        let children = Vec::with_capacity(actions);
        let kind = NodeKind::Decision { information_set: set, children };
        let node = self.add(label.into(), outcome, kind, actions)?;
        self.game.information_sets[set.0].members.push(node);
        Ok(node)
    }

    /// Adds a node at which chance moves.
    ///
    /// # Errors
    /// If the tree has no place left.
    pub fn chance(
        &mut self,
        label: impl Into<String>,
        event: EventId,
        outcome: Option<OutcomeId>,
    ) -> Result<NodeId, TreeError> {
        let actions = self.game.events[event.0].actions.len();
        let kind = NodeKind::Chance { event, children: Vec::with_capacity(actions) };
        self.add(label.into(), outcome, kind, actions)
    }

    /// Adds a node at which play ends.
    ///
    /// # Errors
    /// If the tree has no place left.
    pub fn terminal(
        &mut self,
        label: impl Into<String>,
        outcome: Option<OutcomeId>,
    ) -> Result<NodeId, TreeError> {
        self.add(label.into(), outcome, NodeKind::Terminal, 0)
    }

    /// Whether every action leads to a node.
    pub fn is_finished(&self) -> bool {
        self.open.is_empty() && !self.game.nodes.is_empty()
    }

    /// The game.
    ///
    /// # Errors
    /// If some action leads nowhere.
    pub fn finish(mut self) -> Result<ExtensiveForm, TreeError> {
        if !self.is_finished() {
            let missing: usize = self.open.iter().map(|(_, missing)| missing).sum();
            return Err(TreeError::Unfinished { missing: missing.max(1) });
        }
        self.order_sets();
        Ok(self.game)
    }

    fn add(
        &mut self,
        label: String,
        outcome: Option<OutcomeId>,
        kind: NodeKind,
        actions: usize,
    ) -> Result<NodeId, TreeError> {
        let id = NodeId(self.game.nodes.len());
        let parent = match self.open.last_mut() {
            Some((parent, missing)) => {
                *missing -= 1;
                Some(*parent)
            }
            None if id.0 == 0 => None,
            None => return Err(TreeError::TooManyNodes),
        };
        let parent = parent.map(|parent| {
            let action = self.game.nodes[parent.0].kind.adopt(id);
            (parent, action)
        });
        self.game.nodes.push(Node { label, parent, outcome, kind });
        self.open.push((id, actions));
        while self.open.last().is_some_and(|(_, missing)| *missing == 0) {
            self.open.pop();
        }
        Ok(id)
    }

    /// Sets without a node are dropped, the others stand in the order of their first nodes.
    fn order_sets(&mut self) {
        let sets = std::mem::take(&mut self.game.information_sets);
        let mut kept: Vec<(usize, InformationSet)> =
            sets.into_iter().enumerate().filter(|(_, set)| !set.members.is_empty()).collect();
        kept.sort_by_key(|(_, set)| set.members[0]);
        for (new, (_, set)) in kept.iter().enumerate() {
            for member in &set.members {
                if let NodeKind::Decision { information_set, .. } =
                    &mut self.game.nodes[member.0].kind
                {
                    *information_set = InformationSetId(new);
                }
            }
        }
        self.game.information_sets = kept.into_iter().map(|(_, set)| set).collect();
    }
}

impl NodeKind {
    /// The nodes behind the actions; none at a terminal node.
    pub fn children(&self) -> &[NodeId] {
        match self {
            Self::Terminal => &[],
            Self::Decision { children, .. } | Self::Chance { children, .. } => children,
        }
    }

    /// Takes a node as the one behind the next action, and says which action that is.
    fn adopt(&mut self, child: NodeId) -> usize {
        match self {
            // Terminal nodes want no children, so none is ever offered.
            Self::Terminal => 0,
            Self::Decision { children, .. } | Self::Chance { children, .. } => {
                children.push(child);
                children.len() - 1
            }
        }
    }
}

fn rounds_to_one(sum: &Rational) -> bool {
    let (top, bottom) = ROUNDED_SUM;
    let off = &Rational::from(top) / &Rational::from(bottom);
    let least = &Rational::ONE - &off;
    least <= *sum && *sum <= &Rational::ONE + &off
}
