//! Mistakes of different orders of magnitude, and the beliefs that they leave in the limit.

use crate::linear::Dense;
use talion_game::{BehaviourStrategies, ExtensiveForm, InformationSetId, NodeId, NodeKind};

/// Choices of trembles that are tried at most.
const MOST_TRIED: u64 = 60_000;
/// Orders of a mistake that are tried.
const ORDERS: [u32; 3] = [1, 2, 3];
/// Added to the diagonal of normal equations: of several weights that do, those nearest to one.
const RIDGE: f64 = 1e-12;

/// A probability `weight * e^order` for every action that is never taken: its order and weight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trembles {
    /// By information set and action; `None` for actions that are taken.
    mistakes: Vec<Vec<Option<(u32, f64)>>>,
}

impl Trembles {
    /// Choices of trembles, simplest first. Only mistakes on the way to the given information sets
    /// differ; all others are of first order.
    pub(super) fn on_the_way_to(
        game: &ExtensiveForm,
        behaviour: &BehaviourStrategies,
        sets: &[InformationSetId],
    ) -> impl Iterator<Item = Self> {
        let base = Self::uniform(behaviour);
        let varied = mistakes_towards(game, behaviour, sets);
        let width = ORDERS.len() as u64;
        let power = u32::try_from(varied.len()).unwrap_or(u32::MAX);
        let count = width.checked_pow(power).unwrap_or(u64::MAX).min(MOST_TRIED);
        (0..count).map(move |number| {
            let mut trembles = base.clone();
            let mut rest = number;
            for &(set, action) in &varied {
                // The remainder is below the number of orders, which is small.
                let pick = usize::try_from(rest % width).unwrap_or(0);
                trembles.mistakes[set][action] = Some((ORDERS[pick], 1.0));
                rest /= width;
            }
            trembles
        })
    }

    fn uniform(behaviour: &BehaviourStrategies) -> Self {
        let of = |p: &f64| (*p == 0.0).then_some((1, 1.0));
        let mistakes = behaviour.0.iter().map(|set| set.probabilities.iter().map(of).collect());
        Self { mistakes: mistakes.collect() }
    }

    /// Beliefs at every information set in the limit: among its nodes those that take the fewest
    /// mistakes, by their leading coefficients.
    pub(super) fn beliefs(
        &self,
        game: &ExtensiveForm,
        behaviour: &BehaviourStrategies,
    ) -> Vec<Vec<f64>> {
        let leading = self.leading(game, behaviour);
        game.information_sets()
            .iter()
            .map(|set| {
                let possible = |x: &&NodeId| leading[x.0].1 > 0.0;
                let least = set.members.iter().filter(possible).map(|x| leading[x.0].0).min();
                let weight = |x: &NodeId| {
                    let (order, weight) = leading[x.0];
                    if Some(order) == least { weight } else { 0.0 }
                };
                let sum: f64 = set.members.iter().map(weight).sum();
                // Nodes that chance rules out leave nothing to believe in; then all are alike.
                let alike = 1.0 / set.members.len() as f64;
                let share = |x| if sum > 0.0 { weight(x) / sum } else { alike };
                set.members.iter().map(share).collect()
            })
            .collect()
    }

    /// Order and coefficient of the probability that play gets to every node.
    fn leading(&self, game: &ExtensiveForm, behaviour: &BehaviourStrategies) -> Vec<(u32, f64)> {
        let mut leading: Vec<(u32, f64)> = Vec::with_capacity(game.nodes().len());
        for node in game.nodes() {
            leading.push(node.parent.map_or((0, 1.0), |(parent, action)| {
                let (order, weight) = leading[parent.0];
                let (more, factor) = self.factor(game, behaviour, parent, action);
                (order + more, weight * factor)
            }));
        }
        leading
    }

    /// The nodes of an information set that take the fewest mistakes.
    pub(super) fn likeliest(
        &self,
        game: &ExtensiveForm,
        behaviour: &BehaviourStrategies,
        set: InformationSetId,
    ) -> Vec<bool> {
        let leading = self.leading(game, behaviour);
        let members = &game.information_set(set).members;
        let possible = |x: &&NodeId| leading[x.0].1 > 0.0;
        let least = members.iter().filter(possible).map(|x| leading[x.0].0).min();
        members.iter().map(|x| leading[x.0].1 > 0.0 && Some(leading[x.0].0) == least).collect()
    }

    /// The same orders with weights that come as near as they can to the beliefs wanted at some
    /// information sets, in logarithms by least squares: for two nodes `x`, `y` of a set
    /// `sum of log w on the way to x - the same for y = log(mu_x / mu_y) - log(c_x / c_y)`, where `c` is
    /// the probability of the moves that are no mistakes.
    pub(super) fn tuned(
        &self,
        game: &ExtensiveForm,
        behaviour: &BehaviourStrategies,
        wanted: &[(InformationSetId, Vec<f64>)],
    ) -> Option<Self> {
        let sets: Vec<InformationSetId> = wanted.iter().map(|(set, _)| *set).collect();
        let mistakes = mistakes_towards(game, behaviour, &sets);
        let leading = self.leading(game, behaviour);
        let counts = |x: NodeId| -> Vec<f64> {
            let mut line = vec![0.0; mistakes.len()];
            for (at, action) in game.path_up(x) {
                if let NodeKind::Decision { information_set, .. } = &game.node(at).kind
                    && let Ok(k) = mistakes.binary_search(&(information_set.0, action))
                {
                    line[k] += 1.0;
                }
            }
            line
        };
        let mut normal = Dense::zeros(mistakes.len());
        let mut sums = vec![vec![0.0; mistakes.len()]; mistakes.len()];
        let mut right = vec![0.0; mistakes.len()];
        for (set, beliefs) in wanted {
            let members = game.information_set(*set).members.iter().zip(beliefs);
            let used: Vec<(NodeId, f64)> =
                members.filter(|(_, mu)| **mu > 0.0).map(|(x, mu)| (*x, *mu)).collect();
            let Some(&(first, mu_first)) = used.first() else { continue };
            let base = counts(first);
            for &(x, mu) in &used[1..] {
                let line: Vec<f64> = counts(x).iter().zip(&base).map(|(a, b)| a - b).collect();
                let value = (mu / mu_first).ln() - (leading[x.0].1 / leading[first.0].1).ln();
                for (i, a) in line.iter().enumerate() {
                    right[i] += a * value;
                    for (j, b) in line.iter().enumerate() {
                        sums[i][j] += a * b;
                    }
                }
            }
        }
        for (i, line) in sums.iter().enumerate() {
            for (j, value) in line.iter().enumerate() {
                normal.set(i, j, value + if i == j { RIDGE } else { 0.0 });
            }
        }
        let logs = normal.solved(&right)?;
        let mut tuned = self.clone();
        for (&(set, action), log) in mistakes.iter().zip(logs) {
            let order = tuned.mistakes[set][action].map_or(1, |(order, _)| order);
            tuned.mistakes[set][action] = Some((order, log.exp()));
        }
        Some(tuned)
    }

    fn factor(
        &self,
        game: &ExtensiveForm,
        behaviour: &BehaviourStrategies,
        at: NodeId,
        action: usize,
    ) -> (u32, f64) {
        match &game.node(at).kind {
            NodeKind::Decision { information_set, .. } => {
                let played = behaviour.0[information_set.0].probabilities[action];
                self.mistakes[information_set.0][action].unwrap_or((0, played))
            }
            NodeKind::Chance { event, .. } => {
                (0, game.events()[event.0].probabilities[action].to_f64())
            }
            NodeKind::Terminal => (0, 0.0),
        }
    }
}

/// Actions that are never taken and lead to some of these sets, each once.
fn mistakes_towards(
    game: &ExtensiveForm,
    behaviour: &BehaviourStrategies,
    sets: &[InformationSetId],
) -> Vec<(usize, usize)> {
    let mut mistakes = Vec::new();
    for set in sets {
        for member in &game.information_set(*set).members {
            for (at, action) in game.path_up(*member) {
                if let NodeKind::Decision { information_set, .. } = &game.node(at).kind
                    && behaviour.0[information_set.0].probabilities[action] == 0.0
                {
                    mistakes.push((information_set.0, action));
                }
            }
        }
    }
    mistakes.sort_unstable();
    mistakes.dedup();
    mistakes
}
