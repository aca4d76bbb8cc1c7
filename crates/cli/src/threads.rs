//! The thread pool, set once for the whole process.

use crate::error::CliError;

/// Starts the pool; 0 takes as many threads as the machine has.
pub(crate) fn start(threads: u16) -> Result<(), CliError> {
    let threads = usize::from(threads);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|source| CliError::Threads { threads, source })
}
