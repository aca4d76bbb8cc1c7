//! Limits on a run: how long, how many equilibria, how much memory.

use crate::{Method, SolveError};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use talion_game::{NormalForm, Observer, Solution, Termination};

/// What a run may take and give; `None` is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Time by the observer's clock, from the start of the run. An observer without a clock
    /// ([`Observer::elapsed`] always zero) cannot keep it.
    pub time: Option<Duration>,
    /// Equilibria handed back.
    pub equilibria: Option<usize>,
    /// Bytes that the method may need in the worst case, by [`Method::memory`].
    pub memory: Option<u64>,
}

/// Runs a method within limits.
///
/// At the time limit the solution holds what was found, with [`Termination::TimeLimit`] and
/// `complete` false; at the limit on equilibria the first ones of the list, with
/// [`Termination::IterationLimit`].
///
/// # Errors
/// As [`Method::solve`], and [`SolveError::Memory`] before any work if the job might not fit.
pub fn solve_within(
    method: &dyn Method,
    game: &NormalForm,
    limits: &Limits,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    method.applies(game)?;
    let needed = method.memory(game);
    if let Some(limit) = limits.memory.filter(|limit| needed > *limit) {
        return Err(SolveError::Memory { method: method.name(), needed, limit });
    }
    let deadline = Deadline::new(observer, limits.time);
    let mut solution = method.solve(game, &deadline)?;
    if solution.termination == Termination::Interrupted && deadline.is_passed() {
        solution.termination = Termination::TimeLimit;
    }
    if let Some(limit) = limits.equilibria.filter(|limit| *limit < solution.equilibria.len()) {
        solution.equilibria.truncate(limit);
        // Components name equilibria that are no longer there.
        solution.components.clear();
        solution.complete = false;
        solution.termination = Termination::IterationLimit;
    }
    Ok(solution)
}

/// An observer that stops the work when its time is up, by the clock of the observer it wraps.
pub struct Deadline<'a> {
    observer: &'a dyn Observer,
    at: Option<Duration>,
    passed: AtomicBool,
}

impl<'a> Deadline<'a> {
    /// So much time from now on; `None` is no limit.
    pub fn new(observer: &'a dyn Observer, limit: Option<Duration>) -> Self {
        // A limit past all clocks is none.
        let at = limit.and_then(|limit| observer.elapsed().checked_add(limit));
        Self { observer, at, passed: AtomicBool::new(false) }
    }

    /// Whether the work was told to stop because its time was up.
    pub fn is_passed(&self) -> bool {
        self.passed.load(Ordering::Relaxed)
    }
}

impl Observer for Deadline<'_> {
    fn progress(&self, stage: &str, done: u64, total: u64) {
        self.observer.progress(stage, done, total);
    }

    fn stopped(&self) -> bool {
        if self.observer.stopped() {
            return true;
        }
        let late = self.at.is_some_and(|at| self.observer.elapsed() >= at);
        if late {
            self.passed.store(true, Ordering::Relaxed);
        }
        late
    }

    fn elapsed(&self) -> Duration {
        self.observer.elapsed()
    }
}
