//! The condensation of a state graph: which states play can leave for good, in the order in which
//! they can be solved.
//!
//! States from which play can return to each other form a strongly connected component. Play goes
//! from component to component and never back, so that a component can be solved once all that it
//! leads to are (Iskhakov, Rust and Schjerning, "Recursive lexicographical search", Review of
//! Economic Studies 83, 2016, section 2).

use crate::{StateGraph, StateId};
use petgraph::algo::kosaraju_scc;
use std::ops::Range;

/// Strongly connected components in reverse topological order: those that lead nowhere else first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condensation {
    /// States, component by component, ascending within each.
    members: Vec<u32>,
    first_member: Vec<usize>,
    component_of: Vec<u32>,
    /// Components by level.
    by_level: Vec<u32>,
    first_of_level: Vec<usize>,
}

impl Condensation {
    /// The condensation of a graph.
    ///
    /// Kosaraju's algorithm, since petgraph's Tarjan recurses and overflows the stack on large graphs.
    pub fn of(graph: &StateGraph) -> Self {
        let mut components = kosaraju_scc(graph);
        let mut members = Vec::with_capacity(graph.state_count());
        let mut first_member = vec![0];
        let mut component_of = vec![0; graph.state_count()];
        for (component, number) in components.iter_mut().zip(0_u32..) {
            component.sort_unstable();
            for state in component.iter() {
                component_of[*state as usize] = number;
            }
            members.extend_from_slice(component);
            first_member.push(members.len());
        }
        let mut condensation = Self {
            members,
            first_member,
            component_of,
            by_level: Vec::new(),
            first_of_level: vec![0],
        };
        condensation.order_by_level(graph);
        condensation
    }

    /// A component's level is one more than the highest of those that it leads to.
    fn order_by_level(&mut self, graph: &StateGraph) {
        let mut level_of = vec![0_usize; self.component_count()];
        for component in 0..self.component_count() {
            let after = self.exits(graph, component).map(|to| level_of[to] + 1).max();
            level_of[component] = after.unwrap_or(0);
        }
        self.by_level = (0_u32..).take(self.component_count()).collect();
        self.by_level.sort_by_key(|component| level_of[*component as usize]);
        let highest = level_of.iter().copied().max().unwrap_or(0);
        let mut counts = vec![0_usize; highest + 1];
        for level in level_of {
            counts[level] += 1;
        }
        for count in counts {
            self.first_of_level.push(self.first_of_level[self.first_of_level.len() - 1] + count);
        }
    }

    /// Number of components.
    pub fn component_count(&self) -> usize {
        self.first_member.len() - 1
    }

    /// States of a component, ascending.
    pub fn members(&self, component: usize) -> &[u32] {
        &self.members[self.first_member[component]..self.first_member[component + 1]]
    }

    /// Component of a state.
    pub fn component_of(&self, state: StateId) -> usize {
        self.component_of[state.0] as usize
    }

    /// Number of levels.
    pub fn level_count(&self) -> usize {
        self.first_of_level.len() - 1
    }

    /// Components of a level, ascending. They do not lead to each other, and lead to lower levels only.
    pub fn level(&self, level: usize) -> &[u32] {
        let Range { start, end } = self.first_of_level[level]..self.first_of_level[level + 1];
        &self.by_level[start..end]
    }

    /// Number of states in the largest component.
    pub fn largest(&self) -> usize {
        self.first_member.windows(2).map(|w| w[1] - w[0]).max().unwrap_or(0)
    }

    /// The other components that a component leads to, with repetitions.
    pub fn exits<'a>(
        &'a self,
        graph: &'a StateGraph,
        component: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        let states = self.members(component).iter().map(|state| StateId(*state as usize));
        let targets = states.flat_map(|state| graph.successors(state));
        let components = targets.map(|to| self.component_of[*to as usize] as usize);
        components.filter(move |to| *to != component)
    }
}
