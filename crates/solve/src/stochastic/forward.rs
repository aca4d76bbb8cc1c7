//! Where play goes from a state when everybody keeps to a Markov profile: exact odds over time.
//!
//! A distribution `q` becomes `q P` a period later. The odds of ever reaching a set, and the expected
//! time until then, solve `h = P h` with `h = 1` in the set, and `t = 1 + P t` with `t = 0` in it
//! (Norris, "Markov chains", 1997, theorems 1.3.2 and 1.3.5).

use crate::SolveError;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::VecDeque;
use talion_game::{GameError, MarkovChain, StateGraph, StateId};

/// Play over time from a start.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Propagation {
    /// Probability of every state after 0, 1, .. periods.
    pub distributions: Vec<Vec<f64>>,
    /// Expected number of periods spent in every state, over all periods but the last.
    pub occupation: Vec<f64>,
}

/// The exact distribution over states after each of some periods. There is a chain for every period,
/// the last one for all that follow.
///
/// # Errors
/// No chain, or a start that is no state.
pub fn propagate(
    chains: &[MarkovChain],
    start: StateId,
    periods: usize,
) -> Result<Propagation, SolveError> {
    check(chain_at(chains, 0)?, start)?;
    let mut now = vec![0.0; chains[0].state_count()];
    now[start.0] = 1.0;
    let mut distributions = vec![now.clone()];
    let mut occupation = vec![0.0; now.len()];
    for period in 0..periods {
        for (sum, weight) in occupation.iter_mut().zip(&now) {
            *sum += weight;
        }
        now = chain_at(chains, period)?.advance(&now);
        distributions.push(now.clone());
    }
    Ok(Propagation { distributions, occupation })
}

/// Odds of being in a set of states by each period, once there staying counted: entry `t` is the
/// probability that some state of the set was met in periods `0..=t`. There is a chain for every
/// period, the last one for all that follow.
///
/// # Errors
/// No chain, or a start or a target that is no state.
pub fn odds_within(
    chains: &[MarkovChain],
    start: StateId,
    targets: &[StateId],
    periods: usize,
) -> Result<Vec<f64>, SolveError> {
    check(chain_at(chains, 0)?, start)?;
    let is_target = marks(&chains[0], targets)?;
    let mut now = vec![0.0; is_target.len()];
    now[start.0] = 1.0;
    let mut met = 0.0;
    let mut odds = Vec::with_capacity(periods + 1);
    for period in 0..=periods {
        for (weight, _) in now.iter_mut().zip(&is_target).filter(|(_, is_target)| **is_target) {
            met += *weight;
            *weight = 0.0;
        }
        odds.push(met);
        if period == periods {
            break;
        }
        now = chain_at(chains, period)?.advance(&now);
    }
    Ok(odds)
}

/// Reaching a set of states, from every state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hitting {
    /// Probability of ever reaching the set.
    pub odds: Vec<f64>,
    /// Expected number of periods until then; infinite where the set may never be reached.
    pub time: Vec<f64>,
    /// Largest relative residual of the linear equations.
    pub residual: f64,
}

/// Odds of ever reaching a set of states, and the expected time, from every state.
///
/// # Errors
/// A target that is no state, or a chain too large to number its arcs.
pub fn hitting(chain: &MarkovChain, targets: &[StateId]) -> Result<Hitting, SolveError> {
    let is_target = marks(chain, targets)?;
    let graph = StateGraph::of_chain(chain)?;
    // Who can reach the set; who can come, short of the set, to where it cannot be reached.
    let can = backwards(&graph, &is_target, &vec![false; is_target.len()]);
    let lost: Vec<bool> = can.iter().map(|can| !can).collect();
    let may_miss = backwards(&graph, &lost, &is_target);
    let as_number = |flag: &bool| if *flag { 1.0 } else { 0.0 };
    let ends: Vec<bool> = is_target.iter().zip(&lost).map(|(a, b)| *a || *b).collect();
    let reward: Vec<f64> = is_target.iter().map(as_number).collect();
    let odds = chain.expectations(&reward, 1.0, &ends);
    let ends: Vec<bool> = is_target.iter().zip(&may_miss).map(|(a, b)| *a || *b).collect();
    let reward: Vec<f64> = ends.iter().map(|end| if *end { 0.0 } else { 1.0 }).collect();
    let mut time = chain.expectations(&reward, 1.0, &ends);
    for (time, may_miss) in time.values.iter_mut().zip(&may_miss) {
        if *may_miss {
            *time = f64::INFINITY;
        }
    }
    // Sure is sure, whatever rounding says.
    let sure = odds.values.iter().zip(&may_miss);
    let values = sure.map(|(odds, may_miss)| if *may_miss { odds.clamp(0.0, 1.0) } else { 1.0 });
    let residual = odds.residual.max(time.residual);
    Ok(Hitting { odds: values.collect(), time: time.values, residual })
}

/// States from which some marked state can be reached without passing through a wall.
fn backwards(graph: &StateGraph, marked: &[bool], walls: &[bool]) -> Vec<bool> {
    let mut reached = marked.to_vec();
    let mut queue: VecDeque<usize> = (0..marked.len()).filter(|s| marked[*s]).collect();
    while let Some(state) = queue.pop_front() {
        for from in graph.predecessors(StateId(state)) {
            let from = *from as usize;
            if !reached[from] && !walls[from] {
                reached[from] = true;
                queue.push_back(from);
            }
        }
    }
    reached
}

/// Simulated paths of states, each with a seed of its own, so that the result is the same on any
/// number of threads. Every path has the start and one state per period; there is a chain for every
/// period, the last one for all that follow.
///
/// # Errors
/// No chain, or a start that is no state.
pub fn simulate(
    chains: &[MarkovChain],
    start: StateId,
    periods: usize,
    paths: usize,
    seed: u64,
) -> Result<Vec<Vec<u32>>, SolveError> {
    check(chain_at(chains, 0)?, start)?;
    let simulated =
        (0..paths).into_par_iter().map(|path| one_path(chains, start, periods, seed, path));
    Ok(simulated.collect())
}

/// The chain of a period.
fn chain_at(chains: &[MarkovChain], period: usize) -> Result<&MarkovChain, GameError> {
    chains.get(period).or(chains.last()).ok_or(GameError::NoStates)
}

fn one_path(
    chains: &[MarkovChain],
    start: StateId,
    periods: usize,
    seed: u64,
    path: usize,
) -> Vec<u32> {
    use rand::{RngExt, SeedableRng};
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&(path as u64).to_le_bytes());
    let mut random = rand::rngs::StdRng::from_seed(bytes);
    // States are numbered in `u32`.
    let mut state = u32::try_from(start.0).unwrap_or(u32::MAX);
    let mut met = Vec::with_capacity(periods + 1);
    met.push(state);
    for period in 0..periods {
        let row = chains[period.min(chains.len() - 1)].row(StateId(state as usize));
        let mut left: f64 = random.random();
        let passed = row.probability.iter().position(|p| {
            left -= p;
            left < 0.0
        });
        // Rounding of the sum may leave a little; it belongs to the last state.
        state = row.to[passed.unwrap_or(row.to.len() - 1)];
        met.push(state);
    }
    met
}

fn check(chain: &MarkovChain, state: StateId) -> Result<(), GameError> {
    let states = chain.state_count();
    if state.0 < states {
        return Ok(());
    }
    Err(GameError::NoSuchState { state: "start".to_owned(), found: state.0, states })
}

fn marks(chain: &MarkovChain, targets: &[StateId]) -> Result<Vec<bool>, GameError> {
    let mut marked = vec![false; chain.state_count()];
    for target in targets {
        check(chain, *target)?;
        marked[target.0] = true;
    }
    Ok(marked)
}
