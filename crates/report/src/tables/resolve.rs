//! The long tables of private resolve: equilibria, the stand-off, the record.

use talion::ResolveFindings;

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;

/// Every probability of every equilibrium: what each type says, what is replied, what is believed.
pub(super) fn equilibria(game: &ResolveFindings) -> Result<CsvTable, ReportError> {
    let assumed = &game.assumptions;
    let mut messages = vec!["No threat".to_owned()];
    messages.extend(assumed.threats.iter().cloned());
    let mut rows = Vec::new();
    for (at, one) in game.equilibria.iter().enumerate() {
        let start = [
            (at + 1).to_string(),
            (game.selected == Some(at)).to_string(),
            one.kind.clone(),
            one.intuitive.to_string(),
        ];
        let mut push =
            |what: &str, who: &str, after: &str, choice: &str, p: f64, range: [f64; 2]| {
                let mut row = start.to_vec();
                row.extend([what, who, after, choice].map(str::to_owned));
                row.extend([p, range[0], range[1]].map(number));
                row.push(number(one.max_gain.max(one.max_regret)));
                rows.push(row);
            };
        for (t, own) in assumed.types[0].iter().enumerate() {
            for (m, message) in messages.iter().enumerate() {
                let range = one.message_ranges[t][m];
                push("message", &own.label, "", message, one.messages[t][m], range);
            }
        }
        for (r, own) in assumed.types[1].iter().enumerate() {
            for (k, threat) in assumed.threats.iter().enumerate() {
                for (j, reply) in assumed.replies.iter().enumerate() {
                    let range = one.reply_ranges[r][k][j];
                    push("reply", &own.label, threat, &reply.label, one.replies[r][k][j], range);
                }
            }
        }
        for (m, message) in messages.iter().enumerate() {
            for (t, own) in assumed.types[0].iter().enumerate() {
                let range = one.belief_ranges[m][t];
                push("belief", "", message, &own.label, one.beliefs[m][t], range);
            }
        }
    }
    let head = [
        "equilibrium",
        "selected",
        "kind",
        "intuitive",
        "what",
        "type",
        "after",
        "choice",
        "probability",
        "least",
        "largest",
        "largest_gain",
    ];
    write("resolve_equilibria", &owned(&head), &rows)
}

/// Hazards, survival and beliefs along the stand-off.
pub(super) fn stand_off(game: &ResolveFindings) -> Result<CsvTable, ReportError> {
    let mut head = owned(&["quarter"]);
    for what in ["hazard", "not_given_in", "resolute"] {
        head.extend(game.assumptions.players.iter().map(|name| format!("{what}_{name}")));
    }
    let points = game.stand_off.iter().flat_map(|one| &one.path);
    let rows: Vec<Vec<String>> = points
        .map(|at| {
            let sides = at.hazard.into_iter().chain(at.survival).chain(at.resolute);
            std::iter::once(at.quarter).chain(sides).map(number).collect()
        })
        .collect();
    write("resolve_stand_off", &head, &rows)
}

/// Beliefs along the record: one row per player, month and type.
pub(super) fn record(game: &ResolveFindings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for own in &game.observed {
        for month in &own.months {
            for (label, belief) in own.types.iter().zip(&month.beliefs) {
                rows.push(vec![
                    own.player.clone(),
                    month.month.clone(),
                    month.seen.clone(),
                    month.what.clone(),
                    label.clone(),
                    number(*belief),
                ]);
            }
        }
    }
    write("resolve_record", &owned(&["player", "month", "seen", "what", "type", "belief"]), &rows)
}
