//! Mixed equilibria of a two-player stage by pairs of equally large supports.
//!
//! A player's value is settled by what the other's mixture makes of it, so that each side is solved
//! by itself. In a nondegenerate stage both supports of an equilibrium have the same size; a mixture
//! with more best replies than played actions shows that the stage is degenerate (von Stengel 2007,
//! algorithm 3.4).

use super::dominance::Live;
use super::pencil::Pencil;
use super::{Stage, StageEquilibria};

/// Pairs of supports that are worth going through: eight actions against eight.
pub(super) const MOST_PAIRS: usize = 12_870;

/// Room for the search.
#[derive(Debug, Clone, Default)]
pub(super) struct Supports {
    pencil: Pencil,
    rows: Vec<usize>,
    columns: Vec<usize>,
    /// Solutions of each side: its value, then the other's mixture.
    sides: [Vec<f64>; 2],
    strategies: Vec<f64>,
}

/// Number of pairs of supports of one size: `C(m + n, m)`, at most `usize::MAX`.
pub(super) fn pair_count(m: usize, n: usize) -> usize {
    let (few, all) = (m.min(n), m + n);
    (0..few).fold(1_usize, |count, k| count.saturating_mul(all - k) / (k + 1))
}

impl Supports {
    /// Adds all equilibria in which both players mix.
    pub(super) fn add_mixed(&mut self, stage: &Stage, live: &Live, found: &mut StageEquilibria) {
        let (m, n) = (live.actions[0].len(), live.actions[1].len());
        for size in 2..=m.min(n) {
            for own in subsets(m, size) {
                pick(own, &live.actions[0], &mut self.rows);
                for other in subsets(n, size) {
                    pick(other, &live.actions[1], &mut self.columns);
                    self.pair(stage, live, found);
                }
            }
        }
    }

    fn pair(&mut self, stage: &Stage, live: &Live, found: &mut StageEquilibria) {
        for player in 0..2 {
            found.complete &= self.side(stage, live, player);
        }
        let width = self.rows.len() + 1;
        let first = stage.counts()[0];
        for one in self.sides[0].chunks_exact(width) {
            for two in self.sides[1].chunks_exact(width) {
                self.strategies.clear();
                self.strategies.resize(stage.slot_count(), 0.0);
                for (row, weight) in self.rows.iter().zip(&two[1..]) {
                    self.strategies[*row] = *weight;
                }
                for (column, weight) in self.columns.iter().zip(&one[1..]) {
                    self.strategies[first + column] = *weight;
                }
                found.push(&self.strategies, &[one[0], two[0]]);
            }
        }
    }

    /// Values of a player, with the mixtures of the other to which all its actions of the support are
    /// best replies. False if that shows the stage to be degenerate, or cannot be relied on.
    fn side(&mut self, stage: &Stage, live: &Live, player: usize) -> bool {
        let (own, other) =
            if player == 0 { (&self.rows, &self.columns) } else { (&self.columns, &self.rows) };
        let profile = |own: usize, other: usize| {
            own * stage.stride(player) + other * stage.stride(1 - player)
        };
        self.pencil.start(own.len());
        for &a in own {
            for &b in other {
                self.pencil.c.push(stage.payoff(profile(a, b), player));
                self.pencil.r.push(stage.rate(profile(a, b), player));
            }
        }
        self.pencil.solve();
        let mut is_sure = self.pencil.is_sure;
        let side = &mut self.sides[player];
        side.clear();
        'solutions: for (v, mixture) in self.pencil.solutions() {
            let mut more = false;
            for &a in live.actions[player].iter().filter(|a| !own.contains(a)) {
                let gain: f64 = other
                    .iter()
                    .zip(mixture)
                    .map(|(&b, y)| {
                        let at = profile(a, b);
                        y * (stage.payoff(at, player) - stage.rate(at, player) * v)
                    })
                    .sum();
                if gain > stage.tolerance() {
                    continue 'solutions;
                }
                more |= gain >= -stage.tolerance();
            }
            is_sure &= !more;
            side.push(v);
            side.extend_from_slice(mixture);
        }
        is_sure
    }
}

/// The members of a set of positions.
fn pick(set: u64, from: &[usize], to: &mut Vec<usize>) {
    to.clear();
    to.extend(from.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, x)| *x));
}

/// All sets of a size of the first `count` positions, as bits, ascending (Gosper's hack).
fn subsets(count: usize, size: usize) -> impl Iterator<Item = u64> {
    let end = 1_u64 << count;
    std::iter::successors(Some((1_u64 << size) - 1), |set| {
        let low = set & set.wrapping_neg();
        let ripple = set + low;
        Some((set ^ ripple) >> 2 >> low.trailing_zeros() | ripple)
    })
    .take_while(move |set| *set < end)
}

#[cfg(test)]
mod tests {
    use super::{pair_count, subsets};

    #[test]
    fn subsets_are_all_there() {
        let all: Vec<u64> = subsets(4, 2).collect();
        assert_eq!(all, [0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100]);
        assert_eq!(pair_count(8, 8), 12_870);
        assert_eq!(pair_count(1, 3), 4);
    }
}
