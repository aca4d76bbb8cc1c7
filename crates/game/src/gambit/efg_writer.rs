//! Writer of `.efg`, Gambit's format of games in extensive form.

use super::quoted::quoted;
use crate::{ExtensiveForm, InformationSetId, Node, NodeKind, OutcomeId, Rational};
use std::fmt::Write;

/// The text of an `.efg` file, one line per node, numbers exact.
pub fn write_efg(game: &ExtensiveForm) -> String {
    let players: Vec<String> = game.players().iter().map(|label| quoted(label)).collect();
    let mut text =
        format!("EFG 2 R {} {{ {} }}\n\"\"\n\n", quoted(game.title()), players.join(" "));
    let numbers = numbers_within_players(game);
    for node in game.nodes() {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", line(game, node, &numbers));
    }
    text
}

fn line(game: &ExtensiveForm, node: &Node, numbers: &[usize]) -> String {
    let label = quoted(&node.label);
    let outcome = outcome(game, node.outcome);
    match &node.kind {
        NodeKind::Terminal => format!("t {label} {outcome}"),
        NodeKind::Decision { information_set: InformationSetId(h), .. } => {
            let set = &game.information_sets()[*h];
            let actions: Vec<String> = set.actions.iter().map(|a| quoted(a)).collect();
            let (player, number) = (set.player.0 + 1, numbers[*h]);
            let (name, actions) = (quoted(&set.label), actions.join(" "));
            format!("p {label} {player} {number} {name} {{ {actions} }} {outcome}")
        }
        NodeKind::Chance { event, .. } => {
            let known = &game.events()[event.0];
            let actions: Vec<String> = known
                .actions
                .iter()
                .zip(&known.probabilities)
                .map(|(action, p)| format!("{} {p}", quoted(action)))
                .collect();
            let (number, name) = (event.0 + 1, quoted(&known.label));
            format!("c {label} {number} {name} {{ {} }} {outcome}", actions.join(" "))
        }
    }
}

fn outcome(game: &ExtensiveForm, outcome: Option<OutcomeId>) -> String {
    let Some(OutcomeId(o)) = outcome else { return "0".to_owned() };
    let known = &game.outcomes()[o];
    let payoffs: Vec<String> = known.payoffs.iter().map(Rational::to_string).collect();
    format!("{} {} {{ {} }}", o + 1, quoted(&known.label), payoffs.join(", "))
}

/// Information sets are numbered from 1 within each player.
fn numbers_within_players(game: &ExtensiveForm) -> Vec<usize> {
    let mut counts = vec![0; game.players().len()];
    let sets = game.information_sets().iter();
    sets.map(|set| {
        counts[set.player.0] += 1;
        counts[set.player.0]
    })
    .collect()
}
