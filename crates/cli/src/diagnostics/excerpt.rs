//! The lines around a problem, with the place to underline.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use talion::economy::Problem;

/// What ends a word in TOML and CSV: the underline stops there.
const WORD_ENDS: [char; 10] = [',', ' ', '\t', '=', ']', '}', '[', '{', '\r', '"'];

/// A few lines of a file. Only these are handed to miette, which counts lines from the start of
/// what it is given: a long file with many problems would be read once per problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    file: String,
    text: String,
    /// Lines of the file before the excerpt.
    lines_before: usize,
    /// What to underline, in bytes of the excerpt.
    span: (usize, usize),
}

impl Excerpt {
    /// The line of the problem and its neighbours; `None` if the problem has no place in the text.
    pub(super) fn around(problem: &Problem, text: &str) -> Option<Self> {
        let index = problem.line.checked_sub(1)?;
        let first = index.saturating_sub(1);
        let lines: Vec<&str> = text.split('\n').skip(first).take(index + 2 - first).collect();
        let line = lines.get(index - first)?;
        let line_start: usize = lines[..index - first].iter().map(|line| line.len() + 1).sum();
        let (start, length) = word_at(line, problem.column);
        Some(Self {
            file: problem.file.clone(),
            text: lines.join("\n"),
            lines_before: first,
            span: (line_start + start, length),
        })
    }

    /// What to underline.
    pub(super) fn span(&self) -> SourceSpan {
        self.span.into()
    }
}

/// Start and length in bytes of the word at a column (1-based, in characters; 0 is the whole line).
fn word_at(line: &str, column: usize) -> (usize, usize) {
    let line = line.trim_end_matches('\r');
    let Some(before) = column.checked_sub(1) else { return (0, line.len()) };
    let start = line.char_indices().nth(before).map_or(line.len(), |(byte, _)| byte);
    let rest = &line[start..];
    let length = if let Some(quoted) = rest.strip_prefix('"') {
        quoted.find('"').map_or(rest.len(), |end| end + 2)
    } else {
        rest.find(WORD_ENDS).unwrap_or(rest.len())
    };
    // At the end of a line, or on a comma, there is still one character to point at.
    let least = rest.chars().next().map_or(0, char::len_utf8);
    (start, length.max(least))
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, context_lines_before, context_lines_after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.clone(),
            read.data(),
            *read.span(),
            read.line() + self.lines_before,
            read.column(),
            read.line_count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use talion::economy::Severity;

    fn underlined(text: &str, line: usize, column: usize) -> Option<String> {
        let problem = Problem {
            file: "f".into(),
            line,
            column,
            severity: Severity::Error,
            message: String::new(),
            help: None,
        };
        let excerpt = Excerpt::around(&problem, text)?;
        Some(excerpt.text[excerpt.span.0..excerpt.span.0 + excerpt.span.1].to_owned())
    }

    #[test]
    fn the_word_at_the_column_is_underlined() {
        let csv = "importer,exporter\r\nUSA,Österreich,1\r\nUSA,\"a, b\",2\r\n";
        assert_eq!(underlined(csv, 1, 10).as_deref(), Some("exporter"));
        assert_eq!(underlined(csv, 2, 5).as_deref(), Some("Österreich"));
        assert_eq!(underlined(csv, 2, 16).as_deref(), Some("1"));
        assert_eq!(underlined(csv, 3, 5).as_deref(), Some("\"a, b\""));
        assert_eq!(underlined("regoin = 3", 1, 1).as_deref(), Some("regoin"));
    }

    #[test]
    fn places_that_are_not_there_do_not_panic() {
        assert_eq!(underlined("a,b", 0, 0), None);
        assert_eq!(underlined("a,b", 7, 1), None);
        assert_eq!(underlined("a,b", 1, 99).as_deref(), Some(""));
        assert_eq!(underlined("a,,b", 1, 3).as_deref(), Some(","));
        assert_eq!(underlined("a,b", 1, 0).as_deref(), Some("a,b"));
    }

    #[test]
    fn lines_are_counted_from_the_start_of_the_file() {
        let lines: Vec<String> = (1..=50).map(|n| format!("line {n}")).collect();
        let text = lines.join("\n");
        let problem = Problem {
            file: "f".into(),
            line: 40,
            column: 1,
            severity: Severity::Error,
            message: String::new(),
            help: None,
        };
        let excerpt = Excerpt::around(&problem, &text).expect("line 40 is there");
        let read = excerpt.read_span(&excerpt.span(), 1, 1).expect("the span is inside");
        // miette counts from zero; with one line of context the first one shown is the 39th.
        assert_eq!(read.line(), 38);
    }
}
