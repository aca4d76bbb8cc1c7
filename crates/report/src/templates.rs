//! The templates of this crate and how each kind of output is escaped.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, HtmlEscape, Output, State, UndefinedBehavior};
use serde::Serialize;

use crate::error::ReportError;

const MARKDOWN: &str = "markdown";

const SOURCES: [(&str, &str); 5] = [
    ("report.html", include_str!("../templates/report.html")),
    ("report.css", include_str!("../templates/report.css")),
    ("report.js", include_str!("../templates/report.js")),
    ("report.md", include_str!("../templates/report.md")),
    ("scene.svg", include_str!("../templates/scene.svg")),
];

/// Renders one template. Everything that it prints is escaped for the format of its file name.
pub(crate) fn render(
    template: &'static str,
    context: &impl Serialize,
) -> Result<String, ReportError> {
    let fault = |source| ReportError::Template { template, source };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(fault)?);
    environment.set_auto_escape_callback(escaping);
    environment.set_formatter(write_value);
    environment.add_filter("keys", keys_as_code);
    for (name, source) in SOURCES {
        environment.add_template(name, source).map_err(fault)?;
    }
    let page = environment.get_template(template).map_err(fault)?;
    page.render(Serde(context)).map_err(fault)
}

fn escaping(name: &str) -> AutoEscape {
    match name.rsplit_once('.') {
        Some((_, "html" | "svg")) => AutoEscape::Html,
        Some((_, "md")) => AutoEscape::Custom(MARKDOWN.into()),
        _ => AutoEscape::None,
    }
}

fn write_value(
    output: &mut Output,
    state: &mut State,
    value: &Value,
) -> Result<(), minijinja::Error> {
    let is_markdown = matches!(state.auto_escape(), AutoEscape::Custom(name) if name == MARKDOWN);
    if is_markdown && !value.is_safe() && !value.is_undefined() {
        output.write_str(&escape_markdown(&value.to_string())).map_err(minijinja::Error::from)
    } else {
        minijinja::escape_formatter(output, state, value)
    }
}

/// Text for a page, with what stands between backticks, such as a key of a scenario, set as code.
fn keys_as_code(text: &str) -> Value {
    let escaped = HtmlEscape(text).to_string();
    let mut parts: Vec<&str> = escaped.split('`').collect();
    // A backtick without its fellow stays as it is.
    let odd = if parts.len().is_multiple_of(2) { parts.pop() } else { None };
    let set = |(at, part): (usize, &&str)| {
        if at % 2 == 1 { format!("<code>{part}</code>") } else { (*part).to_owned() }
    };
    let mut page: String = parts.iter().enumerate().map(set).collect();
    if let Some(rest) = odd {
        page.push('`');
        page.push_str(rest);
    }
    Value::from_safe_string(page)
}

/// Text that Markdown shows as it is: punctuation with a meaning is escaped, lines are joined.
fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '&' => escaped.push_str("&amp;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape_markdown, keys_as_code};

    #[test]
    fn keys_are_code_and_nothing_escapes_its_escape() {
        let page = |text: &str| keys_as_code(text).to_string();
        assert_eq!(page("flips at `a.b` < 1"), "flips at <code>a.b</code> &lt; 1");
        assert_eq!(page("`<b>` and `"), "<code>&lt;b&gt;</code> and `");
        assert_eq!(page("plain"), "plain");
    }

    #[test]
    fn markdown_shows_hostile_text_as_it_is() {
        assert_eq!(escape_markdown("<b>&\"|_x_\n"), "\\<b\\>&amp;\"\\|\\_x\\_ ");
    }
}
