//! The projection onto the mixed strategies, and the piece of it that a point is on.
//!
//! The nearest mixed strategy to `z_i` is `x_is = max(z_is - a_i, 0)` with the `a_i` that makes the sum one.
//! On the strategies `S_i` where `z_is > a_i` it is affine: `a_i = (sum of z_is over S_i - 1) / |S_i|`.

/// Which strategies are used, player by player, each in a row over all players.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// First position of every player, and the end.
    pub(super) offsets: Vec<usize>,
    pub(super) used: Vec<bool>,
}

impl Piece {
    /// Player of a position.
    pub(super) fn player(&self, at: usize) -> usize {
        self.offsets.partition_point(|&first| first <= at) - 1
    }

    /// Number of used strategies of a player.
    pub(super) fn size(&self, player: usize) -> usize {
        self.range(player).filter(|&at| self.used[at]).count()
    }

    pub(super) fn range(&self, player: usize) -> std::ops::Range<usize> {
        self.offsets[player]..self.offsets[player + 1]
    }

    pub(super) fn players(&self) -> usize {
        self.offsets.len() - 1
    }

    /// `z_is - a_i` for every strategy: its probability where it is used, and how far it is from being
    /// used, below zero, where it is not.
    pub(super) fn margins(&self, z: &[f64]) -> Vec<f64> {
        let mut margins = z.to_vec();
        for player in 0..self.players() {
            let used = self.range(player).filter(|&at| self.used[at]);
            let sum: f64 = used.map(|at| z[at]).sum();
            let level = (sum - 1.0) / self.size(player) as f64;
            for at in self.range(player) {
                margins[at] -= level;
            }
        }
        margins
    }

    /// Mixed strategies on this piece; outside of it they may be negative.
    pub(super) fn weights(&self, z: &[f64]) -> Vec<Vec<f64>> {
        let margins = self.margins(z);
        (0..self.players())
            .map(|player| {
                let of = |at: usize| if self.used[at] { margins[at] } else { 0.0 };
                self.range(player).map(of).collect()
            })
            .collect()
    }

    /// Derivative of weight `at` in `z_by`.
    pub(super) fn slope(&self, at: usize, by: usize) -> f64 {
        let player = self.player(at);
        if !self.used[at] || !self.used[by] || self.player(by) != player {
            return 0.0;
        }
        f64::from(u8::from(at == by)) - 1.0 / self.size(player) as f64
    }
}
