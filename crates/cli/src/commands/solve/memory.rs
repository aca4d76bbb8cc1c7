//! What a method may need, said before it starts.

use super::task::Task;
use crate::error::CliError;
use talion::game::NormalForm;
use talion::solve::{Method, SolveError};

/// Refuses a method that may need more than the limit; without a limit, says so if it may need more
/// than is free.
pub(super) fn check(
    task: &Task<'_>,
    method: &dyn Method,
    game: &NormalForm,
) -> Result<(), CliError> {
    let needed = method.memory(game);
    if let Some(limit) = task.flags.memory_limit {
        if needed > limit {
            return Err(SolveError::Memory { method: method.name(), needed, limit }.into());
        }
    } else if let Some(free) = free().filter(|free| needed > *free) {
        task.output.remark(&format!(
            "warning: {} needs up to {} for a game of this size, and {} are free; most games need \
             far less, --memory-limit refuses to start, --time-limit stops",
            method.name(),
            gigabytes(needed),
            gigabytes(free)
        ))?;
    }
    Ok(())
}

fn gigabytes(bytes: u64) -> String {
    if bytes == u64::MAX {
        "more than can be counted".to_owned()
    } else {
        format!("{:.1} GB", bytes as f64 / 1e9)
    }
}

/// Bytes of memory that are free for new work; nothing where the system does not say.
fn free() -> Option<u64> {
    let said = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = said.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    kilobytes.checked_mul(1024)
}
