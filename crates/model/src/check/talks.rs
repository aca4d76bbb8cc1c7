//! Checks what a scenario says about talks: who bargains, the terms, and the moves behind them.

use super::escalation::{moves, whole};
use crate::document::Report;
use crate::raw::{RawScenario, RawTalks, RawTerm};
use crate::resolve::Codes;
use crate::{TalksFallback, TalksPlan, TalksTerm};
use talion_game::PlayerId;

/// Most terms: the economy is weighed at so many deals as there are pairs of them.
const MOST_TERMS: usize = 12;
/// Most combinations of terms that go in steps.
const MOST_COMBINATIONS: usize = 256;

/// The plan, `None` where there is none or something is wrong with it (the problem having been noted).
pub(crate) fn talks(report: &mut Report, codes: &Codes, raw: &RawScenario) -> Option<TalksPlan> {
    let Some(table) = &raw.talks else {
        if !raw.term.is_empty() {
            let help = "add a `[talks]` table; all its keys have defaults".to_owned();
            report.error("term[0]", "there are terms, but no talks", Some(help));
        }
        return None;
    };
    let fallback = TalksFallback::named(&table.disagreement)?;
    if raw.player.len() != 2 {
        let message = format!("talks are between two players, and here are {}", raw.player.len());
        report.error("talks", message, None);
    }
    if fallback == TalksFallback::MarkovPerfect && raw.escalation.is_none() {
        let help = "add an `[escalation]` table, or take `nash`".to_owned();
        let message = "`markov-perfect` is the value of an escalation, and there is none";
        report.error("talks.disagreement", message, Some(help));
    }
    let terms = terms(report, codes, raw);
    Some(TalksPlan {
        fallback,
        in_force: in_force(report, raw, table),
        power: table.power,
        discount: table.discount,
        breakdown: table.breakdown,
        red_lines_absolute: table.red_lines == "absolute",
        terms,
    })
}

fn in_force(report: &mut Report, raw: &RawScenario, table: &RawTalks) -> Option<Vec<usize>> {
    let names = table.in_force.as_ref()?;
    Some(moves(report, raw, "talks.in_force", names, None))
}

fn terms(report: &mut Report, codes: &Codes, raw: &RawScenario) -> Vec<TalksTerm> {
    let mut terms: Vec<TalksTerm> = Vec::new();
    for (at, term) in raw.term.iter().enumerate() {
        let path = format!("term[{at}]");
        let player = codes.player(report, &format!("{path}.player"), &term.player);
        let Some(found) = player.map(|player| read(report, raw, &path, term, player)) else {
            continue;
        };
        if terms.iter().any(|other| other.name == term.name) {
            report.error(
                &format!("{path}.name"),
                format!("term `{}` comes twice", term.name),
                None,
            );
        }
        for (list, own) in [("withdraws", &found.withdraws), ("grants", &found.grants)] {
            let taken =
                |m: &&usize| terms.iter().any(|o| o.withdraws.contains(m) || o.grants.contains(m));
            for &at in own.iter().filter(taken) {
                let message = format!("move `{}` belongs to another term", raw.moves[at].name);
                report.error(&format!("{path}.{list}"), message, None);
            }
        }
        terms.push(found);
    }
    let complete = terms.len() == raw.term.len();
    for (at, player) in raw.player.iter().enumerate() {
        if complete && !terms.iter().any(|term| term.player.0 == at) {
            let message = format!("`{}` has nothing to concede", player.name);
            let help = "every side of the talks needs a `[[term]]`".to_owned();
            report.error("talks", message, Some(help));
        }
    }
    if terms.len() > MOST_TERMS {
        let message = format!("{} terms are more than the {MOST_TERMS} there may be", terms.len());
        report.error("talks", message, None);
    }
    let combinations: usize =
        terms.iter().map(|t| t.steps + usize::from(t.steps > 0)).filter(|s| *s > 0).product();
    if combinations > MOST_COMBINATIONS {
        let message = format!(
            "terms in steps make {combinations} combinations, more than {MOST_COMBINATIONS}"
        );
        report.error("talks", message, None);
    }
    terms
}

fn read(
    report: &mut Report,
    raw: &RawScenario,
    path: &str,
    term: &RawTerm,
    player: usize,
) -> TalksTerm {
    let owner = Some(term.player.as_str());
    let withdraws = moves(report, raw, &format!("{path}.withdraws"), &term.withdraws, owner);
    let grants = moves(report, raw, &format!("{path}.grants"), &term.grants, owner);
    if term.withdraws.is_empty() && term.grants.is_empty() {
        let help = "name moves that it `withdraws` or `grants`".to_owned();
        report.error(path, format!("term `{}` has no move", term.name), Some(help));
    }
    for &at in withdraws.iter().filter(|at| grants.contains(at)) {
        let message = format!("move `{}` is both withdrawn and granted", raw.moves[at].name);
        report.error(path, message, None);
    }
    if term.lowest >= term.highest {
        let message = format!("`lowest` is {}, not below `highest`, {}", term.lowest, term.highest);
        report.error(path, message, None);
    }
    let is_red = term.crosses_red_line || grants.iter().any(|&at| raw.moves[at].crosses_red_line);
    TalksTerm {
        name: term.name.clone(),
        label: term.label.clone().unwrap_or_else(|| term.name.clone()),
        player: PlayerId(player),
        withdraws,
        grants,
        lowest: term.lowest,
        highest: term.highest,
        steps: usize::from(whole(report, &format!("{path}.steps"), term.steps)),
        crosses_red_line: term.crosses_red_line,
        is_red,
        backs_down: term.backs_down,
    }
}
