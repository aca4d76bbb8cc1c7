//! Shared by the tests: exact arithmetic, an independent enumeration of extreme equilibria, games.

#![allow(dead_code, unreachable_pub, reason = "every test file uses its own part")]

pub mod cases;
pub mod random;

use dashu::rational::RBig;
use proptest::prelude::*;
use std::collections::BTreeSet;
use talion_game::{NormalForm, Player, Solution};

/// A mixed strategy in exact rationals.
pub type Exact = Vec<RBig>;
/// A payoff matrix, `[row strategy][column strategy]`.
pub type Matrix = Vec<Vec<f64>>;

/// A game with numbered strategies from two payoff matrices.
pub fn bimatrix(row: &[Vec<f64>], column: &[Vec<f64>]) -> NormalForm {
    let (m, n) = (row.len(), row[0].len());
    let labels = vec!["s"; m.max(n)];
    NormalForm::bimatrix(
        [("row", labels[..m].to_vec()), ("column", labels[..n].to_vec())],
        row,
        column,
    )
    .unwrap()
}

/// A game of any number of players from payoffs per player, player 1 varying fastest.
pub fn normal_form(shape: &[usize], payoffs: Vec<Vec<f64>>) -> NormalForm {
    let players = shape
        .iter()
        .enumerate()
        .map(|(p, &m)| Player {
            label: format!("{p}"),
            strategies: (0..m).map(|s| s.to_string()).collect(),
        })
        .collect();
    NormalForm::new("", players, payoffs).unwrap()
}

pub fn rational(value: f64) -> RBig {
    RBig::try_from(value).unwrap()
}

/// Sum of products.
fn dot(left: &[RBig], right: &[RBig]) -> RBig {
    left.iter().zip(right).fold(RBig::ZERO, |sum, (a, b)| sum + a * b)
}

pub fn parsed(text: &str) -> RBig {
    text.parse().unwrap()
}

/// The exact strategies of all equilibria of a solution.
pub fn exact_set(solution: &Solution) -> BTreeSet<[Exact; 2]> {
    solution
        .equilibria
        .iter()
        .map(|e| {
            let exact = e.exact.as_ref().unwrap();
            [0, 1].map(|p| exact[p].iter().map(|x| parsed(x)).collect())
        })
        .collect()
}

/// Largest gain from a deviation by the player of `own`, in exact rationals.
pub fn regret(payoff: impl Fn(usize, usize) -> RBig, own: &[RBig], other: &[RBig]) -> RBig {
    let against: Vec<RBig> = (0..own.len())
        .map(|i| dot(&(0..other.len()).map(|j| payoff(i, j)).collect::<Vec<_>>(), other))
        .collect();
    let value = dot(&against, own);
    against.into_iter().max().unwrap() - value
}

/// Solves a square system by rational elimination; `None` if it is singular.
pub fn solve(mut lines: Vec<Vec<RBig>>) -> Option<Vec<RBig>> {
    let n = lines.len();
    for k in 0..n {
        let pivot = (k..n).find(|&i| lines[i][k] != RBig::ZERO)?;
        lines.swap(k, pivot);
        let scale = lines[k][k].clone();
        for cell in &mut lines[k] {
            *cell = &*cell / &scale;
        }
        let top = lines[k].clone();
        for (i, line) in lines.iter_mut().enumerate() {
            if i != k {
                let factor = line[k].clone();
                for (cell, t) in line.iter_mut().zip(&top) {
                    *cell = &*cell - &factor * t;
                }
            }
        }
    }
    Some(lines.into_iter().map(|line| line[n].clone()).collect())
}

/// Corners of `{ (x, v) : x >= 0, sum x = 1, U x <= v }`, by trying every choice of tight
/// inequalities; each with its tight set (strategies first, then lines of `U`).
pub fn corners(u: &[Vec<RBig>]) -> Vec<(Exact, BTreeSet<usize>)> {
    let (rows, columns) = (u.len(), u[0].len());
    let total = rows + columns;
    let mut found: BTreeSet<(Exact, BTreeSet<usize>)> = BTreeSet::new();
    for choice in (0_u32..1 << total).filter(|c| c.count_ones() as usize == columns) {
        let mut lines = vec![vec![RBig::ONE; columns + 2]];
        lines[0][columns] = RBig::ZERO;
        for k in (0..total).filter(|k| choice >> k & 1 == 1) {
            let mut line = vec![RBig::ZERO; columns + 2];
            if k < columns {
                line[k] = RBig::ONE;
            } else {
                line[..columns].clone_from_slice(&u[k - columns]);
                line[columns] = -RBig::ONE;
            }
            lines.push(line);
        }
        let Some(mut x) = solve(lines) else { continue };
        let v = x.pop().unwrap();
        let worth: Vec<RBig> = u.iter().map(|line| dot(line, &x)).collect();
        if x.iter().all(|p| *p >= RBig::ZERO) && worth.iter().all(|w| *w <= v) {
            let unplayed = (0..columns).filter(|&i| x[i] == RBig::ZERO);
            let best = (0..rows).filter(|&j| worth[j] == v).map(|j| columns + j);
            let tight = unplayed.chain(best).collect();
            found.insert((x, tight));
        }
    }
    found.into_iter().collect()
}

/// What the brute-force enumeration says about a game.
pub struct Oracle {
    /// All extreme equilibria.
    pub equilibria: BTreeSet<[Exact; 2]>,
    /// Whether no corner has more tight inequalities than it needs.
    pub nondegenerate: bool,
}

/// All extreme equilibria of a small game, straight from the definition.
pub fn oracle(row: &[Vec<f64>], column: &[Vec<f64>]) -> Oracle {
    let (m, n) = (row.len(), row[0].len());
    let for_x: Vec<Vec<RBig>> =
        (0..n).map(|j| (0..m).map(|i| rational(column[i][j])).collect()).collect();
    let for_y: Vec<Vec<RBig>> =
        row.iter().map(|line| line.iter().map(|&a| rational(a)).collect()).collect();
    let (xs, ys) = (corners(&for_x), corners(&for_y));
    let nondegenerate =
        xs.iter().all(|(_, t)| t.len() == m) && ys.iter().all(|(_, t)| t.len() == n);
    let mut equilibria = BTreeSet::new();
    for (x, tx) in &xs {
        for (y, ty) in &ys {
            // Player 1's strategy i: unplayed in x, or best against y; and the same for player 2.
            let one = (0..m).all(|i| tx.contains(&i) || ty.contains(&(n + i)));
            let two = (0..n).all(|j| ty.contains(&j) || tx.contains(&(m + j)));
            if one && two {
                equilibria.insert([x.clone(), y.clone()]);
            }
        }
    }
    Oracle { equilibria, nondegenerate }
}

/// Two matrices of one random shape, with the given entries.
pub fn matrices(
    most: usize,
    entry: impl Strategy<Value = f64> + Clone + 'static,
) -> impl Strategy<Value = [Matrix; 2]> {
    (1..=most, 1..=most).prop_flat_map(move |(m, n)| {
        let matrix = prop::collection::vec(prop::collection::vec(entry.clone(), n), m);
        [matrix.clone(), matrix]
    })
}
