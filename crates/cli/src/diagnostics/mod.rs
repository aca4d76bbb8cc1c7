//! Problems and errors as a person reads them: underlined in their line, or one plain line each.

mod excerpt;
mod graphical;
mod plain;

use crate::terminal::Terminal;
use std::collections::BTreeMap;
use std::io::{self, Write};
use talion::economy::{Problem, Severity};

/// The texts that problems point into, by the file name that the problems carry.
pub(crate) type Sources = BTreeMap<String, String>;

/// Past this many, a line each tells more than pages of excerpts.
const MOST_EXCERPTS: usize = 20;

/// Writes problems and, at the end, how many there are. `sources` need not hold every file.
pub(crate) fn write_problems(
    out: &mut impl Write,
    terminal: Terminal,
    problems: &[Problem],
    sources: &Sources,
) -> io::Result<()> {
    for (index, problem) in problems.iter().enumerate() {
        let text =
            sources.get(&problem.file).filter(|_| terminal.interactive && index < MOST_EXCERPTS);
        match text.and_then(|text| excerpt::Excerpt::around(problem, text)) {
            Some(excerpt) => graphical::write(out, terminal, problem, excerpt)?,
            None => plain::write(out, problem)?,
        }
    }
    let of = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let counts = [counted(of(Severity::Error), "error"), counted(of(Severity::Warning), "warning")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() { Ok(()) } else { writeln!(out, "{}", counts.join(", ")) }
}

fn counted(count: usize, noun: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    }
}
