//! Finitely many periods: backward induction, with every stage game solved for all its equilibria.
//!
//! `V_t = value of an equilibrium of the stage u + delta P V_{t+1}`, from given values after the last
//! period (Fudenberg and Tirole 1991, section 13.2). Each way of choosing an equilibrium in every
//! state and period is a subgame-perfect equilibrium in Markov strategies.

use super::stage::{Check, Loops, Stage, StageEquilibria, StageSolver};
use super::{MarkovPath, StageRule};
use crate::SolveError;
use rayon::prelude::*;
use serde::Serialize;
use std::time::Duration;
use talion_game::{GameError, MarkovProfile, Observer, StateId, StochasticGame, Termination};

/// Literature name of the method.
pub(crate) const METHOD: &str = "backward-induction";
/// States that one thread takes at a time.
const CHUNK: usize = 1024;

/// What to solve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Horizon<'a> {
    /// Number of periods.
    pub periods: usize,
    /// Value of every state to every player after the last period (players side by side); zero
    /// where it is empty.
    pub terminal_values: &'a [f64],
    /// Which of several stage equilibria is played.
    pub rule: StageRule,
    /// Whether the strategies of all periods are kept, or of the first period alone.
    pub keep_all: bool,
}

/// What stage games of one period, or of all, had to offer.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct StageCounts {
    /// Stage games solved.
    pub stages: u64,
    /// Those with several equilibria in the list.
    pub several: u64,
    /// Those whose list is not proved to be complete.
    pub incomplete: u64,
    /// Those with several equilibria among which the rule did not decide; the first was taken.
    pub undecided: u64,
}

/// Play of a game that ends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FiniteHorizon {
    /// Periods solved, counted from the last: all, unless the work was stopped.
    pub periods: usize,
    /// The rule by which stage equilibria were selected.
    pub rule: StageRule,
    /// Value of every state to every player with all these periods to go.
    pub values: Vec<f64>,
    /// Mixed actions, from the first period on; of the first period alone unless all were kept.
    pub strategies: Vec<MarkovProfile>,
    /// Largest gain from deviating once, in any state and period, computed from the stage games and
    /// the strategies alone.
    pub one_shot_gain: f64,
    /// What the stage games had to offer, period by period from the first.
    pub stages: Vec<StageCounts>,
    /// Whether the equilibrium is proved to be the only one: every stage has one.
    pub is_unique: bool,
    /// Why the work ended.
    pub termination: Termination,
    /// Time taken. Left out of every comparison.
    #[serde(skip)]
    pub elapsed: Duration,
}

/// A chunk of states solved.
#[derive(Default)]
struct Solved {
    strategies: Vec<f64>,
    counts: StageCounts,
    gain: f64,
}

/// An equilibrium of a game that ends after some periods.
///
/// # Errors
/// Terminal values that are not one finite number per state and player.
pub fn finite_horizon(
    game: &StochasticGame,
    horizon: &Horizon<'_>,
    observer: &dyn Observer,
) -> Result<FiniteHorizon, SolveError> {
    let mut values = terminal(game, horizon.terminal_values)?;
    let mut next = values.clone();
    let mut strategies = Vec::new();
    let mut stages = Vec::new();
    let mut one_shot_gain = 0.0_f64;
    let total = horizon.periods as u64;
    for done in 0..horizon.periods {
        observer.progress("periods", done as u64, total);
        if observer.stopped() {
            break;
        }
        std::mem::swap(&mut values, &mut next);
        let keep = horizon.keep_all || done + 1 == horizon.periods;
        let solved = period(game, horizon.rule, keep, &next, &mut values, observer)?;
        stages.push(solved.counts);
        one_shot_gain = one_shot_gain.max(solved.gain);
        if keep {
            strategies.push(MarkovProfile::new(game, solved.strategies)?);
        }
    }
    let periods = stages.len();
    observer.progress("periods", periods as u64, total);
    strategies.reverse();
    stages.reverse();
    let finished = periods == horizon.periods;
    Ok(FiniteHorizon {
        periods,
        rule: horizon.rule,
        values,
        strategies,
        one_shot_gain,
        is_unique: finished && stages.iter().all(|s| s.several + s.incomplete == 0),
        stages,
        termination: if finished { Termination::Enumerated } else { Termination::Interrupted },
        elapsed: observer.elapsed(),
    })
}

/// Values after the last period.
pub(super) fn terminal(game: &StochasticGame, given: &[f64]) -> Result<Vec<f64>, GameError> {
    let expected = game.state_count() * game.player_count();
    if given.is_empty() {
        return Ok(vec![0.0; expected]);
    }
    if given.len() != expected {
        return Err(GameError::TableLength { found: given.len(), expected });
    }
    if let Some(at) = given.iter().position(|v| !v.is_finite()) {
        let player = game.players()[at % game.player_count()].clone();
        let profile = vec![at / game.player_count()];
        return Err(GameError::NonFinitePayoff { player, profile, value: given[at] });
    }
    Ok(given.to_vec())
}

/// One period: the stage games of all states, in parallel.
fn period(
    game: &StochasticGame,
    rule: StageRule,
    keep: bool,
    next: &[f64],
    values: &mut [f64],
    observer: &dyn Observer,
) -> Result<Solved, SolveError> {
    let players = game.player_count();
    let workspace = || (Stage::of(game), StageSolver::default(), Check::default());
    let chunks: Vec<Solved> = values
        .par_chunks_mut(CHUNK * players)
        .enumerate()
        .map_init(workspace, |(stage, solver, check), (chunk, values)| {
            let mut solved = Solved::default();
            for (at, own) in values.chunks_exact_mut(players).enumerate() {
                stage.fill(game, StateId(chunk * CHUNK + at), next, Loops::Valued);
                let found = solver.solve(stage, observer)?;
                let (chosen, decided) = rule.pick(stage, found);
                let strategies = found.strategies(chosen);
                stage.check(strategies, check);
                own.copy_from_slice(&check.values);
                solved.gain = solved.gain.max(check.gain);
                solved.counts.stages += 1;
                solved.counts.several += u64::from(found.len() > 1);
                solved.counts.incomplete += u64::from(!found.complete);
                solved.counts.undecided += u64::from(!decided);
                if keep {
                    solved.strategies.extend_from_slice(strategies);
                }
            }
            Ok(solved)
        })
        .collect::<Result<_, SolveError>>()?;
    let mut all = Solved::default();
    for chunk in chunks {
        all.strategies.extend(chunk.strategies);
        all.gain = all.gain.max(chunk.gain);
        all.counts.stages += chunk.counts.stages;
        all.counts.several += chunk.counts.several;
        all.counts.incomplete += chunk.counts.incomplete;
        all.counts.undecided += chunk.counts.undecided;
    }
    Ok(all)
}

/// All equilibria in Markov strategies of a game that ends, and whether the list is complete.
///
/// In every period every state may take any of its stage equilibria, so that the number explodes: at
/// most `most` are listed.
///
/// # Errors
/// As [`finite_horizon`].
pub fn every_finite_horizon(
    game: &StochasticGame,
    periods: usize,
    terminal_values: &[f64],
    most: usize,
    observer: &dyn Observer,
) -> Result<(Vec<MarkovPath>, bool), SolveError> {
    let start = terminal(game, terminal_values)?;
    let mut paths = vec![MarkovPath { strategies: Vec::new(), values: start, one_shot_gain: 0.0 }];
    let mut complete = true;
    let (mut stage, mut solver) = (Stage::of(game), StageSolver::default());
    let mut check = Check::default();
    for _ in 0..periods {
        let mut longer = Vec::new();
        for path in &paths {
            let mut lists = Vec::with_capacity(game.state_count());
            for state in game.states() {
                stage.fill(game, state, &path.values, Loops::Valued);
                let found = solver.solve(&stage, observer)?;
                complete &= found.complete;
                let mut gain = |at| {
                    stage.check(found.strategies(at), &mut check);
                    check.gain
                };
                let gains: Vec<f64> = (0..found.len()).map(&mut gain).collect();
                lists.push((found.clone(), gains));
            }
            complete &= combine(game, path, &lists, most, &mut longer)?;
        }
        paths = longer;
        if observer.stopped() {
            return Ok((Vec::new(), false));
        }
    }
    Ok((paths, complete))
}

/// All ways of taking one equilibrium from every list, put before a path. False if there are more.
fn combine(
    game: &StochasticGame,
    path: &MarkovPath,
    lists: &[(StageEquilibria, Vec<f64>)],
    most: usize,
    longer: &mut Vec<MarkovPath>,
) -> Result<bool, SolveError> {
    let mut digits = vec![0; lists.len()];
    loop {
        if longer.len() >= most {
            return Ok(false);
        }
        let chosen = || lists.iter().zip(&digits);
        let weights = chosen().flat_map(|((list, _), at)| list.strategies(*at)).copied();
        let values = chosen().flat_map(|((list, _), at)| list.values(*at)).copied().collect();
        let mut strategies = vec![MarkovProfile::new(game, weights.collect())?];
        strategies.extend_from_slice(&path.strategies);
        let gains = chosen().map(|((_, gains), at)| gains[*at]);
        let one_shot_gain = gains.fold(path.one_shot_gain, f64::max);
        longer.push(MarkovPath { strategies, values, one_shot_gain });
        // The next way, the last state's choice varying fastest.
        let Some(at) = (0..digits.len()).rev().find(|at| digits[*at] + 1 < lists[*at].0.len())
        else {
            return Ok(true);
        };
        digits[at] += 1;
        digits[at + 1..].fill(0);
    }
}
