//! `talion methods`: what each method promises, what it costs, where it is described.

use crate::error::CliError;
use crate::exit::Exit;
use crate::output::Output;
use comfy_table::{ContentArrangement, Table, presets};
use talion::solve::{methods, procedures};

/// Runs the command.
pub(crate) fn run(output: Output) -> Result<Exit, CliError> {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(output.stdout.width).unwrap_or(u16::MAX));
    for method in methods() {
        let texts = [method.promises(), method.cost(), method.reference()];
        add(&mut table, method.name(), "nash", texts);
    }
    for procedure in procedures() {
        let texts = [procedure.promises, procedure.cost, procedure.reference];
        add(&mut table, procedure.name, procedure.concept, texts);
    }
    Output::result(&table.to_string())?;
    Ok(Exit::Certified)
}

fn add(table: &mut Table, name: &str, concept: &str, [promises, cost, reference]: [&str; 3]) {
    table.add_row([name, "concept", concept]);
    table.add_row(["", "promises", promises]);
    table.add_row(["", "cost", cost]);
    table.add_row(["", "reference", reference]);
}
