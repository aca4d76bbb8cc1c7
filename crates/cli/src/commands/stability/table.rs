//! A conflict for people: which states are stable for whom, and the ways to them.

use crate::tables;
use crate::terminal::Terminal;
use talion::{MoveTaken, PreferenceChangeFindings, StabilityFindings, StatusQuoFindings};
use talion_report::STABILITY_CONCEPTS;

/// More states than this are not listed one by one.
const MOST_LISTED: usize = 60;

/// The text of the result.
pub(super) fn draw(result: &StabilityFindings, moves: usize, terminal: Terminal) -> String {
    let title = if result.title.is_empty() { "Conflict" } else { &result.title };
    let head = format!(
        "{title}: {} states, {} moves of {}; stable for all, or for the players of these numbers",
        result.states.len(),
        moves,
        numbered(&result.players)
    );
    let mut parts: Vec<String> = Vec::new();
    if let Some(answer) = &result.answer {
        parts.extend([tables::answer(answer, terminal), String::new()]);
    }
    parts.extend([head, String::new(), states(result, terminal), String::new()]);
    parts.extend(summary(result));
    parts.extend(result.paths.iter().flat_map(paths));
    parts.extend(changes(&result.preference_changes));
    for left in &result.left_out {
        parts.push(format!("left out: {} ({})", left.what, left.why));
    }
    parts.join("\n")
}

/// Players with the numbers that stand for them: `1 USA, 2 CHN`.
fn numbered(players: &[String]) -> String {
    let named = players.iter().enumerate().map(|(p, player)| format!("{} {player}", p + 1));
    named.collect::<Vec<_>>().join(", ")
}

/// One line per state: `all` where it is stable for everybody, else the numbers of those for whom it is.
fn states(result: &StabilityFindings, terminal: Terminal) -> String {
    let known = |name: &str| result.equilibria.0.iter().any(|(concept, _)| concept == name);
    let columns: Vec<(&str, &str)> =
        STABILITY_CONCEPTS.into_iter().filter(|(name, _)| known(name)).collect();
    let listed: Vec<&String> = result
        .states
        .iter()
        .filter(|state| result.states.len() <= MOST_LISTED || in_some(result, state))
        .take(MOST_LISTED)
        .collect();
    let heads: Vec<&str> =
        std::iter::once("state").chain(columns.iter().map(|(_, head)| *head)).collect();
    let mut table = tables::table(terminal, &heads);
    for state in listed {
        let cells = columns.iter().map(|(name, _)| cell(result, name, state)).collect();
        table.add_row(tables::row(state, cells));
    }
    table.to_string()
}

fn in_some(result: &StabilityFindings, state: &String) -> bool {
    result.equilibria.0.iter().any(|(_, states)| states.contains(state))
}

fn cell(result: &StabilityFindings, concept: &str, state: &String) -> String {
    let equilibria = result.equilibria.0.iter().find(|(name, _)| name == concept);
    if equilibria.is_some_and(|(_, states)| states.contains(state)) {
        return "all".to_owned();
    }
    let by_player = result.by_player.0.iter().find(|(name, _)| name == concept);
    let own = by_player.iter().flat_map(|(_, by_player)| &by_player.0).enumerate();
    let stable: Vec<String> = own
        .filter(|(_, (_, states))| states.contains(state))
        .map(|(p, _)| (p + 1).to_string())
        .collect();
    if stable.is_empty() { "-".to_owned() } else { stable.join(",") }
}

/// Equilibria that the table does not show, sets, and where play ends.
fn summary(result: &StabilityFindings) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, states) in &result.equilibria.0 {
        if !STABILITY_CONCEPTS.iter().any(|(column, _)| column == name) {
            lines.push(format!("{}: {}", name.replace('_', " "), listed(states)));
        }
    }
    for sets in &result.stable_sets {
        let shown: Vec<String> =
            sets.sets.iter().map(|set| format!("{{{}}}", set.join(", "))).collect();
        let known = if sets.complete { "" } else { " (search not complete)" };
        let shown = if shown.is_empty() { "none".to_owned() } else { shown.join(" ") };
        lines.push(format!("farsighted stable sets, {} acting: {shown}{known}", sets.acting));
    }
    for attracting in &result.attractors {
        let ends: Vec<String> =
            attracting.attractors.iter().take(MOST_LISTED).map(|set| set.join("-")).collect();
        lines.push(format!("{} moves end at: {}", attracting.replies, ends.join(" ")));
    }
    let (witnesses, checked) =
        (result.witnesses.len(), if result.certified { "all checked" } else { "NOT CERTIFIED" });
    lines.push(format!("{witnesses} witnesses, {checked}; --format json prints them"));
    lines
}

fn listed(states: &[String]) -> String {
    match states.len() {
        0 => "none".to_owned(),
        n if n > MOST_LISTED => format!("{n} states"),
        _ => states.join(" "),
    }
}

fn paths(paths: &StatusQuoFindings) -> Vec<String> {
    let mut lines = vec![String::new(), format!("from {}:", paths.status_quo)];
    for path in &paths.to_equilibria {
        let to = &path.to;
        if *to == paths.status_quo {
            lines.push(format!("  {to}: where we are"));
        } else if let Some(moves) = &path.by_improvements {
            lines.push(format!("  {to}: by improvements, {}", told(moves)));
        } else if let (Some(moves), Some(regret)) = (&path.least_regret, path.regret) {
            let places = if regret == 1 { "place" } else { "places" };
            let how = told(moves);
            lines.push(format!("  {to}: not by improvements; {how}, giving up {regret} {places}"));
        } else {
            lines.push(format!("  {to}: out of reach"));
        }
    }
    lines
}

/// Moves in a row: `USA to 11, CHN to 12`.
fn told(moves: &[MoveTaken]) -> String {
    let steps: Vec<String> =
        moves.iter().map(|step| format!("{} to {}", step.player, step.to)).collect();
    steps.join(", ")
}

fn changes(changes: &[PreferenceChangeFindings]) -> Vec<String> {
    let Some(first) = changes.first() else { return Vec::new() };
    let mut lines = vec![String::new(), format!("for {} to be an equilibrium:", first.state)];
    for change in changes {
        let needed: Vec<String> = change
            .no_better
            .iter()
            .filter(|(_, states)| !states.is_empty())
            .map(|(player, states)| {
                format!("{player} must like {} no better", states.join(" and "))
            })
            .collect();
        let what = if needed.is_empty() { "it is one".to_owned() } else { needed.join("; ") };
        let least = if change.least { "" } else { " (perhaps less would do)" };
        let holds = if change.holds { "" } else { " (each alone; not together)" };
        lines.push(format!("  {}: {what}{least}{holds}", change.concept));
    }
    lines
}
