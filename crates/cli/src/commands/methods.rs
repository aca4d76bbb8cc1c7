//! `talion methods`: what each method promises, what it costs, where it is described.

use crate::error::CliError;
use crate::exit::Exit;
use crate::output::Output;
use comfy_table::{ContentArrangement, Table, presets};
use talion::solve::methods;

/// Runs the command.
pub(crate) fn run(output: Output) -> Result<Exit, CliError> {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(output.stdout.width).unwrap_or(u16::MAX));
    for method in methods() {
        table.add_row([method.name(), "promises", method.promises()]);
        table.add_row(["", "cost", method.cost()]);
        table.add_row(["", "reference", method.reference()]);
    }
    Output::result(&table.to_string())?;
    Ok(Exit::Certified)
}
