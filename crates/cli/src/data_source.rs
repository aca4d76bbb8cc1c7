//! A data set by name or by folder.

use crate::diagnostics::Sources;
use crate::error::CliError;
use crate::output::Output;
use std::path::{Path, PathBuf};
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
            output.warnings(dataset.warnings(), &sources(dir, dataset.warnings()))?;
            Ok(dataset)
        }
        Err(EconomyError::Data(Problems(problems))) => {
            let sources = sources(dir, &problems);
            Err(CliError::Input { problems, sources })
        }
        Err(error) => Err(error.into()),
    }
}

/// The texts of the files that problems speak of. A file that cannot be read has no lines to show;
/// its problem says so itself.
fn sources(dir: &Path, problems: &[Problem]) -> Sources {
    let mut sources = Sources::new();
    for problem in problems {
        if !sources.contains_key(&problem.file) {
            let named = PathBuf::from(&problem.file);
            let path = if named.starts_with(dir) { named } else { dir.join(named) };
            if let Ok(text) = std::fs::read_to_string(path) {
                sources.insert(problem.file.clone(), text);
            }
        }
    }
    sources
}
