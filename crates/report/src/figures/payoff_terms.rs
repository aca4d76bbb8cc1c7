//! Payoffs taken apart: for each player a stacked bar per compared profile.

use talion::{Findings, PayoffFindings, ProfileFindings};

use super::scene::Scene;
use super::stacked::{self, Group, Stack};
use crate::compared::compared_profiles;
use crate::names;

/// The figure, or `None` where there is no payoff to show.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let compared = compared_profiles(findings);
    let payoffs: Vec<&PayoffFindings> =
        compared.iter().flat_map(|(_, profile)| &profile.payoffs).collect();
    let terms = terms(&payoffs);
    let stacks = |at: usize| {
        let own = compared.iter().filter_map(|(title, profile)| {
            let payoff = profile.payoffs.get(at)?;
            let label = format!("{title}: {}", row_words(findings, profile));
            Some(Stack { label, parts: parts(payoff, &terms), total: payoff.total })
        });
        own.collect()
    };
    let players = findings.players.iter().enumerate();
    let groups: Vec<Group> = players
        .map(|(at, player)| Group { title: player.name.clone(), stacks: stacks(at) })
        .collect();
    let scene = Scene::titled(
        "payoff-terms".into(),
        "What each payoff is made of".into(),
        "Payoffs in percent of real income, stacked by term: losses left of zero, gains right of \
         it; the diamond is the total."
            .into(),
        stacked::WIDTH,
    );
    stacked::draw(scene, &terms, &groups, "payoff, percent of real income")
}

fn row_words(findings: &Findings, profile: &ProfileFindings) -> String {
    let packages = findings.players.iter().zip(&profile.profile);
    let labels: Vec<String> =
        packages.map(|(player, &index)| names::package(player, index)).collect();
    labels.join(" / ")
}

/// Names of the terms that are not zero everywhere, welfare first.
fn terms(payoffs: &[&PayoffFindings]) -> Vec<String> {
    let mut names = vec!["welfare".to_owned()];
    for term in payoffs.iter().flat_map(|payoff| &payoff.terms) {
        if term.value != 0.0 && !names.contains(&term.name) {
            names.push(term.name.clone());
        }
    }
    names
}

fn parts(payoff: &PayoffFindings, terms: &[String]) -> Vec<f64> {
    let value = |name: &String| match payoff.terms.iter().find(|term| &term.name == name) {
        Some(found) => found.value,
        None if name == "welfare" => payoff.welfare,
        None => 0.0,
    };
    terms.iter().map(value).collect()
}
