//! A data set by name or by folder.

use crate::diagnostics::Sources;
use crate::error::CliError;
use crate::output::Output;
use std::path::Path;
use talion::economy::{Dataset, EconomyError, Problem, Problems};

/// The data set that is used if none is named.
pub(crate) const DEFAULT: &str = "us-china-2017";

/// The data set of that name, or the one in that folder. A name that is built in wins; `./NAME` is
/// always a folder. Warnings are shown.
pub(crate) fn open(name: &str, output: Output) -> Result<Dataset, CliError> {
    if Dataset::embedded_names().contains(&name) {
        Ok(Dataset::embedded(name)?)
    } else if Path::new(name).exists() {
        folder(Path::new(name), output)
    } else {
        let known = Dataset::embedded_names().to_vec();
        Err(CliError::Unknown { kind: "data set", name: name.to_owned(), known })
    }
}

/// The data set in a folder. Warnings are shown, in the lines that they speak of.
pub(crate) fn folder(dir: &Path, output: Output) -> Result<Dataset, CliError> {
    match Dataset::load(dir) {
        Ok(dataset) => {
            let warnings = with_folder(dir, dataset.warnings());
            output.warnings(&warnings, &sources(&warnings))?;
            Ok(dataset)
        }
        Err(EconomyError::Data(Problems(problems))) => {
            let problems = with_folder(dir, &problems);
            let sources = sources(&problems);
            Err(CliError::Input { problems, sources })
        }
        Err(error) => Err(error.into()),
    }
}

/// The same problems under paths that an editor can open.
fn with_folder(dir: &Path, problems: &[Problem]) -> Vec<Problem> {
    let under = |file: &str| dir.join(file).display().to_string();
    problems
        .iter()
        .map(|problem| Problem { file: under(&problem.file), ..problem.clone() })
        .collect()
}

/// The texts of the files that problems speak of. A file that cannot be read has no lines to show;
/// its problem says so itself.
fn sources(problems: &[Problem]) -> Sources {
    let mut sources = Sources::new();
    for problem in problems {
        if !sources.contains_key(&problem.file)
            && let Ok(text) = std::fs::read_to_string(&problem.file)
        {
            sources.insert(problem.file.clone(), text);
        }
    }
    sources
}
