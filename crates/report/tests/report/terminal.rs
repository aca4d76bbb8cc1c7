//! The terminal summary fits its screen, and colour adds nothing but colour.

use talion_report::{TerminalOptions, terminal};

use crate::fixture;
use crate::policy_fixture::policy;

#[test]
fn it_fits_the_width_and_a_screenful() {
    for findings in
        [fixture::chicken(), fixture::wide(), fixture::cycle(), fixture::three(), policy()]
    {
        for width in [80, 100, 140] {
            let text = terminal::summary(&findings, &TerminalOptions { width, colour: false });
            let widest = text.lines().map(textwrap::core::display_width).max();
            assert!(widest <= Some(width), "{widest:?} of {width} columns:\n{text}");
            let lines = text.lines().count();
            assert!(width < 100 || lines <= 45, "{lines} lines at {width}:\n{text}");
            assert!(!text.contains("-0.000 ") && !text.contains('\u{1b}'));
        }
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let findings = fixture::chicken();
    let plain = terminal::summary(&findings, &TerminalOptions { width: 100, colour: false });
    let colour = terminal::summary(&findings, &TerminalOptions { width: 100, colour: true });
    assert!(
        colour.contains("\u{1b}[4m+0.0180\u{1b}[24m*")
            || colour.contains("\u{1b}[4m+0.018\u{1b}[24m*")
    );
    let mut stripped = colour;
    for code in ["\u{1b}[1m", "\u{1b}[22m", "\u{1b}[4m", "\u{1b}[24m"] {
        stripped = stripped.replace(code, "");
    }
    assert_eq!(stripped, plain);
}

#[test]
fn a_label_cannot_steer_the_terminal() {
    let mut findings = fixture::chicken();
    findings.players[0].packages[0].label = "a\u{1b}[31m\nb".into();
    findings.answer.headline = "\u{1b}]0;x\u{7}answer".into();
    let text = terminal::summary(&findings, &TerminalOptions { width: 80, colour: false });
    assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'));
}

#[test]
fn a_matrix_that_does_not_fit_is_named_and_not_broken() {
    let mut findings = fixture::wide();
    let more = vec![findings.players[1].packages[0].clone(); 40];
    findings.players[1].packages = more;
    let text = terminal::summary(&findings, &TerminalOptions { width: 80, colour: false });
    assert!(text.contains("The 6 x 40 payoff matrix is too wide for this terminal"), "{text}");
}
