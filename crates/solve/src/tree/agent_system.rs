//! The equations of agent quantal response on a tree, with their derivatives.
//!
//! At information set `h` an agent of its own mixes by the logit rule over what each action is worth
//! once play is there (`McKelvey` and Palfrey, "Quantal response equilibria for extensive form games",
//! Experimental Economics 1, 1998). In logarithms `z_ha = log b_ha`:
//!
//! `H_h0 = sum_a exp(z_ha) - 1`,  `H_ha = z_ha - z_h0 - lambda (u_ha - u_h0)`, `a >= 1`,
//!
//! with `u_ha = sum_x mu_x V(x a)`, beliefs `mu_x = pi_x / sum_y pi_y` over the nodes of `h`, reach
//! `log pi_x` = sum of the logarithms on the way, and `V` the payoff behind a node. Hence
//! `dmu_x = mu_x (dlog pi_x - sum_y mu_y dlog pi_y)`, and `dV` follows backwards through the tree.
//! Payoffs are divided by their largest range, so that `lambda` has no unit inside.

use crate::linear::Dense;
use crate::logit::{Equations, Point};
use talion_game::{
    BehaviourStrategies, ExtensiveForm, InformationSetId, InformationSetStrategy, NodeId, NodeKind,
};

/// The system of one tree.
#[derive(Debug, Clone)]
pub(super) struct AgentSystem<'a> {
    game: &'a ExtensiveForm,
    /// First unknown of every information set.
    offsets: Vec<usize>,
    /// Logarithm of the probability of every action of chance, by event.
    chances: Vec<Vec<f64>>,
    /// What each node pays each player, over the scale; empty for nothing.
    paid: Vec<Vec<f64>>,
    /// Largest range of outcomes of any player.
    pub(super) scale: f64,
}

impl<'a> AgentSystem<'a> {
    pub(super) fn new(game: &'a ExtensiveForm) -> Self {
        let mut offsets = vec![0];
        for set in game.information_sets() {
            offsets.push(offsets[offsets.len() - 1] + set.actions.len());
        }
        let range = |p: usize| {
            let payoffs = || game.outcomes().iter().map(|o| o.payoffs[p].to_f64());
            payoffs().fold(0.0, f64::max) - payoffs().fold(0.0, f64::min)
        };
        let range = (0..game.players().len()).map(range).fold(0.0, f64::max);
        let scale = if range > 0.0 { range } else { 1.0 };
        let paid = |node: &talion_game::Node| match node.outcome {
            Some(o) => game.outcomes()[o.0].payoffs.iter().map(|u| u.to_f64() / scale).collect(),
            None => Vec::new(),
        };
        let logs = |event: &talion_game::ChanceEvent| {
            event.probabilities.iter().map(|p| p.to_f64().ln()).collect()
        };
        Self {
            game,
            offsets,
            chances: game.events().iter().map(logs).collect(),
            paid: game.nodes().iter().map(paid).collect(),
            scale,
        }
    }

    /// The behaviour strategies of a point, each summing to one.
    pub(super) fn behaviour(&self, point: &Point) -> BehaviourStrategies {
        let sets = self.game.information_sets().iter().enumerate();
        let of = |(h, set): (usize, &talion_game::InformationSet)| {
            let raw = point[self.offsets[h]..self.offsets[h + 1]].iter().map(|z| z.exp());
            let raw: Vec<f64> = raw.collect();
            let sum: f64 = raw.iter().sum();
            InformationSetStrategy {
                player: self.game.players()[set.player.0].clone(),
                information_set: set.label.clone(),
                actions: set.actions.clone(),
                probabilities: raw.into_iter().map(|b| b / sum).collect(),
                reached: true,
            }
        };
        BehaviourStrategies(sets.map(of).collect())
    }

    /// Beliefs over the nodes of every information set.
    pub(super) fn beliefs(&self, point: &Point) -> Vec<Vec<f64>> {
        let reach = self.log_reach(point);
        let sets = self.game.information_sets().iter();
        sets.map(|set| {
            let logs: Vec<f64> = set.members.iter().map(|x| reach[x.0]).collect();
            let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            if top == f64::NEG_INFINITY {
                // Chance rules all of them out; nothing depends on what is done here.
                return vec![1.0 / logs.len() as f64; logs.len()];
            }
            let weights: Vec<f64> = logs.iter().map(|l| (l - top).exp()).collect();
            let sum: f64 = weights.iter().sum();
            weights.into_iter().map(|w| w / sum).collect()
        })
        .collect()
    }

    fn log_reach(&self, point: &Point) -> Vec<f64> {
        let mut reach: Vec<f64> = Vec::with_capacity(self.game.nodes().len());
        for node in self.game.nodes() {
            reach.push(node.parent.map_or(0.0, |(parent, action)| {
                reach[parent.0] + self.log_probability(point, parent, action)
            }));
        }
        reach
    }

    fn log_probability(&self, point: &Point, at: NodeId, action: usize) -> f64 {
        match &self.game.node(at).kind {
            NodeKind::Decision { information_set, .. } => {
                point[self.offsets[information_set.0] + action]
            }
            NodeKind::Chance { event, .. } => self.chances[event.0][action],
            NodeKind::Terminal => f64::NEG_INFINITY,
        }
    }

    /// Payoff of a player behind every node, over the scale.
    fn worth(&self, point: &Point, player: usize) -> Vec<f64> {
        let nodes = self.game.nodes();
        let mut worth = vec![0.0; nodes.len()];
        for n in (0..nodes.len()).rev() {
            let children = nodes[n].kind.children().iter().enumerate();
            let behind: f64 = children
                .map(|(a, child)| self.log_probability(point, NodeId(n), a).exp() * worth[child.0])
                .sum();
            worth[n] = behind + self.paid[n].get(player).copied().unwrap_or(0.0);
        }
        worth
    }

    /// Derivative of a player's payoff behind every node in the logarithm of one action.
    fn worth_slope(&self, point: &Point, worth: &[f64], set: usize, action: usize) -> Vec<f64> {
        let nodes = self.game.nodes();
        let mut slope = vec![0.0; nodes.len()];
        for n in (0..nodes.len()).rev() {
            let here = matches!(
                nodes[n].kind,
                NodeKind::Decision { information_set, .. } if information_set.0 == set
            );
            for (a, child) in nodes[n].kind.children().iter().enumerate() {
                let own = if here && a == action { worth[child.0] } else { 0.0 };
                let inner = slope[child.0] + own;
                if inner != 0.0 {
                    slope[n] += self.log_probability(point, NodeId(n), a).exp() * inner;
                }
            }
        }
        slope
    }

    /// Whether the way to every node takes one action at one information set.
    fn takes(&self, set: usize, action: usize) -> Vec<bool> {
        let mut takes: Vec<bool> = Vec::with_capacity(self.game.nodes().len());
        for node in self.game.nodes() {
            takes.push(node.parent.is_some_and(|(parent, a)| {
                let here = matches!(
                    self.game.node(parent).kind,
                    NodeKind::Decision { information_set, .. } if information_set.0 == set
                );
                takes[parent.0] || here && a == action
            }));
        }
        takes
    }

    fn all_worths(&self, point: &Point) -> Vec<Vec<f64>> {
        (0..self.game.players().len()).map(|p| self.worth(point, p)).collect()
    }
}

impl Equations for AgentSystem<'_> {
    fn order(&self) -> usize {
        self.offsets[self.offsets.len() - 1]
    }

    fn start(&self) -> Point {
        let sets = self.game.information_sets().iter();
        let uniform = sets.flat_map(|set| {
            let count = set.actions.len();
            vec![-(count as f64).ln(); count]
        });
        uniform.chain([0.0]).collect()
    }

    /// Beliefs are quotients of sums of logarithms, so they are off by units in the last place of
    /// those sums, and `lambda` times as much shows in `H`.
    fn rounding(&self, point: &Point) -> f64 {
        let largest = point.iter().fold(1.0_f64, |most, x| most.max(x.abs()));
        largest * (1.0 + point[self.order()].abs()) * 4e-15
    }

    fn residual(&self, point: &Point) -> Vec<f64> {
        let lambda = point[self.order()];
        let (beliefs, worths) = (self.beliefs(point), self.all_worths(point));
        let mut residual = Vec::with_capacity(self.order());
        for (h, set) in self.game.information_sets().iter().enumerate() {
            let z = &point[self.offsets[h]..self.offsets[h + 1]];
            let id = InformationSetId(h);
            let values = self.game.action_values(id, &worths[set.player.0], &beliefs[h]);
            residual.push(z.iter().map(|z| z.exp()).sum::<f64>() - 1.0);
            residual.extend((1..z.len()).map(|a| z[a] - z[0] - lambda * (values[a] - values[0])));
        }
        residual
    }

    fn jacobian(&self, point: &Point, last: &[f64]) -> Dense {
        let order = self.order();
        let lambda = point[order];
        let (beliefs, worths) = (self.beliefs(point), self.all_worths(point));
        let sets = self.game.information_sets();
        let mut matrix = Dense::zeros(order + 1);
        for (h, set) in sets.iter().enumerate() {
            let (first, id) = (self.offsets[h], InformationSetId(h));
            let values = self.game.action_values(id, &worths[set.player.0], &beliefs[h]);
            for a in 0..set.actions.len() {
                matrix.set(first, first + a, point[first + a].exp());
                if a > 0 {
                    matrix.set(first + a, order, values[0] - values[a]);
                }
            }
        }
        for (k, of) in sets.iter().enumerate() {
            for action in 0..of.actions.len() {
                let column = self.offsets[k] + action;
                let takes = self.takes(k, action);
                let slopes: Vec<Vec<f64>> =
                    worths.iter().map(|worth| self.worth_slope(point, worth, k, action)).collect();
                for (h, set) in sets.iter().enumerate() {
                    let mu = &beliefs[h];
                    let share: f64 = set
                        .members
                        .iter()
                        .zip(mu)
                        .map(|(x, m)| if takes[x.0] { *m } else { 0.0 })
                        .sum();
                    let tilt =
                        |(x, m): (&NodeId, &f64)| m * (f64::from(u8::from(takes[x.0])) - share);
                    let moved: Vec<f64> = set.members.iter().zip(mu).map(tilt).collect();
                    let (id, p) = (InformationSetId(h), set.player.0);
                    let by_belief = self.game.action_values(id, &worths[p], &moved);
                    let by_worth = self.game.action_values(id, &slopes[p], mu);
                    let slope = |a: usize| by_belief[a] + by_worth[a];
                    for a in 1..set.actions.len() {
                        let own = f64::from(u8::from(h == k && a == action))
                            - f64::from(u8::from(h == k && action == 0));
                        let value = own - lambda * (slope(a) - slope(0));
                        matrix.set(self.offsets[h] + a, column, value);
                    }
                }
            }
        }
        for (column, value) in last.iter().enumerate() {
            matrix.set(order, column, *value);
        }
        matrix
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use talion_game::read_efg;

    /// Derivatives against central differences, on a tree with chance, hidden moves and forgetting
    /// between agents of one player ruled out.
    #[test]
    fn derivatives_are_those_of_the_equations() {
        let text = "EFG 2 R \"\" { \"a\" \"b\" } c \"\" 1 \"\" { \"u\" 1/3 \"d\" 2/3 } 0
            p \"\" 1 1 \"\" { \"x\" \"y\" } 0
              p \"\" 2 1 \"\" { \"l\" \"r\" \"m\" } 0
                t \"\" 1 { 3 1 } t \"\" 2 { 0 2 } t \"\" 3 { 1 -1 }
              t \"\" 4 { 2 0 }
            p \"\" 1 2 \"\" { \"x\" \"y\" } 0
              p \"\" 2 1 0
                p \"\" 1 3 \"\" { \"s\" \"t\" } 0 t \"\" 5 { 1 4 } t \"\" 6 { 5 -2 }
                t \"\" 7 { -1 1 } t \"\" 8 { 2 2 }
              t \"\" 9 { 0 3 }";
        let game = read_efg(text.as_bytes()).unwrap();
        let system = AgentSystem::new(&game);
        let order = system.order();
        let point: Point = (0..order).map(|k| -0.4 - 0.13 * k as f64).chain([1.7]).collect();
        let step = 1e-6;
        let direction = |column: usize| {
            let shifted = |by: f64| {
                let mut moved = point.clone();
                moved[column] += by;
                system.residual(&moved)
            };
            let (up, down) = (shifted(step), shifted(-step));
            up.iter().zip(&down).map(|(u, d)| (u - d) / (2.0 * step)).collect::<Vec<f64>>()
        };
        let matrix = system.jacobian(&point, &vec![0.0; order + 1]);
        for column in 0..=order {
            for (row, slope) in direction(column).into_iter().enumerate() {
                let found = matrix.get(row, column);
                assert!((found - slope).abs() < 1e-8, "{row}, {column}: {found} and {slope}");
            }
        }
    }
}
