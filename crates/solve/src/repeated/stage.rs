//! What every method asks of the stage game: payoffs at profiles, and the best deviations from them.

use talion_game::{NormalForm, PlayerId};

/// A stage game, read once.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    pub(super) players: usize,
    /// By profile, then player.
    pub(super) payoffs: Vec<Vec<f64>>,
    /// The best payoff that each player can get by deviating, by profile, then player.
    pub(super) best: Vec<Vec<f64>>,
    /// What the others can hold each player down to, in pure strategies.
    pub(super) minmax: Vec<f64>,
    /// Least and largest payoff of every player.
    pub(super) range: Vec<[f64; 2]>,
    /// Largest payoff range of any player, one if all payoffs are the same.
    pub(super) scale: f64,
}

impl Stage {
    pub(super) fn new(game: &NormalForm) -> Self {
        let players = game.player_count();
        let of = |player: usize, profile: usize| game.payoffs(PlayerId(player))[profile];
        let profiles = game.profile_count();
        let payoffs: Vec<Vec<f64>> =
            (0..profiles).map(|a| (0..players).map(|p| of(p, a)).collect()).collect();
        let deviation = |p: usize, a: usize| {
            let (stride, count) = (game.stride(PlayerId(p)), game.strategy_count(PlayerId(p)));
            let base = a - a / stride % count * stride;
            (0..count).map(|s| of(p, base + s * stride)).fold(f64::NEG_INFINITY, f64::max)
        };
        let best: Vec<Vec<f64>> =
            (0..profiles).map(|a| (0..players).map(|p| deviation(p, a)).collect()).collect();
        let minmax = (0..players)
            .map(|p| best.iter().map(|own| own[p]).fold(f64::INFINITY, f64::min))
            .collect();
        let ends = |p: usize| {
            let own = payoffs.iter().map(|g| g[p]);
            [own.clone().fold(f64::INFINITY, f64::min), own.fold(f64::NEG_INFINITY, f64::max)]
        };
        let range: Vec<[f64; 2]> = (0..players).map(ends).collect();
        let widest = range.iter().map(|[low, high]| high - low).fold(0.0, f64::max);
        let scale = if widest > 0.0 { widest } else { 1.0 };
        Self { players, payoffs, best, minmax, range, scale }
    }

    /// What a player gains at once by its best deviation.
    pub(super) fn gain(&self, profile: usize, player: usize) -> f64 {
        self.best[profile][player] - self.payoffs[profile][player]
    }

    /// Profiles from which nobody gains.
    pub(super) fn nash(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.payoffs.len())
            .filter(|&a| (0..self.players).all(|p| self.best[a][p] == self.payoffs[a][p]))
    }
}
