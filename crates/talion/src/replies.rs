//! Does a package pay? Gains from one package instead of a milder one, the others' packages held.

use crate::findings::ReplyFindings;
use talion_game::PlayerId;
use talion_model::{Package, Play, Scenario, Term, Terms};

/// Gains below this, in percent of real income, are rounding.
pub(crate) const GAIN_TOLERANCE: f64 = 1e-9;

/// Compares every package with the status quo and with every package that has some of its moves,
/// at every profile of the others.
pub(crate) fn replies(scenario: &Scenario, play: &Play, elasticities: &str) -> Vec<ReplyFindings> {
    let mut found = Vec::new();
    for (index, at) in play.profiles.iter().enumerate() {
        for (p, player) in scenario.players().iter().enumerate() {
            let packages = scenario.packages(PlayerId(p));
            let own = at.profile[p];
            for (milder, other) in packages.iter().enumerate() {
                if !is_milder(
                    other,
                    &packages[own],
                    milder == scenario.status_quo()[p],
                    own == milder,
                ) {
                    continue;
                }
                let stride: usize = (0..p).map(|q| scenario.packages(PlayerId(q)).len()).product();
                let instead = &play.profiles[index - own * stride + milder * stride];
                let (here, there) = (&at.payoffs[p], &instead.payoffs[p]);
                let welfare_gain = here.welfare - there.welfare;
                let total_gain = here.total(Terms::All) - there.total(Terms::All);
                let decisive = Term::ALL
                    .into_iter()
                    .max_by(|a, b| {
                        let gain = |term: Term| here.term(term) - there.term(term);
                        gain(*a).total_cmp(&gain(*b))
                    })
                    .filter(|_| welfare_gain < -GAIN_TOLERANCE && total_gain > GAIN_TOLERANCE);
                found.push(ReplyFindings {
                    elasticities: elasticities.to_owned(),
                    player: player.name.clone(),
                    package: packages[own].label.clone(),
                    instead_of: other.label.clone(),
                    against: against(scenario, &at.profile, p),
                    welfare_gain,
                    total_gain,
                    decisive_term: decisive.map(|term| term.name().to_owned()),
                });
            }
        }
    }
    found
}

/// Whether a package does part of what another does: the status quo, or some of its moves.
fn is_milder(other: &Package, package: &Package, status_quo: bool, same: bool) -> bool {
    !same
        && (status_quo
            || (!other.moves.is_empty()
                && other.moves.len() < package.moves.len()
                && other.moves.iter().all(|step| package.moves.contains(step))))
}

fn against(scenario: &Scenario, profile: &[usize], player: usize) -> String {
    let labels: Vec<String> = profile
        .iter()
        .enumerate()
        .filter(|(q, _)| *q != player)
        .map(|(q, &s)| scenario.packages(PlayerId(q))[s].label.clone())
        .collect();
    labels.join(", ")
}
