//! Profiles and strategies in words, from the labels that the scenario gives its packages.

use talion::{EquilibriumFindings, Findings, GameFindings, PlayerFindings};

use crate::format::probability;

/// Label of a package; its number where the findings have none, so that a report is never lost.
pub(crate) fn package(player: &PlayerFindings, index: usize) -> String {
    player
        .packages
        .get(index)
        .map_or_else(|| format!("package {}", index + 1), |package| package.label.clone())
}

/// Label of a package that is given by its name.
pub(crate) fn package_by_name(players: &[PlayerFindings], player: &str, name: &str) -> String {
    players
        .iter()
        .filter(|candidate| candidate.name == player)
        .flat_map(|candidate| &candidate.packages)
        .find(|package| package.name == name)
        .map_or_else(|| name.to_owned(), |package| package.label.clone())
}

/// A profile of packages: `USA: list 1; CHN: hold`.
pub(crate) fn profile(players: &[PlayerFindings], profile: &[usize]) -> String {
    let parts: Vec<String> = players
        .iter()
        .zip(profile)
        .map(|(player, &index)| format!("{}: {}", player.name, package(player, index)))
        .collect();
    parts.join("; ")
}

/// A strategy: the label of a package, or several with their probabilities.
pub(crate) fn strategy(player: &PlayerFindings, probabilities: &[f64]) -> String {
    let parts: Vec<String> = probabilities
        .iter()
        .enumerate()
        .filter(|(_, p)| **p > 0.0)
        .map(|(index, &p)| {
            let label = package(player, index);
            if p == 1.0 { label } else { format!("{} {label}", probability(p)) }
        })
        .collect();
    parts.join(" + ")
}

/// An equilibrium: what each player does.
pub(crate) fn equilibrium(players: &[PlayerFindings], equilibrium: &EquilibriumFindings) -> String {
    let parts: Vec<String> = players
        .iter()
        .zip(&equilibrium.strategies)
        .map(|(player, probabilities)| {
            format!("{}: {}", player.name, strategy(player, probabilities))
        })
        .collect();
    parts.join("; ")
}

/// The outcome of a game: the selected equilibrium, or how many there are to choose from.
pub(crate) fn outcome(findings: &Findings, game: &GameFindings) -> String {
    match game.selected.and_then(|index| game.equilibria.get(index)) {
        Some(selected) => equilibrium(&findings.players, selected),
        None => match game.equilibria.len() {
            0 => "no equilibrium found".to_owned(),
            1 => "one equilibrium, not selected".to_owned(),
            count => format!("{count} equilibria, none selected"),
        },
    }
}

/// Mark of an equilibrium in tables and figures: `E1` for the first.
pub(crate) fn mark(index: usize) -> String {
    format!("E{}", index + 1)
}

/// The profile that the story starts from: the head of the best-reply path.
pub(crate) fn status_quo(findings: &Findings) -> Option<&[usize]> {
    findings.main.path.profiles.first().map(Vec::as_slice)
}
