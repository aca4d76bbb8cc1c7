//! Findings as tables, figures and files: every output is a function of [`talion::Findings`] alone.
//!
//! | function | gives |
//! |---|---|
//! | [`terminal::summary`] | a screenful of text |
//! | [`markdown::report`], [`html::report`] | the whole report |
//! | [`figures::draw`] | figures as SVG |
//! | [`tables::all`] | long tables as CSV |
//! | [`json::findings`] | `findings.json` |
//! | [`write()`] | all of these in a folder |
//!
//! Nothing here computes a finding; what a figure or a table shows was found in `talion`. The one
//! road from findings to prose is [`document::Document`]: it is composed once and rendered by each
//! format, so that two formats cannot disagree.

mod compared;
mod compose;
pub mod document;
mod error;
pub mod figures;
mod format;
mod grid;
pub mod html;
pub mod json;
pub mod markdown;
mod names;
mod rate_answers;
pub mod tables;
mod templates;
pub mod terminal;
mod write;

pub use error::ReportError;
pub use figures::{Figure, FigureKind, Figures};
pub use terminal::TerminalOptions;
pub use write::write;
