//! Sets of labels: which inequalities hold with equality at a vertex.

/// A set of small numbers, all sets of one kind having the same length.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Labels(Box<[u64]>);

impl Labels {
    /// The empty set, with room for labels below `count`.
    pub(crate) fn empty(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64).max(1)].into())
    }

    pub(crate) fn insert(&mut self, label: usize) {
        self.0[label / 64] |= 1 << (label % 64);
    }

    pub(crate) fn contains(&self, label: usize) -> bool {
        self.0[label / 64] >> (label % 64) & 1 == 1
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The labels below `count` that are not in the set.
    pub(crate) fn complement(&self, count: usize) -> Self {
        let mut out = Self::empty(count);
        for label in (0..count).filter(|&label| !self.contains(label)) {
            out.insert(label);
        }
        out
    }

    pub(crate) fn is_subset(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    pub(crate) fn intersection(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }
}
