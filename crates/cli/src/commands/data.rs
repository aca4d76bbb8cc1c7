//! `talion data`: list, show and check data sets.

use crate::data_source;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::DataCommand;
use crate::output::Output;
use talion::economy::{Dataset, Label, RegionId, SectorId};

/// Runs the command.
pub(crate) fn run(command: DataCommand, output: Output) -> Result<Exit, CliError> {
    match command {
        DataCommand::List => list(output),
        DataCommand::Show { name } => {
            let dataset = data_source::open(&name, output)?;
            Output::result(&describe(&dataset))?;
            Ok(Exit::Certified)
        }
        DataCommand::Check { dir } => {
            let dataset = data_source::folder(&dir, output)?;
            output.remark(&format!("{}: fit to use, {}", dir.display(), size(&dataset)))?;
            Ok(Exit::Certified)
        }
    }
}

fn list(output: Output) -> Result<Exit, CliError> {
    let mut lines = Vec::new();
    for &name in Dataset::embedded_names() {
        let dataset = data_source::open(name, output)?;
        lines.push(format!("{name}  {} ({})", dataset.title(), size(&dataset)));
    }
    Output::result(&lines.join("\n"))?;
    Ok(Exit::Certified)
}

fn size(dataset: &Dataset) -> String {
    let sets = dataset.elasticity_sets().len();
    format!(
        "{} regions, {} sectors, {sets} elasticity set{}",
        dataset.regions().len(),
        dataset.sectors().len(),
        if sets == 1 { "" } else { "s" }
    )
}

/// A page about a data set: what it is, where it is from, and the totals that tell whether it was
/// read as it was meant.
fn describe(dataset: &Dataset) -> String {
    let mut lines = vec![
        format!("{}: {}", dataset.name(), dataset.title()),
        format!("{}, US$ million, {}", dataset.year(), size(dataset)),
    ];
    lines.extend(section("Regions", labels(dataset.regions())));
    lines.extend(section("Sectors", labels(dataset.sectors())));
    lines.extend(section("Elasticity sets, the default marked *", elasticity_sets(dataset)));
    lines.extend(section(
        "Trade with other regions, US$ billion net of duty, and the mean tariff on imports, percent",
        totals(dataset),
    ));
    lines.extend(section("Sources", dataset.sources().to_vec()));
    lines.extend(section("Licence", dataset.licence().map(str::to_owned).into_iter().collect()));
    lines.join("\n")
}

/// A heading and its lines; nothing if there are none.
fn section(heading: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let heading = [String::new(), heading.to_owned()];
    heading.into_iter().chain(lines.into_iter().map(|line| format!("  {line}"))).collect()
}

fn labels(labels: &[Label]) -> Vec<String> {
    let width = code_width(labels);
    labels.iter().map(|label| format!("{:width$}  {}", label.code, label.name)).collect()
}

fn code_width(labels: &[Label]) -> usize {
    labels.iter().map(|label| label.code.chars().count()).max().unwrap_or(0)
}

fn elasticity_sets(dataset: &Dataset) -> Vec<String> {
    let default = dataset.default_elasticities();
    let mark = |set: &str| if set == default { '*' } else { ' ' };
    dataset.elasticity_sets().into_iter().map(|set| format!("{}{set}", mark(set))).collect()
}

fn totals(dataset: &Dataset) -> Vec<String> {
    let width = code_width(dataset.regions());
    let mut lines =
        vec![format!("{:width$}  {:>10}  {:>10}  {:>8}", "", "imports", "exports", "tariff")];
    for (n, label) in dataset.regions().iter().enumerate() {
        let (imports, exports, duty) = trade_of(dataset, RegionId(n));
        let rate = if imports > 0.0 { 100.0 * duty / imports } else { 0.0 };
        let (imports, exports) = (imports / 1e3, exports / 1e3);
        lines.push(format!("{:width$}  {imports:>10.1}  {exports:>10.1}  {rate:>8.2}", label.code));
    }
    lines
}

/// Imports and exports across borders, and the duty on the imports, in US$ million.
fn trade_of(dataset: &Dataset, n: RegionId) -> (f64, f64, f64) {
    let mut sums = (0.0, 0.0, 0.0);
    for i in (0..dataset.regions().len()).map(RegionId).filter(|&i| i != n) {
        for s in (0..dataset.sectors().len()).map(SectorId) {
            let inflow = dataset.flow(i, n, s);
            sums.0 += inflow;
            sums.1 += dataset.flow(n, i, s);
            sums.2 += inflow * dataset.tariff(n, i, s);
        }
    }
    sums
}
