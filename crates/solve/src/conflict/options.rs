//! What is asked of a conflict, and how much work it may be.

use talion_game::{Improvement, StateId};

/// Which questions are asked of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StabilityOptions {
    /// What counts as a gain.
    pub rule: Improvement,
    /// Horizons of limited-move stability.
    pub horizons: Vec<usize>,
    /// Where we are: the start of the status-quo analysis.
    pub status_quo: Option<StateId>,
    /// A state that somebody wants: which preferences would have to change?
    pub wanted: Option<StateId>,
    /// Horizons that are tried for non-myopic stability before it is given up.
    pub most_horizons: usize,
    /// Witnesses that are written down and checked.
    pub most_witnesses: usize,
    /// States up to which coalitional stabilities and stable sets are computed: their work grows as the
    /// square, or faster.
    pub most_states_of_coalitions: usize,
    /// States up to which indirect dominance is computed: its memory grows as the square.
    pub most_states_of_dominance: usize,
    /// States up to which limited-move and non-myopic stability are computed.
    pub most_states_of_horizons: usize,
    /// Choices that the search for stable sets and for the least change of preferences may try.
    pub most_tried: u64,
    /// Stable sets that are listed.
    pub most_sets: usize,
}

impl Default for StabilityOptions {
    fn default() -> Self {
        Self {
            rule: Improvement::Strict,
            horizons: vec![2, 3],
            status_quo: None,
            wanted: None,
            most_horizons: 1000,
            most_witnesses: 10_000,
            most_states_of_coalitions: 1000,
            most_states_of_dominance: 20_000,
            most_states_of_horizons: 100_000,
            most_tried: 20_000,
            most_sets: 100,
        }
    }
}
