//! The answer of a study of escalation in words.

use crate::words::{list, percent, signed};
use crate::{
    Answer, EscalationFindings, InstrumentFindings, MarkovFindings, OddsFindings, ThresholdFindings,
};

/// Odds from which something is likelier than not.
const EVEN: f64 = 0.5;
/// A value below which an instrument counts as worth nothing, percent of a year's real income.
const NOTHING: f64 = 1e-9;

/// Words for the findings: a headline, what it rests on, and what it does not say.
pub(crate) fn escalation(findings: &EscalationFindings) -> Answer {
    let Some(selected) = findings.selected.map(|at| &findings.equilibria[at]) else {
        let headline = format!("No {} was found: {}.", findings.concept, findings.termination);
        return Answer { headline, points: Vec::new(), caveats: caveats(findings) };
    };
    let mut points = vec![first_moves(findings, selected)];
    points.extend(odds(findings));
    points.push(duration(findings));
    points.extend(end(findings));
    points.push(worth(findings, selected));
    points.extend(findings.instruments.iter().map(|one| instrument(findings, one)));
    points.extend(variants(findings));
    points.extend(findings.thresholds.iter().map(threshold));
    points.extend(horizon(findings));
    points.push(multiplicity(findings, selected));
    points.push(checks(findings, selected));
    Answer { headline: headline(findings, selected), points, caveats: caveats(findings) }
}

fn headline(findings: &EscalationFindings, selected: &MarkovFindings) -> String {
    let breakthrough = match findings.odds.first() {
        Some(odds) if odds.deal > EVEN => "the talks bring a breakthrough",
        _ => "the talks bring no breakthrough at once",
    };
    let within = findings.odds.last();
    let deal = within.map_or_else(String::new, |odds| {
        format!(", and a deal comes within {} quarters with {}", odds.quarters, share(odds.deal))
    });
    format!(
        "Under {}, selected by {}: {breakthrough}{deal}; {}{}.",
        findings.concept,
        findings.selection_rule,
        moves(findings, selected),
        nearest_flip(findings)
    )
}

/// "; it flips when `KEY` passes VALUE" for the flip that is nearest to the scenario, in proportion.
fn nearest_flip(findings: &EscalationFindings) -> String {
    let flips = findings.thresholds.iter().filter_map(|found| {
        let flip = found.flips.first()?;
        let way = (flip.at - found.value).abs() / (found.highest - found.lowest);
        Some((way, &found.key, flip.at))
    });
    flips.min_by(|a, b| a.0.total_cmp(&b.0)).map_or_else(String::new, |(_, key, at)| {
        format!("; whether a deal is likelier than not flips when `{key}` passes {at:.3}")
    })
}

/// "the USA plays lists up and CHN ..".
fn moves(findings: &EscalationFindings, selected: &MarkovFindings) -> String {
    let parts: Vec<String> = findings
        .assumptions
        .players
        .iter()
        .zip(&selected.first_moves)
        .map(|(player, actions)| {
            let mut sorted: Vec<_> = actions.iter().collect();
            sorted.sort_by(|a, b| b.probability.total_cmp(&a.probability));
            let said: Vec<String> = sorted
                .iter()
                .filter(|own| own.probability >= 0.005)
                .map(|own| match own.probability {
                    1.0 => format!("\u{201c}{}\u{201d}", own.action),
                    p => format!("\u{201c}{}\u{201d} with {}", own.action, share(p)),
                })
                .collect();
            format!("{player} begins with {}", list(&said))
        })
        .collect();
    list(&parts)
}

fn first_moves(findings: &EscalationFindings, selected: &MarkovFindings) -> String {
    let later = findings.quarters.get(4).or_else(|| findings.quarters.last());
    let later = later.map_or_else(String::new, |at| {
        format!(
            " After {} quarters the likeliest situation is: {} ({}).",
            at.quarter,
            at.likeliest,
            share(at.likeliest_odds)
        )
    });
    format!("First quarter: {}.{later}", moves(findings, selected))
}

fn odds(findings: &EscalationFindings) -> Option<String> {
    let one = |odds: &OddsFindings| {
        format!(
            "{} {}: a deal {}, a step up {}, talks under way {}",
            odds.quarters,
            if odds.quarters == 1 { "quarter" } else { "quarters" },
            share(odds.deal),
            share(odds.escalation),
            share(odds.talks)
        )
    };
    let all: Vec<String> = findings.odds.iter().map(one).collect();
    (!all.is_empty()).then(|| format!("Odds within {}.", all.join("; ")))
}

fn duration(findings: &EscalationFindings) -> String {
    let spell = &findings.de_escalation;
    let mean = match spell.expected_quarters {
        Some(quarters) => format!(", after {quarters:.1} quarters on average where it ends"),
        None => String::new(),
    };
    format!(
        "Within {} quarters escalation begins with {} and ends again, in a deal or with nothing left \
         of what a deal would take back, with {}{mean}.",
        spell.horizon,
        share(spell.escalates),
        share(spell.ends)
    )
}

fn end(findings: &EscalationFindings) -> Option<String> {
    let last = findings.quarters.last()?;
    let mut parts: Vec<String> = Vec::new();
    if let Some(gap) = last.gap_years {
        parts.push(format!("a technology gap of {gap:.2} frontier years"));
    }
    if let Some(own) = last.self_sufficiency {
        parts.push(format!("self-sufficiency of {}", share(own)));
    }
    for (player, welfare) in findings.assumptions.players.iter().zip(&last.welfare) {
        parts.push(format!("real income of {player} {}", percent(*welfare)));
    }
    Some(format!("Expected after {} quarters: {}.", last.quarter, list(&parts)))
}

fn worth(findings: &EscalationFindings, selected: &MarkovFindings) -> String {
    let parts: Vec<String> = findings
        .assumptions
        .players
        .iter()
        .zip(selected.values.iter().zip(&selected.annual))
        .map(|(player, (value, annual))| {
            format!("{player} {} ({} a year for good)", signed(*value), signed(*annual))
        })
        .collect();
    format!(
        "Worth of the game from the start, discounted, in percent of a year\u{2019}s real income: {}.",
        list(&parts)
    )
}

fn instrument(findings: &EscalationFindings, one: &InstrumentFindings) -> String {
    let players = &findings.assumptions.players;
    let resolved: Vec<String> = players
        .iter()
        .zip(&one.resolved)
        .map(|(player, gain)| format!("{player} {}", signed_or_nothing(*gain)))
        .collect();
    let whose = match (&one.player, one.held) {
        (Some(owner), Some(held)) => format!(
            "{owner}\u{2019}s \u{201c}{}\u{201d} is worth {} to it while the others\u{2019} plans stand; \
             solved again",
            one.name,
            signed_or_nothing(held)
        ),
        _ => format!("Having {}", one.name),
    };
    format!(
        "{whose}, it changes the worth of the game by {}; without it a deal within eight quarters has \
         odds of {}.",
        list(&resolved),
        share(one.deal_within_8_without)
    )
}

fn variants(findings: &EscalationFindings) -> Option<String> {
    let parts: Vec<String> = findings
        .without
        .iter()
        .map(|variant| format!("{}: {}", variant.description, share(variant.deal_within_8)))
        .collect();
    (!parts.is_empty())
        .then(|| format!("Odds of a deal within eight quarters, {}.", parts.join("; ")))
}

fn threshold(found: &ThresholdFindings) -> String {
    if let Some(why) = &found.failure {
        return format!("`{}` could not be followed: {why}.", found.key);
    }
    let from_to = format!("from {} to {}", found.lowest, found.highest);
    match found.flips.first() {
        None => format!(
            "`{}`, {} here: no value {from_to} makes a deal within eight quarters likelier than not \
             where it is not, or the other way round.",
            found.key, found.value
        ),
        Some(flip) => format!(
            "`{}`, {} here: the odds of a deal within eight quarters pass one half at {:.4} (from {} to \
             {}); tried {from_to}.",
            found.key,
            found.value,
            flip.at,
            share(flip.deal[0]),
            share(flip.deal[1])
        ),
    }
}

/// What hangs on the horizon.
fn horizon(findings: &EscalationFindings) -> Option<String> {
    let later = findings.later_horizon.as_ref()?;
    let here = findings.assumptions.horizon_quarters?;
    Some(format!(
        "What is said about the last years before the horizon of {here} quarters is made by the horizon. \
         With one of {} quarters the odds of a deal within eight quarters are {}, and those of a deal in \
         force differ by at most {} over the first {} quarters.",
        later.quarters,
        share(later.deal_within_8),
        share(later.largest_difference),
        here / 2
    ))
}

/// What would change the answer: one sentence for every key in which a flip was found.
pub(super) fn flips(findings: &EscalationFindings) -> Vec<String> {
    findings.thresholds.iter().filter(|found| !found.flips.is_empty()).map(threshold).collect()
}

fn multiplicity(findings: &EscalationFindings, selected: &MarkovFindings) -> String {
    if findings.complete {
        return "It is the only equilibrium: every stage of the game has just one.".to_owned();
    }
    let several = selected.several_share.map_or_else(String::new, |several| {
        let undecided = selected.undecided_share.filter(|x| *x > 0.0).map_or_else(
            String::new,
            |x| format!(", and in {} the rule does not decide and the first is taken", share(x)),
        );
        format!(
            " In {} of all situations and quarters several equilibria are possible, since talks take \
             two{undecided}.",
            share(several)
        )
    });
    let others: Vec<String> = findings
        .equilibria
        .iter()
        .filter(|one| one.found_by != selected.found_by)
        .map(|one| format!("under {}: {}", one.found_by, share(one.deal_within_8)))
        .collect();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!(" Odds of a deal within eight quarters in the others found, {}.", others.join("; "))
    };
    format!("The list of equilibria is not complete.{several}{others}")
}

fn checks(findings: &EscalationFindings, selected: &MarkovFindings) -> String {
    let drawn = &findings.simulation;
    format!(
        "Checked: the largest gain from a single deviation is {:.1e}, that of any whole plan, found by \
         solving each player\u{2019}s decision problem on its own, {:.1e}; {} paths drawn at random put the \
         odds of a deal at {} (exactly {}, standard error {}).",
        selected.one_shot_gain,
        selected.best_reply_gain,
        drawn.paths,
        share(drawn.deal),
        share(drawn.exact),
        share(drawn.standard_error)
    )
}

fn caveats(findings: &EscalationFindings) -> Vec<String> {
    let assumed = &findings.assumptions;
    let horizon = match assumed.horizon_quarters {
        Some(quarters) => format!("{quarters} quarters, after which policies stay as they are"),
        None => "no horizon".to_owned(),
    };
    vec![
        format!(
            "Assumed: data set {}, elasticity set {}, deficits {}, {} markets; {} moves, {horizon}.",
            assumed.data, assumed.elasticities, assumed.deficits, assumed.market, assumed.order
        ),
        "Chances, weights and discount factors are assumptions of the scenario; those without a source \
         are illustrative."
            .to_owned(),
        "A model says what follows from its assumptions; it proves nothing about the world."
            .to_owned(),
    ]
}

fn signed_or_nothing(x: f64) -> String {
    if x.abs() < NOTHING { "nothing".to_owned() } else { signed(x) }
}

/// A chance or share in percent: `24 %`, `0.31 %`.
fn share(x: f64) -> String {
    let percent = 100.0 * x;
    match percent {
        0.0 => "0 %".to_owned(),
        p if p >= 99.95 => "100 %".to_owned(),
        p if p >= 10.0 => format!("{p:.0} %"),
        p if p >= 0.1 => format!("{p:.1} %"),
        _ => "under 0.1 %".to_owned(),
    }
}
