//! Flags of `talion data`.

use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with data sets.
#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// List the data sets that are built in.
    #[command(after_help = "Example:\n  talion data list")]
    List,
    /// Show what a data set holds: regions, sectors, elasticity sets, sources, totals.
    #[command(
        after_help = "Examples:\n  talion data show us-china-2017\n  talion data show path/to/folder"
    )]
    Show {
        /// A data set that is built in, or a folder.
        #[arg(value_name = "NAME|DIR")]
        name: String,
    },
    /// Check a data set in a folder and name every problem in every file.
    #[command(
        after_help = "Example:\n  talion data check path/to/folder\n\nExit codes: 0 fit to use, 2 not."
    )]
    Check {
        /// The folder with dataset.toml and the CSV files.
        dir: PathBuf,
    },
}
