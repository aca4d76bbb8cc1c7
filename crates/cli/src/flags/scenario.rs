//! Flags of `talion scenario`.

use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with scenarios.
#[derive(Debug, Subcommand)]
pub(crate) enum ScenarioCommand {
    /// List the scenarios that are built in.
    #[command(after_help = "Example:\n  talion scenario list")]
    List,
    /// Print a scenario that is built in, as a file to start from.
    #[command(after_help = "Example:\n  talion scenario show us-china-2018 > my.toml")]
    Show {
        /// Name of the scenario.
        name: String,
    },
    /// Check a scenario file and name every problem in it.
    #[command(
        after_help = "Example:\n  talion scenario check my.toml\n\nExit codes: 0 fit to run, 2 not."
    )]
    Check {
        /// The scenario file.
        file: PathBuf,
    },
    /// Print the JSON schema of a scenario file, for editors.
    #[command(after_help = "Example:\n  talion scenario schema > scenario.schema.json")]
    Schema,
    /// Print every key of a scenario file: unit, default, description, source (Markdown).
    #[command(after_help = "Example:\n  talion scenario reference | less")]
    Reference,
}
