//! Policy files.
use super::levels::Policy;
use crate::data::Dataset;
use crate::problem::Problems;

/// What a policy file changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PolicyFileKind {
    /// Import tariffs: `importer,exporter,sector,ad_valorem`.
    Tariffs,
    /// Additions to applied tariffs: `importer,exporter,sector,added_ad_valorem`.
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
/// placeholder
pub fn apply(policy: &mut Policy, dataset: &Dataset, kind: PolicyFileKind, file_name: &str, text: &str) -> Result<(), Problems> {
    todo!("{policy:?} {dataset:?} {kind:?} {file_name} {text}")
}
