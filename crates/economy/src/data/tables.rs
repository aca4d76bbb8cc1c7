//! The CSV files of a data set, each read into the figures that it holds.

use super::dataset::ElasticitySet;
use super::files::{
    ELASTICITIES, EXPORT_TAXES, Files, INPUT_OUTPUT, POLITICAL_WEIGHTS, PRODUCTION, SUBSIDIES,
    TARIFFS, TRADE,
};
use crate::political::read_weights;
use crate::problem::Problem;
use crate::table::{CellTable, Codes, Column, Key, Repeats, read};

/// The two axes of a data set.
pub(super) struct Axes<'a> {
    pub(super) regions: Codes<'a>,
    pub(super) sectors: Codes<'a>,
}

/// Figures of `input_output.csv`.
#[derive(Default)]
pub(super) struct InputOutput {
    /// Region, then using sector, then input sector; empty without the file.
    pub(super) shares: Vec<f64>,
    /// Last line that speaks of a region and a using sector; 0 if none does.
    pub(super) lines: Vec<usize>,
}

/// Figures of `production.csv`, by region within sector.
pub(super) struct Production {
    pub(super) value_added_share: Vec<f64>,
    /// Output as published, where the file gives it.
    pub(super) gross_output: Vec<Option<f64>>,
    /// The line of each row; 0 if there is none.
    pub(super) lines: Vec<usize>,
}

impl<'a> Axes<'a> {
    fn key(&'a self, column: &'static str, stride: usize) -> Key<'a> {
        let codes = if column.ends_with("sector") { &self.sectors } else { &self.regions };
        Key { column, codes, stride }
    }

    fn bilateral(&'a self, first: &'static str, second: &'static str) -> [Key<'a>; 3] {
        let n = self.regions.len();
        let stride = |column| if column == "importer" { n } else { 1 };
        [
            self.key(first, stride(first)),
            self.key(second, stride(second)),
            self.key("sector", n * n),
        ]
    }

    fn own(&'a self) -> [Key<'a>; 2] {
        [self.key("region", 1), self.key("sector", self.regions.len())]
    }

    /// Number of importer, exporter and sector triples.
    pub(super) fn pairs(&self) -> usize {
        self.regions.len() * self.regions.len() * self.sectors.len()
    }

    /// Number of region and sector pairs.
    pub(super) fn cells(&self) -> usize {
        self.regions.len() * self.sectors.len()
    }
}

fn fill(
    table: &CellTable<'_>,
    files: &Files,
    mut values: Vec<f64>,
    problems: &mut Vec<Problem>,
) -> Vec<f64> {
    if let Some(bytes) = files.get(table.file) {
        table.read(bytes, problems, |at, value, _| values[at] = value);
    }
    values
}

fn flow_rule(flow: f64) -> Option<&'static str> {
    (flow < 0.0).then_some("a flow is 0 or more")
}

fn rate_rule(rate: f64) -> Option<&'static str> {
    (rate <= -1.0).then_some("a rate is a fraction above -1")
}

fn subsidy_rule(rate: f64) -> Option<&'static str> {
    (rate >= 1.0).then_some("a subsidy is a fraction below 1")
}

fn share_rule(share: f64) -> Option<&'static str> {
    (!(0.0..=1.0).contains(&share)).then_some("a share lies between 0 and 1")
}

/// `trade.csv`: flows net of duty, sector by sector, a row per importer.
pub(super) fn trade(files: &Files, axes: &Axes<'_>, problems: &mut Vec<Problem>) -> Vec<f64> {
    let table = CellTable {
        file: TRADE,
        keys: &axes.bilateral("exporter", "importer"),
        value: "flow",
        rule: flow_rule,
        domestic: true,
        word: None,
    };
    fill(&table, files, vec![0.0; axes.pairs()], problems)
}

fn border_rates(
    file: &'static str,
    files: &Files,
    axes: &Axes<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<f64> {
    let table = CellTable {
        file,
        keys: &axes.bilateral("importer", "exporter"),
        value: "ad_valorem",
        rule: rate_rule,
        domestic: false,
        word: None,
    };
    fill(&table, files, vec![0.0; axes.pairs()], problems)
}

/// `tariffs.csv`, sector by sector, a row per importer.
pub(super) fn tariffs(files: &Files, axes: &Axes<'_>, problems: &mut Vec<Problem>) -> Vec<f64> {
    border_rates(TARIFFS, files, axes, problems)
}

/// `export_taxes.csv`, sector by sector, a row per importer.
pub(super) fn export_taxes(
    files: &Files,
    axes: &Axes<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<f64> {
    border_rates(EXPORT_TAXES, files, axes, problems)
}

/// `subsidies.csv`, sector by sector, regions within.
pub(super) fn subsidies(files: &Files, axes: &Axes<'_>, problems: &mut Vec<Problem>) -> Vec<f64> {
    let table = CellTable {
        file: SUBSIDIES,
        keys: &axes.own(),
        value: "ad_valorem",
        rule: subsidy_rule,
        domestic: true,
        word: None,
    };
    fill(&table, files, vec![0.0; axes.cells()], problems)
}

/// `political_weights.csv`, sector by sector, regions within.
pub(super) fn political_weights(
    files: &Files,
    axes: &Axes<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<f64> {
    let Some(bytes) = files.get(POLITICAL_WEIGHTS) else {
        return vec![1.0; axes.cells()];
    };
    read_weights(POLITICAL_WEIGHTS, bytes, &axes.regions, &axes.sectors, problems)
}

/// `input_output.csv`; empty without the file.
pub(super) fn input_output(
    files: &Files,
    axes: &Axes<'_>,
    problems: &mut Vec<Problem>,
) -> InputOutput {
    let Some(bytes) = files.get(INPUT_OUTPUT) else {
        return InputOutput::default();
    };
    let sectors = axes.sectors.len();
    let keys = [
        axes.key("region", sectors * sectors),
        axes.key("input_sector", 1),
        axes.key("using_sector", sectors),
    ];
    let table = CellTable {
        file: INPUT_OUTPUT,
        keys: &keys,
        value: "share_of_gross_output",
        rule: share_rule,
        domestic: true,
        word: None,
    };
    let mut shares = vec![0.0; axes.cells() * sectors];
    let mut lines = vec![0; axes.cells()];
    table.read(bytes, problems, |at, value, line| {
        shares[at] = value;
        lines[at / sectors] = line;
    });
    InputOutput { shares, lines }
}

/// `production.csv`, if there is one; every region and sector must have its row.
pub(super) fn production(
    files: &Files,
    axes: &Axes<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Production> {
    let bytes = files.get(PRODUCTION)?;
    let columns = [
        Column::required("region"),
        Column::required("sector"),
        Column::required("value_added_share"),
        Column::optional("gross_output"),
    ];
    let n = axes.regions.len();
    let mut shares = vec![None; axes.cells()];
    let mut gross_output = vec![None; axes.cells()];
    let mut lines = vec![0; axes.cells()];
    let mut repeats = Repeats::default();
    let before = problems.len();
    read(PRODUCTION, bytes, &columns, problems, |row, problems| {
        let region = row.code(0, &axes.regions, problems);
        let sector = row.code(1, &axes.sectors, problems);
        let share = row.number(2, problems);
        let output = row.number(3, problems);
        if let Some(help) = share.and_then(share_rule) {
            problems.push(row.error(2, "value_added_share out of range").with_help(help));
        }
        if output.is_some_and(|x| x < 0.0) {
            problems.push(row.error(3, "gross_output is negative").with_help("0 or more"));
        }
        let Some(at) = region.zip(sector).map(|(i, s)| s * n + i) else {
            return;
        };
        if let Some(first) = repeats.first_line(at, row) {
            let message = format!("the same region, sector as on line {first}");
            problems.push(row.error(0, message).with_help("keep one of the two rows"));
        }
        shares[at] = share;
        gross_output[at] = output;
        lines[at] = row.line();
    });
    if problems.len() == before {
        for at in (0..shares.len()).filter(|&at| shares[at].is_none()) {
            let (region, sector) = (axes.regions.code(at % n), axes.sectors.code(at / n));
            let message = format!("no row for region {region}, sector {sector}");
            let help = "give every region and sector a row, or leave the file out";
            problems.push(Problem::error(PRODUCTION, 0, 0, message).with_help(help));
        }
    }
    Some(Production {
        value_added_share: shares.into_iter().map(|s| s.unwrap_or(1.0)).collect(),
        gross_output,
        lines,
    })
}

/// `elasticities.csv`: every set, each with every sector, in the order of the file.
pub(super) fn elasticities(
    files: &Files,
    axes: &Axes<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<ElasticitySet> {
    let Some(bytes) = files.get(ELASTICITIES) else {
        return Vec::new();
    };
    let columns = [
        Column::required("set"),
        Column::required("sector"),
        Column::required("trade_elasticity"),
        Column::required("scale_elasticity"),
    ];
    let sectors = axes.sectors.len();
    let mut sets: Vec<ElasticitySet> = Vec::new();
    let mut repeats = Repeats::default();
    let before = problems.len();
    read(ELASTICITIES, bytes, &columns, problems, |row, problems| {
        let name = row.text(0).unwrap_or_default();
        if name.is_empty() {
            problems.push(row.error(0, "the set has no name").with_help("write a name"));
        }
        let sector = row.code(1, &axes.sectors, problems);
        let trade = row.number(2, problems);
        let scale = row.number(3, problems);
        check_elasticities(row, trade, scale, problems);
        let known = sets.iter().position(|set| set.name == name);
        let set = known.unwrap_or_else(|| {
            sets.push(ElasticitySet {
                name: name.to_owned(),
                trade: vec![f64::NAN; sectors],
                scale: vec![0.0; sectors],
            });
            sets.len() - 1
        });
        let Some(sector) = sector else { return };
        if let Some(first) = repeats.first_line(set * sectors + sector, row) {
            let message = format!("the same set, sector as on line {first}");
            problems.push(row.error(0, message).with_help("keep one of the two rows"));
        }
        sets[set].trade[sector] = trade.unwrap_or(1.0);
        sets[set].scale[sector] = scale.unwrap_or(0.0);
    });
    for set in &sets {
        for s in (0..sectors).filter(|&s| set.trade[s].is_nan()) {
            let message = format!("set `{}` lacks sector {}", set.name, axes.sectors.code(s));
            let help = "give every set every sector";
            problems.push(Problem::error(ELASTICITIES, 0, 0, message).with_help(help));
        }
    }
    if sets.is_empty() && problems.len() == before {
        let problem = Problem::error(ELASTICITIES, 0, 0, "no elasticity set is given");
        problems.push(problem.with_help("give at least one set with every sector"));
    }
    sets
}

fn check_elasticities(
    row: &crate::table::Row<'_>,
    trade: Option<f64>,
    scale: Option<f64>,
    problems: &mut Vec<Problem>,
) {
    if let Some(theta) = trade.filter(|&theta| theta <= 0.0) {
        let problem = row.error(2, format!("trade_elasticity is {theta}"));
        problems.push(problem.with_help("a trade elasticity is above 0"));
    }
    if let Some(psi) = scale.filter(|&psi| psi < 0.0) {
        let problem = row.error(3, format!("scale_elasticity is {psi}"));
        problems.push(problem.with_help("a scale elasticity is 0 or more"));
    }
    if let Some(product) = trade.zip(scale).map(|(theta, psi)| theta * psi)
        && product >= 1.0
    {
        let problem = row.error(3, format!("scale x trade elasticity is {product}"));
        problems.push(problem.with_help("the product must stay below 1"));
    }
}
