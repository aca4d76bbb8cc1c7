//! Random games of any shape from a seed, the same on every machine.

use super::normal_form;
use talion_game::NormalForm;

/// Numbers from a linear congruential generator (Knuth's MMIX constants), whole, in `0..below`.
pub fn whole_numbers(seed: u64, below: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below) as f64
    }
}

/// A game with payoffs in `0..below`.
pub fn random_game(shape: &[usize], seed: u64, below: u64) -> NormalForm {
    let mut next = whole_numbers(seed, below);
    let profiles = shape.iter().product();
    normal_form(shape, shape.iter().map(|_| (0..profiles).map(|_| next()).collect()).collect())
}
