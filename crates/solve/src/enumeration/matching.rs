//! Pairs of vertices of the two polytopes that carry all labels together: the extreme equilibria.

use super::reverse_search::Vertex;
use rayon::prelude::*;

/// Positions of the vertices of `p` and `q` whose label sets cover `0..count`, ascending.
///
/// In a nondegenerate game every vertex has as many labels as coordinates, and its partner is the
/// one vertex with exactly the missing labels. Only where a vertex has more labels must a list be
/// gone through.
pub(super) fn completely_labelled(
    p: &[Vertex],
    q: &[Vertex],
    q_dimension: usize,
    count: usize,
) -> Vec<(usize, usize)> {
    let degenerate: Vec<usize> = (0..q.len()).filter(|&w| q[w].tight.len() > q_dimension).collect();
    p.par_iter()
        .enumerate()
        .flat_map_iter(|(v, vertex)| {
            let missing = vertex.tight.complement(count);
            let covers = |w: &usize| missing.is_subset(&q[*w].tight);
            let partners: Vec<usize> = if missing.len() < q_dimension {
                (0..q.len()).filter(covers).collect()
            } else {
                // `q` is sorted by its label sets.
                let exact = q.binary_search_by(|w| w.tight.cmp(&missing)).ok();
                exact.into_iter().chain(degenerate.iter().copied().filter(covers)).collect()
            };
            partners.into_iter().map(move |w| (v, w))
        })
        .collect()
}
