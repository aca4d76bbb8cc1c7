//! A directed graph over states in compressed rows of 32-bit numbers, with its reverse, as petgraph
//! sees graphs.
//!
//! A quarter of the memory of `DiGraph`, which matters at 10^6 states.

use petgraph::Direction;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, Visitable,
};
use rayon::prelude::*;

/// Rows of arcs: those of node `s` lead to `to[start[s]..start[s + 1]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    start: Vec<u32>,
    to: Vec<u32>,
}

impl Rows {
    /// The rows of nodes `0..nodes`, each made from the number of its node, in parallel.
    pub(super) fn new(nodes: usize, row: impl Fn(u32) -> Vec<u32> + Send + Sync) -> Self {
        // Conflicts have at most 2^32 states.
        let count = u32::try_from(nodes).unwrap_or(u32::MAX);
        let rows: Vec<Vec<u32>> = (0..count).into_par_iter().map(row).collect();
        let mut start = Vec::with_capacity(nodes + 1);
        let mut end = 0;
        start.push(0);
        for row in &rows {
            end += u32::try_from(row.len()).unwrap_or(u32::MAX);
            start.push(end);
        }
        Self { start, to: rows.concat() }
    }

    pub(super) fn nodes(&self) -> usize {
        self.start.len() - 1
    }

    pub(super) fn arcs(&self) -> usize {
        self.to.len()
    }

    pub(super) fn of(&self, node: usize) -> &[u32] {
        &self.to[self.start[node] as usize..self.start[node + 1] as usize]
    }

    /// The same arcs the other way round; the sources of a node ascend.
    pub(super) fn reversed(&self) -> Self {
        let nodes = self.nodes();
        let mut start = vec![0_u32; nodes + 1];
        for &to in &self.to {
            start[to as usize + 1] += 1;
        }
        for node in 0..nodes {
            start[node + 1] += start[node];
        }
        let mut next = start.clone();
        let mut to = vec![0; self.to.len()];
        for from in 0..nodes {
            for &target in self.of(from) {
                let place = &mut next[target as usize];
                // Nodes are counted in 32 bits.
                to[*place as usize] = u32::try_from(from).unwrap_or(u32::MAX);
                *place += 1;
            }
        }
        Self { start, to }
    }
}

/// A graph and its reverse.
#[derive(Debug, Clone)]
pub(super) struct Arcs {
    pub(super) forward: Rows,
    pub(super) backward: Rows,
}

impl Arcs {
    pub(super) fn new(nodes: usize, row: impl Fn(u32) -> Vec<u32> + Send + Sync) -> Self {
        let forward = Rows::new(nodes, row);
        let backward = forward.reversed();
        Self { forward, backward }
    }
}

impl GraphBase for Arcs {
    type EdgeId = u32;
    type NodeId = u32;
}

impl<'a> IntoNeighbors for &'a Arcs {
    type Neighbors = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        self.forward.of(node as usize).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a Arcs {
    type NeighborsDirected = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors_directed(self, node: u32, direction: Direction) -> Self::NeighborsDirected {
        let rows = match direction {
            Direction::Outgoing => &self.forward,
            Direction::Incoming => &self.backward,
        };
        rows.of(node as usize).iter().copied()
    }
}

impl IntoNodeIdentifiers for &Arcs {
    type NodeIdentifiers = std::ops::Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..u32::try_from(self.forward.nodes()).unwrap_or(u32::MAX)
    }
}

impl Visitable for Arcs {
    type Map = Bits;

    fn visit_map(&self) -> Bits {
        Bits::new(self.forward.nodes())
    }

    fn reset_map(&self, map: &mut Bits) {
        *map = self.visit_map();
    }
}

/// A set of nodes, one bit each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    pub(super) fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    /// Puts a node in; whether it was not there before.
    pub(super) fn put(&mut self, at: usize) -> bool {
        let new = !self.has(at);
        self.0[at / 64] |= 1 << (at % 64);
        new
    }

    pub(super) fn take(&mut self, at: usize) {
        self.0[at / 64] &= !(1 << (at % 64));
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// The members, ascending.
    pub(super) fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(word, &bits)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(64 * word + bit)
            })
        })
    }
}

impl petgraph::visit::VisitMap<u32> for Bits {
    fn visit(&mut self, node: u32) -> bool {
        self.put(node as usize)
    }

    fn is_visited(&self, node: &u32) -> bool {
        self.has(*node as usize)
    }

    fn unvisit(&mut self, node: u32) -> bool {
        let was = self.has(node as usize);
        self.take(node as usize);
        was
    }
}

impl FromIterator<u64> for Bits {
    fn from_iter<I: IntoIterator<Item = u64>>(words: I) -> Self {
        Self(words.into_iter().collect())
    }
}
