//! All equilibria of a two-player game: the completely labelled pairs of polytope vertices.

use super::extreme::ExactStrategy;
use super::matching::completely_labelled;
use super::nash_subsets::components;
use super::polytope::Polytope;
use super::reverse_search::{Vertex, Vertices, vertices};
use crate::SolveError;
use rayon::prelude::*;
use std::collections::BTreeMap;
use talion_game::{
    Concept, Equilibrium, NormalForm, Observer, PlayerId, Profile, Solution, Termination,
};

/// Pairs of vertices that are still compared when the work was stopped: a moment's work.
const MOST_PAIRS_AFTER_A_STOP: usize = 20_000_000;

/// All equilibria of a two-player game, in exact arithmetic.
///
/// Payoffs are those of the file where it has fractions, else the exact rationals that the doubles
/// are. The list holds the extreme
/// equilibria, with their fractions; `components` says how they span the whole set, so degenerate
/// games come out whole. Equilibria are ordered by player 1's strategy, then player 2's, those that
/// put more weight on earlier strategies first. Vertices are found by reverse search in the rayon
/// pool of the caller; the result does not depend on the number of threads.
///
/// # Errors
/// If the game does not have exactly two players.
pub fn vertex_enumeration(
    game: &NormalForm,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    const METHOD: &str = "vertex-enumeration";
    if game.player_count() != 2 {
        return Err(SolveError::PlayerCount {
            method: METHOD,
            expected: 2,
            found: game.player_count(),
        });
    }
    let polytopes = [0, 1].map(|player| Polytope::of(game, PlayerId(player)));
    let [mut p, q] = [
        vertices(&polytopes[0], "vertices of player 1's polytope", observer),
        vertices(&polytopes[1], "vertices of player 2's polytope", observer),
    ];
    if !(p.complete && q.complete) {
        // Whoever stops the work does not want to wait for all pairs of what was found.
        p.list.truncate(MOST_PAIRS_AFTER_A_STOP / q.list.len().max(1));
    }
    let labels = polytopes[0].label_count();
    let pairs = completely_labelled(&p.list, &q.list, polytopes[1].strategy_count(), labels);
    let (pairs, equilibria) = certified(game, &polytopes, [&p, &q], pairs)?;
    let complete = p.complete && q.complete;
    Ok(Solution {
        equilibria,
        complete,
        // Of a part of the vertices one cannot tell which subsets are maximal.
        components: if complete { components(&pairs) } else { Vec::new() },
        termination: if complete { Termination::Enumerated } else { Termination::Interrupted },
        iterations: p.bases + q.bases,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

type Pairs = Vec<(usize, usize)>;

/// The equilibria of the given pairs, in their final order, with the pairs in the same order.
fn certified(
    game: &NormalForm,
    polytopes: &[Polytope; 2],
    found: [&Vertices; 2],
    pairs: Pairs,
) -> Result<(Pairs, Vec<Equilibrium>), SolveError> {
    let first = strategies(&polytopes[0], &found[0].list, pairs.iter().map(|pair| pair.0));
    let second = strategies(&polytopes[1], &found[1].list, pairs.iter().map(|pair| pair.1));
    let mut equilibria: Vec<((usize, usize), Equilibrium)> = pairs
        .into_par_iter()
        .map(|(v, w)| {
            let (x, y) = (&first[&v], &second[&w]);
            let profile = Profile::new(game, vec![x.probabilities(), y.probabilities()])?;
            let exact = Some(vec![x.fractions(), y.fractions()]);
            Ok(((v, w), Equilibrium::certify(game, Concept::Nash, profile, exact)?))
        })
        .collect::<Result<_, SolveError>>()?;
    equilibria.sort_by(|(_, a), (_, b)| {
        let flat = |e: &Equilibrium| e.strategies.strategies().concat();
        // Probabilities are finite, so partial comparison always decides; labels settle ties that
        // rounding makes.
        flat(b).partial_cmp(&flat(a)).unwrap_or(std::cmp::Ordering::Equal)
    });
    Ok(equilibria.into_iter().unzip())
}

/// The strategy of every vertex that occurs, each computed once.
fn strategies(
    polytope: &Polytope,
    list: &[Vertex],
    used: impl Iterator<Item = usize>,
) -> BTreeMap<usize, ExactStrategy> {
    let mut used: Vec<usize> = used.collect();
    used.sort_unstable();
    used.dedup();
    used.into_par_iter().map(|v| (v, ExactStrategy::at(polytope, &list[v].nonbasic))).collect()
}
