//! Expected sums along a Markov chain: the linear equations `x = u + delta P x`.
//!
//! Strongly connected components of the chain are solved in reverse topological order, so that each
//! is a system of its own. Small ones are factored; `I - delta P` is diagonally dominant, for which
//! elimination is stable without exchanging rows (Golub and Van Loan, section 4.1). Large ones are
//! swept by Gauss-Seidel, which contracts by the discount factor at least, accelerated by Anderson's
//! method.

use super::markov_chain::{Expectations, MarkovChain};
use crate::{Anderson, Condensation, StateGraph, StateId};

/// States of a component that are solved at once.
const MOST_DENSE: usize = 250;
/// Sweeps after which values are taken as they are; the residual says how good they are.
const MOST_SWEEPS: usize = 100_000;
/// Change in a sweep, relative to the largest value, at which sweeps end.
const LEAST_CHANGE: f64 = 1e-13;
/// Times that a large component is solved, each for what the time before left.
const ROUNDS: usize = 3;
/// Change that may be rounding and no more.
const ROUNDING: f64 = 1e-10;
/// Sweeps without progress after which rounding is all that is left.
const PATIENCE: usize = 25;

/// What is to be solved for.
#[derive(Clone, Copy)]
pub(super) struct Equations<'a> {
    /// `u`.
    pub(super) reward: &'a [f64],
    /// `delta`.
    pub(super) discount: f64,
    /// Where play ends.
    pub(super) ends: &'a [bool],
}

/// Solves the equations of a chain.
pub(super) fn solve(chain: &MarkovChain, equations: &Equations<'_>) -> Expectations {
    let mut values = vec![0.0; chain.state_count()];
    if let Ok(graph) = StateGraph::of_chain(chain) {
        let condensation = Condensation::of(&graph);
        for component in 0..condensation.component_count() {
            let members = condensation.members(component);
            if members.len() > 1 && members.len() <= MOST_DENSE {
                dense(chain, equations, members, &mut values);
            } else {
                refined(chain, equations, members, &mut values);
            }
        }
    } else {
        // Too many arcs to number: all states at once.
        let all: Vec<u32> = (0_u32..).take(chain.state_count()).collect();
        refined(chain, equations, &all, &mut values);
    }
    let residual = residual(chain, equations, &values);
    Expectations { values, residual }
}

/// `u + delta sum P x` over the states that follow, and the discounted probability of staying.
fn parts(
    chain: &MarkovChain,
    equations: &Equations<'_>,
    state: usize,
    values: &[f64],
) -> (f64, f64) {
    let (mut sum, mut stay) = (0.0, 0.0);
    if !equations.ends[state] {
        let row = chain.row(StateId(state));
        for (to, probability) in row.to.iter().zip(row.probability) {
            if *to as usize == state {
                stay = *probability;
            } else {
                sum += probability * values[*to as usize];
            }
        }
    }
    (equations.reward[state] + equations.discount * sum, equations.discount * stay)
}

fn residual(chain: &MarkovChain, equations: &Equations<'_>, values: &[f64]) -> f64 {
    let (mut most, mut largest) = (0.0_f64, f64::MIN_POSITIVE);
    for (state, value) in values.iter().enumerate() {
        let (sum, stay) = parts(chain, equations, state, values);
        let off = (sum + stay * value - value).abs();
        // Written so that what is not a number is not passed over.
        most = if off <= most { most } else { off };
        largest = largest.max(value.abs());
    }
    most / largest
}

/// Solves a component by sweeps, and then for what they left, until that is rounding.
fn refined(chain: &MarkovChain, equations: &Equations<'_>, members: &[u32], values: &mut [f64]) {
    if let [state] = members {
        let (sum, stay) = parts(chain, equations, *state as usize, values);
        values[*state as usize] = sum / (1.0 - stay);
        return;
    }
    let (mut off, mut step) = (vec![0.0; values.len()], vec![0.0; values.len()]);
    for _ in 0..ROUNDS {
        for state in members.iter().map(|s| *s as usize) {
            let (sum, stay) = parts(chain, equations, state, values);
            off[state] = sum + stay * values[state] - values[state];
            step[state] = 0.0;
        }
        sweep(chain, &Equations { reward: &off, ..*equations }, members, &mut step);
        for state in members.iter().map(|s| *s as usize) {
            values[state] += step[state];
        }
    }
}

/// Gauss-Seidel sweeps over the states of a component, down and up, until values do not change.
fn sweep(chain: &MarkovChain, equations: &Equations<'_>, members: &[u32], values: &mut [f64]) {
    let own =
        |values: &[f64]| -> Vec<f64> { members.iter().map(|s| values[*s as usize]).collect() };
    let mut anderson = Anderson::default();
    let mut before = own(values);
    let (mut least, mut idle) = (f64::INFINITY, 0);
    for _ in 0..MOST_SWEEPS {
        let (mut change, mut largest) = (0.0_f64, f64::MIN_POSITIVE);
        // There and back: whichever way play goes round, one of the two goes along with it.
        for state in members.iter().rev().chain(members).map(|s| *s as usize) {
            let (sum, stay) = parts(chain, equations, state, values);
            let value = sum / (1.0 - stay);
            change = change.max((value - values[state]).abs());
            largest = largest.max(value.abs());
            values[state] = value;
        }
        if change <= LEAST_CHANGE * largest {
            return;
        }
        idle = if change < 0.9 * least { 0 } else { idle + 1 };
        least = least.min(change);
        if idle < PATIENCE {
            let swept = own(values);
            let next = anderson.next(&before, &swept);
            // Extrapolation that leaves the numbers is no help.
            let next = if next.iter().all(|x| x.is_finite()) { next } else { swept };
            for (state, value) in members.iter().zip(&next) {
                values[*state as usize] = *value;
            }
            before = next;
        } else if idle > 2 * PATIENCE && change <= ROUNDING * largest {
            return; // Plain sweeps, which contract, do not get further either.
        }
    }
}

/// Factors the equations of a component and solves them, once more for the residual.
fn dense(chain: &MarkovChain, equations: &Equations<'_>, members: &[u32], values: &mut [f64]) {
    let n = members.len();
    let mut matrix = vec![0.0; n * n];
    for (i, state) in members.iter().enumerate() {
        matrix[i * n + i] = 1.0;
        let state = *state as usize;
        if !equations.ends[state] {
            let row = chain.row(StateId(state));
            for (to, probability) in row.to.iter().zip(row.probability) {
                if let Ok(j) = members.binary_search(to) {
                    matrix[i * n + j] -= equations.discount * probability;
                }
            }
        }
    }
    factor(&mut matrix, n);
    for _ in 0..2 {
        let off = |state: &u32| {
            let at = *state as usize;
            let (sum, stay) = parts(chain, equations, at, values);
            sum + stay * values[at] - values[at]
        };
        let mut step: Vec<f64> = members.iter().map(off).collect();
        substitute(&matrix, &mut step);
        for (state, step) in members.iter().zip(&step) {
            values[*state as usize] += step;
        }
    }
}

/// `L U` in place, with ones on the diagonal of `L`.
fn factor(matrix: &mut [f64], n: usize) {
    for k in 0..n {
        let (above, below) = matrix.split_at_mut((k + 1) * n);
        let pivot = &above[k * n..];
        for row in below.chunks_exact_mut(n) {
            let factor = row[k] / pivot[k];
            if factor != 0.0 {
                row[k] = factor;
                for (x, p) in row[k + 1..].iter_mut().zip(&pivot[k + 1..]) {
                    *x -= factor * p;
                }
            }
        }
    }
}

/// Solves with the factors; the right side becomes the solution.
fn substitute(factors: &[f64], right: &mut [f64]) {
    let n = right.len();
    let dot = |row: &[f64], x: &[f64]| -> f64 { row.iter().zip(x).map(|(a, b)| a * b).sum() };
    for i in 0..n {
        right[i] -= dot(&factors[i * n..i * n + i], &right[..i]);
    }
    for i in (0..n).rev() {
        right[i] -= dot(&factors[i * n + i + 1..(i + 1) * n], &right[i + 1..]);
        right[i] /= factors[i * n + i];
    }
}
