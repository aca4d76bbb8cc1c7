//! `talion counterfactual`: a policy in, the new equilibrium out.

mod policy;
mod result;
mod rows;
mod table;

use crate::data_source;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{CounterfactualFlags, Format};
use crate::output::Output;
use result::Counterfactual;
use talion::economy::{Branch, Economy, EconomyOptions, Method, Outcome};

/// Runs the command.
pub(crate) fn run(flags: &CounterfactualFlags, output: Output) -> Result<Exit, CliError> {
    let name = flags.data.as_deref().unwrap_or(data_source::DEFAULT);
    let dataset = data_source::open(name, output)?;
    let options = EconomyOptions {
        elasticities: flags.elasticities.clone(),
        scale_factor: flags.scale_factor,
        deficits: flags.deficits.into(),
        ..EconomyOptions::default()
    };
    let economy = Economy::new(&dataset, &options)?;
    let policy = policy::assemble(&flags.policy, &economy, &dataset)?;
    let outcome = economy.solve(&policy, None)?;
    let result = Counterfactual::new(&economy, &policy, &outcome);
    remark_on_branch(&outcome, output)?;
    Output::result(&match flags.format {
        Format::Table => table::draw(&result, &economy, &dataset, output.stdout),
        Format::Json => result.to_json()?,
        Format::Csv => rows::write(&result)?,
    })?;
    Ok(Exit::Certified)
}

/// Says what a reader of the numbers must know and would not guess.
fn remark_on_branch(outcome: &Outcome, output: Output) -> Result<(), CliError> {
    if let Branch::Fold { at } = outcome.branch {
        output.remark(&format!(
            "warning: the equilibrium that continues the baseline ends {:.1} percent of the way to \
             this policy; the numbers are those of the equilibrium to which adjustment leads from \
             there, and others may exist",
            100.0 * at
        ))?;
    }
    if outcome.method == Method::FixedPoint {
        output.remark(
            "warning: Newton's method failed; an accelerated fixed point was used instead",
        )?;
    }
    Ok(())
}
