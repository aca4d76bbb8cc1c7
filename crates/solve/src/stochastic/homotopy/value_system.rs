//! The system in the values of all states and players: dense while it is small, sparse beyond.
//!
//! Its pattern is that of the game: a state's line has entries where its play can go.

use super::layout::Layout;
use faer::linalg::solvers::{PartialPivLu, Solve};
use faer::prelude::Reborrow;
use faer::sparse::linalg::solvers::{Lu, SymbolicLu};
use faer::sparse::{SparseColMat, SymbolicSparseColMat};
use faer::{ColMut, Mat};

/// Values up to which the system is dense whatever its pattern.
const SMALL: usize = 400;
/// Share of entries from which on it is dense at any size.
const FULL: f64 = 0.15;

/// Where the entries of the system lie.
pub(super) enum ValuePattern {
    /// Everywhere.
    Dense,
    /// In compressed columns.
    Sparse(Box<SparsePattern>),
}

/// The pattern in compressed columns, analysed once.
pub(super) struct SparsePattern {
    symbolic: SymbolicLu<usize>,
    matrix: SymbolicSparseColMat<usize>,
    /// Position of the first line of the first column of every pair of a state and a successor.
    first: Vec<usize>,
    /// Distance from a column to the next of the same state.
    stride: Vec<usize>,
}

/// The factorised system.
pub(super) struct ValueSystem {
    solver: Solver,
    /// Sign of the determinant, where it is known.
    pub(super) sign: Option<f64>,
}

enum Solver {
    Dense(PartialPivLu<f64>),
    Sparse(Box<Lu<usize, f64>>),
}

impl ValuePattern {
    /// The pattern of a game.
    pub(super) fn of(layout: &Layout<'_>) -> Self {
        let (states, order) = (layout.states(), layout.value_count());
        let share = layout.successor_count() as f64 / (states * states) as f64;
        let dense = order <= SMALL || share >= FULL;
        let sparse = if dense { None } else { SparsePattern::of(layout) };
        sparse.map_or(Self::Dense, |sparse| Self::Sparse(Box::new(sparse)))
    }
}

impl SparsePattern {
    /// `None` if the pattern cannot be analysed, for want of memory.
    fn of(layout: &Layout<'_>) -> Option<Self> {
        let (states, players) = (layout.states(), layout.players);
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); states];
        let mut rank = Vec::with_capacity(layout.successor_count());
        for state in 0..states {
            for to in layout.successors(state) {
                let before = &mut before[*to as usize];
                rank.push(before.len());
                before.push(state);
            }
        }
        let (mut columns, mut lines) = (vec![0], Vec::new());
        for before in &before {
            for _ in 0..players {
                let of = |state: &usize| *state * players..(*state + 1) * players;
                lines.extend(before.iter().flat_map(of));
                columns.push(lines.len());
            }
        }
        let stride: Vec<usize> = before.iter().map(|before| before.len() * players).collect();
        let mut first = Vec::with_capacity(rank.len());
        for state in 0..states {
            for to in layout.successors(state) {
                first.push(columns[*to as usize * players] + rank[first.len()] * players);
            }
        }
        let order = states * players;
        let matrix = SymbolicSparseColMat::new_checked(order, order, columns, None, lines);
        let symbolic = SymbolicLu::try_new(matrix.rb()).ok()?;
        Some(Self { symbolic, matrix, first, stride })
    }
}

impl ValueSystem {
    /// Factorises the identity plus the lines of all states: for every player, successor and other
    /// player an entry. `None` if the system is singular.
    pub(super) fn new(
        layout: &Layout<'_>,
        pattern: &ValuePattern,
        line: impl Fn(usize) -> Vec<f64> + Sync + Send,
    ) -> Option<Self> {
        match pattern {
            ValuePattern::Dense => Some(Self::dense(layout, line)),
            ValuePattern::Sparse(pattern) => Self::sparse(layout, pattern, line),
        }
    }

    fn dense(layout: &Layout<'_>, line: impl Fn(usize) -> Vec<f64>) -> Self {
        let (players, order) = (layout.players, layout.value_count());
        let mut matrix = Mat::<f64>::identity(order, order);
        for state in 0..layout.states() {
            let mut entries = line(state).into_iter();
            for p in 0..players {
                for to in layout.successors(state) {
                    for (q, entry) in (0..players).zip(entries.by_ref()) {
                        matrix[(state * players + p, *to as usize * players + q)] += entry;
                    }
                }
            }
        }
        let factors = matrix.partial_piv_lu();
        let negative = (0..order).filter(|at| factors.U()[(*at, *at)] < 0.0).count();
        let (forward, _) = factors.P().arrays();
        let odd = (negative + transpositions(forward)) % 2 == 1;
        let sign = Some(if odd { -1.0 } else { 1.0 });
        Self { solver: Solver::Dense(factors), sign }
    }

    fn sparse(
        layout: &Layout<'_>,
        pattern: &SparsePattern,
        line: impl Fn(usize) -> Vec<f64> + Sync + Send,
    ) -> Option<Self> {
        let players = layout.players;
        let lines = layout.for_states(line);
        let mut entries = vec![0.0; pattern.matrix.row_idx().len()];
        for (state, line) in lines.into_iter().enumerate() {
            let successors = layout.successors(state);
            let first = &pattern.first[layout.first_successor(state)..][..successors.len()];
            for p in 0..players {
                let part = &line[p * successors.len() * players..];
                for ((to, first), part) in
                    successors.iter().zip(first).zip(part.chunks_exact(players))
                {
                    let to = *to as usize;
                    for (q, entry) in part.iter().enumerate() {
                        let one = if to == state && p == q { 1.0 } else { 0.0 };
                        entries[first + q * pattern.stride[to] + p] = one + entry;
                    }
                }
            }
        }
        let matrix = SparseColMat::new(pattern.matrix.clone(), entries);
        let factors = Lu::try_new_with_symbolic(pattern.symbolic.clone(), matrix.rb()).ok()?;
        Some(Self { solver: Solver::Sparse(Box::new(factors)), sign: None })
    }

    /// Solves in place.
    pub(super) fn solve(&self, right: &mut [f64]) {
        let right = ColMut::from_slice_mut(right);
        match &self.solver {
            Solver::Dense(factors) => factors.solve_in_place(right.as_mat_mut()),
            Solver::Sparse(factors) => factors.solve_in_place(right.as_mat_mut()),
        }
    }
}

/// Number of exchanges that a permutation is made of: its length less its cycles.
fn transpositions(permutation: &[usize]) -> usize {
    let mut seen = vec![false; permutation.len()];
    let mut cycles = 0;
    for start in 0..permutation.len() {
        let mut at = start;
        if !seen[at] {
            cycles += 1;
        }
        while !seen[at] {
            seen[at] = true;
            at = permutation[at];
        }
    }
    permutation.len() - cycles
}
