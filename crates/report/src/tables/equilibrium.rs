//! Long tables about the equilibria of the game of packages: logit equilibria, parts of welfare.

use talion::{DecompositionFindings, Findings, QuantalFindings};

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;

/// Every point of the principal branch, one row per player and package; `lambda` is empty at the limit.
pub(super) fn quantal_branch(
    findings: &Findings,
    found: &QuantalFindings,
) -> Result<CsvTable, ReportError> {
    let along = found.branch.iter().map(|at| (number(at.lambda), &at.strategies, at.max_regret));
    let limit = found.limit.iter().map(|at| (String::new(), &at.strategies, at.max_regret));
    let mut rows = Vec::new();
    for (point, (lambda, strategies, regret)) in along.chain(limit).enumerate() {
        for (player, strategy) in findings.players.iter().zip(strategies) {
            for (package, probability) in player.packages.iter().zip(strategy) {
                rows.push(vec![
                    point.to_string(),
                    lambda.clone(),
                    player.name.clone(),
                    package.name.clone(),
                    number(*probability),
                    number(regret),
                ]);
            }
        }
    }
    let head = ["point", "lambda", "player", "package", "probability", "max_regret"];
    write("quantal_branch", &owned(&head), &rows)
}

/// The change of every region's log real income by source, in hundredths.
pub(super) fn welfare_parts(found: &DecompositionFindings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for region in &found.regions {
        let whole = [("total", region.total), ("integration error", region.error)];
        for (part, value) in region.parts().into_iter().chain(whole) {
            let equilibrium = (found.equilibrium + 1).to_string();
            rows.push(vec![equilibrium, region.code.clone(), part.to_owned(), number(value)]);
        }
    }
    write("welfare_parts", &owned(&["equilibrium", "region", "part", "value"]), &rows)
}
