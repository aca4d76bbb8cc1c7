//! Progress, interruption and the clock: the one way that long work speaks upward.

use std::time::Duration;

/// Is told how far long work has come, and is asked whether to go on.
pub trait Observer: Sync {
    /// `done` of `total` steps of a stage are finished; a `total` of 0 says that nobody knows yet
    /// how many there will be. Called from any thread.
    fn progress(&self, stage: &str, done: u64, total: u64) {
        let _ = (stage, done, total);
    }

    /// Whether the work should stop at the next safe point.
    fn stopped(&self) -> bool {
        false
    }

    /// Time since the work began. Libraries do not read the clock; whoever owns one lends it here.
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// An observer that says nothing and never stops the work, and has no clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Observer for Quiet {}
