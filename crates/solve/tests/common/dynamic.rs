//! Random stochastic games from a seed, the same on every machine.

use talion_game::{StateId, StochasticBuilder, StochasticGame, Transition};

/// A game in which every state can follow every profile. State by state and profile by profile,
/// player 1's actions varying fastest: payoffs in thousandths below one, then a weight of 1 to 100
/// of every state to follow. The Python peers of tests and benches draw the same numbers.
pub fn random_stochastic(
    states: usize,
    shape: &[usize],
    discounts: &[f64],
    seed: u64,
) -> StochasticGame {
    let mut payoff = whole_numbers(seed, 1000);
    let mut weight = whole_numbers(seed + 1_000_003, 100);
    let players = (0..shape.len()).map(|p| p.to_string());
    let mut builder = StochasticBuilder::new("", players, discounts).unwrap();
    let menu = |count: usize| (0..count).map(|a| a.to_string()).collect::<Vec<_>>();
    let menus: Vec<_> = shape.iter().map(|count| builder.menu(menu(*count)).unwrap()).collect();
    for state in 0..states {
        builder.state(&state.to_string(), &menus).unwrap();
        for _ in 0..shape.iter().product() {
            let payoffs: Vec<f64> = shape.iter().map(|_| payoff() / 1000.0).collect();
            let weights: Vec<f64> = (0..states).map(|_| 1.0 + weight()).collect();
            let sum: f64 = weights.iter().sum();
            let to = |(to, w): (usize, &f64)| Transition { to: StateId(to), probability: w / sum };
            builder.profile(&payoffs, weights.iter().enumerate().map(to)).unwrap();
        }
    }
    builder.build().unwrap()
}

/// Numbers from a linear congruential generator (Knuth's MMIX constants), whole, in `0..below`.
fn whole_numbers(seed: u64, below: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below) as f64
    }
}
