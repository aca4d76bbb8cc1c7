//! The time limit: an observer that stops the work when its time is up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use talion::game::Observer;

/// Another observer, and a time at which the work stops.
pub(super) struct Limited<'a> {
    observer: &'a dyn Observer,
    limit: Option<Duration>,
    late: AtomicBool,
}

impl<'a> Limited<'a> {
    pub(super) fn new(observer: &'a dyn Observer, limit: Option<Duration>) -> Self {
        Self { observer, limit, late: AtomicBool::new(false) }
    }

    /// Whether the work was told to stop because of the time.
    pub(super) fn is_late(&self) -> bool {
        self.late.load(Ordering::Relaxed)
    }
}

impl Observer for Limited<'_> {
    fn progress(&self, stage: &str, done: u64, total: u64) {
        self.observer.progress(stage, done, total);
    }

    fn stopped(&self) -> bool {
        if self.observer.stopped() {
            return true;
        }
        let late = self.limit.is_some_and(|limit| self.observer.elapsed() >= limit);
        if late {
            self.late.store(true, Ordering::Relaxed);
        }
        late
    }

    fn elapsed(&self) -> Duration {
        self.observer.elapsed()
    }
}
