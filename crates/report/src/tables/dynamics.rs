//! Long tables of the ladder without time and of the repeated game.

use talion::{StabilityFindings, SustainFindings};

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;

/// For whom every situation is stable, by concept; `all` where it is for everybody.
pub(super) fn stability(found: &StabilityFindings) -> Result<CsvTable, ReportError> {
    let head = owned(&["situation", "concept", "stable_for"]);
    let mut rows = Vec::new();
    for state in &found.states {
        for (concept, equilibria) in &found.equilibria.0 {
            let own = found.by_player.get(concept).into_iter().flat_map(|own| &own.0);
            let own = own.filter(|(_, states)| states.contains(state));
            if equilibria.contains(state) {
                rows.push(vec![state.clone(), concept.clone(), "all".to_owned()]);
            } else {
                rows.extend(
                    own.map(|(player, _)| vec![state.clone(), concept.clone(), player.clone()]),
                );
            }
        }
    }
    write("stability", &head, &rows)
}

/// Corners of the set of payoffs that can be sustained, by discount factor.
pub(super) fn payoff_sets(found: &SustainFindings) -> Result<CsvTable, ReportError> {
    let mut head = owned(&["discount", "corner"]);
    head.extend(found.players.iter().map(|player| format!("payoff_{player}")));
    let rows: Vec<Vec<String>> = found
        .by_discount
        .iter()
        .flat_map(|set| {
            set.vertices.iter().enumerate().map(|(corner, at)| {
                let payoffs = at.iter().copied().map(number);
                [number(set.discount), (corner + 1).to_string()]
                    .into_iter()
                    .chain(payoffs)
                    .collect()
            })
        })
        .collect();
    write("payoff_sets", &head, &rows)
}
