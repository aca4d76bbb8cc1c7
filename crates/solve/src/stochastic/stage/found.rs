//! Equilibria of a stage game, in flat arrays that are used again for the next state.

/// Equilibria of one stage.
#[derive(Debug, Clone, Default)]
pub(crate) struct StageEquilibria {
    slots: usize,
    players: usize,
    strategies: Vec<f64>,
    values: Vec<f64>,
    /// Number of pure ones, which come first.
    pub(crate) pure: usize,
    /// Whether the list is known to hold every equilibrium.
    pub(crate) complete: bool,
}

impl StageEquilibria {
    /// Forgets the last stage.
    pub(crate) fn start(&mut self, slots: usize, players: usize) {
        self.slots = slots;
        self.players = players;
        self.strategies.clear();
        self.values.clear();
        self.pure = 0;
        self.complete = true;
    }

    /// Adds an equilibrium.
    pub(crate) fn push(&mut self, strategies: &[f64], values: &[f64]) {
        debug_assert_eq!((strategies.len(), values.len()), (self.slots, self.players));
        self.strategies.extend_from_slice(strategies);
        self.values.extend_from_slice(values);
    }

    /// The equilibrium of a range that is nearest to mixed actions, the first of those equally near.
    pub(crate) fn nearest(&self, range: std::ops::Range<usize>, weights: &[f64]) -> usize {
        let distance = |at: usize| -> f64 {
            self.strategies(at).iter().zip(weights).map(|(x, y)| (x - y).abs()).sum()
        };
        let first = range.start;
        range.fold(first, |best, at| if distance(at) < distance(best) { at } else { best })
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len().checked_div(self.players).unwrap_or(0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Mixed actions of all players, one after the other.
    pub(crate) fn strategies(&self, at: usize) -> &[f64] {
        &self.strategies[at * self.slots..(at + 1) * self.slots]
    }

    /// Value of every player.
    pub(crate) fn values(&self, at: usize) -> &[f64] {
        &self.values[at * self.players..(at + 1) * self.players]
    }
}
