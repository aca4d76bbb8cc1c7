//! Where welfare comes from at the selected equilibrium, as a table that adds up.

use talion::{DecompositionFindings, Findings};

use super::places;
use crate::document::{Block, Column, Row, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, signed, tiny};
use crate::names;

const SCRIPT: Script = Script::Typographic;

/// The table and its figure, or why there are none.
pub(super) fn blocks(findings: &Findings, figures: &Figures) -> Vec<Block> {
    let Some(found) = &findings.decomposition else { return Vec::new() };
    let mark = names::mark(found.equilibrium);
    if let Some(why) = &found.failure {
        let text = format!("Welfare at {mark} could not be taken apart by source: {why}.");
        return vec![Block::Paragraph(text)];
    }
    let mut blocks = Vec::new();
    if let Some((names, rows)) = parts_of_welfare(found) {
        blocks.extend(places(figures, FigureKind::WelfareParts));
        blocks.push(Block::Table(table(found, &names, &rows)));
    }
    blocks
}

/// Names of the parts that are not nothing everywhere, and every region's parts in their order; `None` if
/// all are nothing.
pub(crate) fn parts_of_welfare(
    found: &DecompositionFindings,
) -> Option<(Vec<String>, Vec<Vec<f64>>)> {
    let kept: Vec<(usize, &str)> = found
        .regions
        .first()?
        .parts()
        .into_iter()
        .enumerate()
        .filter(|(at, _)| found.regions.iter().any(|region| region.parts()[*at].1 != 0.0))
        .map(|(at, (name, _))| (at, name))
        .collect();
    let names: Vec<String> = kept.iter().map(|(_, name)| (*name).to_owned()).collect();
    let rows = found.regions.iter().map(|region| {
        let parts = region.parts();
        kept.iter().map(|(at, _)| parts[*at].1).collect()
    });
    (!names.is_empty()).then(|| (names, rows.collect()))
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn table(found: &DecompositionFindings, names: &[String], rows: &[Vec<f64>]) -> Table {
    let totals = found.regions.iter().map(|region| region.total);
    let decimals = Decimals::percent(rows.iter().flatten().copied().chain(totals));
    let mut columns = vec![Column::text("Region")];
    columns.extend(names.iter().map(|name| Column::number(capitalised(name))));
    columns.push(Column::number("Sum"));
    let error = found.regions.iter().map(|region| region.error).fold(0.0, f64::max);
    let rows = found.regions.iter().zip(rows).map(|(region, parts)| {
        let mut cells = vec![region.code.clone()];
        cells.extend(parts.iter().map(|part| signed(*part, decimals, SCRIPT)));
        cells.push(signed(region.total, decimals, SCRIPT));
        Row::from(cells)
    });
    Table {
        id: "welfare-parts".into(),
        caption: format!(
            "Where the change of real income at {} comes from, in hundredths of its log (percent): terms of \
             trade are prices of exports against those of imports at the exporter’s border, trade volume is \
             quantities that cross a tax wedge times what it collects. Parts are integrals along the way \
             from the baseline on which all rates move together; they depend on that way, their sum does \
             not. Integration error at most {}. Also in tables/welfare_parts.csv.",
            names::mark(found.equilibrium),
            tiny(error, SCRIPT)
        ),
        rows: rows.collect(),
        columns,
    }
}
