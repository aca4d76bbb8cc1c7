//! Checks what a scenario says about escalation: its rungs, talks and chances.

use crate::document::Report;
use crate::escalation::MOST_TRACKS;
use crate::raw::{RawEscalation, RawRung, RawScenario};
use crate::resolve::{Codes, suggest};
use crate::{EscalationPlan, Order, Rung, SelectionRule, Track};
use talion_game::PlayerId;

/// The plan, `None` where there is none or something is wrong with it (the problem having been noted).
pub(crate) fn escalation(
    report: &mut Report,
    codes: &Codes,
    raw: &RawScenario,
) -> Option<EscalationPlan> {
    let Some(table) = &raw.escalation else {
        if !raw.rung.is_empty() {
            let help = "add an `[escalation]` table; all its keys have defaults".to_owned();
            report.error("rung[0]", "there are rungs, but no escalation", Some(help));
        }
        return None;
    };
    let mut tracks = tracks(report, codes, raw);
    if tracks.is_empty() && !report.is_bad("rung") {
        let help = "write `[[rung]]` tables, from the first step of each track on".to_owned();
        report.error("escalation", "escalation needs at least one rung", Some(help));
    }
    if tracks.len() > MOST_TRACKS {
        let message =
            format!("{} tracks are more than the {MOST_TRACKS} there may be", tracks.len());
        report.error("rung", message, None);
    }
    if raw.player.len() > usize::from(u8::MAX) {
        report.error("player", "escalation takes at most 255 players", None);
    }
    let names: Vec<String> = tracks.iter().map(|track| track.name.clone()).collect();
    for (at, name) in table.deal_keeps.iter().enumerate() {
        match tracks.iter_mut().find(|track| track.name == *name) {
            Some(track) => track.kept_in_deal = true,
            None => report.error(
                &format!("escalation.deal_keeps[{at}]"),
                format!("unknown track `{name}`"),
                Some(suggest(name, names.iter().map(String::as_str))),
            ),
        }
    }
    let deal_moves = moves(report, raw, "escalation.deal_moves", &table.deal_moves, None);
    let discounts = raw.player.iter().map(|p| p.discount.unwrap_or(table.discount)).collect();
    let truce_quarters = whole(report, "escalation.truce_quarters", table.truce_quarters);
    let largest_gap = whole(report, "escalation.largest_gap", table.largest_gap);
    let horizon = whole(report, "escalation.horizon_quarters", table.horizon_quarters);
    let observed = super::history::observed(report, codes, raw, table, &tracks);
    gap_fits(report, raw, table);
    Some(EscalationPlan {
        tracks,
        order: if table.order == "alternating" { Order::Alternating } else { Order::Simultaneous },
        discounts,
        slip: table.slip,
        breakdown: table.breakdown,
        periods_per_year: table.periods_per_year,
        // The bounds of both keys are below 256.
        truce_quarters: u8::try_from(truce_quarters).unwrap_or(u8::MAX),
        largest_gap: u8::try_from(largest_gap).unwrap_or(u8::MAX),
        talks_at_start: table.talks_at_start,
        deal_moves,
        flips: table.flips.clone(),
        rule: match table.rule.as_str() {
            "payoff-dominance" => SelectionRule::PayoffDominance,
            "first" => SelectionRule::First,
            "last" => SelectionRule::Last,
            _ => SelectionRule::RiskDominance,
        },
        horizon: (horizon > 0).then_some(usize::from(horizon)),
        observed,
    })
}

/// The start must be one of the gaps that are told apart.
fn gap_fits(report: &mut Report, raw: &RawScenario, table: &RawEscalation) {
    let Some(race) = &raw.technology else { return };
    let gap = race.gap_years;
    if gap.fract() != 0.0 || gap > table.largest_gap {
        let message = format!("the game over time cannot start at a gap of {gap} frontier years");
        let help = format!("a whole number up to `largest_gap`, {}", table.largest_gap);
        report.error("technology.gap_years", message, Some(help));
    }
}

fn tracks(report: &mut Report, codes: &Codes, raw: &RawScenario) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    for (at, rung) in raw.rung.iter().enumerate() {
        let path = format!("rung[{at}]");
        let Some(player) = codes.player(report, &format!("{path}.player"), &rung.player) else {
            continue;
        };
        let step = read_rung(report, raw, &path, rung);
        match tracks.iter_mut().find(|track| track.name == rung.track) {
            Some(track) if track.player.0 != player => {
                let owner = &codes.player_names[track.player.0];
                let message = format!("track `{}` is `{owner}`'s already", rung.track);
                report.error(&format!("{path}.track"), message, None);
            }
            Some(track) => {
                if track.rungs.iter().any(|other| other.name == step.name) {
                    let message = format!("track `{}` has rung `{}` twice", rung.track, step.name);
                    report.error(&format!("{path}.name"), message, None);
                }
                track.rungs.push(step);
            }
            None => tracks.push(Track {
                player: PlayerId(player),
                name: rung.track.clone(),
                rungs: vec![step],
                kept_in_deal: false,
            }),
        }
    }
    tracks
}

fn read_rung(report: &mut Report, raw: &RawScenario, path: &str, rung: &RawRung) -> Rung {
    let place = format!("{path}.moves");
    if rung.moves.is_empty() && !report.is_bad(&place) {
        report.error(&place, format!("rung `{}` has no moves", rung.name), None);
    }
    Rung {
        name: rung.name.clone(),
        label: rung.label.clone().unwrap_or_else(|| rung.name.clone()),
        moves: moves(report, raw, &place, &rung.moves, Some(&rung.player)),
        irreversible: rung.irreversible,
    }
}

/// Positions of moves by name, all of one player where it is named.
pub(super) fn moves(
    report: &mut Report,
    raw: &RawScenario,
    path: &str,
    names: &[String],
    owner: Option<&str>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for (k, name) in names.iter().enumerate() {
        let place = format!("{path}[{k}]");
        let Some(at) = raw.moves.iter().position(|known| known.name == *name) else {
            let known = raw.moves.iter().filter(|m| owner.is_none_or(|owner| m.player == owner));
            let help = suggest(name, known.map(|m| m.name.as_str()));
            report.error(&place, format!("unknown move `{name}`"), Some(help));
            continue;
        };
        if let Some(owner) = owner.filter(|owner| raw.moves[at].player != *owner) {
            let whose = &raw.moves[at].player;
            report.error(&place, format!("move `{name}` is `{whose}`'s, not `{owner}`'s"), None);
        } else if found.contains(&at) {
            report.error(&place, format!("move `{name}` is listed twice"), None);
        } else {
            found.push(at);
        }
    }
    found
}

/// A whole number; the table of keys keeps it between 0 and 1000.
pub(super) fn whole(report: &mut Report, path: &str, value: f64) -> u16 {
    let found = (0..=1000_u16).find(|&count| f64::from(count) == value);
    if found.is_none() {
        let name = path.rsplit('.').next().unwrap_or(path);
        report.error(path, format!("`{name}` is {value}: not a whole number"), None);
    }
    found.unwrap_or(0)
}
