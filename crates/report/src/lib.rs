//! Findings as tables, figures and files: every output is a function of [`talion::Findings`] alone.
//!
//! | function | gives |
//! |---|---|
//! | [`terminal::summary`] | a screenful of text |
//! | [`markdown::report`], [`html::report`] | the whole report |
//! | [`figures::draw`] | figures as SVG |
//! | [`tables::all`] | long tables as CSV |
//! | [`latex::tables`] | the report's tables for a paper |
//! | [`json::findings`], [`json::schema`] | `findings.json` and its JSON Schema |
//! | [`compare::compare`] | studies side by side |
//! | [`write()`] | all of these in a folder |
//!
//! Nothing here computes a finding; what a figure or a table shows was found in `talion`. The one
//! road from findings to prose is [`document::Document`]: it is composed once and rendered by each
//! format, so that two formats cannot disagree.

pub mod compare;
mod compared;
mod compose;
mod concepts;
pub mod document;
mod error;
pub mod figures;
mod format;
mod game_file;
mod graph_files;
mod grid;
pub mod html;
pub mod json;
pub mod latex;
pub mod markdown;
mod names;
pub mod png;
mod provenance;
mod rate_answers;
pub mod read;
pub mod tables;
mod templates;
pub mod terminal;
mod write;

pub use concepts::STABILITY_CONCEPTS;
pub use error::ReportError;
pub use figures::{Figure, FigureKind, Figures};
pub use provenance::PROVENANCE_SCHEMA;
pub use read::ReadFindingsError;
pub use terminal::TerminalOptions;
pub use write::{write, write_comparison, write_timed};
