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
use result::{Counterfactual, RegionParts};
use talion::economy::{Branch, Economy, EconomyOptions, Method, Outcome, Policy};

/// Runs the command.
pub(crate) fn run(flags: &CounterfactualFlags, output: Output) -> Result<Exit, CliError> {
    let name = flags.data.as_deref().unwrap_or(data_source::DEFAULT);
    let dataset = data_source::open(name, output)?;
    let options = EconomyOptions {
        elasticities: flags.elasticities.clone(),
        scale_factor: flags.scale_factor,
        deficits: flags.deficits.into(),
        market: flags.market.into(),
    };
    let economy = Economy::new(&dataset, &options)?;
    let policy = policy::assemble(&flags.policy, &economy, &dataset)?;
    let outcome = economy.solve(&policy, None)?;
    let mut result = Counterfactual::new(&economy, &policy, &outcome);
    if flags.decompose {
        result.decomposition = Some(parts(&economy, &policy)?);
    }
    if flags.branches {
        result.branches = Some(economy.branches(&policy)?);
    }
    remark_on_branch(&outcome, output)?;
    Output::result(&match flags.format {
        Format::Table => table::draw(&result, &economy, &dataset, output.stdout),
        Format::Json => result.to_json()?,
        Format::Csv => rows::write(&result)?,
    })?;
    Ok(Exit::Certified)
}

/// Where every region's change of real income comes from, on the way from the baseline.
fn parts(economy: &Economy, policy: &Policy) -> Result<Vec<RegionParts>, CliError> {
    let parts = economy.decompose_all(&economy.baseline_policy(), policy)?;
    let named = economy.regions().iter().zip(parts);
    Ok(named.map(|(label, parts)| RegionParts { code: label.code.clone(), parts }).collect())
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
