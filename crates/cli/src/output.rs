//! Results on standard output, remarks on standard error.

use crate::diagnostics::{self, Sources};
use crate::error::CliError;
use crate::terminal::Terminal;
use std::io::Write;
use talion::economy::Problem;

/// Where a command writes, and how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    /// Print errors only.
    pub(crate) quiet: bool,
    /// Standard output.
    pub(crate) stdout: Terminal,
    /// Standard error.
    pub(crate) stderr: Terminal,
}

impl Output {
    /// The streams of this process.
    pub(crate) fn of_process(quiet: bool) -> Self {
        Self { quiet, stdout: Terminal::stdout(), stderr: Terminal::stderr() }
    }

    /// Prints a result: what the user asked for, whole, quiet or not.
    pub(crate) fn result(text: &str) -> Result<(), CliError> {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        if !text.ends_with('\n') {
            stdout.write_all(b"\n")?;
        }
        Ok(stdout.flush()?)
    }

    /// Prints a remark for the person at the desk.
    pub(crate) fn remark(&self, text: &str) -> Result<(), CliError> {
        if !self.quiet {
            writeln!(std::io::stderr().lock(), "{text}")?;
        }
        Ok(())
    }

    /// Prints warnings. They never end a command.
    pub(crate) fn warnings(&self, problems: &[Problem], sources: &Sources) -> Result<(), CliError> {
        if !self.quiet {
            let mut stderr = std::io::stderr().lock();
            diagnostics::write_problems(&mut stderr, self.stderr, problems, sources)?;
        }
        Ok(())
    }

    /// Prints why a command ended early.
    pub(crate) fn error(&self, error: &CliError) {
        // Nobody is left to be told if standard error is gone too.
        let _ = error.write(&mut std::io::stderr().lock(), self.stderr);
    }
}
