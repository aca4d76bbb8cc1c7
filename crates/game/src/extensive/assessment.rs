//! The check of behaviour strategies on the tree itself: could anyone gain, and where?
//!
//! With beliefs `mu(x | h)` over the nodes of an information set, and the continuation payoff `u(x, a)`
//! of an action at a node, an assessment is sequentially rational if no action at `h` is worth more
//! than what is played: `max_a sum_x mu(x | h) u(x, a) <= sum_x mu(x | h) sum_a b(a) u(x, a)` (Kreps and
//! Wilson, "Sequential equilibria", Econometrica 50, 1982). Where play gets to `h`, beliefs follow from
//! the strategies by Bayes' rule. The regret of a player is what its best plan gains over the whole
//! tree; under perfect recall that is found set by set, from the last own moves back.

use super::form::{ExtensiveForm, InformationSetId, NodeId, NodeKind};
use super::{BehaviourStrategies, ImperfectRecall};
use crate::PlayerId;
use serde::Serialize;

/// Probabilities below this have lost bits to underflow: quotients of two of them say nothing.
const UNDERFLOW: f64 = 1e-280;

/// What the check found at one information set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetCheck {
    /// Probability that play gets here.
    pub reached: f64,
    /// Probability of every node, given that play is here: by Bayes' rule where it can be, else as
    /// given; empty where nothing was given.
    pub beliefs: Vec<f64>,
    /// Gain of the best action over what is played, given the beliefs and the strategies behind;
    /// zero where there are no beliefs.
    pub gain: f64,
}

/// What anyone could gain, computed from the tree, the strategies and the beliefs alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// Expected payoff of every player.
    pub values: Vec<f64>,
    /// What the best plan of every player gains over the whole tree: zero at a Nash equilibrium.
    pub regrets: Vec<f64>,
    /// The largest of them.
    pub max_regret: f64,
    /// One entry per information set, in the order of the game.
    pub information_sets: Vec<SetCheck>,
    /// Largest gain at an information set that has beliefs.
    pub max_gain: f64,
    /// Largest distance of a given belief from Bayes' rule, where that applies.
    pub bayes_residual: f64,
}

impl Assessment {
    /// Checks behaviour strategies, with beliefs where play does not get: one list per information
    /// set, empty for none.
    ///
    /// # Errors
    /// If a player has imperfect recall.
    ///
    /// # Panics
    /// If the strategies or beliefs are not of this game, as slice indexing does.
    pub fn of(
        game: &ExtensiveForm,
        behaviour: &BehaviourStrategies,
        beliefs: &[Vec<f64>],
    ) -> Result<Self, ImperfectRecall> {
        game.perfect_recall()?;
        let reach = game.reach_probabilities(behaviour, None);
        let players = game.players().len();
        let worth: Vec<Vec<f64>> =
            (0..players).map(|p| game.continuations(behaviour, PlayerId(p))).collect();
        let values: Vec<f64> = worth.iter().map(|worth| worth[0]).collect();
        let regrets: Vec<f64> = (0..players)
            .map(|p| (game.best_plan_value(behaviour, PlayerId(p)) - values[p]).max(0.0))
            .collect();
        let mut information_sets = Vec::with_capacity(game.information_sets().len());
        let mut bayes_residual = 0.0_f64;
        for (h, set) in game.information_sets().iter().enumerate() {
            let reached: f64 = set.members.iter().map(|x| reach[x.0]).sum();
            let given = &beliefs[h];
            let believed: Vec<f64> = if reached > UNDERFLOW {
                let bayes: Vec<f64> = set.members.iter().map(|x| reach[x.0] / reached).collect();
                for (told, true_one) in given.iter().zip(&bayes) {
                    bayes_residual = bayes_residual.max((told - true_one).abs());
                }
                bayes
            } else {
                given.clone()
            };
            let played = &behaviour.0[h].probabilities;
            let actions = game.action_values(InformationSetId(h), &worth[set.player.0], &believed);
            let mean: f64 = actions.iter().zip(played).map(|(u, b)| u * b).sum();
            let best = actions.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let gain = if believed.is_empty() { 0.0 } else { (best - mean).max(0.0) };
            information_sets.push(SetCheck { reached, beliefs: believed, gain });
        }
        Ok(Self {
            max_regret: regrets.iter().copied().fold(0.0, f64::max),
            max_gain: information_sets.iter().map(|check| check.gain).fold(0.0, f64::max),
            values,
            regrets,
            information_sets,
            bayes_residual,
        })
    }

    /// As [`Assessment::of`], without beliefs where play does not get.
    ///
    /// # Errors
    /// If a player has imperfect recall.
    ///
    /// # Panics
    /// If the strategies are not of this game, as slice indexing does.
    pub fn on_path(
        game: &ExtensiveForm,
        behaviour: &BehaviourStrategies,
    ) -> Result<Self, ImperfectRecall> {
        Self::of(game, behaviour, &vec![Vec::new(); game.information_sets().len()])
    }
}

impl ExtensiveForm {
    /// Probability that play gets to every node; with `left_out`, as if that player always played
    /// towards it.
    pub fn reach_probabilities(
        &self,
        behaviour: &BehaviourStrategies,
        left_out: Option<PlayerId>,
    ) -> Vec<f64> {
        let mut reach: Vec<f64> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            reach.push(node.parent.map_or(1.0, |(parent, action)| {
                let factor = match &self.node(parent).kind {
                    NodeKind::Decision { information_set, .. }
                        if Some(self.information_set(*information_set).player) == left_out =>
                    {
                        1.0
                    }
                    _ => self.probability(behaviour, parent, action),
                };
                reach[parent.0] * factor
            }));
        }
        reach
    }

    /// Expected payoff of a player from every node on, what is paid there included.
    pub fn continuations(&self, behaviour: &BehaviourStrategies, player: PlayerId) -> Vec<f64> {
        let mut worth = vec![0.0; self.nodes.len()];
        for n in (0..self.nodes.len()).rev() {
            let behind: f64 = self.nodes[n]
                .kind
                .children()
                .iter()
                .enumerate()
                .map(|(a, child)| self.probability(behaviour, NodeId(n), a) * worth[child.0])
                .sum();
            worth[n] = behind + self.paid_at(NodeId(n), player);
        }
        worth
    }

    /// Expected payoff of every action at an information set, given weights of its nodes and what
    /// play is worth from every node on; nothing is paid for the nodes themselves.
    pub fn action_values(&self, set: InformationSetId, worth: &[f64], weights: &[f64]) -> Vec<f64> {
        let of = self.information_set(set);
        let mut values = vec![0.0; of.actions.len()];
        for (member, weight) in of.members.iter().zip(weights) {
            for (value, child) in values.iter_mut().zip(self.node(*member).kind.children()) {
                *value += weight * worth[child.0];
            }
        }
        values
    }

    /// Probability of an action at a node that is not terminal.
    fn probability(&self, behaviour: &BehaviourStrategies, at: NodeId, action: usize) -> f64 {
        match &self.node(at).kind {
            NodeKind::Decision { information_set, .. } => {
                behaviour.0[information_set.0].probabilities[action]
            }
            NodeKind::Chance { event, .. } => self.events[event.0].probabilities[action].to_f64(),
            NodeKind::Terminal => 0.0,
        }
    }

    fn paid_at(&self, node: NodeId, player: PlayerId) -> f64 {
        let outcome = self.node(node).outcome;
        outcome.map_or(0.0, |o| self.outcomes[o.0].payoffs[player.0].to_f64())
    }

    /// What a player gets at most against the others' strategies. Perfect recall is the caller's
    /// promise: then sets with fewer own moves before them are decided after those with more.
    fn best_plan_value(&self, behaviour: &BehaviourStrategies, player: PlayerId) -> f64 {
        let reach = self.reach_probabilities(behaviour, Some(player));
        let last = self.last_own_moves(player);
        let sets: Vec<InformationSetId> = self.sets_of(player).collect();
        // Own moves before every set; an earlier set stands earlier.
        let mut depth = vec![0_usize; self.information_sets.len()];
        for &set in &sets {
            let before = last[self.information_set(set).members[0].0];
            depth[set.0] = before.map_or(0, |(earlier, _)| depth[earlier.0] + 1);
        }
        let mut choice = vec![0; self.information_sets.len()];
        let deepest = sets.iter().map(|set| depth[set.0]).max();
        for level in (0..=deepest.unwrap_or(0)).rev() {
            let worth = self.worth_of_plan(behaviour, player, &choice);
            for set in sets.iter().filter(|set| depth[set.0] == level) {
                let members = &self.information_set(*set).members;
                let weights: Vec<f64> = members.iter().map(|x| reach[x.0]).collect();
                let values = self.action_values(*set, &worth, &weights);
                let mut best = 0;
                for (a, value) in values.iter().enumerate() {
                    if *value > values[best] {
                        best = a;
                    }
                }
                choice[set.0] = best;
            }
        }
        self.worth_of_plan(behaviour, player, &choice)[0]
    }

    /// Expected payoff of a player from every node on if it plays a plan for sure.
    fn worth_of_plan(
        &self,
        behaviour: &BehaviourStrategies,
        player: PlayerId,
        choice: &[usize],
    ) -> Vec<f64> {
        let mut worth = vec![0.0; self.nodes.len()];
        for n in (0..self.nodes.len()).rev() {
            let children = self.nodes[n].kind.children();
            let behind: f64 = match &self.nodes[n].kind {
                NodeKind::Decision { information_set, .. }
                    if self.information_set(*information_set).player == player =>
                {
                    worth[children[choice[information_set.0]].0]
                }
                _ => children
                    .iter()
                    .enumerate()
                    .map(|(a, child)| self.probability(behaviour, NodeId(n), a) * worth[child.0])
                    .sum(),
            };
            worth[n] = behind + self.paid_at(NodeId(n), player);
        }
        worth
    }
}
