//! What the two output streams can show: width and colour.

use std::io::IsTerminal;

/// Columns where nobody can be asked; also what keeps piped output the same everywhere.
const WIDTH_UNKNOWN: usize = 100;
/// Tables cannot be read below this.
const WIDTH_LEAST: usize = 40;

/// One output stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terminal {
    /// Whether a person is looking.
    pub(crate) interactive: bool,
    /// Whether colours and underlines are welcome.
    pub(crate) colour: bool,
    /// Columns.
    pub(crate) width: usize,
}

impl Terminal {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Self::of(&std::io::stdout(), terminal_size::terminal_size_of(std::io::stdout()))
    }

    /// Standard error.
    pub(crate) fn stderr() -> Self {
        Self::of(&std::io::stderr(), terminal_size::terminal_size_of(std::io::stderr()))
    }

    fn of(
        stream: &impl IsTerminal,
        size: Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Self {
        let interactive = stream.is_terminal();
        let width = size.filter(|_| interactive).map_or(WIDTH_UNKNOWN, |(w, _)| usize::from(w.0));
        Self {
            interactive,
            colour: interactive && colour_is_welcome(),
            width: width.max(WIDTH_LEAST),
        }
    }
}

/// <https://no-color.org>: any value but the empty one asks for none. A dumb terminal has none.
fn colour_is_welcome() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
