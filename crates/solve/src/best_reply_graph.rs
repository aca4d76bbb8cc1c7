//! Where play drifts when players reply to each other: the best-reply graph and its attractors.
//!
//! A node is a pure profile, an arc one player's move to a reply that is worth more to it. Strongly
//! connected components that no arc leaves are where such play ends: single nodes are strict or
//! weak pure equilibria, larger ones are cycles (Young, "The evolution of conventions",
//! Econometrica 61, 1993: best-reply paths).

use crate::SolveError;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use talion_game::{NormalForm, PlayerId, StrategyId};

/// Which moves are arcs of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replies {
    /// Moves to a best reply, by a player who does not play one yet.
    Best,
    /// All moves that raise the mover's payoff.
    Better,
}

/// One player's move to a better profile.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Who moves.
    pub mover: PlayerId,
    /// The strategy moved to.
    pub to: StrategyId,
    /// What the mover gains at once, positive.
    pub gain: f64,
}

/// A set of profiles that play does not leave once it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attractor {
    /// The profiles, in the order of the payoff tensor.
    pub profiles: Vec<Vec<usize>>,
}

impl Attractor {
    /// Whether play goes round for ever here, instead of resting at an equilibrium.
    pub fn is_cycle(&self) -> bool {
        self.profiles.len() > 1
    }
}

/// A shortest way from a profile to an attractor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Position in the list of attractors.
    pub attractor: usize,
    /// The moves; none if the start is in the attractor.
    pub steps: Vec<Step>,
    /// The profile at which the path arrives.
    pub arrives_at: Vec<usize>,
}

/// What happens when players take turns in a fixed order, each moving to its first best reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// The moves that are made; turns on which the player stays are left out.
    pub steps: Vec<Step>,
    /// The profile at which play rests, or at which the cycle was closed.
    pub end: Vec<usize>,
    /// Number of moves in the cycle, if play goes round for ever.
    pub cycle: Option<usize>,
}

/// The graph of replies over the pure profiles of a game.
#[derive(Debug, Clone)]
pub struct BestReplyGraph<'a> {
    game: &'a NormalForm,
    graph: DiGraph<(), Step, u32>,
    attractors: Vec<Attractor>,
}

/// The best-reply (or better-reply) graph of a game, with its attractors.
pub fn best_reply_graph(game: &NormalForm, replies: Replies) -> BestReplyGraph<'_> {
    let mut graph = DiGraph::with_capacity(game.profile_count(), game.profile_count());
    for _ in 0..game.profile_count() {
        graph.add_node(());
    }
    for profile in 0..game.profile_count() {
        for player in 0..game.player_count() {
            for step in steps_of(game, profile, PlayerId(player), replies) {
                let to = after(game, profile, &step);
                graph.add_edge(NodeIndex::new(profile), NodeIndex::new(to), step);
            }
        }
    }
    let attractors = attractors(game, &graph);
    BestReplyGraph { game, graph, attractors }
}

/// The moves of one player away from a profile, in the order of its strategies.
fn steps_of(game: &NormalForm, profile: usize, mover: PlayerId, replies: Replies) -> Vec<Step> {
    let stride = game.stride(mover);
    let count = game.strategy_count(mover);
    let base = profile - profile / stride % count * stride;
    let payoff = |s: usize| game.payoffs(mover)[base + s * stride];
    let now = game.payoffs(mover)[profile];
    let best = (0..count).map(payoff).fold(now, f64::max);
    (0..count)
        .filter(|&s| payoff(s) > now && (replies == Replies::Better || payoff(s) == best))
        .map(|s| Step { mover, to: StrategyId(s), gain: payoff(s) - now })
        .collect()
}

fn after(game: &NormalForm, profile: usize, step: &Step) -> usize {
    let stride = game.stride(step.mover);
    let now = profile / stride % game.strategy_count(step.mover);
    profile - now * stride + step.to.0 * stride
}

/// The strongly connected components that no arc leaves, by their first profile.
///
/// Kosaraju's algorithm, since petgraph's Tarjan recurses and overflows the stack on large games.
fn attractors(game: &NormalForm, graph: &DiGraph<(), Step, u32>) -> Vec<Attractor> {
    let components = kosaraju_scc(graph);
    let mut component_of = vec![0; graph.node_count()];
    for (c, members) in components.iter().enumerate() {
        for node in members {
            component_of[node.index()] = c;
        }
    }
    let is_left = |(c, members): (usize, &Vec<NodeIndex>)| {
        members.iter().flat_map(|&n| graph.neighbors(n)).any(|to| component_of[to.index()] != c)
    };
    let mut sinks: Vec<Vec<usize>> = components
        .iter()
        .enumerate()
        .filter(|&component| !is_left(component))
        .map(|(_, members)| {
            let mut profiles: Vec<usize> = members.iter().map(|n| n.index()).collect();
            profiles.sort_unstable();
            profiles
        })
        .collect();
    sinks.sort_unstable();
    sinks
        .into_iter()
        .map(|sink| Attractor {
            profiles: sink.into_iter().map(|index| game.profile_at(index)).collect(),
        })
        .collect()
}

impl BestReplyGraph<'_> {
    /// Where play can end, by the first profile of each.
    pub fn attractors(&self) -> &[Attractor] {
        &self.attractors
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// The arcs: from a profile, by a move, to a profile.
    pub fn arcs(&self) -> impl Iterator<Item = (Vec<usize>, Step, Vec<usize>)> + '_ {
        self.graph.edge_references().map(|arc| {
            let [from, to] =
                [arc.source(), arc.target()].map(|node| self.game.profile_at(node.index()));
            (from, *arc.weight(), to)
        })
    }

    /// A shortest path from a profile to every attractor that can be reached, with any player
    /// moving at any time. Among equally short ones, the mover and strategy listed first.
    ///
    /// # Errors
    /// If the profile is not in the game.
    pub fn paths_from(&self, start: &[usize]) -> Result<Vec<Path>, SolveError> {
        let start = self.index_of(start)?;
        let mut came_by: BTreeMap<usize, Option<(usize, Step)>> = BTreeMap::from([(start, None)]);
        let mut order = vec![start];
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            // The graph lists its youngest arcs first.
            let mut arcs: Vec<_> = self.graph.edges(NodeIndex::new(at)).collect();
            arcs.reverse();
            for arc in arcs {
                let to = arc.target().index();
                came_by.entry(to).or_insert_with(|| {
                    order.push(to);
                    queue.push_back(to);
                    Some((at, *arc.weight()))
                });
            }
        }
        let path = |(attractor, sink): (usize, &Attractor)| {
            let profiles: Vec<usize> =
                sink.profiles.iter().map(|profile| self.game.index_of(profile)).collect();
            let end = *order.iter().find(|at| profiles.binary_search(at).is_ok())?;
            let mut steps = Vec::new();
            let mut at = end;
            while let Some((from, step)) = came_by[&at] {
                steps.push(step);
                at = from;
            }
            steps.reverse();
            Some(Path { attractor, steps, arrives_at: self.game.profile_at(end) })
        };
        Ok(self.attractors.iter().enumerate().filter_map(path).collect())
    }

    /// Play from a profile when the players take turns in the given order, over and over.
    ///
    /// # Errors
    /// If the profile is not in the game, or the order names a player who is not.
    pub fn walk(&self, start: &[usize], turns: &[PlayerId]) -> Result<Walk, SolveError> {
        if let Some(stranger) = turns.iter().find(|player| player.0 >= self.game.player_count()) {
            return Err(SolveError::NoSuchPlayer {
                found: stranger.0,
                players: self.game.player_count(),
            });
        }
        let mut at = self.index_of(start)?;
        let mut steps: Vec<Step> = Vec::new();
        // Moves made when a profile was first met at a turn.
        let mut met: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut idle = 0;
        let mut turn = 0;
        while idle < turns.len() {
            if let Some(before) = met.insert((at, turn), steps.len())
                && before < steps.len()
            {
                let cycle = Some(steps.len() - before);
                return Ok(Walk { steps, end: self.game.profile_at(at), cycle });
            }
            match steps_of(self.game, at, turns[turn], Replies::Best).first() {
                Some(step) => {
                    at = after(self.game, at, step);
                    steps.push(*step);
                    idle = 0;
                }
                None => idle += 1,
            }
            turn = (turn + 1) % turns.len();
        }
        Ok(Walk { steps, end: self.game.profile_at(at), cycle: None })
    }

    fn index_of(&self, profile: &[usize]) -> Result<usize, SolveError> {
        let shape: Vec<usize> = self.game.players().iter().map(|p| p.strategies.len()).collect();
        if profile.len() == shape.len() && profile.iter().zip(&shape).all(|(s, m)| s < m) {
            Ok(self.game.index_of(profile))
        } else {
            Err(SolveError::NotInGame { found: profile.to_vec(), shape })
        }
    }
}
