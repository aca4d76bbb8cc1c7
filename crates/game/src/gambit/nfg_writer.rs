//! Writer of `.nfg`, Gambit's format of games in normal form (payoff version, with labels).

use super::quoted::quoted;
use crate::{NormalForm, PlayerId};
use std::fmt::Write;

/// The text of an `.nfg` file. Payoffs are exact: rationals where the game has them, else the
/// shortest decimals that read back to the same doubles.
pub fn write_nfg(game: &NormalForm) -> String {
    let labels: Vec<String> = game.players().iter().map(|p| quoted(&p.label)).collect();
    let mut text = format!("NFG 1 R {} {{ {} }}\n\n{{\n", quoted(game.title()), labels.join(" "));
    for player in game.players() {
        let strategies: Vec<String> = player.strategies.iter().map(|s| quoted(s)).collect();
        // Writing to a string does not fail.
        let _ = writeln!(text, "{{ {} }}", strategies.join(" "));
    }
    text.push_str("}\n\"\"\n\n");
    for profile in 0..game.profile_count() {
        for p in (0..game.player_count()).map(PlayerId) {
            let separator = if p.0 + 1 == game.player_count() { '\n' } else { ' ' };
            let _ = match game.exact_payoffs(p) {
                Some(exact) => write!(text, "{}{separator}", exact[profile]),
                None => write!(text, "{}{separator}", game.payoffs(p)[profile]),
            };
        }
    }
    text
}
