//! How sure is the answer? The game of the packages under draws of everything that is assumed, and one
//! number at a time to either end of its range.
//!
//! Two levels of draws: an *economy* is an elasticity set and the numbers of the technology race, which the
//! trade model is solved for anew; within each, *weights* of the objectives are drawn, under which payoffs
//! change in proportion. Ranges are a convention of this block, from nothing to twice the scenario's
//! value, and no statement of what anybody believes.

mod assumed;
mod draws;
mod findings;
mod tornado;

pub use findings::{
    DrawnAnswer, FlipValue, RangeFindings, RobustnessFindings, SetShare, TornadoFindings,
};

use crate::{GameFindings, StudyError};
use assumed::Ground;
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::{Play, Scenario};

/// Draws of weights within each draw of an economy.
const WEIGHTS_PER_ECONOMY: usize = 25;

/// The answer of the main game: the profile that is played, or none where players mix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Played {
    /// One package each.
    Pure(Vec<usize>),
    /// A mixed equilibrium, by its supports.
    Mixed(Vec<Vec<usize>>),
    /// No equilibrium was found.
    Nothing,
}

impl Played {
    /// The answer of a solved game.
    pub(crate) fn of(game: &GameFindings) -> Self {
        let Some(selected) = game.selected.map(|at| &game.equilibria[at]) else {
            return Self::Nothing;
        };
        Self::from_strategies(&selected.strategies)
    }

    fn from_strategies(strategies: &[Vec<f64>]) -> Self {
        let support = |own: &Vec<f64>| -> Vec<usize> {
            own.iter().enumerate().filter(|(_, p)| **p > 0.0).map(|(at, _)| at).collect()
        };
        let supports: Vec<Vec<usize>> = strategies.iter().map(support).collect();
        let pure: Option<Vec<usize>> = supports
            .iter()
            .map(|own| if let [only] = own.as_slice() { Some(*only) } else { None })
            .collect();
        pure.map_or(Self::Mixed(supports), Self::Pure)
    }
}

/// How often the answer of the main game holds, and what changes it; `None` for no draws, or where
/// nothing is assumed that could be drawn.
///
/// # Errors
/// An observer that asked to stop.
pub(crate) fn study(
    scenario: &Scenario,
    economy: &Economy,
    play: &Play,
    main: &GameFindings,
    draws: usize,
    seed: u64,
    observer: &dyn Observer,
) -> Result<Option<RobustnessFindings>, StudyError> {
    let (ranges, left_out) = assumed::ranges(scenario);
    let sets = assumed::sets(scenario);
    if draws == 0 || (ranges.is_empty() && sets.len() < 2) {
        return Ok(None);
    }
    let ground = Ground { scenario, economy, play, answer: Played::of(main), observer };
    // Where nothing of a level varies, one draw of it says all.
    let weights = if ranges.iter().any(|r| r.weight.is_some()) { WEIGHTS_PER_ECONOMY } else { 1 };
    let varies = ranges.iter().any(|range| range.weight.is_none());
    let economies = if varies { draws.div_ceil(weights).max(sets.len()) } else { sets.len() };
    let sample = draws::sample(&ground, &ranges, &sets, economies, weights, seed)?;
    let tornado = tornado::tornado(&ground, &ranges)?;
    let mut found = findings::gather(&ground, &ranges, sample, tornado, seed);
    found.left_out = left_out;
    Ok(Some(found))
}
