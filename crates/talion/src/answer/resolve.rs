//! The answer about resolve in words: whether threats are bluff, who gives in, what is learnt.

use crate::findings::Answer;
use crate::words::{list, signed};
use crate::{ResolveFindings, StandOffFindings, ThreatEquilibrium};

/// Words for the findings.
pub(crate) fn resolve(findings: &ResolveFindings) -> Answer {
    let Some(selected) = findings.selected.map(|at| &findings.equilibria[at]) else {
        let headline = "No sequential equilibrium of the threat game was found.".to_owned();
        return Answer { headline, ..Answer::default() };
    };
    let headline = format!(
        "Under {}, selected by {}: {}.",
        findings.concept,
        findings.selection_rule,
        bluff(findings, selected)
    );
    let mut points = who_does_what(findings, selected);
    points.push(kinds(findings));
    points.extend(learnt(findings));
    points.extend(findings.stand_off.as_ref().map(|game| stand_off(findings, game)));
    points.extend(record(findings));
    Answer { headline, points, caveats: caveats(findings, selected) }
}

/// Whether the threats are bluff.
fn bluff(findings: &ResolveFindings, selected: &ThreatEquilibrium) -> String {
    let [sender, receiver] = &findings.assumptions.players;
    let uttered: Vec<String> = findings
        .assumptions
        .threats
        .iter()
        .enumerate()
        .filter(|(k, _)| selected.chances[k + 1] > 0.0)
        .map(|(k, label)| {
            format!(
                "\u{201c}{label}\u{201d} is uttered with {}, is bluff with {} and is conceded to by {receiver} \
                 with {}",
                share(selected.chances[k + 1]),
                share(selected.bluff[k]),
                share(selected.conceded[k])
            )
        })
        .collect();
    if uttered.is_empty() {
        return format!("{sender} utters no threat, since none would be conceded to often enough");
    }
    list(&uttered)
}

fn who_does_what(findings: &ResolveFindings, selected: &ThreatEquilibrium) -> Vec<String> {
    let assumed = &findings.assumptions;
    let mut messages = vec!["keeps still".to_owned()];
    messages.extend(assumed.threats.iter().map(|label| format!("utters \u{201c}{label}\u{201d}")));
    let [sender, receiver] = &assumed.players;
    let mut points = Vec::new();
    for (own, said) in assumed.types[0].iter().zip(&selected.messages) {
        let parts = mixed(&messages, said);
        points.push(format!("{sender}, if {}, {parts}.", own.label));
    }
    for (own, replies) in assumed.types[1].iter().zip(&selected.replies) {
        let after = assumed.threats.iter().zip(replies).enumerate();
        let parts: Vec<String> = after
            .filter(|(k, _)| selected.chances[k + 1] > 0.0)
            .map(|(_, (threat, taken))| {
                let labels: Vec<String> = assumed
                    .replies
                    .iter()
                    .map(|reply| format!("replies \u{201c}{}\u{201d}", reply.label))
                    .collect();
                format!("{} to \u{201c}{threat}\u{201d}", mixed(&labels, taken))
            })
            .collect();
        if !parts.is_empty() {
            points.push(format!("{receiver}, if {}, {}.", own.label, list(&parts)));
        }
    }
    points
}

/// "does a", or "does a with 10 % and b with 90 %".
fn mixed(labels: &[String], chances: &[f64]) -> String {
    let used: Vec<(&String, f64)> =
        labels.iter().zip(chances.iter().copied()).filter(|(_, p)| *p > 0.0).collect();
    if let [(only, _)] = used[..] {
        return only.clone();
    }
    let parts: Vec<String> =
        used.iter().map(|(label, p)| format!("{label} with {}", share(*p))).collect();
    list(&parts)
}

fn kinds(findings: &ResolveFindings) -> String {
    let of = |kind: &str| findings.equilibria.iter().filter(|one| one.kind == kind).count();
    let counts: Vec<String> = ["separating", "pooling", "semi-separating"]
        .iter()
        .map(|kind| format!("{} {kind}", of(kind)))
        .collect();
    let survive = findings.equilibria.iter().filter(|one| one.intuitive).count();
    let count = findings.equilibria.len();
    let noun = if count == 1 { "component" } else { "components" };
    format!(
        "The threat game has {count} {noun} of sequential equilibria ({}; a complete list); the intuitive \
         criterion keeps {survive}.",
        list(&counts)
    )
}

fn learnt(findings: &ResolveFindings) -> Option<String> {
    let types = &findings.assumptions.types[0];
    let first = types.first().filter(|_| types.len() > 1)?;
    let parts: Vec<String> = findings
        .lessons
        .iter()
        .filter(|lesson| lesson.on_path)
        .map(|lesson| format!("{} after \u{201c}{}\u{201d}", share(lesson.beliefs[0]), lesson.seen))
        .collect();
    Some(format!(
        "That {} is {} has probability {} at the start; {}.",
        findings.assumptions.players[0],
        first.label,
        share(first.prior),
        list(&parts)
    ))
}

fn stand_off(findings: &ResolveFindings, game: &StandOffFindings) -> String {
    if let Some(why) = &game.void {
        return format!("There is no stand-off to follow ({}): {why}.", game.over);
    }
    let names = &findings.assumptions.players;
    let once: Vec<String> = names
        .iter()
        .zip(&game.at_once)
        .filter(|(_, p)| **p > 0.0)
        .map(|(name, p)| format!("{name} gives in at once with {}", share(*p)))
        .collect();
    let once = if once.is_empty() { String::new() } else { format!("{}; ", list(&once)) };
    let end = match game.end {
        Some(end) => format!("after {end:.1} quarters whoever is left never gives in"),
        None => "nobody is ever sure that the other side will not give in".to_owned(),
    };
    format!(
        "In a stand-off ({}), {once}{} gives in with {} in all, {} with {}; {end}.",
        game.over,
        names[0],
        share(game.gives_in[0]),
        names[1],
        share(game.gives_in[1])
    )
}

/// One sentence a player on the record.
fn record(findings: &ResolveFindings) -> Vec<String> {
    let told = |own: &crate::ObservedFindings| {
        let (first, last) = (own.months.first()?, own.months.last()?);
        let count = |word: &str| own.months.iter().filter(|month| month.seen == word).count();
        Some(format!(
            "The record from {} to {} has {} escalating in {} months, conceding in {} and holding still in {}; \
             with the chances that the scenario states, {} goes from {} to {}.",
            first.month,
            last.month,
            own.player,
            count("escalates"),
            count("concedes"),
            count("holds"),
            own.types.first()?,
            share(*own.prior.first()?),
            share(*last.beliefs.first()?)
        ))
    };
    findings.observed.iter().filter_map(told).collect()
}

fn caveats(findings: &ResolveFindings, selected: &ThreatEquilibrium) -> Vec<String> {
    let tiny = |x: f64| if x == 0.0 { "zero".to_owned() } else { format!("{x:.1e}") };
    let mut caveats = vec![format!(
        "Checked on the whole tree: largest gain at an information set {}, of a plan {}, distance from Bayes' \
         rule {}. The sender expects {} percent of real income, the receiver {}.",
        tiny(selected.max_gain),
        tiny(selected.max_regret),
        tiny(selected.bayes_residual),
        signed(selected.values[0]),
        signed(selected.values[1])
    )];
    caveats.push(format!(
        "Assumed: data set {}, elasticity set {}; priors, costs at home and chances of a month are the \
         scenario's and illustrative.",
        findings.assumptions.data, findings.assumptions.elasticities
    ));
    caveats
}

/// A probability in percent.
fn share(p: f64) -> String {
    format!("{:.1} %", 100.0 * p)
}
