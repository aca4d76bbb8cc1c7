//! A problem in its line, underlined, as miette draws it.

use super::excerpt::Excerpt;
use crate::terminal::Terminal;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as Weight, SourceCode,
};
use std::fmt;
use std::io::{self, Write};
use talion::economy::{Problem, Severity};

/// Draws one problem.
pub(super) fn write(
    out: &mut impl Write,
    terminal: Terminal,
    problem: &Problem,
    excerpt: Excerpt,
) -> io::Result<()> {
    let theme =
        if terminal.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(terminal.width).with_links(false);
    let mut drawn = String::new();
    handler.render_report(&mut drawn, &Drawn { problem, excerpt }).map_err(io::Error::other)?;
    writeln!(out, "{}", drawn.trim_end())
}

/// A problem together with the lines that it is drawn in.
#[derive(Debug)]
struct Drawn<'a> {
    problem: &'a Problem,
    excerpt: Excerpt,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn severity(&self) -> Option<Weight> {
        Some(match self.problem.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, self.excerpt.span()))))
    }
}
