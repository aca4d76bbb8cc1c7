//! Data sets that travel inside the program.

use include_dir::{Dir, include_dir};

use super::dataset::Dataset;
use super::files::Files;
use super::load::from_files;
use crate::error::EconomyError;
use crate::nearest::nearest;

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");
const NAMES: [&str; 1] = ["us-china-2017"];

impl Dataset {
    /// Names of the data sets inside the program.
    pub fn embedded_names() -> &'static [&'static str] {
        &NAMES
    }

    /// A data set inside the program, by name.
    ///
    /// # Errors
    /// [`EconomyError::UnknownDataset`] with the nearest name there is.
    pub fn embedded(name: &str) -> Result<Self, EconomyError> {
        let unknown = || EconomyError::UnknownDataset {
            found: name.to_owned(),
            known: NAMES.map(str::to_owned).to_vec(),
            nearest: nearest(name, NAMES).map(str::to_owned),
        };
        let known = NAMES.iter().find(|&&known| known == name);
        let folder = known.and_then(|known| DATA.get_dir(known)).ok_or_else(unknown)?;
        let named = folder.files().filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            Some((name, file.contents()))
        });
        from_files(&Files::in_memory(named), Vec::new())
    }

    /// Any file that travels with an embedded data set, such as `events.csv`, as text.
    pub fn embedded_file(name: &str, file: &str) -> Option<&'static str> {
        DATA.get_file(format!("{name}/{file}"))?.contents_utf8()
    }
}
