//! The answer of a study of stability in words.

use crate::words::list;
use crate::{Answer, MoveTaken, StabilityFindings};

/// Concepts in the order of the answer, the strongest first, with the words for them.
const CONCEPTS: [(&str, &str); 8] = [
    ("nash", "Nash"),
    ("sseq", "symmetric sequential stability"),
    ("seq", "sequential stability"),
    ("smr", "symmetric metarationality"),
    ("gmr", "general metarationality"),
    ("limited_2", "two moves of foresight"),
    ("non_myopic", "non-myopic stability"),
    ("lcs", "the largest consistent set"),
];

/// Words for the findings of a scenario's ladder; `None` if they are not of one.
pub(crate) fn stability(findings: &StabilityFindings) -> Option<Answer> {
    let ladder = findings.ladder.as_ref()?;
    let start = &ladder.start;
    let mut points = Vec::new();
    points.extend(temptations(findings, start));
    points.push(ends(findings));
    points.push(strongest(findings));
    if let Some(deal) = &ladder.deal {
        points.extend(way_to(findings, deal));
        points.push(deal_stable(findings, deal));
        points.extend(changes(findings));
        points.extend(farsighted(findings, deal));
    }
    points.push(checks(findings));
    Some(Answer { headline: headline(findings, start), points, caveats: caveats() })
}

fn quoted(state: &str) -> String {
    format!("\u{201c}{state}\u{201d}")
}

fn headline(findings: &StabilityFindings, start: &str) -> String {
    let (stable, not): (Vec<_>, Vec<_>) = CONCEPTS
        .iter()
        .filter(|(name, _)| findings.equilibria.get(name).is_some())
        .partition(|(name, _)| holds(findings, name, start));
    let words = |of: &[&(&str, &str)]| -> String {
        list(&of.iter().map(|(_, words)| (*words).to_owned()).collect::<Vec<_>>())
    };
    let standoff = format!("Without time and chance, the standoff ({})", quoted(start));
    match (stable.is_empty(), not.is_empty()) {
        (true, _) => format!("{standoff} is stable in no sense that was asked."),
        (false, true) => format!("{standoff} is stable in every sense that was asked."),
        (false, false) => {
            format!(
                "{standoff} is stable in the sense of {}, and not of {}.",
                words(&stable),
                words(&not)
            )
        }
    }
}

fn holds(findings: &StabilityFindings, concept: &str, state: &str) -> bool {
    findings.stable(concept).iter().any(|known| known == state)
}

/// What players would gain by moving alone from a state, and what deters them.
fn temptations(findings: &StabilityFindings, state: &str) -> Vec<String> {
    let written = findings.witnesses.iter().filter(|witness| witness.state == state);
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut told = Vec::new();
    for witness in written {
        for sanction in &witness.sanctions {
            let key = (witness.player.as_str(), sanction.improvement.as_str());
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            told.push(format!(
                "{} would gain by {} and is deterred: {}, which leaves it no better off.",
                witness.player,
                quoted(&sanction.improvement),
                moves(&sanction.moves)
            ));
        }
    }
    told
}

/// "CHN moves to “x” and USA moves to “y”".
fn moves(steps: &[MoveTaken]) -> String {
    let told: Vec<String> =
        steps.iter().map(|step| format!("{} moves to {}", step.player, quoted(&step.to))).collect();
    list(&told)
}

fn ends(findings: &StabilityFindings) -> String {
    let better = findings.attractors.iter().find(|found| found.replies == "better");
    let ends: Vec<String> = better
        .iter()
        .flat_map(|found| &found.attractors)
        .map(|set| match set.as_slice() {
            [only] => quoted(only),
            many => format!("a cycle of {} situations", many.len()),
        })
        .collect();
    format!("If players move whenever they gain, play ends at {}.", either(&ends))
}

/// "a", "a or b".
fn either(parts: &[String]) -> String {
    match parts {
        [] => "no situation".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn strongest(findings: &StabilityFindings) -> String {
    let states: Vec<String> = findings.stable("nash").iter().map(|state| quoted(state)).collect();
    if states.is_empty() {
        return "No situation is a Nash equilibrium of single moves.".to_owned();
    }
    format!("Nobody gains by any single move from {}.", either(&states))
}

fn way_to(findings: &StabilityFindings, deal: &str) -> Option<String> {
    let path = findings.paths.as_ref()?.to_equilibria.iter().find(|path| path.to == deal)?;
    Some(match (&path.by_improvements, &path.least_regret, path.regret) {
        (Some(steps), ..) => {
            format!("The deal is reached from there by gains alone: {}.", moves(steps))
        }
        (None, Some(steps), Some(0)) => format!(
            "The deal is not reached by gains alone, but by moves that cost nobody anything: {}.",
            moves(steps)
        ),
        (None, Some(steps), Some(regret)) => format!(
            "The deal is not reached by gains alone: on the way of least regret ({}) the movers give up \
             {regret} {} in their rankings.",
            moves(steps),
            if regret == 1 { "place" } else { "places" }
        ),
        _ => "The deal is out of reach.".to_owned(),
    })
}

fn deal_stable(findings: &StabilityFindings, deal: &str) -> String {
    let senses: Vec<String> = CONCEPTS
        .iter()
        .filter(|(name, _)| holds(findings, name, deal))
        .map(|(_, words)| (*words).to_owned())
        .collect();
    let leavers: Vec<String> = findings
        .by_player
        .get("nash")
        .into_iter()
        .flat_map(|own| &own.0)
        .filter(|(_, states)| !states.iter().any(|state| state == deal))
        .map(|(player, _)| player.clone())
        .collect();
    let left = match leavers.as_slice() {
        [] => "nobody would rather leave it".to_owned(),
        some => format!("{} would rather leave it", list(some)),
    };
    match senses.as_slice() {
        [] => {
            format!("Once struck, the deal is stable for all in no sense that was asked: {left}.")
        }
        some => format!(
            "Once struck, the deal is stable for all in the sense of {}; {left}.",
            list(some)
        ),
    }
}

/// What would have to change for the deal to last, concepts with the same answer together.
fn changes(findings: &StabilityFindings) -> Vec<String> {
    let mut grouped: Vec<(String, Vec<String>)> = Vec::new();
    for change in &findings.preference_changes {
        let needed: Vec<String> = change
            .no_better
            .iter()
            .filter(|(_, states)| !states.is_empty())
            .map(|(player, states)| {
                let states: Vec<String> = states.iter().map(|state| quoted(state)).collect();
                format!("{player} would have to like {} no better than the deal", list(&states))
            })
            .collect();
        if needed.is_empty() {
            continue;
        }
        let least = if change.least { "" } else { " (perhaps less would do)" };
        let words = CONCEPTS.iter().find(|(name, _)| *name == change.concept);
        let words = words.map_or(change.concept.clone(), |(_, words)| (*words).to_owned());
        let needed = format!("{}{least}", list(&needed));
        match grouped.iter_mut().find(|(known, _)| *known == needed) {
            Some((_, concepts)) => concepts.push(words),
            None => grouped.push((needed, vec![words])),
        }
    }
    let told = grouped.into_iter().map(|(needed, concepts)| {
        format!("For it to last in the sense of {}: {needed}.", list(&concepts))
    });
    told.collect()
}

fn farsighted(findings: &StabilityFindings, deal: &str) -> Option<String> {
    let sets = findings.stable_sets.iter().find(|sets| sets.acting == "individuals")?;
    let with = sets.sets.iter().filter(|set| set.iter().any(|state| state == deal)).count();
    let complete = if sets.complete { "" } else { " found (the search was not complete)" };
    let (count, set) = (sets.sets.len(), if sets.sets.len() == 1 { "set" } else { "sets" });
    Some(format!(
        "Players who look all the way ahead: {count} farsighted stable {set}{complete}, {with} of them \
         with the deal."
    ))
}

fn checks(findings: &StabilityFindings) -> String {
    let (count, states) = (findings.witnesses.len(), findings.states.len());
    if findings.certified {
        format!(
            "{states} situations; all {count} sanctions that make one stable were checked again."
        )
    } else {
        format!(
            "{states} situations; NOT CERTIFIED: a sanction did not pass its check, or time ran out."
        )
    }
}

fn caveats() -> Vec<String> {
    vec![
        "Preferences are ordinal: the payoffs of each situation at the technology gap of the start, as if \
         it lasted. Time, chance and the cost of the way play no part here; the game over time has them."
            .to_owned(),
    ]
}
