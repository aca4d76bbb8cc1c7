//! What can go wrong between findings and files.

use std::path::PathBuf;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A folder or file of the report cannot be written.
    #[error(
        "cannot write {}: {source}; choose a folder that you may write to", path.display()
    )]
    Write {
        /// What could not be written.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A template of this crate is wrong: a fault of Talion, not of its input.
    #[error("template `{template}` cannot be rendered: {source}; please report this fault")]
    Template {
        /// Name of the template.
        template: &'static str,
        /// What the template engine said.
        source: minijinja::Error,
    },
    /// A table cannot be put into CSV.
    #[error("table `{table}` cannot be written as CSV: {source}")]
    Csv {
        /// Name of the table.
        table: &'static str,
        /// What the CSV writer said.
        source: csv::Error,
    },
    /// A figure cannot be turned into a picture: a fault of Talion, not of its input.
    #[error("figure `{figure}` cannot be drawn as PNG: {why}; please report this fault")]
    Picture {
        /// Name of the figure.
        figure: String,
        /// What the drawing library said.
        why: String,
    },
    /// A table cannot be put into Parquet: a fault of Talion, not of its input.
    #[cfg(feature = "parquet")]
    #[error("table `{table}` cannot be written as Parquet: {why}; please report this fault")]
    Parquet {
        /// Name of the table.
        table: &'static str,
        /// What the Parquet library said.
        why: String,
    },
    /// Findings cannot be put into JSON.
    #[error("findings cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
