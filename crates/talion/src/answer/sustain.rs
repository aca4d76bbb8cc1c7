//! The answer of a study of a repeated game in words.

use crate::words::{list, signed};
use crate::{Answer, SustainFindings};

/// Words for the findings of a scenario's packages.
pub(crate) fn sustain(findings: &SustainFindings) -> Answer {
    let mut points = vec![temptation(findings)];
    points.extend(lengths(findings));
    points.push(punishments(findings));
    points.push(set(findings));
    points.extend(shrinks(findings));
    points.push(penance(findings));
    points.push(check(findings));
    Answer { headline: headline(findings), points, caveats: caveats() }
}

fn factor(x: f64) -> String {
    let text = format!("{x:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn promise(findings: &SustainFindings) -> String {
    let parts = findings.players.iter().zip(&findings.target.profile);
    list(&parts.map(|(player, own)| format!("{player} \u{201c}{own}\u{201d}")).collect::<Vec<_>>())
}

fn factors(findings: &SustainFindings) -> String {
    let parts = findings.players.iter().zip(&findings.discount);
    list(&parts.map(|(player, own)| format!("{player} {}", factor(*own))).collect::<Vec<_>>())
}

fn headline(findings: &SustainFindings) -> String {
    let kept = match (findings.keeps_target, findings.payoff_set.outer.is_some()) {
        (true, _) => "would be kept",
        (false, false) => "would not be kept",
        (false, true) => "may or may not be kept (see the set of payoffs)",
    };
    let needed = match (findings.critical_discount, findings.critical.penal_code) {
        (Some(grim), Some(code)) => format!(
            "; it takes a factor of {} if a broken promise is answered by war for ever, {} under the \
             harshest threats that are themselves credible",
            factor(grim),
            factor(code)
        ),
        (Some(grim), None) => {
            format!(
                "; it takes a factor of {} if a broken promise is answered by war for ever",
                factor(grim)
            )
        }
        (None, Some(code)) => format!(
            "; no patience is enough if a broken promise is answered by the equilibrium of one round for \
             ever, and a factor of {} is under the harshest threats that are themselves credible",
            factor(code)
        ),
        (None, None) => "; no patience is enough under the punishments tried".to_owned(),
    };
    format!(
        "Played again and again at discount factors of {} a period, the promise ({}) {kept}{needed}.",
        factors(findings),
        promise(findings)
    )
}

fn temptation(findings: &SustainFindings) -> String {
    let target = &findings.target;
    let parts: Vec<String> = findings
        .players
        .iter()
        .zip(target.payoffs.iter().zip(&target.deviations))
        .map(|(player, (kept, broken))| {
            format!("{player} has {} and could take {} once", signed(*kept), signed(*broken))
        })
        .collect();
    format!("While it is kept {} (percent of real income a year).", list(&parts))
}

/// How long the punishment must be, player by player.
fn lengths(findings: &SustainFindings) -> Option<String> {
    let enough: Vec<String> = findings
        .players
        .iter()
        .enumerate()
        .map(|(p, player)| {
            let own = findings.discount[p];
            let short = findings
                .critical
                .periods
                .iter()
                .find(|punished| punished.by_player[p].is_some_and(|least| least <= own));
            match short {
                Some(punished) if punished.periods == 1 => format!("{player} 1 period"),
                Some(punished) => format!("{player} {} periods", punished.periods),
                None => format!("{player} longer than any tried"),
            }
        })
        .collect();
    (!findings.critical.periods.is_empty())
        .then(|| format!("Punishment that ends would be enough if it lasted: {}.", list(&enough)))
}

fn punishments(findings: &SustainFindings) -> String {
    let minmax: Vec<String> = findings
        .players
        .iter()
        .zip(&findings.minmax_mixed)
        .map(|(player, least)| format!("{player} to {}", signed(*least)))
        .collect();
    format!("The others can hold {}, no lower.", list(&minmax))
}

fn set(findings: &SustainFindings) -> String {
    let corners = &findings.payoff_set.vertices;
    if corners.is_empty() {
        return "No payoffs can be sustained in pure actions at these factors.".to_owned();
    }
    let ranges: Vec<String> = findings
        .players
        .iter()
        .enumerate()
        .map(|(p, player)| {
            let own = || corners.iter().map(|corner| corner[p]);
            let (low, high) =
                (own().fold(f64::INFINITY, f64::min), own().fold(f64::NEG_INFINITY, f64::max));
            format!("{player} from {} to {}", signed(low), signed(high))
        })
        .collect();
    format!("Payoffs that can be sustained: {}.", list(&ranges))
}

/// The largest factor drawn at which nothing but the equilibria of one round is left.
fn shrinks(findings: &SustainFindings) -> Option<String> {
    let point = findings.by_discount.iter().rev().find(|set| set.vertices.len() <= 1)?;
    Some(format!(
        "At a common factor of {} the set has shrunk to {}.",
        factor(point.discount),
        if point.vertices.is_empty() { "nothing" } else { "the equilibrium of one round" }
    ))
}

fn penance(findings: &SustainFindings) -> String {
    match &findings.penance {
        Some(penance) => {
            let profiles: Vec<String> = findings
                .players
                .iter()
                .zip(&penance.profiles)
                .map(|(player, profile)| format!("{player} by ({})", profile.join(", ")))
                .collect();
            let periods = if penance.periods == 1 { "period" } else { "periods" };
            format!(
                "It holds without anything to renegotiate if a breach is atoned for in {} {periods}: {}.",
                penance.periods,
                list(&profiles)
            )
        }
        None => "No short penance keeps it without anything to renegotiate.".to_owned(),
    }
}

fn check(findings: &SustainFindings) -> String {
    match &findings.automaton {
        Some(automaton) if findings.certified => format!(
            "Strategies of {} states carry it out; the largest gain from deviating once from any of them is \
             {:.1e}.",
            automaton.states.len(),
            automaton.one_shot_gain.max(0.0)
        ),
        _ => "NOT CERTIFIED: no strategies were found that pass the check.".to_owned(),
    }
}

fn caveats() -> Vec<String> {
    vec![
        "The game of the packages is repeated as it is: what is paid once for backing down is paid in every \
         period here, technology stands where the packages leave it, and a period is as long as it takes to \
         see a breach and to answer it."
            .to_owned(),
    ]
}
