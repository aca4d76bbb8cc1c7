//! A signalling game for people: one block per component of equilibria.

use super::result::SignallingResult;
use talion::game::SignallingGame;
use talion::solve::resolve::{
    Intuitive, SignallingEquilibria, SignallingEquilibrium, SignallingKind,
};

/// Why the answer is not certified; nothing if it is.
pub(super) fn doubts(
    game: &SignallingGame,
    found: &SignallingEquilibria,
    most: f64,
) -> Vec<String> {
    let (types, messages) = (game.sender().types.len(), game.messages().len());
    let mut scale = 1.0_f64;
    for t in 0..types {
        for m in 0..messages {
            for a in 0..game.actions(m).len() {
                let paid = [game.sender_payoff(t, 0, m, a), game.receiver_payoff(t, 0, m, a)];
                scale = paid.iter().map(|x| x.to_f64().abs()).fold(scale, f64::max);
            }
        }
    }
    let mut doubts = Vec::new();
    for (at, one) in found.equilibria.iter().enumerate() {
        let check = &one.assessment;
        let gain = check.max_gain.max(check.max_regret) / scale;
        // Written so that what is not a number is a doubt.
        let within = gain <= most && check.bayes_residual <= most;
        if !within {
            doubts.push(format!("equilibrium {} leaves a gain of {gain:e}", at + 1));
        }
    }
    doubts
}

/// Everything, one line per type, message and certificate.
pub(super) fn draw(result: &SignallingResult<'_>) -> String {
    let title = if result.title.is_empty() { "Signalling game" } else { result.title };
    let count = result.equilibria.len();
    let noun = if count == 1 { "component" } else { "components" };
    let mut lines = vec![format!(
        "{title}: {count} {noun} of sequential equilibria, all there are ({})",
        result.method
    )];
    for (at, one) in result.equilibria.iter().enumerate() {
        lines.push(String::new());
        let kind = match one.kind {
            SignallingKind::Separating => "separating",
            SignallingKind::Pooling => "pooling",
            SignallingKind::SemiSeparating => "semi-separating",
        };
        let size = if one.isolated { "" } else { "; a continuum, one member shown" };
        lines.push(format!("{} {kind}: {}{size}", at + 1, verdict(one)));
        lines.extend(said(result, one));
        lines.extend(answered(result, one));
        let check = &one.assessment;
        lines.push(format!(
            "  largest gain at an information set {:.1e}, of a plan {:.1e}; Bayes residual {:.1e}",
            check.max_gain, check.max_regret, check.bayes_residual
        ));
    }
    lines.join("\n")
}

fn verdict(one: &SignallingEquilibrium) -> String {
    match &one.intuitive {
        Intuitive::Survives => "survives the intuitive criterion".to_owned(),
        Intuitive::Fails { message, by_type, .. } => {
            format!("fails the intuitive criterion ({by_type} would send {message})")
        }
    }
}

fn said(result: &SignallingResult<'_>, one: &SignallingEquilibrium) -> Vec<String> {
    let of = |t: usize| {
        let sent = mixed(result.messages, &one.exact_messages[t]);
        format!("  {} sends {sent}; worth {}", result.types[t], number(one.values[t]))
    };
    (0..result.types.len()).map(of).collect()
}

fn answered(result: &SignallingResult<'_>, one: &SignallingEquilibrium) -> Vec<String> {
    let of = |m: usize| {
        let taken = mixed(result.actions[m], &one.exact_replies[0][m]);
        let sent = one.messages.iter().any(|own| own[m] > 0.0);
        let beliefs: Vec<String> = result
            .types
            .iter()
            .zip(&one.belief_ranges[m])
            .map(|(label, [low, high])| {
                if sent || low == high {
                    format!("{label} {}", number(*low))
                } else {
                    format!("{label} {} to {}", number(*low), number(*high))
                }
            })
            .collect();
        let unsent = if sent { "" } else { " (not sent)" };
        let ranges = ranges(result.actions[m], &one.reply_ranges[0][m]);
        format!(
            "  after {}{unsent}: {taken}{ranges}; belief {}",
            result.messages[m],
            beliefs.join(", ")
        )
    };
    (0..result.messages.len()).map(of).collect()
}

/// Probabilities that may vary within the component.
fn ranges(labels: &[String], ranges: &[[f64; 2]]) -> String {
    let free: Vec<String> = labels
        .iter()
        .zip(ranges)
        .filter(|(_, [low, high])| low != high)
        .map(|(label, [low, high])| format!("{label} {} to {}", number(*low), number(*high)))
        .collect();
    if free.is_empty() { String::new() } else { format!(" [{}]", free.join(", ")) }
}

fn mixed(labels: &[String], chances: &[String]) -> String {
    let used: Vec<String> = labels
        .iter()
        .zip(chances)
        .filter(|(_, p)| *p != "0")
        .map(|(label, p)| if p == "1" { label.clone() } else { format!("{label} with {p}") })
        .collect();
    used.join(", ")
}

/// At most six decimals, without zeros at the end.
fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
