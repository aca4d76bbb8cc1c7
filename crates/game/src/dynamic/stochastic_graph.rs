//! The graph of a stochastic game's states: where some profile of actions may lead.
//!
//! Compressed rows of `u32` in both directions, with petgraph's traits, so that its algorithms run on
//! a million states in a quarter of the memory of its own graphs.

use crate::{GameError, MarkovChain, StateId, StochasticGame};
use fixedbitset::FixedBitSet;
use petgraph::Direction;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount, NodeIndexable,
    Visitable,
};
use std::iter::Copied;
use std::ops::Range;
use std::slice::Iter;

/// Which states follow which, under any profile of actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateGraph {
    successors: Rows,
    predecessors: Rows,
}

/// Lists of states, one per state, in one array.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rows {
    first: Vec<u32>,
    to: Vec<u32>,
}

impl Rows {
    fn at(&self, state: u32) -> &[u32] {
        let at = state as usize;
        &self.to[self.first[at] as usize..self.first[at + 1] as usize]
    }

    /// The same arcs, the other way round, each list ascending.
    fn reversed(&self) -> Self {
        let states = self.first.len() - 1;
        let mut first = vec![0_u32; states + 1];
        for to in &self.to {
            first[*to as usize + 1] += 1;
        }
        for state in 0..states {
            first[state + 1] += first[state];
        }
        let mut next = first.clone();
        let mut to = vec![0; self.to.len()];
        // The rows were counted in `u32`, so states fit as well.
        for (state, from) in (0..states).zip(0_u32..) {
            for successor in &self.to[self.first[state] as usize..self.first[state + 1] as usize] {
                let at = &mut next[*successor as usize];
                to[*at as usize] = from;
                *at += 1;
            }
        }
        Self { first, to }
    }
}

impl StateGraph {
    /// The graph of a game. An arc leads wherever some profile leads with positive probability.
    ///
    /// # Errors
    /// More than 2^32 arcs.
    pub fn of(game: &StochasticGame) -> Result<Self, GameError> {
        Self::from_rows(game.states(), |state, row| {
            for profile in 0..game.profile_count(state) {
                row.extend_from_slice(game.transitions(state, profile).to);
            }
        })
    }

    /// The graph of the chain that a profile makes.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn of_chain(chain: &MarkovChain) -> Result<Self, GameError> {
        let states = (0..chain.state_count()).map(StateId);
        Self::from_rows(states, |state, row| row.extend_from_slice(chain.row(state).to))
    }

    /// A graph from lists of successors, in any order and with repetitions.
    fn from_rows(
        states: impl ExactSizeIterator<Item = StateId>,
        fill: impl Fn(StateId, &mut Vec<u32>),
    ) -> Result<Self, GameError> {
        let mut first = Vec::with_capacity(states.len() + 1);
        let (mut to, mut row) = (Vec::new(), Vec::new());
        first.push(0);
        for state in states {
            row.clear();
            fill(state, &mut row);
            row.sort_unstable();
            row.dedup();
            to.extend_from_slice(&row);
            first.push(u32::try_from(to.len()).map_err(|_| GameError::TooLarge)?);
        }
        let successors = Rows { first, to };
        let predecessors = successors.reversed();
        Ok(Self { successors, predecessors })
    }

    /// The states that may follow a state, ascending.
    pub fn successors(&self, state: StateId) -> &[u32] {
        self.successors.at(index(state))
    }

    /// The states that a state may follow, ascending.
    pub fn predecessors(&self, state: StateId) -> &[u32] {
        self.predecessors.at(index(state))
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.successors.to.len()
    }

    /// Number of states.
    pub fn state_count(&self) -> usize {
        self.successors.first.len() - 1
    }

    fn nodes(&self) -> Range<u32> {
        0..index(StateId(self.state_count()))
    }
}

/// States of a graph are numbered in `u32`, which was checked when it was made.
#[expect(clippy::cast_possible_truncation, reason = "games number their states in u32")]
fn index(state: StateId) -> u32 {
    state.0 as u32
}

impl GraphBase for StateGraph {
    type NodeId = u32;
    type EdgeId = (u32, u32);
}

impl Visitable for StateGraph {
    type Map = FixedBitSet;

    fn visit_map(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.state_count())
    }

    fn reset_map(&self, map: &mut FixedBitSet) {
        map.clear();
        map.grow(self.state_count());
    }
}

impl NodeCount for StateGraph {
    fn node_count(&self) -> usize {
        self.state_count()
    }
}

impl NodeIndexable for StateGraph {
    fn node_bound(&self) -> usize {
        self.state_count()
    }

    fn to_index(&self, state: u32) -> usize {
        state as usize
    }

    fn from_index(&self, at: usize) -> u32 {
        index(StateId(at))
    }
}

impl IntoNodeIdentifiers for &StateGraph {
    type NodeIdentifiers = Range<u32>;

    fn node_identifiers(self) -> Range<u32> {
        self.nodes()
    }
}

impl<'a> IntoNeighbors for &'a StateGraph {
    type Neighbors = Copied<Iter<'a, u32>>;

    fn neighbors(self, state: u32) -> Self::Neighbors {
        self.successors.at(state).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a StateGraph {
    type NeighborsDirected = Copied<Iter<'a, u32>>;

    fn neighbors_directed(self, state: u32, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.successors.at(state).iter().copied(),
            Direction::Incoming => self.predecessors.at(state).iter().copied(),
        }
    }
}
