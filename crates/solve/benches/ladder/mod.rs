//! Ladders of escalation of any size, for benches: rungs x technology gap x clock, with chance.
//!
//! Each of two players de-escalates, holds or escalates, and with an own subsidy or without: six actions,
//! four at the ends of the ladder. A move slips with probability 1/10; the rung moves by the sum of
//! the moves. The second player, the follower, catches up with a hazard that its subsidy raises and that a high
//! rung lowers; the first one's subsidy widens the gap. The clock goes on with probability 1/2.

use talion_game::{StateId, StochasticBuilder, StochasticGame, Transition};

/// Names of the moves, and by how much they move the rung.
const MOVES: [(&str, isize); 3] = [("down", -1), ("hold", 0), ("up", 1)];
/// Probability that a move slips.
const SLIP: f64 = 0.1;

/// A ladder; the clock starts again after its last hour if it is `cyclic`, and stays there if not.
pub(crate) fn ladder(rungs: usize, gaps: usize, hours: usize, cyclic: bool) -> StochasticGame {
    let mut builder = StochasticBuilder::new("ladder", ["USA", "CHN"], &[0.95, 0.95])
        .expect("two players with discount factors below one");
    for hour in 0..hours {
        for gap in 0..gaps {
            for rung in 0..rungs {
                let legal: Vec<(&str, isize, bool)> = MOVES
                    .iter()
                    .filter(|(_, by)| (*by >= 0 || rung > 0) && (*by <= 0 || rung + 1 < rungs))
                    .flat_map(|(name, by)| [(*name, *by, false), (*name, *by, true)])
                    .collect();
                let label = |(name, _, subsidy): &(&str, isize, bool)| {
                    if *subsidy { format!("{name}, subsidy") } else { (*name).to_owned() }
                };
                let menu = builder.menu(legal.iter().map(label)).expect("holding is legal");
                builder.state(&format!("{rung} {gap} {hour}"), &[menu, menu]).expect("two menus");
                for second in &legal {
                    for first in &legal {
                        let at = Place { rung, gap, hour, sizes: [rungs, gaps, hours], cyclic };
                        let payoffs = at.payoffs(first, second);
                        builder.profile(&payoffs, at.follows(first, second)).expect("sums to one");
                    }
                }
            }
        }
    }
    builder.build().expect("every state has its profiles")
}

/// A state.
struct Place {
    rung: usize,
    gap: usize,
    hour: usize,
    sizes: [usize; 3],
    cyclic: bool,
}

impl Place {
    /// Damage grows with the rung; each gains from moving up while the other holds still, and from the
    /// lead; moves and subsidies cost. An irregular term keeps the game from being degenerate.
    fn payoffs(&self, first: &(&str, isize, bool), second: &(&str, isize, bool)) -> [f64; 2] {
        let rung = self.rung as f64 / self.sizes[0] as f64;
        let lead = self.gap as f64 / self.sizes[1] as f64 - 0.5;
        let bump = |k: usize| {
            let hash =
                (self.rung * 7919 + self.gap * 104_729 + self.hour * 1_299_709 + k * 15_485_863)
                    % 1009;
            hash as f64 / 1009.0 * 0.05
        };
        let cost =
            |m: &(&str, isize, bool)| 0.03 * m.1.abs() as f64 + 0.1 * f64::from(u8::from(m.2));
        let edge = |own: isize, other: isize| 0.25 * (own - other) as f64;
        [
            0.6 * lead - rung * rung + edge(first.1, second.1) - cost(first) + bump(1),
            -0.6 * lead - 0.8 * rung * rung + edge(second.1, first.1) - cost(second) + bump(2),
        ]
    }

    fn follows(
        &self,
        first: &(&str, isize, bool),
        second: &(&str, isize, bool),
    ) -> Vec<Transition> {
        let rung = self.rung as f64 / self.sizes[0] as f64;
        let catch = 0.1 + 0.2 * f64::from(u8::from(second.2)) - 0.08 * rung;
        let widen = 0.05 + 0.15 * f64::from(u8::from(first.2));
        let mut found = Vec::new();
        for (own, p) in [(first.1, 1.0 - SLIP), (0, SLIP)] {
            for (other, q) in [(second.1, 1.0 - SLIP), (0, SLIP)] {
                for (by, r) in [(-1, catch), (0, 1.0 - catch - widen), (1, widen)] {
                    for (hours, s) in [(0, 0.5), (1, 0.5)] {
                        let to = StateId(self.moved(own + other, by, hours));
                        found.push(Transition { to, probability: p * q * r * s });
                    }
                }
            }
        }
        found
    }

    /// Number of the state so many rungs, gaps and hours away, within the ladder.
    fn moved(&self, rungs: isize, gaps: isize, hours: usize) -> usize {
        let within = |at: usize, by: isize, size: usize| at.saturating_add_signed(by).min(size - 1);
        let hour = self.hour + hours;
        let hour = if self.cyclic { hour % self.sizes[2] } else { hour.min(self.sizes[2] - 1) };
        let (rung, gap) =
            (within(self.rung, rungs, self.sizes[0]), within(self.gap, gaps, self.sizes[1]));
        (hour * self.sizes[1] + gap) * self.sizes[0] + rung
    }
}
