//! Checks what a scenario says about private resolve: types with priors, threats, replies.

use crate::document::Report;
use crate::private::decimal;
use crate::raw::{RawResolve, RawScenario, RawType};
use crate::resolve::{Codes, suggest};
use crate::{
    Likelihoods, Month, Objective, PlannedReply, PlannedThreat, Player, PrivatePlan, PrivateType,
};
use talion_game::{PlayerId, Rational};

/// Largest distance from one of probabilities that should sum to it.
const ROUNDING: f64 = 1e-9;

/// The plan, `None` where there is none or something is wrong with it (the problem having been noted).
pub(crate) fn private(
    report: &mut Report,
    codes: &Codes,
    raw: &RawScenario,
    known: &[Player],
) -> Option<PrivatePlan> {
    let table = raw.resolve.as_ref()?;
    let players = players(report, codes, table)?;
    strangers(report, codes, table, players);
    let types = players.map(|player| types(report, table, &codes.player_names[player], known));
    let threats = threats(report, raw, table, players[0]);
    let replies = replies(report, raw, table, players[1]);
    let observed = [
        month(report, "resolve.observe_from", &table.observe_from),
        month(report, "resolve.observe_to", &table.observe_to),
    ];
    let [Some(from), Some(to)] = observed else { return None };
    if from > to {
        let message = format!("the record is to be read from {from} to {to}, which is earlier");
        report.error("resolve.observe_to", message, None);
    }
    Some(PrivatePlan {
        players: players.map(PlayerId),
        types,
        threats,
        replies,
        settlement_years: table.settlement_years,
        audience_growth: table.audience_growth,
        observed: [from, to],
    })
}

/// Who threatens and who replies.
fn players(report: &mut Report, codes: &Codes, table: &RawResolve) -> Option<[usize; 2]> {
    let sender = match &table.sender {
        Some(name) => codes.player(report, "resolve.sender", name)?,
        None => 0,
    };
    let receiver = match &table.receiver {
        Some(name) => codes.player(report, "resolve.receiver", name)?,
        None if codes.player_names.len() == 2 => 1 - sender,
        None => {
            let message = "`resolve` does not say who replies".to_owned();
            let help = "add `receiver = ..`: there are not two players".to_owned();
            report.error("resolve", message, Some(help));
            return None;
        }
    };
    if sender == receiver {
        let message = format!("`{}` cannot reply to itself", codes.player_names[sender]);
        report.error("resolve.receiver", message, None);
        return None;
    }
    Some([sender, receiver])
}

/// Types of players who do not take part, and names that come twice.
fn strangers(report: &mut Report, codes: &Codes, table: &RawResolve, players: [usize; 2]) {
    for (at, own) in table.types.iter().enumerate() {
        let place = format!("resolve.type[{at}]");
        let player = codes.player(report, &format!("{place}.player"), &own.player);
        if player.is_some_and(|player| !players.contains(&player)) {
            let message = format!("`{}` neither threatens nor replies", own.player);
            report.error(&format!("{place}.player"), message, None);
        }
        if table.types[..at].iter().any(|other| other.name == own.name) {
            let message = format!("type `{}` comes twice", own.name);
            let help = "types of different players need different names too".to_owned();
            report.error(&format!("{place}.name"), message, Some(help));
        }
    }
}

/// What a player may be.
fn types(
    report: &mut Report,
    table: &RawResolve,
    name: &str,
    known: &[Player],
) -> Vec<PrivateType> {
    let own: Vec<(usize, &RawType)> =
        table.types.iter().enumerate().filter(|(_, one)| one.player == name).collect();
    // A player with an unknown region is not among those known; its problem has been noted.
    let Some(player) = known.iter().find(|player| player.name == name) else { return Vec::new() };
    let base = player.objective.clone();
    if own.is_empty() {
        return vec![PrivateType {
            name: name.to_owned(),
            label: name.to_owned(),
            prior: Rational::ONE,
            never_gives_in: false,
            conflict_cost: 0.0,
            objective: base,
            likelihoods: None,
        }];
    }
    let priors = priors(report, name, &own);
    own.iter()
        .zip(priors)
        .map(|((at, one), prior)| PrivateType {
            name: one.name.clone(),
            label: one.label.clone().unwrap_or_else(|| one.name.clone()),
            prior,
            never_gives_in: one.never_gives_in,
            conflict_cost: one.conflict_cost,
            objective: replaced(&base, one),
            likelihoods: likelihoods(report, *at, one),
        })
        .collect()
}

/// Priors, which sum to one; the one that is left out is what the others leave.
fn priors(report: &mut Report, player: &str, own: &[(usize, &RawType)]) -> Vec<Rational> {
    let place = |at: usize| format!("resolve.type[{at}].prior");
    for (at, one) in own {
        if one.prior == Some(0.0) {
            let message = format!("type `{}` has prior 0", one.name);
            let help = "a number above 0; leave out a type that nobody thinks possible".to_owned();
            report.error(&place(*at), message, Some(help));
        }
    }
    let given: Vec<Option<Rational>> = own.iter().map(|(_, one)| one.prior.map(decimal)).collect();
    let sum = given.iter().flatten().fold(Rational::ZERO, |sum, p| &sum + p);
    let missing: Vec<usize> =
        own.iter().filter(|(_, one)| one.prior.is_none()).map(|(at, _)| *at).collect();
    let first = own[0].0;
    match missing[..] {
        [] if (sum.to_f64() - 1.0).abs() > ROUNDING => {
            let message =
                format!("the priors of {player}'s types sum to {}, not to 1", sum.to_f64());
            let help = "make them sum to 1, or leave one of them out".to_owned();
            report.error(&place(first), message, Some(help));
        }
        [only] if sum >= Rational::ONE => {
            let message =
                format!("the priors of {player}'s other types sum to {} already", sum.to_f64());
            let help = "they must leave something, below 1".to_owned();
            report.error(&format!("resolve.type[{only}]"), message, Some(help));
        }
        [] | [_] => {}
        [_, second, ..] => {
            let message = format!("two of {player}'s types have no `prior`");
            let help = "one of them may leave it out".to_owned();
            report.error(&format!("resolve.type[{second}]"), message, Some(help));
        }
    }
    if missing.is_empty() && !sum.is_zero() {
        return given.into_iter().flatten().map(|p| &p / &sum).collect();
    }
    let rest = &Rational::ONE - &sum;
    given.into_iter().map(|p| p.unwrap_or_else(|| rest.clone())).collect()
}

/// The chances of a month, which are given all three or not at all.
fn likelihoods(report: &mut Report, at: usize, one: &RawType) -> Option<Likelihoods> {
    let place = format!("resolve.type[{at}]");
    match (one.escalates, one.holds, one.concedes) {
        (None, None, None) => None,
        (Some(escalates), Some(holds), Some(concedes)) => {
            let sum = escalates + holds + concedes;
            if (sum - 1.0).abs() > ROUNDING {
                let message =
                    format!("what type `{}` does in a month has chances of {sum} in sum", one.name);
                let help = "`escalates`, `holds` and `concedes` must sum to 1".to_owned();
                report.error(&format!("{place}.escalates"), message, Some(help));
            }
            Some(Likelihoods { escalates, holds, concedes })
        }
        _ => {
            let message = format!("type `{}` says only in part what it does in a month", one.name);
            let help = "give `escalates`, `holds` and `concedes`, or none of them".to_owned();
            report.error(&place, message, Some(help));
            None
        }
    }
}

/// An objective with the weights that a type replaces.
fn replaced(base: &Objective, one: &RawType) -> Objective {
    Objective {
        deficit_weight: one.deficit_weight.unwrap_or(base.deficit_weight),
        lead_weight: one.lead_weight.unwrap_or(base.lead_weight),
        self_sufficiency_weight: one
            .self_sufficiency_weight
            .unwrap_or(base.self_sufficiency_weight),
        access_weight: one.access_weight.unwrap_or(base.access_weight),
        audience_cost: one.audience_cost.unwrap_or(base.audience_cost),
        red_line_cost: one.red_line_cost.unwrap_or(base.red_line_cost),
        ..base.clone()
    }
}

fn threats(
    report: &mut Report,
    raw: &RawScenario,
    table: &RawResolve,
    sender: usize,
) -> Vec<PlannedThreat> {
    let owner = &raw.player[sender].name;
    let names: Vec<&str> = table.threat.iter().map(|threat| threat.name.as_str()).collect();
    distinct(report, "resolve.threat", &names);
    if table.threat.is_empty() && !report.is_bad("resolve.threat") {
        report.error("resolve.threat", "there is nothing to threaten", None);
    }
    let mut found = Vec::new();
    for (at, threat) in table.threat.iter().enumerate() {
        let place = format!("resolve.threat[{at}].moves");
        if threat.moves.is_empty() && !report.is_bad(&place) {
            report.error(&place, format!("threat `{}` has no moves", threat.name), None);
        }
        found.push(PlannedThreat {
            name: threat.name.clone(),
            label: threat.label.clone().unwrap_or_else(|| threat.name.clone()),
            moves: moves(report, raw, &place, &threat.moves, owner),
            audience: threat.audience,
            risk: threat.risk,
        });
    }
    found
}

fn replies(
    report: &mut Report,
    raw: &RawScenario,
    table: &RawResolve,
    receiver: usize,
) -> Vec<PlannedReply> {
    let owner = &raw.player[receiver].name;
    let names: Vec<&str> = table.reply.iter().map(|reply| reply.name.as_str()).collect();
    distinct(report, "resolve.reply", &names);
    if table.reply.iter().all(|reply| reply.concedes) && !report.is_bad("resolve.reply") {
        let help = "add a `[[resolve.reply]]` without `concedes = true`".to_owned();
        report.error("resolve.reply", "every reply gives in", Some(help));
    }
    let mut found = Vec::new();
    for (at, reply) in table.reply.iter().enumerate() {
        let place = format!("resolve.reply[{at}].moves");
        found.push(PlannedReply {
            name: reply.name.clone(),
            label: reply.label.clone().unwrap_or_else(|| reply.name.clone()),
            moves: moves(report, raw, &place, &reply.moves, owner),
            concedes: reply.concedes,
            backs_down: reply.backs_down,
        });
    }
    found
}

fn distinct(report: &mut Report, list: &str, names: &[&str]) {
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            report.error(&format!("{list}[{at}].name"), format!("`{name}` comes twice"), None);
        }
    }
}

/// Positions of a player's moves by name.
fn moves(
    report: &mut Report,
    raw: &RawScenario,
    path: &str,
    names: &[String],
    owner: &str,
) -> Vec<usize> {
    let mut found = Vec::new();
    for (k, name) in names.iter().enumerate() {
        let place = format!("{path}[{k}]");
        let own = |at: &usize| raw.moves[*at].name == *name;
        match (0..raw.moves.len()).find(own) {
            None => {
                let known = raw.moves.iter().filter(|one| one.player == owner);
                let help = suggest(name, known.map(|one| one.name.as_str()));
                report.error(&place, format!("unknown move `{name}`"), Some(help));
            }
            Some(at) if raw.moves[at].player != owner => {
                let whose = &raw.moves[at].player;
                let message = format!("move `{name}` is `{whose}`'s, not `{owner}`'s");
                report.error(&place, message, None);
            }
            Some(at) if found.contains(&at) => {
                report.error(&place, format!("move `{name}` is listed twice"), None);
            }
            Some(at) => found.push(at),
        }
    }
    found
}

pub(super) fn month(report: &mut Report, path: &str, text: &str) -> Option<Month> {
    let found = text.parse().ok();
    if found.is_none() {
        let message = format!("`{text}` is no month");
        report.error(path, message, Some("write it as 2018-05".to_owned()));
    }
    found
}
