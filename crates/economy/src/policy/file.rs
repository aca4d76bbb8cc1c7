//! Policy files: tables that replace, or add to, the levels of one instrument.

use std::fmt;

use super::levels::Policy;
use super::valid::{
    RATE_RULE, RATIO_RULE, SUBSIDY_RULE, WEDGE_RULE, rate_is_valid, ratio_is_valid,
    subsidy_is_valid, wedge_is_valid,
};
use crate::data::Dataset;
use crate::problem::{Problem, Problems};
use crate::table::{CellTable, Codes, Key};

/// What a policy file changes. A row replaces the level that it names, unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PolicyFileKind {
    /// Import tariffs: `importer,exporter,sector,ad_valorem`.
    Tariffs,
    /// Additions to the tariffs of the policy: `importer,exporter,sector,added_ad_valorem`.
    AddedTariffs,
    /// Export taxes: `importer,exporter,sector,ad_valorem`.
    ExportTaxes,
    /// Production subsidies: `region,sector,ad_valorem`.
    Subsidies,
    /// Productivity relative to the baseline: `region,sector,productivity`.
    Productivity,
    /// Iceberg factors relative to the baseline, or `ban`: `importer,exporter,sector,wedge`.
    Wedges,
}

impl PolicyFileKind {
    fn bilateral(self) -> bool {
        !matches!(self, Self::Subsidies | Self::Productivity)
    }

    fn value_column(self) -> &'static str {
        match self {
            Self::Tariffs | Self::ExportTaxes | Self::Subsidies => "ad_valorem",
            Self::AddedTariffs => "added_ad_valorem",
            Self::Productivity => "productivity",
            Self::Wedges => "wedge",
        }
    }

    fn rule(self) -> fn(f64) -> Option<&'static str> {
        match self {
            Self::Tariffs | Self::ExportTaxes => |x| (!rate_is_valid(x)).then_some(RATE_RULE),
            // What counts is the sum, which is checked when it is known.
            Self::AddedTariffs => |_| None,
            Self::Subsidies => |x| (!subsidy_is_valid(x)).then_some(SUBSIDY_RULE),
            Self::Productivity => |x| (!ratio_is_valid(x)).then_some(RATIO_RULE),
            Self::Wedges => |x| (!wedge_is_valid(x)).then_some(WEDGE_RULE),
        }
    }

    fn levels(self, policy: &mut Policy) -> &mut [f64] {
        match self {
            Self::Tariffs | Self::AddedTariffs => &mut policy.tariff,
            Self::ExportTaxes => &mut policy.export_tax,
            Self::Subsidies => &mut policy.subsidy,
            Self::Productivity => &mut policy.productivity,
            Self::Wedges => &mut policy.wedge,
        }
    }
}

impl fmt::Display for PolicyFileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tariffs => "tariffs",
            Self::AddedTariffs => "added tariffs",
            Self::ExportTaxes => "export taxes",
            Self::Subsidies => "subsidies",
            Self::Productivity => "productivity",
            Self::Wedges => "wedges",
        })
    }
}

/// Applies the text of a policy file to a policy. The policy changes only if the whole file is right.
///
/// # Errors
/// Every problem of the file, with line and column.
pub fn apply(
    policy: &mut Policy,
    dataset: &Dataset,
    kind: PolicyFileKind,
    file_name: &str,
    text: impl AsRef<[u8]>,
) -> Result<(), Problems> {
    let regions = Codes::new("region", dataset.regions());
    let sectors = Codes::new("sector", dataset.sectors());
    let n = regions.len();
    let key = |column, codes, stride| Key { column, codes, stride };
    let bilateral = [
        key("importer", &regions, n),
        key("exporter", &regions, 1),
        key("sector", &sectors, n * n),
    ];
    let own = [key("region", &regions, 1), key("sector", &sectors, n)];
    let table = CellTable {
        file: file_name,
        keys: if kind.bilateral() { &bilateral } else { &own },
        value: kind.value_column(),
        rule: kind.rule(),
        domestic: matches!(
            kind,
            PolicyFileKind::Wedges | PolicyFileKind::Subsidies | PolicyFileKind::Productivity
        ),
        word: (kind == PolicyFileKind::Wedges).then_some(("ban", f64::INFINITY)),
    };
    let mut problems = Vec::new();
    let mut changes = Vec::new();
    table.read(text.as_ref(), &mut problems, |at, value, line| {
        changes.push((at, value, line));
    });
    let levels = kind.levels(policy);
    if kind == PolicyFileKind::AddedTariffs {
        for (at, value, line) in &mut changes {
            let added = *value;
            *value += levels[*at];
            if !rate_is_valid(*value) {
                let message =
                    format!("the applied rate {} and {added} sum to {value}", levels[*at]);
                let problem = Problem::error(file_name, *line, 0, message);
                problems.push(problem.with_help(RATE_RULE));
            }
        }
    }
    if !problems.is_empty() {
        return Err(Problems(problems));
    }
    for (at, value, _) in changes {
        levels[at] = value;
    }
    Ok(())
}
