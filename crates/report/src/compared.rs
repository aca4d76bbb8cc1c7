//! Which profiles a report sets side by side: the status quo and the equilibria that matter.

use talion::{EquilibriumFindings, Findings, ProfileFindings};

use crate::grid::at;
use crate::names;

/// More columns than this no table or chart shows well.
const MOST: usize = 6;

/// The status quo, the selected equilibrium and the other pure ones, each with a short title.
///
/// A selected equilibrium in mixed strategies stands for the profiles that it plays.
pub(crate) fn compared_profiles(findings: &Findings) -> Vec<(String, &ProfileFindings)> {
    let mut wanted: Vec<(String, Vec<usize>)> = Vec::new();
    let mut add = |title: String, profile: &[usize]| {
        if let Some((there, _)) = wanted.iter_mut().find(|(_, there)| there == profile) {
            *there = format!("{there}, {title}");
        } else if wanted.len() < MOST {
            wanted.push((title, profile.to_vec()));
        }
    };
    if let Some(profile) = names::status_quo(findings) {
        add("Status quo".to_owned(), profile);
    }
    let equilibria = &findings.main.equilibria;
    if let Some((index, one)) =
        findings.main.selected.and_then(|at| Some((at, equilibria.get(at)?)))
    {
        match &one.profile {
            Some(profile) => add(format!("{} (selected)", names::mark(index)), profile),
            None => {
                for profile in support(one) {
                    add(format!("In {} (selected)", names::mark(index)), &profile);
                }
            }
        }
    }
    for (index, one) in equilibria.iter().enumerate() {
        if let Some(profile) =
            one.profile.as_ref().filter(|_| findings.main.selected != Some(index))
        {
            add(names::mark(index), profile);
        }
    }
    wanted
        .into_iter()
        .filter_map(|(title, profile)| Some((title, at(findings, &profile)?)))
        .collect()
}

/// Every profile that an equilibrium plays with positive probability, player 1 fastest.
fn support(equilibrium: &EquilibriumFindings) -> Vec<Vec<usize>> {
    let mut profiles = vec![Vec::new()];
    for probabilities in equilibrium.strategies.iter().rev() {
        let played = || (0..probabilities.len()).filter(|package| probabilities[*package] > 0.0);
        profiles = profiles
            .iter()
            .flat_map(|tail| played().map(|package| [&[package], tail.as_slice()].concat()))
            .collect();
    }
    profiles
}
