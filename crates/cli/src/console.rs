//! What a running study shows and hears: a progress bar, Ctrl-C, the clock.

use indicatif::{ProgressBar, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use talion::game::Observer;

const TEMPLATE: &str = "{msg:<28} [{bar:32}] {pos}/{len}, {eta} left";

/// The observer of the command.
pub(crate) struct Console {
    started: Instant,
    stop: Arc<AtomicBool>,
    bar: Option<ProgressBar>,
    stage: Mutex<String>,
}

impl Console {
    /// Starts the clock; draws a bar on standard error if `show`.
    pub(crate) fn new(show: bool) -> Self {
        let bar = show.then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar
        });
        Self {
            started: Instant::now(),
            stop: Arc::new(AtomicBool::new(false)),
            bar,
            stage: Mutex::new(String::new()),
        }
    }

    /// From now on the first Ctrl-C asks the work to stop at the next safe point; a second one
    /// does what Ctrl-C always did, for work that has no safe point near.
    pub(crate) fn stop_on_interrupt(&self) -> Result<(), ctrlc::Error> {
        let stop = Arc::clone(&self.stop);
        ctrlc::set_handler(move || {
            if stop.swap(true, Ordering::SeqCst) {
                std::process::exit(crate::exit::Exit::NotCertified as i32);
            }
        })
    }

    /// Takes the bar away, so that what is printed next stands on a clean line.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Console {
    fn progress(&self, stage: &str, done: u64, total: u64) {
        let Some(bar) = &self.bar else { return };
        // A thread that panicked while it held the name has left a name all the same.
        let mut shown = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if *shown != stage {
            stage.clone_into(&mut shown);
            bar.set_message(stage.to_owned());
            bar.set_length(total);
            bar.reset();
        }
        bar.set_length(total);
        // Threads report out of order; a bar that goes back misleads.
        if done > bar.position() {
            bar.set_position(done);
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_follows_the_stage_and_never_goes_back_within_one() {
        let console = Console::new(true);
        let position = || console.bar.as_ref().expect("shown").position();
        console.progress("economy", 5, 10);
        console.progress("economy", 3, 10);
        assert_eq!(position(), 5);
        console.progress("equilibria", 1, 2);
        assert_eq!(position(), 1);
        assert_eq!(console.bar.as_ref().expect("shown").length(), Some(2));
    }

    #[test]
    fn the_template_is_one_that_indicatif_reads() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
    }
}
