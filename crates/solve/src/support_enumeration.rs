//! Equilibria of a two-player game by trying all pairs of equally large supports, exactly.
//!
//! In a nondegenerate game both supports of an equilibrium have the same size, and the weights on
//! one are the unique solution of `C_JI z = 1`, which makes the other player indifferent among `J`
//! (Dickhaut and Kaplan 1991; von Stengel 2007, algorithm 3.4). Going through all pairs visits every
//! vertex of the two best-response polytopes; the game is nondegenerate exactly if none of them has
//! more best replies than played strategies. So the method knows whether its list is complete.

use crate::SolveError;
use crate::enumeration::Polytope;
use crate::exact::{fraction, to_f64};
use dashu::base::{Gcd, UnsignedAbs};
use dashu::integer::{IBig, UBig};
use rayon::prelude::*;
use talion_game::{
    Concept, Equilibrium, NormalForm, Observer, PlayerId, Profile, Solution, Termination,
};

pub(crate) const METHOD: &str = "support-enumeration";

/// All equilibria of a nondegenerate two-player game, exactly; some of a degenerate one.
///
/// `complete` is true exactly if the game was found to be nondegenerate; for the others
/// [`vertex_enumeration`](crate::vertex_enumeration) gives everything. Equilibria are ordered by
/// size of support, then by player 1's support, then player 2's.
///
/// # Errors
/// If the game does not have exactly two players.
pub fn support_enumeration(
    game: &NormalForm,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    let found = game.player_count();
    if found != 2 {
        return Err(SolveError::PlayerCount { method: METHOD, expected: 2, found });
    }
    let polytopes = [0, 1].map(|player| Polytope::of(game, PlayerId(player)));
    let [m, n] = [0, 1].map(|player| polytopes[player].strategy_count());
    let mut equilibria = Vec::new();
    let mut iterations = 0;
    let (mut nondegenerate, mut stopped) = (true, false);
    for size in 1..=m.min(n) {
        let columns = subsets(n, size);
        for own in subsets(m, size) {
            stopped = stopped || observer.stopped();
            if stopped {
                break;
            }
            let tried: Vec<Pair> =
                columns.par_iter().map(|other| Pair::of(&polytopes, &own, other)).collect();
            iterations += tried.len() as u64;
            for pair in tried {
                nondegenerate &= !pair.degenerate;
                if let [Some(x), Some(y)] = pair.strategies {
                    let profile = Profile::new(game, vec![x.probabilities(), y.probabilities()])?;
                    let exact = Some(vec![x.fractions(), y.fractions()]);
                    equilibria.push(Equilibrium::certify(game, Concept::Nash, profile, exact)?);
                }
            }
        }
    }
    let termination = if stopped { Termination::Interrupted } else { Termination::Enumerated };
    Ok(Solution {
        equilibria,
        complete: nondegenerate && !stopped,
        components: Vec::new(),
        termination,
        iterations,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// What a pair of supports gives.
struct Pair {
    /// Every player's strategy that makes the other indifferent and is a corner of best replies.
    strategies: [Option<Weights>; 2],
    /// Whether one of them has more best replies than it has strategies.
    degenerate: bool,
}

impl Pair {
    fn of(polytopes: &[Polytope; 2], own: &[usize], other: &[usize]) -> Self {
        let x = Weights::making_indifferent(&polytopes[0], own, other);
        let y = Weights::making_indifferent(&polytopes[1], other, own);
        let degenerate = [&x, &y].into_iter().flatten().any(|w| w.best_replies > own.len());
        Self { strategies: [x, y], degenerate }
    }
}

/// A mixed strategy as whole weights, and how many replies to it are best.
struct Weights {
    whole: Vec<UBig>,
    sum: UBig,
    best_replies: usize,
}

impl Weights {
    /// The weights on `support` to which all of `replies` are best replies, if they are unique and
    /// positive.
    fn making_indifferent(
        polytope: &Polytope,
        support: &[usize],
        replies: &[usize],
    ) -> Option<Self> {
        let (solution, det) = solved(polytope, replies, support)?;
        let mut best_replies = 0;
        for row in 0..polytope.reply_count() {
            let worth = support
                .iter()
                .zip(&solution)
                .fold(IBig::ZERO, |sum, (&column, z)| sum + polytope.coefficient(row, column) * z);
            if worth > det {
                return None;
            }
            best_replies += usize::from(worth == det);
        }
        // A coordinate is a weight times its unit's inverse; a common multiple makes all whole.
        let one = support.iter().fold(UBig::ONE, |lcm, &column| {
            let unit = polytope.unit(column);
            &lcm * unit / (&lcm).gcd(unit)
        });
        let mut weights = vec![UBig::ZERO; polytope.strategy_count()];
        for (&column, z) in support.iter().zip(solution) {
            weights[column] = z.unsigned_abs() * (&one / polytope.unit(column));
        }
        let sum = weights.iter().fold(UBig::ZERO, |sum, weight| sum + weight);
        Some(Self { whole: weights, sum, best_replies })
    }

    fn probabilities(&self) -> Vec<f64> {
        self.whole.iter().map(|weight| to_f64(weight, &self.sum)).collect()
    }

    fn fractions(&self) -> Vec<String> {
        self.whole.iter().map(|weight| fraction(weight, &self.sum)).collect()
    }
}

/// Numerators and the positive denominator of the solution of `C_JI z = 1`, by fraction-free
/// elimination (Bareiss 1968); `None` if the matrix is singular or a coordinate is not positive.
fn solved(polytope: &Polytope, rows: &[usize], columns: &[usize]) -> Option<(Vec<IBig>, IBig)> {
    let order = columns.len();
    let mut lines: Vec<Vec<IBig>> = rows
        .iter()
        .map(|&row| {
            let coefficients = columns.iter().map(|&column| polytope.coefficient(row, column));
            coefficients.cloned().chain([IBig::ONE]).collect()
        })
        .collect();
    let mut divisor = IBig::ONE;
    for k in 0..order {
        let pivot = (k..order).find(|&row| lines[row][k] != IBig::ZERO)?;
        lines.swap(k, pivot);
        let top = lines[k].clone();
        for (_, line) in lines.iter_mut().enumerate().filter(|(i, _)| *i != k) {
            let factor = line[k].clone();
            for (cell, above) in line.iter_mut().zip(&top) {
                *cell = (&*cell * &top[k] - &factor * above) / &divisor;
            }
        }
        divisor.clone_from(&top[k]);
    }
    let negative = divisor < IBig::ZERO;
    let numerators: Vec<IBig> = lines
        .into_iter()
        .filter_map(|mut line| line.pop())
        .map(|value| if negative { -value } else { value })
        .collect();
    let det = if negative { -divisor } else { divisor };
    numerators.iter().all(|z| *z > IBig::ZERO).then_some((numerators, det))
}

/// All subsets of `0..count` of a size, in lexicographic order.
fn subsets(count: usize, size: usize) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    let mut current: Vec<usize> = (0..size).collect();
    loop {
        all.push(current.clone());
        let Some(at) = (0..size).rev().find(|&k| current[k] < count - size + k) else {
            return all;
        };
        current[at] += 1;
        for k in at + 1..size {
            current[k] = current[k - 1] + 1;
        }
    }
}
