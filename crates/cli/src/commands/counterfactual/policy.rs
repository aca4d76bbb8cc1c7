//! The policy that the flags describe: that of the data, changed step by step.

use crate::diagnostics::Sources;
use crate::error::CliError;
use crate::flags::{PolicyStep, PolicySteps};
use crate::read;
use talion::economy::{self, Dataset, Economy, Policy, Problems};

/// Applies every step in order. All problems of all files are reported together.
pub(crate) fn assemble(
    steps: &PolicySteps,
    economy: &Economy,
    dataset: &Dataset,
) -> Result<Policy, CliError> {
    let mut policy = economy.baseline_policy();
    let mut problems = Vec::new();
    let mut sources = Sources::new();
    for step in &steps.0 {
        let applied = match step {
            PolicyStep::File { kind, path } => {
                let name = path.display().to_string();
                let bytes = read::bytes(path)?;
                let applied = economy::apply(&mut policy, dataset, *kind, &name, &bytes);
                sources.insert(name, String::from_utf8_lossy(&bytes).into_owned());
                applied
            }
            PolicyStep::Setting(setting) => economy::apply_setting(&mut policy, dataset, setting),
        };
        if let Err(Problems(found)) = applied {
            problems.extend(found);
        }
    }
    if problems.is_empty() { Ok(policy) } else { Err(CliError::Input { problems, sources }) }
}
