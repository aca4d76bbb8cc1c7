//! The files of a data set, wherever they lie: a folder on disk or inside the program.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::EconomyError;
use crate::nearest::nearest;
use crate::problem::Problem;

pub(super) const MANIFEST: &str = "dataset.toml";
pub(super) const TRADE: &str = "trade.csv";
pub(super) const TARIFFS: &str = "tariffs.csv";
pub(super) const PRODUCTION: &str = "production.csv";
pub(super) const INPUT_OUTPUT: &str = "input_output.csv";
pub(super) const ELASTICITIES: &str = "elasticities.csv";
pub(super) const EXPORT_TAXES: &str = "export_taxes.csv";
pub(super) const SUBSIDIES: &str = "subsidies.csv";
pub(super) const POLITICAL_WEIGHTS: &str = "political_weights.csv";

const REQUIRED: [&str; 4] = [MANIFEST, TRADE, TARIFFS, ELASTICITIES];
const OPTIONAL: [&str; 5] = [PRODUCTION, INPUT_OUTPUT, EXPORT_TAXES, SUBSIDIES, POLITICAL_WEIGHTS];

/// Contents of the files that make a data set, by name.
pub(super) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Reads the files of a folder; names that look like a slip are reported as warnings.
    pub(super) fn in_folder(dir: &Path, problems: &mut Vec<Problem>) -> Result<Self, EconomyError> {
        let io = |path: &Path, source| EconomyError::Io { path: path.to_owned(), source };
        let mut names = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(|source| io(dir, source))? {
            let entry = entry.map_err(|source| io(dir, source))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        let mut files = BTreeMap::new();
        for name in &names {
            if REQUIRED.contains(&name.as_str()) || OPTIONAL.contains(&name.as_str()) {
                let path = dir.join(name);
                let bytes = std::fs::read(&path).map_err(|source| io(&path, source))?;
                files.insert(name.clone(), bytes);
            }
        }
        problems.extend(names.iter().filter_map(|name| slip(name, &names)));
        Ok(Self(files))
    }

    /// Files that are already in memory.
    pub(super) fn in_memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self(files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// One problem for every file that a data set cannot do without.
    pub(super) fn missing(&self) -> Vec<Problem> {
        let absent = REQUIRED.iter().filter(|name| self.get(name).is_none());
        absent
            .map(|name| {
                Problem::error(name, 0, 0, "the file is missing").with_help(format!(
                    "a data set needs {}; it may have {}",
                    REQUIRED.join(", "),
                    OPTIONAL.join(", ")
                ))
            })
            .collect()
    }
}

/// A warning if a file of an unknown name is nearly one that the data set lacks.
fn slip(name: &str, all: &[String]) -> Option<Problem> {
    let known = REQUIRED.into_iter().chain(OPTIONAL);
    if known.clone().any(|k| k == name) {
        return None;
    }
    let lacking = known.filter(|k| !all.iter().any(|n| n == k));
    let near = nearest(name, lacking)?;
    Some(
        Problem::warning(name, 0, 0, "the file is not read")
            .with_help(format!("did you mean `{near}`?")),
    )
}
