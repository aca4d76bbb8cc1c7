//! All vertices of a bounded polytope by reverse search, in parallel.
//!
//! From any basis, the simplex method with the least-index rule walks to the one optimal basis, so
//! the walks form a tree (Avis and Fukuda, "A pivoting algorithm for convex hulls and vertex
//! enumeration", Discrete and Computational Geometry 8, 1992). Going through the tree from its root
//! visits every basis once and needs no memory of where it has been; subtrees are independent, so
//! they are shared among threads. Integers start narrow; a pivot that might not fit is put aside
//! for a wider type.

use super::labels::Labels;
use super::polytope::Polytope;
use crate::exact::{Fixed, Integer, Tableau, TooWide};
use dashu::integer::IBig;
use rayon::Scope;
use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering as Memory};
use std::sync::{Mutex, PoisonError};
use talion_game::Observer;

/// Bases that a task visits before it gives half of its open ones away.
const SHARE_AFTER: u64 = 128;

/// A vertex: its tight inequalities, and one basis that it has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Vertex {
    pub(super) tight: Labels,
    pub(super) nonbasic: Labels,
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Vertices {
    /// Without the origin, in the order of the label sets.
    pub(super) list: Vec<Vertex>,
    /// Bases visited.
    pub(super) bases: u64,
    /// Whether the tree was gone through to its end.
    pub(super) complete: bool,
}

/// All vertices of a polytope but the origin.
pub(super) fn vertices(polytope: &Polytope, stage: &str, observer: &dyn Observer) -> Vertices {
    let shared = Shared {
        polytope,
        stage,
        observer,
        found: Mutex::default(),
        wide: Mutex::default(),
        bases: AtomicU64::new(0),
        stopped: AtomicBool::new(false),
    };
    // Proof that this is never empty: unbounded integers hold every tableau.
    let mut open: Vec<Tableau<IBig>> = polytope.tableau().into_iter().collect();
    for tier in TIERS {
        open = tier(&shared, open);
    }
    let mut list = shared.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    list.sort_unstable();
    list.dedup_by(|later, first| later.tight == first.tight);
    Vertices { list, bases: shared.bases.into_inner(), complete: !shared.stopped.into_inner() }
}

type Tier = fn(&Shared<'_>, Vec<Tableau<IBig>>) -> Vec<Tableau<IBig>>;

/// The integer types, each trying what the one before had to leave.
const TIERS: [Tier; 10] = [
    explore::<Fixed<1>>,
    explore::<Fixed<2>>,
    explore::<Fixed<3>>,
    explore::<Fixed<4>>,
    explore::<Fixed<6>>,
    explore::<Fixed<8>>,
    explore::<Fixed<12>>,
    explore::<Fixed<16>>,
    explore::<Fixed<32>>,
    explore::<IBig>,
];

/// What all tasks of one search have in common.
struct Shared<'a> {
    polytope: &'a Polytope,
    stage: &'a str,
    observer: &'a dyn Observer,
    found: Mutex<Vec<Vertex>>,
    wide: Mutex<Vec<Tableau<IBig>>>,
    bases: AtomicU64,
    stopped: AtomicBool,
}

/// Goes through the subtrees of the given bases; returns the roots of those that need wider
/// integers.
fn explore<T: Integer>(shared: &Shared<'_>, open: Vec<Tableau<IBig>>) -> Vec<Tableau<IBig>> {
    let (fit, wide): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|tableau| is_worth_starting::<T>(tableau));
    rayon::scope(|scope| {
        for tableau in fit {
            scope.spawn(move |scope| drain(scope, shared, vec![tableau.converted::<T>()]));
        }
    });
    let mut left = shared.wide.lock().unwrap_or_else(PoisonError::into_inner);
    left.extend(wide);
    std::mem::take(&mut left)
}

/// Whether most of what lies below a basis fits: the typical vertex has half of the structural
/// variables in its basis, and few have three quarters.
fn is_worth_starting<T: Integer>(tableau: &Tableau<IBig>) -> bool {
    let smaller = tableau.columns().min(tableau.basic().len());
    let structural = tableau.basic().iter().filter(|&&v| v < tableau.columns()).count();
    tableau.limit(structural.max(smaller * 3 / 4)) <= T::CAPACITY
}

/// Works through a stack of bases, and gives half of it to a new task now and then.
fn drain<'s, T: Integer + 's>(
    scope: &Scope<'s>,
    shared: &'s Shared<'_>,
    mut open: Vec<Tableau<T>>,
) {
    let mut found = Vec::new();
    let mut visited = 0;
    while let Some(tableau) = open.pop() {
        if visited == SHARE_AFTER {
            visited = 0;
            if shared.pause(SHARE_AFTER) {
                break;
            }
            let half = open.len() / 2;
            if half > 0 {
                let rest: Vec<_> = open.drain(..half).collect();
                scope.spawn(move |scope| drain(scope, shared, rest));
            }
        }
        visited += 1;
        found.extend(vertex(shared.polytope, &tableau));
        for entering in 0..tableau.columns() {
            let Some(leaving) = child(&tableau, entering) else { continue };
            match tableau.pivoted(leaving, entering) {
                Ok(next) => open.push(next),
                Err(TooWide) => shared.put_aside(&tableau, leaving, entering),
            }
        }
    }
    shared.pause(visited);
    shared.found.lock().unwrap_or_else(PoisonError::into_inner).append(&mut found);
}

impl Shared<'_> {
    /// Counts bases, reports, and says whether to stop.
    fn pause(&self, visited: u64) -> bool {
        let done = self.bases.fetch_add(visited, Memory::Relaxed) + visited;
        self.observer.progress(self.stage, done, 0);
        if self.observer.stopped() {
            self.stopped.store(true, Memory::Relaxed);
        }
        self.stopped.load(Memory::Relaxed)
    }

    fn put_aside<T: Integer>(&self, tableau: &Tableau<T>, leaving: usize, entering: usize) {
        // Unbounded integers are never too wide, so nothing is lost here.
        if let Ok(next) = tableau.converted::<IBig>().pivoted(leaving, entering) {
            self.wide.lock().unwrap_or_else(PoisonError::into_inner).push(next);
        }
    }
}

/// The row to pivot on if the neighbour across a column's edge is a child in the tree: if the
/// least-index rule, there, would come back here.
fn child<T: Integer>(tableau: &Tableau<T>, entering: usize) -> Option<usize> {
    if tableau.objective_sign(entering) != Ordering::Greater {
        return None;
    }
    let leaving = tableau.leaving_row(entering)?;
    let back = tableau.basic()[leaving];
    let first_improving = tableau.nonbasic().iter().enumerate().all(|(column, &variable)| {
        column == entering
            || variable > back
            || tableau.objective_sign_after(leaving, entering, column) != Ordering::Less
    });
    first_improving.then_some(leaving)
}

/// The vertex of a basis, unless it is the origin.
fn vertex<T: Integer>(polytope: &Polytope, tableau: &Tableau<T>) -> Option<Vertex> {
    let mut nonbasic = Labels::empty(polytope.label_count());
    for &variable in tableau.nonbasic() {
        nonbasic.insert(polytope.label(variable));
    }
    let mut tight = nonbasic.clone();
    let mut at_origin = true;
    for (row, &variable) in tableau.basic().iter().enumerate() {
        if tableau.is_degenerate(row) {
            tight.insert(polytope.label(variable));
        } else if variable < tableau.columns() {
            at_origin = false;
        }
    }
    (!at_origin).then_some(Vertex { tight, nonbasic })
}
