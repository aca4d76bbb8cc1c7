//! A repeated game for people: how much patience a promise takes, and what can be sustained.

use crate::tables;
use crate::terminal::Terminal;
use talion::{PayoffSetFindings, SustainFindings};

/// More corners than this are counted and not shown.
const MOST_SHOWN: usize = 20;

/// The text of the result.
pub(super) fn draw(result: &SustainFindings, terminal: Terminal) -> String {
    let title = if result.title.is_empty() { "Repeated game" } else { &result.title };
    let players = result.players.iter().zip(&result.discount);
    let players: Vec<String> =
        players.map(|(player, d)| format!("{player} {}", number(*d))).collect();
    let target = &result.target;
    let kept = if result.keeps_target {
        "is kept"
    } else if result.payoff_set.outer.is_none() {
        "is NOT kept"
    } else {
        "see the set of payoffs below"
    };
    let mut lines = Vec::new();
    if let Some(answer) = &result.answer {
        lines.extend([tables::answer(answer, terminal), String::new()]);
    }
    lines.extend([
        format!("{title}: discount factors {}", players.join(", ")),
        format!("({}) at these factors: {kept}", target.profile.join(", ")),
        String::new(),
        format!("payoff when kept         {}", numbers(&target.payoffs)),
        format!("best deviation           {}", numbers(&target.deviations)),
        format!("minmax, pure             {}", numbers(&result.minmax)),
        format!("minmax, mixed            {}", numbers(&result.minmax_mixed)),
    ]);
    if let Some(worst) = &result.critical.punishments {
        lines.push(format!("worst stage equilibrium  {}", numbers(worst)));
    }
    lines.extend([String::new(), "patience needed (least discount factor)".to_owned()]);
    lines.extend(patience(result));
    lines.push(String::new());
    lines.extend(set(&result.payoff_set));
    lines.extend(strategies(result));
    lines.join("\n")
}

fn patience(result: &SustainFindings) -> Vec<String> {
    let critical = &result.critical;
    let factors =
        |own: &[Option<f64>]| own.iter().map(|f| factor(*f)).collect::<Vec<_>>().join(", ");
    let mut lines =
        vec![format!("  punished for ever        {}", factors(&critical.grim.by_player))];
    for entry in &critical.periods {
        let periods = format!("punished {} periods", entry.periods);
        lines.push(format!("  {periods:<24} {}", factors(&entry.by_player)));
    }
    if result.players.len() == 2 {
        lines.push(format!("  optimal penal code       {} for both", factor(critical.penal_code)));
    }
    lines
}

fn set(set: &PayoffSetFindings) -> Vec<String> {
    let shape = match set.vertices.len() {
        0 if set.outer.is_none() && set.method != "hyperplanes" => {
            "empty: no equilibrium in pure actions".to_owned()
        }
        0 => "no inner set found".to_owned(),
        1 => "a point".to_owned(),
        2 => "a segment".to_owned(),
        n => format!("{n} corners"),
    };
    let gap = set.gap.map_or_else(String::new, |gap| format!(", at most {gap:.1e} from the whole"));
    let mut lines = vec![format!("equilibrium payoffs ({}): {shape}{gap}", set.method)];
    for corner in set.vertices.iter().take(MOST_SHOWN) {
        lines.push(format!("  {}", numbers(corner)));
    }
    if set.vertices.len() > MOST_SHOWN {
        lines.push(format!("  {} more", set.vertices.len() - MOST_SHOWN));
    }
    lines
}

fn strategies(result: &SustainFindings) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(automaton) = &result.automaton {
        lines.push(format!(
            "strategies of {} states pay {}; largest gain from one deviation {:.1e}",
            automaton.states.len(),
            numbers(&automaton.payoffs),
            automaton.one_shot_gain.max(0.0)
        ));
    }
    match &result.penance {
        Some(penance) => {
            let profiles: Vec<String> = result
                .players
                .iter()
                .zip(&penance.profiles)
                .map(|(player, profile)| format!("{player} by ({})", profile.join(", ")))
                .collect();
            let periods = if penance.periods == 1 { "period" } else { "periods" };
            let (length, who) = (penance.periods, profiles.join(", "));
            lines.push(format!("renegotiation-proof by penance of {length} {periods}: {who}"));
        }
        None if result.players.len() == 2 => {
            lines.push("no penance keeps it without anything to renegotiate".to_owned());
        }
        None => {}
    }
    lines
}

fn factor(factor: Option<f64>) -> String {
    factor.map_or_else(|| "none".to_owned(), number)
}

fn numbers(values: &[f64]) -> String {
    values.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", ")
}

/// At most six decimals, without zeros at the end.
fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
