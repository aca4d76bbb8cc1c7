//! Paths drawn at random: the odds of a deal counted, to hold the exact ones to.

use super::findings::SimulationFindings;
use super::path::{chains, deal_within};
use super::play::Played;
use crate::StudyError;
use talion_game::StateId;
use talion_model::{Ladder, Phase};

/// Paths drawn at a time, so that they never fill the memory.
const BATCH: usize = 10_000;

/// Draws paths of a number of quarters, each from a seed of its own, and counts deals.
pub(super) fn simulate(
    ladder: &Ladder,
    played: &Played,
    quarters: usize,
    paths: usize,
    seed: u64,
) -> Result<SimulationFindings, StudyError> {
    let chains = chains(ladder.game(), played, quarters);
    let is_deal = |state: &u32| ladder.state(StateId(*state as usize)).phase == Phase::Deal;
    let mut deals = 0;
    for (batch, first) in (0..paths).step_by(BATCH).enumerate() {
        let count = BATCH.min(paths - first);
        let seed = seed.wrapping_add(batch as u64);
        let drawn = talion_solve::simulate(&chains, ladder.start(), quarters, count, seed)?;
        deals += drawn.iter().filter(|path| path.iter().any(is_deal)).count();
    }
    let exact = deal_within(ladder, played, quarters)?;
    let deal = deals as f64 / paths as f64;
    // Rounding may leave odds a little above one.
    let standard_error = ((exact * (1.0 - exact)).max(0.0) / paths as f64).sqrt();
    Ok(SimulationFindings { paths, seed, quarters, deal, standard_error, exact })
}
