//! Long tables of the draws: what is played how often, and one number at a time.

use talion::{Findings, RobustnessFindings};

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;

/// What is played in the draws, and in which share of them.
pub(super) fn answers(found: &RobustnessFindings) -> Result<CsvTable, ReportError> {
    let head = owned(&["plays", "share", "same_answer"]);
    let row = |one: &talion::DrawnAnswer| {
        vec![one.plays.clone(), number(one.share), one.same.to_string()]
    };
    write("robustness_answers", &head, &found.answers.iter().map(row).collect::<Vec<_>>())
}

/// Real incomes at the ends of every range, and the values at which the answer changes.
pub(super) fn tornado(
    findings: &Findings,
    found: &RobustnessFindings,
) -> Result<CsvTable, ReportError> {
    let mut head = owned(&["key", "value", "low", "high", "holds_low", "holds_high", "flips"]);
    for end in ["low", "high"] {
        head.extend(findings.players.iter().map(|player| format!("income_{end}_{}", player.name)));
    }
    let rows: Vec<Vec<String>> = found
        .tornado
        .iter()
        .map(|bar| {
            let flips: Vec<String> = bar.flips.iter().map(|flip| number(flip.at)).collect();
            let mut row = vec![bar.key.clone()];
            row.extend([bar.value, bar.low, bar.high].map(number));
            row.extend([bar.holds_low, bar.holds_high].map(|holds| holds.to_string()));
            row.push(flips.join(";"));
            for incomes in [&bar.incomes_low, &bar.incomes_high] {
                let own = |p: usize| incomes.get(p).copied().map(number).unwrap_or_default();
                row.extend((0..findings.players.len()).map(own));
            }
            row
        })
        .collect();
    write("robustness_tornado", &head, &rows)
}
