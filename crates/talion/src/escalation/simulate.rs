//! Paths drawn at random: the odds of a deal counted, to hold the exact ones to.

use super::findings::SimulationFindings;
use super::path::Chain;
use super::play::Played;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use rayon::prelude::*;
use talion_game::StateId;
use talion_model::{Ladder, Phase};

/// Draws paths of a number of quarters, each from a seed of its own, and counts deals.
pub(super) fn simulate(
    ladder: &Ladder,
    played: &Played,
    quarters: usize,
    paths: usize,
    seed: u64,
    exact: f64,
) -> SimulationFindings {
    let game = ladder.game();
    let count = if played.forever { 1 } else { quarters };
    let chains: Vec<Chain> = (0..count).map(|t| Chain::of(game, played.at(t))).collect();
    let deals = (0..paths)
        .into_par_iter()
        .filter(|path| {
            // A stream per path, so that the number of threads changes nothing.
            let mut random = StdRng::seed_from_u64(seed.wrapping_add(*path as u64));
            let mut state = ladder.start().0;
            for quarter in 0..quarters {
                if ladder.state(StateId(state)).phase == Phase::Deal {
                    break;
                }
                let row = chains[quarter.min(count - 1)].row(state);
                state = draw(row, random.random::<f64>());
            }
            ladder.state(StateId(state)).phase == Phase::Deal
        })
        .count();
    let deal = deals as f64 / paths as f64;
    let standard_error = (exact * (1.0 - exact) / paths as f64).sqrt();
    SimulationFindings { paths, seed, quarters, deal, standard_error, exact }
}

/// The step at a number drawn evenly from [0, 1).
fn draw(row: &[(u32, f64)], at: f64) -> usize {
    let mut left = at;
    for (to, chance) in row {
        left -= chance;
        if left < 0.0 {
            return *to as usize;
        }
    }
    // Rounding may leave a sliver past the last step.
    row[row.len() - 1].0 as usize
}
