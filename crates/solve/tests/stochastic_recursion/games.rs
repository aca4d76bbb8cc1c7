//! Stochastic games to test on.

use talion_game::{StateId, StochasticBuilder, StochasticGame, Transition};

/// A state: its label, its numbers of actions, and payoffs and transitions by profile, player 1's
/// action varying fastest.
pub(crate) type State<'a> = (&'a str, Vec<usize>, Vec<(Vec<f64>, Vec<(usize, f64)>)>);

/// A game of states.
pub(crate) fn game(discounts: &[f64], states: &[State<'_>]) -> StochasticGame {
    let players = (0..discounts.len()).map(|p| format!("player {p}"));
    let mut builder = StochasticBuilder::new("", players, discounts).expect("players");
    for (label, counts, profiles) in states {
        let menus: Vec<_> = counts
            .iter()
            .map(|n| builder.menu((0..*n).map(|a| a.to_string())).expect("actions"))
            .collect();
        builder.state(label, &menus).expect("a state");
        for (payoffs, to) in profiles {
            let row = to.iter().map(|(to, p)| Transition { to: StateId(*to), probability: *p });
            builder.profile(payoffs, row).expect("a profile");
        }
    }
    builder.build().expect("a game")
}

/// A state that play never leaves.
pub(crate) fn absorbing(label: &str, at: usize, payoffs: &[f64]) -> State<'static> {
    let label: &'static str = label.to_owned().leak();
    (label, vec![1; payoffs.len()], vec![(payoffs.to_vec(), vec![(at, 1.0)])])
}

/// War of attrition over talks: both fight (-c each, stay), or the lone conceder gets nothing and the
/// rival V, or both concede and share.
pub(crate) fn attrition(prize: f64, cost: f64, delta: f64) -> StochasticGame {
    let over = || vec![(1, 1.0)];
    let talks = (
        "talks",
        vec![2, 2],
        vec![
            (vec![-cost, -cost], vec![(0, 1.0)]),
            (vec![0.0, prize], over()),
            (vec![prize, 0.0], over()),
            (vec![prize / 2.0, prize / 2.0], over()),
        ],
    );
    game(&[delta, delta], &[talks, absorbing("over", 1, &[0.0, 0.0])])
}

/// The big match: player 1 continues or stops, player 2 left or right; zero sum.
pub(crate) fn big_match(delta: f64) -> StochasticGame {
    let play = (
        "play",
        vec![2, 2],
        vec![
            (vec![0.0, 0.0], vec![(0, 1.0)]),
            (vec![1.0, -1.0], vec![(1, 1.0)]),
            (vec![1.0, -1.0], vec![(0, 1.0)]),
            (vec![0.0, 0.0], vec![(2, 1.0)]),
        ],
    );
    let states = [play, absorbing("one", 1, &[1.0, -1.0]), absorbing("none", 2, &[0.0, 0.0])];
    game(&[delta, delta], &states)
}

/// A prisoner's dilemma as a game of one state.
pub(crate) fn repeated_dilemma(delta: f64) -> StochasticGame {
    let payoffs = [[3.0, 3.0], [5.0, 0.0], [0.0, 5.0], [1.0, 1.0]];
    let profiles = payoffs.map(|u| (u.to_vec(), vec![(0, 1.0)])).to_vec();
    game(&[delta, delta], &[("tariffs", vec![2, 2], profiles)])
}

/// Numbers in [0, 1) from a seed (the mixer of `SplitMix64`), the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below most")]
        let number = (self.roll() * most as f64) as usize;
        number
    }

    /// A random game; `targets` says where play may go from a state.
    pub(crate) fn game(
        &mut self,
        discounts: &[f64],
        counts: &[Vec<usize>],
        targets: impl Fn(usize) -> Vec<usize>,
    ) -> StochasticGame {
        let states: Vec<State<'_>> = counts
            .iter()
            .enumerate()
            .map(|(s, counts)| {
                let profiles = (0..counts.iter().product())
                    .map(|_| {
                        let payoffs = discounts.iter().map(|_| 10.0 * self.roll()).collect();
                        (payoffs, self.row(&targets(s)))
                    })
                    .collect();
                ("", counts.clone(), profiles)
            })
            .collect();
        game(discounts, &states)
    }

    /// Random probabilities over states.
    fn row(&mut self, targets: &[usize]) -> Vec<(usize, f64)> {
        let weights: Vec<f64> = targets.iter().map(|_| 0.05 + self.roll()).collect();
        let sum: f64 = weights.iter().sum();
        targets.iter().copied().zip(weights.into_iter().map(|w| w / sum)).collect()
    }
}
