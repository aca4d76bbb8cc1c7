//! Equilibria of a two-player game by trying all pairs of equally large supports, exactly.
//!
//! In a nondegenerate game both supports of an equilibrium have the same size, and the weights on
//! one are the unique solution of `C_JI z = 1`, which makes the other player indifferent among `J`
//! (Dickhaut and Kaplan 1991; von Stengel 2007, algorithm 3.4). Going through all pairs visits every
//! vertex of the two best-response polytopes; the game is nondegenerate exactly if none of them has
//! more best replies than played strategies. So the method knows whether its list is complete.

use crate::SolveError;
use crate::enumeration::{ExactStrategy, Polytope, solution_for_ones};
use dashu::integer::IBig;
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
                if let [Some(x), Some(y)] = pair.strategies.map(|found| found.map(|w| w.strategy)) {
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

/// A mixed strategy, and how many replies to it are best.
struct Weights {
    strategy: ExactStrategy,
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
        let (solution, det) = solution_for_ones(polytope, replies, support)?;
        if solution.iter().any(|z| *z <= IBig::ZERO) {
            return None;
        }
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
        let strategy = ExactStrategy::of_coordinates(polytope, support, solution);
        Some(Self { strategy, best_replies })
    }
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
