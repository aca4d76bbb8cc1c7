//! Support by support, the roots of the indifference equations that are equilibria.

use super::interval::Interval;
use super::roots::{Roots, roots};
use super::system::System;
use crate::{Dominance, SolveError, iterated_strict_dominance};
use rayon::prelude::*;
use talion_game::{
    Concept, Equilibrium, NormalForm, Observer, PlayerId, Profile, Solution, Termination,
};

pub(crate) const METHOD: &str = "polynomial-systems";
/// Support profiles that are worked on between two reports.
const BATCH: usize = 512;
/// Gain over the payoff range that may be none, by rounding.
const ROUNDING: f64 = 1e-10;

/// All isolated equilibria of a game of any number of players.
///
/// Strictly dominated strategies go first. For every choice of supports the indifference equations
/// are solved by interval subdivision, which misses no root: `complete` is true if every box was
/// decided. Where it is false, some system has a root that is not simple, or a continuum of roots
/// (a degenerate game), and there may be more equilibria than are listed. An equilibrium listed is
/// one up to rounding; its certificate says so.
///
/// # Errors
/// None for a game that was validated; the type is that of all methods.
pub fn polynomial_enumeration(
    game: &NormalForm,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    let reduction = iterated_strict_dominance(game, Dominance::Mixed, observer);
    let kept: Vec<Vec<usize>> =
        reduction.remaining.iter().map(|left| left.iter().map(|s| s.0).collect()).collect();
    let mut choices = SupportProfiles::of(&kept);
    let mut equilibria: Vec<Equilibrium> = Vec::new();
    let (mut boxes, mut done) = (0, 0);
    let (mut decided, mut stopped) = (true, !reduction.complete);
    while !stopped {
        let batch: Vec<Vec<Vec<usize>>> = choices.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        done += batch.len() as u64;
        let found: Vec<(Roots, Vec<Equilibrium>)> = batch
            .into_par_iter()
            .map(|supports| on_supports(game, supports, observer))
            .collect::<Result<_, SolveError>>()?;
        for (roots, listed) in found {
            boxes += roots.boxes;
            decided &= roots.undecided == 0;
            stopped |= roots.stopped;
            equilibria.extend(listed);
        }
        observer.progress("supports", done, choices.total);
        stopped |= observer.stopped();
    }
    let termination = if stopped { Termination::Interrupted } else { Termination::Enumerated };
    Ok(Solution {
        equilibria,
        complete: decided && !stopped,
        components: Vec::new(),
        termination,
        iterations: boxes,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// The equilibria with given supports, and how the search for them ended.
fn on_supports(
    game: &NormalForm,
    supports: Vec<Vec<usize>>,
    observer: &dyn Observer,
) -> Result<(Roots, Vec<Equilibrium>), SolveError> {
    let system = System::new(game, supports);
    let mut roots = roots(&system, observer);
    let mut listed = Vec::new();
    for root in &roots.found {
        let weights = system.split(root);
        if weights.iter().flatten().any(|p| p.upper < 0.0) {
            continue;
        }
        if weights.iter().flatten().any(|p| p.lower <= 0.0) {
            // Zero up to rounding: it belongs to a smaller support if it is zero, but is it?
            roots.undecided += 1;
        } else if system.gain_outside(&weights) <= ROUNDING {
            let profile = Profile::new(game, strategies(game, &system.supports, &weights))?;
            listed.push(Equilibrium::certify(game, Concept::Nash, profile, None)?);
        }
    }
    Ok((roots, listed))
}

/// Middles of the weights, spread over all strategies.
fn strategies(
    game: &NormalForm,
    supports: &[Vec<usize>],
    weights: &[Vec<Interval>],
) -> Vec<Vec<f64>> {
    supports
        .iter()
        .zip(weights)
        .enumerate()
        .map(|(player, (support, own))| {
            let sum: f64 = own.iter().map(|p| p.middle()).sum();
            let mut strategy = vec![0.0; game.strategy_count(PlayerId(player))];
            for (&s, p) in support.iter().zip(own) {
                strategy[s] = p.middle() / sum;
            }
            strategy
        })
        .collect()
}

/// All choices of a nonempty support for everybody.
struct SupportProfiles {
    /// Every player's possible supports, small ones first.
    supports: Vec<Vec<Vec<usize>>>,
    next: Option<Vec<usize>>,
    /// How many there are, at most `u64::MAX`.
    total: u64,
}

impl SupportProfiles {
    fn of(kept: &[Vec<usize>]) -> Self {
        let supports: Vec<Vec<Vec<usize>>> = kept.iter().map(|own| subsets(own)).collect();
        let total =
            supports.iter().fold(1_u64, |total, own| total.saturating_mul(own.len() as u64));
        Self { next: Some(vec![0; supports.len()]), supports, total }
    }
}

impl Iterator for SupportProfiles {
    type Item = Vec<Vec<usize>>;

    fn next(&mut self) -> Option<Self::Item> {
        let current = self.next.take()?;
        let mut following = current.clone();
        for (position, own) in following.iter_mut().zip(&self.supports) {
            *position += 1;
            if *position < own.len() {
                self.next = Some(following);
                break;
            }
            *position = 0;
        }
        Some(current.iter().zip(&self.supports).map(|(&at, own)| own[at].clone()).collect())
    }
}

/// The nonempty subsets of a list, by size, then in the order of the list.
fn subsets(list: &[usize]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for &item in list {
        let with: Vec<Vec<usize>> =
            all.iter().map(|set| set.iter().copied().chain([item]).collect()).collect();
        all.extend(with);
    }
    all.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    all.split_off(1)
}
