//! A solved stochastic game for people: who does what in which state, and what play is worth there.

use super::super::table::{rounded, table as empty, words};
use super::result::{Found, Played, Solved};
use crate::terminal::Terminal;
use talion::game::{MarkovProfile, PlayerId, StateId, StochasticGame};

/// More equilibria than this are counted and not shown; the other formats hold them all.
const MOST_EQUILIBRIA: usize = 20;
/// The same for states.
const MOST_STATES: usize = 60;

/// The tables and what they rest on.
pub(super) fn draw(game: &StochasticGame, solved: &Solved, terminal: Terminal) -> String {
    let title = if game.title().is_empty() { "Game" } else { game.title() };
    let discounts: Vec<String> = game.discounts().iter().map(|d| rounded(*d)).collect();
    let mut parts = vec![format!(
        "{title}: {} states, {} players (stochastic form, discount {})\n{}\n",
        game.state_count(),
        game.player_count(),
        discounts.join(", "),
        summary(solved),
    )];
    parts.extend(solved.selection.iter().map(|rule| format!("selected by: {rule}\n")));
    for (k, one) in solved.equilibria.iter().take(MOST_EQUILIBRIA).enumerate() {
        let table = equilibrium(game, one, terminal);
        let number = k + 1;
        parts.push(format!("\n{number}. largest gain from one deviation {}\n{table}\n", gain(one)));
    }
    let hidden = solved.equilibria.len().saturating_sub(MOST_EQUILIBRIA);
    if hidden > 0 {
        parts.push(format!("\n{hidden} more; --format json or csv prints all\n"));
    }
    parts.concat()
}

fn summary(solved: &Solved) -> String {
    let found = match solved.equilibria.len() {
        0 if solved.complete => "there is none".to_owned(),
        0 => "none found".to_owned(),
        1 => "1 equilibrium".to_owned(),
        n => format!("{n} equilibria"),
    };
    let complete = match (solved.complete, solved.promise) {
        (true, None) => "complete".to_owned(),
        (true, Some(promise)) => format!("{promise}: complete"),
        (false, _) => "not proved complete".to_owned(),
    };
    let periods = solved.periods.map_or_else(String::new, |n| format!(" over {n} periods"));
    format!("markov-perfect{periods}: {found}, {complete} ({})", solved.method)
}

fn gain(one: &Found) -> String {
    if one.one_shot_gain == 0.0 { "0".to_owned() } else { format!("{:.1e}", one.one_shot_gain) }
}

fn equilibrium(game: &StochasticGame, one: &Found, terminal: Terminal) -> String {
    let mut table = empty(terminal);
    let mut header = vec!["state".to_owned()];
    header.extend(game.players().iter().cloned());
    header.push("values".to_owned());
    table.set_header(header);
    let (profile, note) = match &one.strategies {
        Played::Always(profile) => (Some(profile), ""),
        Played::ByPeriod(profiles) if profiles.len() > 1 => {
            (profiles.first(), "\nplay in the first period; --format json or csv prints all")
        }
        Played::ByPeriod(profiles) => (profiles.first(), ""),
    };
    for state in game.states().take(MOST_STATES) {
        let mut row = vec![game.label(state).to_owned()];
        row.extend((0..game.player_count()).map(|p| played(game, profile, state, PlayerId(p))));
        let own = &one.values[state.0 * game.player_count()..][..game.player_count()];
        let values: Vec<String> = own.iter().map(|v| rounded(*v)).collect();
        row.push(values.join(", "));
        table.add_row(row);
    }
    let hidden = game.state_count().saturating_sub(MOST_STATES);
    let more = if hidden > 0 {
        format!("\n{hidden} more states; --format json or csv prints all")
    } else {
        String::new()
    };
    format!("{table}{more}{note}")
}

fn played(
    game: &StochasticGame,
    profile: Option<&MarkovProfile>,
    state: StateId,
    player: PlayerId,
) -> String {
    let labels = game.actions(state, player);
    profile.map_or_else(String::new, |profile| words(labels, profile.at(state, player), None))
}
