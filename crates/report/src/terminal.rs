//! A screenful for the terminal: the answer, the payoff matrix, the equilibria.

mod matrix;
mod policy;
mod tables;

use comfy_table::presets::ASCII_HORIZONTAL_ONLY;
use comfy_table::{LineStyle, TableStyle};
use talion::Findings;

/// Rules above, below and under the heading only: a screen has few lines.
const CONDENSED: TableStyle = ASCII_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// More points than this would push the payoff matrix off the screen; the report has all.
const MOST_POINTS: usize = 7;

/// How the terminal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Columns of text; fewer than 40 count as 40.
    pub width: usize,
    /// Whether it shows bold and underlined text.
    pub colour: bool,
}

/// The summary, in lines that fit the width, with a closing line break.
pub fn summary(findings: &Findings, options: &TerminalOptions) -> String {
    let width = options.width.max(40);
    let mut text = String::new();
    let headline = textwrap::fill(&clean(&findings.answer.headline), width);
    push(&mut text, &emphasised(&headline, "1", "22", options.colour));
    if let Some(game) = &findings.escalation {
        push(
            &mut text,
            &textwrap::fill(&clean(&format!("Over time: {}", game.answer.headline)), width),
        );
    }
    if let Some(talks) = &findings.talks {
        let line = clean(&format!("The talks: {}", talks.answer.headline));
        push(&mut text, &textwrap::fill(&line, width));
    }
    for point in findings.answer.points.iter().take(MOST_POINTS) {
        let bullet = textwrap::Options::new(width).initial_indent("- ").subsequent_indent("  ");
        push(&mut text, &textwrap::fill(&clean(point), bullet));
    }
    let left_out = findings.answer.points.len().saturating_sub(MOST_POINTS);
    if left_out > 0 {
        push(&mut text, &format!("- and {left_out} more in the report."));
    }
    text.push('\n');
    if let Some(matrix) = matrix::payoffs(findings, width) {
        push(&mut text, &underlined(&matrix, options.colour));
    }
    push(&mut text, &tables::equilibria(findings, width));
    if findings.policy.is_some() {
        push(&mut text, &policy::lines(findings, width));
    }
    text
}

fn push(text: &mut String, block: &str) {
    text.push_str(block.trim_end());
    text.push('\n');
}

/// Text on one line, without control characters that could steer a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn emphasised(text: &str, on: &str, off: &str, colour: bool) -> String {
    if colour { format!("\u{1b}[{on}m{text}\u{1b}[{off}m") } else { text.to_owned() }
}

/// Underlines the numbers that a star marks as best replies; the stars stay, for those who copy.
fn underlined(block: &str, colour: bool) -> String {
    if !colour {
        return block.to_owned();
    }
    let is_digit = |letter: &char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.');
    let mut text = String::new();
    let mut rest = block;
    while let Some((before, after)) = rest.split_once('*') {
        let number: usize = before.chars().rev().take_while(is_digit).map(char::len_utf8).sum();
        let (head, number) = before.split_at(before.len() - number);
        text.push_str(head);
        text.push_str(&emphasised(number, "4", "24", !number.is_empty()));
        text.push('*');
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::underlined;

    #[test]
    fn only_starred_numbers_are_underlined() {
        assert_eq!(underlined("a* +1.0*, -2.0", false), "a* +1.0*, -2.0");
        assert_eq!(underlined("a* +1.0*, -2.0", true), "a* \u{1b}[4m+1.0\u{1b}[24m*, -2.0");
    }
}
