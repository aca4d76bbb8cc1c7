//! Evolutionarily stable strategies of a symmetric two-player game, decided in exact rationals.
//!
//! `x` in symmetric equilibrium is stable exactly if `(y - x) . A y < 0` for all other best replies `y` to
//! `x` (Maynard Smith and Price 1973). With `C` the best replies, `S` the support and `k` in `S`, this says
//! that the matrix `Q_ij = a_kj + a_ik - a_ij - a_kk` (symmetrised, `i`, `j` in `C` without `k`) is strictly
//! copositive where coordinates in `S` may have either sign (Haigh 1975; Abakuks 1980): eliminate
//! those, whose pivots must be positive, and test the rest by Hadeler's (1983) criterion: no
//! principal submatrix has a determinant of at most zero while the cofactors of its last line are
//! all positive.

use crate::SolveError;
use crate::exact::whole_payoffs_in_one_unit;
use dashu::integer::IBig;
use dashu::rational::RBig;
use serde::{Deserialize, Serialize};
use talion_game::{NormalForm, PlayerId};

/// Whether a strategy is evolutionarily stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evolutionary {
    /// No small group of mutants can enter.
    Stable,
    /// Some mutants can, though nobody gains by deviating alone.
    Invadable,
    /// Not even an equilibrium with itself.
    NoEquilibrium,
}

/// Tests whether a strategy, given as fractions (`"1/3"`), is evolutionarily stable.
///
/// # Errors
/// If the game is not a symmetric one of two players, or the fractions are not a mixed strategy.
pub fn evolutionary_stability(
    game: &NormalForm,
    strategy: &[String],
) -> Result<Evolutionary, SolveError> {
    let payoffs = symmetric_payoffs(game)?;
    let x = parsed(game, strategy)?;
    let against: Vec<RBig> = payoffs.iter().map(|line| dot(line, &x)).collect();
    let value = dot(&x, &against);
    if against.iter().any(|u| *u > value) {
        return Ok(Evolutionary::NoEquilibrium);
    }
    let played = |s: &usize| x[*s] > RBig::ZERO;
    let replies: Vec<usize> = (0..x.len()).filter(|&s| against[s] == value).collect();
    // A probability vector has a positive entry.
    let Some(pivot) = replies.iter().copied().find(|s| played(s)) else {
        return Ok(Evolutionary::NoEquilibrium);
    };
    // Coordinates of either sign first.
    let rest = || replies.iter().copied().filter(|&s| s != pivot);
    let order: Vec<usize> =
        rest().filter(|s| played(s)).chain(rest().filter(|s| !played(s))).collect();
    let free = rest().filter(|s| played(s)).count();
    let entry = |i: usize, j: usize| -> RBig {
        &payoffs[pivot][j] + &payoffs[i][pivot] - &payoffs[i][j] - &payoffs[pivot][pivot]
    };
    let matrix: Vec<Vec<RBig>> =
        order.iter().map(|&i| order.iter().map(|&j| entry(i, j) + entry(j, i)).collect()).collect();
    let stable = eliminated(matrix, free).is_some_and(|rest| is_strictly_copositive(&rest));
    Ok(if stable { Evolutionary::Stable } else { Evolutionary::Invadable })
}

/// Payoffs of the row player, in one integer unit, after the check that the column player's are the
/// same with strategies exchanged.
fn symmetric_payoffs(game: &NormalForm) -> Result<Vec<Vec<RBig>>, SolveError> {
    let found = game.player_count();
    if found != 2 {
        return Err(SolveError::PlayerCount { method: "ess", expected: 2, found });
    }
    let [a, b] = [0, 1].map(|p| game.payoffs(PlayerId(p)));
    let [m, n] = [0, 1].map(|p| game.strategy_count(PlayerId(p)));
    let whole = whole_payoffs_in_one_unit(game);
    for i in 0..m {
        for j in 0..n {
            let (at, exchanged) = (i + m * j, j + m * i);
            if m != n || whole[0][at] != whole[1][exchanged] {
                let column = if m == n { b[exchanged] } else { f64::NAN };
                return Err(SolveError::NotSymmetric { profile: vec![i, j], row: a[at], column });
            }
        }
    }
    let entry = |i: usize, j: usize| RBig::from(whole[0][i + m * j].clone());
    Ok((0..m).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect())
}

fn parsed(game: &NormalForm, strategy: &[String]) -> Result<Vec<RBig>, SolveError> {
    let expected = game.strategy_count(PlayerId(0));
    let wrong = || talion_game::GameError::NotAProbability {
        player: game.players()[0].label.clone(),
        expected,
        found: strategy.join(" "),
    };
    let numbers: Option<Vec<RBig>> = strategy.iter().map(|text| text.parse().ok()).collect();
    let numbers = numbers.ok_or_else(wrong)?;
    let sum = numbers.iter().fold(RBig::ZERO, |sum, p| sum + p);
    let good = numbers.len() == expected
        && numbers.iter().all(|p| *p >= RBig::ZERO)
        && sum == RBig::from(IBig::ONE);
    if good { Ok(numbers) } else { Err(wrong().into()) }
}

fn dot(a: &[RBig], b: &[RBig]) -> RBig {
    a.iter().zip(b).fold(RBig::ZERO, |sum, (a, b)| sum + a * b)
}

/// What is left of a symmetric matrix when the first `free` coordinates are minimised out; `None` if
/// it is not positive definite in them.
fn eliminated(mut matrix: Vec<Vec<RBig>>, free: usize) -> Option<Vec<Vec<RBig>>> {
    for _ in 0..free {
        let top = matrix.remove(0);
        if top[0] <= RBig::ZERO {
            return None;
        }
        for line in &mut matrix {
            let factor = line.remove(0) / &top[0];
            for (cell, above) in line.iter_mut().zip(&top[1..]) {
                *cell = &*cell - &factor * above;
            }
        }
    }
    Some(matrix)
}

/// Hadeler's criterion over all principal submatrices.
fn is_strictly_copositive(matrix: &[Vec<RBig>]) -> bool {
    let order = matrix.len();
    (1_u64..1 << order).all(|set| {
        let chosen: Vec<usize> = (0..order).filter(|i| set >> i & 1 == 1).collect();
        let part: Vec<Vec<RBig>> = chosen
            .iter()
            .map(|&i| chosen.iter().map(|&j| matrix[i][j].clone()).collect())
            .collect();
        let last = part.len() - 1;
        let all_positive = (0..part.len()).all(|column| {
            let minor = determinant(&without(&part, last, column));
            let cofactor = if (last + column).is_multiple_of(2) { minor } else { -minor };
            cofactor > RBig::ZERO
        });
        !all_positive || determinant(&part) > RBig::ZERO
    })
}

fn without(matrix: &[Vec<RBig>], row: usize, column: usize) -> Vec<Vec<RBig>> {
    let keep = |line: &Vec<RBig>| {
        let cells = line.iter().enumerate().filter(|(j, _)| *j != column);
        cells.map(|(_, cell)| cell.clone()).collect()
    };
    matrix.iter().enumerate().filter(|(i, _)| *i != row).map(|(_, line)| keep(line)).collect()
}

/// Determinant by elimination; one for the empty matrix.
fn determinant(matrix: &[Vec<RBig>]) -> RBig {
    let mut lines = matrix.to_vec();
    let mut product = RBig::from(IBig::ONE);
    for k in 0..lines.len() {
        let Some(pivot) = (k..lines.len()).find(|&i| lines[i][k] != RBig::ZERO) else {
            return RBig::ZERO;
        };
        if pivot != k {
            lines.swap(pivot, k);
            product = -product;
        }
        let top = lines[k].clone();
        product *= &top[k];
        for line in &mut lines[k + 1..] {
            let factor = &line[k] / &top[k];
            for (cell, above) in line.iter_mut().zip(&top) {
                *cell = &*cell - &factor * above;
            }
        }
    }
    product
}
