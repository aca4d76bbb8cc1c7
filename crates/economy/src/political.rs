//! Political weights: how much a government minds the income of each sector.

use crate::data::Dataset;
use crate::ids::{RegionId, SectorId};
use crate::problem::{Problem, Problems};
use crate::table::{CellTable, Codes, Key};

/// Weights of sectors in the objectives of governments, checked: finite, 0 or more, and in no
/// region all 0. A sector that nobody spoke of weighs 1.
#[derive(Debug, Clone, PartialEq)]
pub struct PoliticalWeights {
    sectors: usize,
    /// Region by region, sectors within.
    values: Vec<f64>,
}

impl PoliticalWeights {
    /// The weights that travel with a data set; 1 everywhere if none do.
    pub fn of(dataset: &Dataset) -> Self {
        Self::by_region(dataset, &dataset.political_weight)
    }

    /// Reads the text of a file `region,sector,weight` in the codes of a data set.
    ///
    /// # Errors
    /// Every problem of the file, with line and column: unknown codes with the nearest one there
    /// is, weights that are negative or no finite number, repeated rows, a region without any
    /// weight above 0.
    pub fn read(
        dataset: &Dataset,
        file_name: &str,
        text: impl AsRef<[u8]>,
    ) -> Result<Self, Problems> {
        let regions = Codes::new("region", dataset.regions());
        let sectors = Codes::new("sector", dataset.sectors());
        let mut problems = Vec::new();
        let weights = read_weights(file_name, text.as_ref(), &regions, &sectors, &mut problems);
        if problems.is_empty() {
            Ok(Self::by_region(dataset, &weights))
        } else {
            Err(Problems(problems))
        }
    }

    fn by_region(dataset: &Dataset, by_sector: &[f64]) -> Self {
        let (n, m) = (dataset.regions.len(), dataset.sectors.len());
        let values = (0..n * m).map(|at| by_sector[(at % m) * n + at / m]);
        Self { sectors: m, values: values.collect() }
    }

    /// The weights of a region's sectors, in the order of the data set.
    pub fn region(&self, region: RegionId) -> &[f64] {
        &self.values[region.0 * self.sectors..(region.0 + 1) * self.sectors]
    }

    /// The weight of one sector.
    pub fn get(&self, region: RegionId, sector: SectorId) -> f64 {
        self.region(region)[sector.0]
    }
}

/// The weights in the text of a file, sector by sector, regions within; 1 where it says nothing.
pub(crate) fn read_weights(
    file: &str,
    bytes: &[u8],
    regions: &Codes<'_>,
    sectors: &Codes<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<f64> {
    let n = regions.len();
    let keys = [
        Key { column: "region", codes: regions, stride: 1 },
        Key { column: "sector", codes: sectors, stride: n },
    ];
    let table = CellTable {
        file,
        keys: &keys,
        value: "weight",
        rule: |weight| (weight < 0.0).then_some("a weight is 0 or more"),
        domestic: true,
        word: None,
    };
    let mut weights = vec![1.0; n * sectors.len()];
    table.read(bytes, problems, |at, weight, _| weights[at] = weight);
    for i in 0..n {
        if weights.iter().skip(i).step_by(n).all(|&weight| weight == 0.0) {
            let message = format!("every weight of region {} is 0", regions.code(i));
            let problem = Problem::error(file, 0, 0, message);
            problems.push(problem.with_help("a government that minds no sector has no objective"));
        }
    }
    weights
}
