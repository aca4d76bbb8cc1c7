//! Snapshots of the outputs that people read as text.

use talion_report::{TerminalOptions, figures, markdown, terminal};

use crate::fixture;

#[test]
fn the_terminal_summary_at_100_columns() {
    let options = TerminalOptions { width: 100, colour: false };
    insta::assert_snapshot!(terminal::summary(&fixture::chicken(), &options));
}

#[test]
fn the_terminal_summary_of_a_wide_game_at_80_columns() {
    let options = TerminalOptions { width: 80, colour: false };
    insta::assert_snapshot!(terminal::summary(&fixture::wide(), &options));
}

#[test]
fn the_report_in_markdown() {
    let findings = fixture::chicken();
    let figures = figures::draw(&findings).expect("figures of the fixture");
    insta::assert_snapshot!(markdown::report(&findings, &figures).expect("a report"));
}

#[test]
fn the_report_on_three_players_in_markdown() {
    let findings = fixture::three();
    let figures = figures::draw(&findings).expect("figures of the fixture");
    insta::assert_snapshot!(markdown::report(&findings, &figures).expect("a report"));
}
