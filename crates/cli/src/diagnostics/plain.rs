//! One line per problem, in the form that editors and build logs read.

use std::io::{self, Write};
use talion::economy::{Problem, Severity};

/// `error: FILE:LINE:COL: message`, then `help: ...` on a line of its own.
pub(super) fn write(out: &mut impl Write, problem: &Problem) -> io::Result<()> {
    let word = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    write!(out, "{word}: {}", problem.file)?;
    if problem.line > 0 {
        write!(out, ":{}", problem.line)?;
        if problem.column > 0 {
            write!(out, ":{}", problem.column)?;
        }
    }
    writeln!(out, ": {}", problem.message)?;
    match &problem.help {
        Some(help) => writeln!(out, "  help: {help}"),
        None => Ok(()),
    }
}
