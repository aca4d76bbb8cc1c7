//! Random stochastic games from a seed, the same on every machine.

#![allow(dead_code, unreachable_pub, reason = "every test and bench uses its own part")]

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

/// Payoffs of two players at a profile, and the state that follows for sure.
pub type SurePayoffs = ([f64; 2], usize);

/// A game of two players in which every profile leads to one state for sure. For every state the number
/// of each player's actions, and per profile the payoffs and the state that follows.
pub fn deterministic(delta: f64, stages: &[(usize, &[SurePayoffs])]) -> StochasticGame {
    let mut builder = StochasticBuilder::new("", ["0", "1"], &[delta, delta]).unwrap();
    for (state, (actions, profiles)) in stages.iter().enumerate() {
        let menu = builder.menu((0..*actions).map(|a| a.to_string())).unwrap();
        builder.state(&state.to_string(), &[menu, menu]).unwrap();
        for (payoffs, next) in *profiles {
            let to = Transition { to: StateId(*next), probability: 1.0 };
            builder.profile(payoffs, [to]).unwrap();
        }
    }
    builder.build().unwrap()
}

/// A gap in technology that closes for good with a probability that both players' actions decide.
pub fn technology(
    payoffs: impl Fn(usize, usize) -> [f64; 2],
    closes: impl Fn(usize, usize) -> f64,
    closed: [f64; 2],
    delta: f64,
) -> StochasticGame {
    let mut builder = StochasticBuilder::new("", ["USA", "CHN"], &[delta, delta]).unwrap();
    let choice = builder.menu(["no", "yes"]).unwrap();
    let none = builder.menu(["-"]).unwrap();
    let to = |to: usize, probability: f64| Transition { to: StateId(to), probability };
    builder.state("gap", &[choice, choice]).unwrap();
    for j in 0..2 {
        for i in 0..2 {
            let p = closes(i, j);
            builder.profile(&payoffs(i, j), [to(0, 1.0 - p), to(1, p)]).unwrap();
        }
    }
    builder.state("closed", &[none, none]).unwrap();
    // What it is worth for good, paid in instalments.
    let instalments = closed.map(|w| w * (1.0 - delta));
    builder.profile(&instalments, [to(1, 1.0)]).unwrap();
    builder.build().unwrap()
}

/// The same game with its states and actions in the opposite order and its two players exchanged.
pub fn relabelled(game: &StochasticGame) -> StochasticGame {
    let discounts: Vec<f64> = game.discounts().iter().rev().copied().collect();
    let mut builder = StochasticBuilder::new("", ["1", "0"], &discounts).unwrap();
    let last = game.state_count() - 1;
    for state in game.states().collect::<Vec<_>>().into_iter().rev() {
        let counts = [1, 0].map(|p| game.action_count(state, talion_game::PlayerId(p)));
        let menus = counts.map(|n| builder.menu((0..n).map(|a| a.to_string())).unwrap());
        builder.state(game.label(state), &menus).unwrap();
        for second in (0..counts[1]).rev() {
            for first in (0..counts[0]).rev() {
                // In the old game the new second player comes first.
                let at = game.profile_at(state, &[second, first]);
                let payoffs: Vec<f64> = game.payoffs(state, at).iter().rev().copied().collect();
                let turned = |t: Transition| Transition { to: StateId(last - t.to.0), ..t };
                let to: Vec<_> = game.transitions(state, at).iter().map(turned).collect();
                builder.profile(&payoffs, to).unwrap();
            }
        }
    }
    builder.build().unwrap()
}

/// The same game with a copy of one state at the end, which takes a share of all that enters the state.
pub fn split(game: &StochasticGame, split: usize, share: f64) -> StochasticGame {
    let players = game.players().to_vec();
    let mut builder = StochasticBuilder::new("", players, game.discounts()).unwrap();
    let copy = StateId(game.state_count());
    for state in game.states().chain([StateId(split)]) {
        let counts =
            (0..game.player_count()).map(|p| game.action_count(state, talion_game::PlayerId(p)));
        let menus: Vec<_> =
            counts.map(|n| builder.menu((0..n).map(|a| a.to_string())).unwrap()).collect();
        builder.state("", &menus).unwrap();
        for at in 0..game.profile_count(state) {
            let mut to: Vec<Transition> = game.transitions(state, at).iter().collect();
            for at in 0..to.len() {
                if to[at].to == StateId(split) {
                    let probability = to[at].probability * (1.0 - share);
                    to[at].probability *= share;
                    to.push(Transition { to: copy, probability });
                }
            }
            builder.profile(game.payoffs(state, at), to).unwrap();
        }
    }
    builder.build().unwrap()
}
