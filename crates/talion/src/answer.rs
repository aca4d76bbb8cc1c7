//! The answer in words: every sentence is made from numbers of the findings.

mod escalation;
mod kept_tariffs;
mod policy;
mod resolve;
mod robustness;
mod stability;
mod sustain;

pub(crate) use escalation::escalation;
pub(crate) use kept_tariffs::kept_tariffs;
pub(crate) use resolve::resolve;
pub(crate) use stability::stability;
pub(crate) use sustain::sustain;

use crate::findings::{
    Answer, EquilibriumFindings, Findings, GameFindings, ProfileFindings, ReplyFindings,
};
use crate::replies::GAIN_TOLERANCE;
use crate::words::{billions, list, percent, plays, signed};
use talion_game::PlayerId;
use talion_model::Scenario;

/// Words for the findings: a headline, what it rests on, and what it does not say.
pub(crate) fn answer(scenario: &Scenario, findings: &Findings) -> Answer {
    let headline = headline(scenario, findings);
    let mut points = Vec::new();
    if let Some(selected) = selected(&findings.main) {
        points.push(costs(findings, selected));
        points.extend(demands(findings, selected));
        points.push(multiplicity(findings));
        points.push(bargain(scenario, findings));
    }
    points.extend(without_terms(scenario, findings));
    points.extend(single_terms(findings));
    points.extend(other_sets(findings));
    points.extend(retaliation(scenario, findings));
    points.extend(folds(findings));
    points.extend(findings.robustness.iter().flat_map(robustness::points));
    points.extend(findings.policy.iter().flat_map(policy::policy));
    let over_time = findings.escalation.iter();
    points.extend(over_time.clone().map(|game| format!("Over time: {}", game.answer.headline)));
    points.extend(over_time.flat_map(escalation::flips));
    let talks = findings.talks.iter();
    points.extend(talks.map(|found| format!("The talks: {}", found.answer.headline)));
    let without_time = findings.stability.iter().filter_map(|found| found.answer.as_ref());
    points.extend(without_time.map(|answer| answer.headline.clone()));
    let repeated = findings.sustain.iter().filter_map(|found| found.answer.as_ref());
    points.extend(repeated.map(|answer| answer.headline.clone()));
    points.extend(findings.kept_tariffs.iter().map(|found| found.answer.headline.clone()));
    let private = findings.resolve.iter();
    points.extend(private.map(|game| format!("Resolve: {}", game.answer.headline)));
    Answer { headline, points, caveats: caveats(findings) }
}

fn selected(game: &GameFindings) -> Option<&EquilibriumFindings> {
    game.selected.map(|at| &game.equilibria[at])
}

fn headline(scenario: &Scenario, findings: &Findings) -> String {
    let main = &findings.main;
    let Some(selected) = selected(main) else {
        return format!("Under {}, no equilibrium was found: {}.", main.concept, main.termination);
    };
    format!(
        "Under {}, selected by {}: {}{}.",
        main.concept,
        main.selection_rule,
        what_they_do(scenario, selected),
        findings.robustness.as_ref().map_or_else(String::new, robustness::holds)
    )
}

/// What the players do at an equilibrium, and whether that is escalation.
fn what_they_do(scenario: &Scenario, equilibrium: &EquilibriumFindings) -> String {
    let Some(profile) = &equilibrium.profile else {
        return format!("the players mix, {}", mixture(scenario, equilibrium));
    };
    plays(scenario, profile)
}

fn mixture(scenario: &Scenario, equilibrium: &EquilibriumFindings) -> String {
    let parts: Vec<String> = scenario
        .players()
        .iter()
        .enumerate()
        .map(|(p, player)| {
            let packages = scenario.packages(PlayerId(p));
            let used: Vec<String> = equilibrium.strategies[p]
                .iter()
                .zip(packages)
                .filter(|(probability, _)| **probability > 0.0)
                .map(|(probability, package)| {
                    format!("\u{201c}{}\u{201d} with {:.1} %", package.label, 100.0 * probability)
                })
                .collect();
            format!("{} playing {}", player.name, list(&used))
        })
        .collect();
    list(&parts)
}

fn costs(findings: &Findings, selected: &EquilibriumFindings) -> String {
    let parts: Vec<String> = findings
        .players
        .iter()
        .filter_map(|player| {
            let region = selected.welfare_percent.iter().find(|r| r.code == player.region)?;
            Some(format!(
                "{} by {} (US$ {} bn a year)",
                player.region_name,
                percent(region.welfare_percent),
                billions(region.equivalent_variation_musd)
            ))
        })
        .collect();
    let regret = match selected.max_regret {
        0.0 => "zero".to_owned(),
        regret => format!("{regret:.1e}"),
    };
    format!("Real income changes there: {}; the largest regret is {regret}.", list(&parts))
}

/// The profile of a pure equilibrium.
fn at<'f>(findings: &'f Findings, selected: &EquilibriumFindings) -> Option<&'f ProfileFindings> {
    let profile = selected.profile.as_ref()?;
    findings.profiles.iter().find(|at| at.profile == *profile)
}

fn demands(findings: &Findings, selected: &EquilibriumFindings) -> Vec<String> {
    let Some(at) = at(findings, selected) else { return Vec::new() };
    let mut points: Vec<String> = at
        .deficits
        .iter()
        .map(|deficit| {
            format!(
                "{}'s goods deficit with {} goes from US$ {:.0} bn to {:.0} bn, a cut of {:.1} %; \
                 it asks for {:.1} %.",
                deficit.player,
                deficit.partner,
                deficit.base_musd / 1e3,
                deficit.musd / 1e3,
                100.0 * deficit.cut_share,
                100.0 * deficit.demanded_share
            )
        })
        .collect();
    if let (Some(gap), Some(share)) = (at.technology_gap_years, at.self_sufficiency) {
        points.push(format!(
            "The technology gap is expected to be {gap:.1} frontier years at the horizon, the \
             follower's self-sufficiency {:.1} %.",
            100.0 * share
        ));
    }
    points
}

fn multiplicity(findings: &Findings) -> String {
    let main = &findings.main;
    let pure = main.equilibria.iter().filter(|e| e.pure).count();
    let count = main.equilibria.len();
    let completeness = if main.complete { "a complete list" } else { "not proved complete" };
    let path = &main.path;
    let path = if path.cycle.is_some() {
        "best replies from the status quo run in a cycle".to_owned()
    } else if path.movers.is_empty() {
        "no player gains by leaving the status quo first".to_owned()
    } else {
        let reached = path.profiles.last();
        let same = selected(main).and_then(|e| e.profile.as_ref()) == reached;
        format!(
            "best replies from the status quo reach {} in {} moves",
            if same { "it" } else { "another profile" },
            path.movers.len()
        )
    };
    let noun = if count == 1 { "equilibrium" } else { "equilibria" };
    format!("The game has {count} {noun}, {pure} pure ({completeness}); {path}.")
}

/// Is there a profile that all prefer, and who would break it?
fn bargain(scenario: &Scenario, findings: &Findings) -> String {
    let Some(best) = findings.better_for_all.first() else {
        return "No other profile is better for every player: there is no deal among these packages."
            .to_owned();
    };
    let gains: Vec<String> = findings
        .players
        .iter()
        .zip(&best.gains)
        .map(|(player, gain)| format!("{} {}", player.name, signed(*gain)))
        .collect();
    let tempted: Vec<String> = best
        .temptations
        .iter()
        .filter(|t| t.gain > GAIN_TOLERANCE)
        .map(|t| format!("{} gains {} by \u{201c}{}\u{201d}", t.player, signed(t.gain), t.package))
        .collect();
    let kept = if tempted.is_empty() {
        "nobody gains by breaking it".to_owned()
    } else {
        format!("not kept in a single round: {}", list(&tempted))
    };
    format!(
        "{} of {} profiles are better for every player; in the one that raises the smallest gain \
         most, {} (gains {}): {kept}.",
        findings.better_for_all.len(),
        findings.profiles.len(),
        plays(scenario, &best.profile),
        list(&gains)
    )
}

fn without_terms(scenario: &Scenario, findings: &Findings) -> Option<String> {
    let alone = findings.without.iter().find(|variant| variant.name == "welfare-alone")?;
    let Some(chosen) = selected(&alone.game) else {
        return Some("In welfare alone, no equilibrium was found.".to_owned());
    };
    let change = if alone.same_answer { "the answer is the same" } else { "the answer changes" };
    Some(format!(
        "Without any strategic term, in welfare alone, {change}: {}.",
        what_they_do(scenario, chosen)
    ))
}

fn single_terms(findings: &Findings) -> Option<String> {
    let single: Vec<_> = findings.without.iter().filter(|v| v.name != "welfare-alone").collect();
    if single.is_empty() {
        return None;
    }
    let flips: Vec<String> = single
        .iter()
        .filter(|variant| !variant.same_answer)
        .map(|variant| variant.description.clone())
        .collect();
    Some(if flips.is_empty() {
        format!(
            "No single strategic term decides: leaving out any one of {} keeps it.",
            single.len()
        )
    } else {
        format!("The answer changes {}; no other single term decides it.", list(&flips))
    })
}

fn other_sets(findings: &Findings) -> Option<String> {
    let sets = &findings.elasticity_sets;
    if sets.is_empty() {
        return None;
    }
    let same = sets.iter().filter(|set| set.same_answer).count();
    let differ: Vec<String> = sets
        .iter()
        .filter(|set| !set.same_answer)
        .map(|set| match &set.failure {
            Some(_) => format!("{} (no equilibrium of the economy)", set.elasticities),
            None => set.elasticities.clone(),
        })
        .collect();
    let tail = if differ.is_empty() {
        String::new()
    } else {
        format!("; it differs under {}", list(&differ))
    };
    Some(format!(
        "The same packages are selected under {same} of {} other elasticity sets{tail}.",
        sets.len()
    ))
}

/// Does what the players do pay in welfare alone, instead of each milder package? One sentence a
/// player, over all elasticity sets.
fn retaliation(scenario: &Scenario, findings: &Findings) -> Vec<String> {
    let Some(profile) = selected(&findings.main).and_then(|e| e.profile.as_ref()) else {
        return Vec::new();
    };
    let label = |p: usize, s: usize| findings.players[p].packages[s].label.clone();
    let mut points = Vec::new();
    for (p, player) in findings.players.iter().enumerate() {
        if profile[p] == scenario.status_quo()[p] {
            continue;
        }
        let own = label(p, profile[p]);
        let others = (0..profile.len()).filter(|q| *q != p).map(|q| label(q, profile[q]));
        let against = others.collect::<Vec<_>>().join(", ");
        let rows: Vec<&ReplyFindings> = findings
            .replies
            .iter()
            .filter(|row| row.player == player.name && row.package == own && row.against == against)
            .collect();
        points.push(format!(
            "In welfare alone, {}\u{2019}s \u{201c}{own}\u{201d} against \u{201c}{against}\u{201d} \
             pays {}{}.",
            player.name,
            pays_instead(&rows),
            decisive_terms(&rows)
        ));
    }
    points
}

/// "instead of A under 2 of 6 elasticity sets, instead of B under 0".
fn pays_instead(rows: &[&ReplyFindings]) -> String {
    let mut milder: Vec<&str> = Vec::new();
    for row in rows {
        if !milder.contains(&row.instead_of.as_str()) {
            milder.push(&row.instead_of);
        }
    }
    let parts: Vec<String> = milder
        .iter()
        .enumerate()
        .map(|(k, instead)| {
            let of_it: Vec<_> = rows.iter().filter(|row| row.instead_of == *instead).collect();
            let pays = of_it.iter().filter(|row| row.welfare_gain > GAIN_TOLERANCE).count();
            let sets =
                if k == 0 { format!(" of {} elasticity sets", of_it.len()) } else { String::new() };
            format!("instead of \u{201c}{instead}\u{201d} under {pays}{sets}")
        })
        .collect();
    list(&parts)
}

/// Which terms make up for what welfare loses, where the whole payoff gains.
fn decisive_terms(rows: &[&ReplyFindings]) -> String {
    let mut terms: Vec<String> = rows.iter().filter_map(|row| row.decisive_term.clone()).collect();
    terms.sort();
    terms.dedup();
    match terms.len() {
        0 => String::new(),
        1 => format!("; where it does not, the term that makes up for most is {}", terms[0]),
        _ => format!("; where it does not, the terms that make up for most are {}", list(&terms)),
    }
}

/// Policies past a fold of the equilibrium branch, where several equilibria of the economy exist.
fn folds(findings: &Findings) -> Option<String> {
    let main = findings.profiles.iter().filter(|at| at.fold_at.is_some()).count();
    let mut places: Vec<String> = Vec::new();
    if main > 0 {
        places.push(format!("{main} profiles of the main game"));
    }
    for set in findings.elasticity_sets.iter().filter(|set| set.folds > 0) {
        places.push(format!("{} profiles under {}", set.folds, set.elasticities));
    }
    (!places.is_empty()).then(|| {
        format!(
            "The economy has several equilibria: the branch from the baseline folds on the way to \
             {}; what is reported there lies past the fold.",
            list(&places)
        )
    })
}

fn caveats(findings: &Findings) -> Vec<String> {
    let assumed = &findings.assumptions;
    let mut caveats = vec![format!(
        "Assumed: data set {}, elasticity set {} (scale factor {}), deficits {}, {} markets; one \
         simultaneous round.",
        assumed.data, assumed.elasticities, assumed.scale_factor, assumed.deficits, assumed.market
    )];
    if assumed.strategic_terms {
        caveats.push(
            "Strategic weights are assumptions of the scenario, in percent of real income; those \
             without a source are illustrative."
                .to_owned(),
        );
    }
    caveats.push(
        "A model says what follows from its assumptions; it proves nothing about the world."
            .to_owned(),
    );
    caveats
}
