//! Maximal Nash subsets and connected components, from the extreme equilibria.
//!
//! Join the vertices `v` of `P` and `w` of `Q` where `(v, w)` is an equilibrium. The set of all
//! equilibria is the union of `conv(X) x conv(Y)` over the maximal complete bipartite subgraphs
//! `X, Y` (Winkels 1979; Jansen 1981; Avis, Rosenberg, Savani and von Stengel, "Enumeration of Nash
//! equilibria for two-player games", Economic Theory 42, 2010), and its connected components are
//! those of the graph.

use super::labels::Labels;
use std::collections::{BTreeMap, BTreeSet};
use talion_game::Component;

/// The components of a list of extreme equilibria, given as pairs of vertices.
pub(super) fn components(pairs: &[(usize, usize)]) -> Vec<Component> {
    connected(pairs)
        .into_iter()
        .map(|members| Component {
            maximal_nash_subsets: maximal_subsets(pairs, &members),
            equilibria: members,
        })
        .collect()
}

/// Positions of the pairs, grouped by connected component; groups and members ascending.
fn connected(pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    // Every vertex points to the first pair known to hang together with it.
    let mut leader: Vec<usize> = (0..pairs.len()).collect();
    let mut first_with: [BTreeMap<usize, usize>; 2] = Default::default();
    for (index, &(v, w)) in pairs.iter().enumerate() {
        for (side, vertex) in [v, w].into_iter().enumerate() {
            let first = *first_with[side].entry(vertex).or_insert(index);
            let (a, b) = (root(&mut leader, first), root(&mut leader, index));
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..pairs.len() {
        groups.entry(root(&mut leader, index)).or_default().push(index);
    }
    groups.into_values().collect()
}

fn root(leader: &mut [usize], mut index: usize) -> usize {
    while leader[index] != index {
        leader[index] = leader[leader[index]];
        index = leader[index];
    }
    index
}

/// The maximal complete bipartite subgraphs of one component, each as positions of its pairs.
///
/// Their second sides are exactly the nonempty intersections of neighbourhoods.
fn maximal_subsets(pairs: &[(usize, usize)], members: &[usize]) -> Vec<Vec<usize>> {
    if let [only] = members {
        return vec![vec![*only]];
    }
    let partners: Vec<usize> =
        members.iter().map(|&m| pairs[m].1).collect::<BTreeSet<_>>().into_iter().collect();
    let mut neighbours: BTreeMap<usize, Labels> = BTreeMap::new();
    for &member in members {
        let (v, w) = pairs[member];
        let set = neighbours.entry(v).or_insert_with(|| Labels::empty(partners.len()));
        // Proof of the fall-back: every `w` of a member is among the partners.
        set.insert(partners.binary_search(&w).unwrap_or(0));
    }
    let mut closed: BTreeSet<Labels> = BTreeSet::new();
    for set in neighbours.values() {
        let mut grown: Vec<Labels> = closed.iter().map(|other| other.intersection(set)).collect();
        grown.push(set.clone());
        closed.extend(grown.into_iter().filter(|set| !set.is_empty()));
    }
    let mut subsets: Vec<Vec<usize>> = closed
        .iter()
        .map(|second| {
            let belongs = |&&member: &&usize| {
                let (v, w) = pairs[member];
                second.is_subset(&neighbours[&v])
                    && partners.binary_search(&w).is_ok_and(|at| second.contains(at))
            };
            members.iter().filter(belongs).copied().collect()
        })
        .collect();
    subsets.sort_unstable();
    subsets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bicliques_of_a_path_and_of_a_square() {
        // A path v0-w0-v1-w1 has two edges' worth of maximal bicliques around its inner vertices.
        let path = [(0, 0), (1, 0), (1, 1), (7, 9)];
        let found = components(&path);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].equilibria, [0, 1, 2]);
        assert_eq!(found[0].maximal_nash_subsets, [vec![0, 1], vec![1, 2]]);
        assert_eq!(found[1].maximal_nash_subsets, [vec![3]]);
        let square = [(0, 0), (0, 1), (1, 0), (1, 1)];
        assert_eq!(components(&square)[0].maximal_nash_subsets, [vec![0, 1, 2, 3]]);
    }
}
