//! Draws of economies, and of weights within each.

use super::Played;
use super::assumed::{Ground, Range};
use crate::StudyError;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;
use talion_model::{ModelError, Term};

/// What one draw of an economy gave.
pub(super) struct Economy {
    /// Elasticity set.
    pub(super) set: String,
    /// What is played under every draw of weights; nothing where the trade model has no equilibrium.
    pub(super) answers: Vec<Played>,
}

/// Draws economies, sets in turn, and weights within each. Every economy has a seed of its own, so that
/// no number depends on the threads.
pub(super) fn sample(
    ground: &Ground<'_>,
    ranges: &[Range],
    sets: &[String],
    economies: usize,
    weights: usize,
    seed: u64,
) -> Result<Vec<Economy>, StudyError> {
    (0..economies)
        .into_par_iter()
        .map(|number| {
            if ground.observer.stopped() {
                return Err(StudyError::Interrupted);
            }
            let set = &sets[number % sets.len()];
            let mut random = StdRng::seed_from_u64(mixed(seed, number));
            let levels: Vec<(&str, f64)> = ranges
                .iter()
                .filter(|range| range.weight.is_none())
                .map(|range| (range.key.as_str(), drawn(range, &mut random)))
                .collect();
            let play = match ground.replay(set, &levels) {
                Ok(play) => play,
                Err(StudyError::Interrupted) => return Err(StudyError::Interrupted),
                Err(
                    StudyError::Economy(_)
                    | StudyError::Model(
                        ModelError::Economy { .. } | ModelError::PurchasesOutOfReach { .. },
                    ),
                ) => {
                    return Ok(Economy { set: set.clone(), answers: Vec::new() });
                }
                Err(error) => return Err(error),
            };
            let answers = (0..weights)
                .map(|_| {
                    let factors = factors(ground, ranges, &mut random);
                    ground.answer(&play, &factors).map(|(played, _)| played)
                })
                .collect::<Result<_, _>>()?;
            let done = number as u64 + 1;
            ground.observer.progress("draws of what is assumed", done, economies as u64);
            Ok(Economy { set: set.clone(), answers })
        })
        .collect()
}

/// A value drawn evenly from a range.
fn drawn(range: &Range, random: &mut StdRng) -> f64 {
    let share: f64 = random.random();
    range.low + (range.high - range.low) * share
}

/// Factors on all terms of all players, those with a range drawn.
fn factors(
    ground: &Ground<'_>,
    ranges: &[Range],
    random: &mut StdRng,
) -> Vec<[f64; Term::ALL.len()]> {
    let mut factors = vec![[1.0; Term::ALL.len()]; ground.scenario.players().len()];
    for range in ranges {
        if let Some((player, term)) = range.weight {
            factors[player.0][term as usize] = drawn(range, random) / range.value;
        }
    }
    factors
}

/// A seed for every economy (the finaliser of `SplitMix64`, Steele, Lea and Flood 2014).
fn mixed(seed: u64, number: usize) -> u64 {
    let mut x = seed ^ (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
