//! From the files of a data set to a validated [`Dataset`], or to everything wrong with them.

use std::path::Path;

use super::checks;
use super::dataset::{Dataset, ElasticitySet};
use super::files::{
    EXPORT_TAXES, Files, INPUT_OUTPUT, MANIFEST, PRODUCTION, SUBSIDIES, TARIFFS, TRADE,
};
use super::manifest::{self, Manifest};
use super::tables::{self, Axes};
use crate::error::EconomyError;
use crate::flows::Flows;
use crate::ids::Label;
use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Severity};
use crate::table::Codes;

impl Dataset {
    /// Reads a data set from a folder of tidy CSV files and a `dataset.toml`.
    ///
    /// # Errors
    /// [`EconomyError::Data`] with every problem of every file, each with line and column;
    /// [`EconomyError::Io`] if the folder or one of its files cannot be read.
    pub fn load(dir: &Path) -> Result<Self, EconomyError> {
        let mut problems = Vec::new();
        let files = Files::in_folder(dir, &mut problems)?;
        from_files(&files, problems)
    }

    /// Reads a data set from the texts of its files, given by file name; the same form as a folder.
    ///
    /// # Errors
    /// [`EconomyError::Data`] with every problem of every file, each with line and column.
    pub fn from_memory<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Self, EconomyError> {
        from_files(&Files::in_memory(files), Vec::new())
    }
}

/// Builds a data set from its files. `problems` are those found on the way to them.
pub(super) fn from_files(
    files: &Files,
    mut problems: Vec<Problem>,
) -> Result<Dataset, EconomyError> {
    problems.extend(files.missing());
    let manifest = files
        .get(MANIFEST)
        .map_or_else(Manifest::default, |bytes| manifest::read(bytes, &mut problems));
    let (regions, sectors) = (manifest.regions.clone(), manifest.sectors.clone());
    if regions.is_empty() || sectors.is_empty() {
        // Without axes every row of every table would be wrong; that would only hide the cause.
        return Err(EconomyError::Data(Problems(problems)));
    }
    let dataset = read_tables(files, manifest, &regions, &sectors, &mut problems);
    let problems = Problems(problems);
    if problems.has_errors() {
        return Err(EconomyError::Data(problems));
    }
    Ok(Dataset { warnings: problems.0, ..dataset })
}

fn read_tables(
    files: &Files,
    manifest: Manifest,
    regions: &[Label],
    sectors: &[Label],
    problems: &mut Vec<Problem>,
) -> Dataset {
    let axes =
        Axes { regions: Codes::new("region", regions), sectors: Codes::new("sector", sectors) };
    let flows = Flows {
        regions: regions.len(),
        sectors: sectors.len(),
        values: tables::trade(files, &axes, problems),
    };
    let tariff = tables::tariffs(files, &axes, problems);
    let export_tax = tables::export_taxes(files, &axes, problems);
    let subsidy = tables::subsidies(files, &axes, problems);
    let political_weight = tables::political_weights(files, &axes, problems);
    let production = tables::production(files, &axes, problems);
    let input_output = tables::input_output(files, &axes, problems);
    let elasticity_sets = tables::elasticities(files, &axes, problems);
    let default_elasticities = default_set(&manifest, &elasticity_sets, problems);
    let mut dataset = Dataset {
        name: manifest.name,
        title: manifest.title,
        year: manifest.year,
        licence: manifest.licence,
        sources: manifest.sources,
        regions: manifest.regions,
        sectors: manifest.sectors,
        flows,
        tariff,
        export_tax,
        subsidy,
        political_weight,
        value_added_share: vec![1.0; axes.cells()],
        input_share: input_output.shares,
        elasticity_sets,
        default_elasticities,
        warnings: Vec::new(),
    };
    // A sum says nothing while rows are missing from it.
    let clean = |problems: &[Problem], names: &[&str]| {
        let mut errors = problems.iter().filter(|p| p.severity == Severity::Error);
        !errors.any(|p| names.contains(&p.file.as_str()))
    };
    let complete = clean(problems, &[PRODUCTION, INPUT_OUTPUT]);
    let lines = &input_output.lines;
    checks::value_added(&mut dataset, production.as_ref(), lines, complete, problems);
    let summed = [TRADE, TARIFFS, EXPORT_TAXES, SUBSIDIES, PRODUCTION, INPUT_OUTPUT];
    if clean(problems, &summed) {
        checks::accounts(&dataset, production.as_ref(), problems);
    }
    dataset
}

fn default_set(manifest: &Manifest, sets: &[ElasticitySet], problems: &mut Vec<Problem>) -> usize {
    let Some((name, line, column)) = &manifest.default_elasticities else {
        return 0;
    };
    sets.iter().position(|set| &set.name == name).unwrap_or_else(|| {
        let message = format!("no elasticity set is called `{name}`");
        let help = suggestion(name, sets.iter().map(|set| set.name.as_str()));
        problems.push(Problem::error(MANIFEST, *line, *column, message).with_help(help));
        0
    })
}
