//! What the draws found, as plain data.

use super::Played;
use super::assumed::{Ground, Range};
use super::draws::Economy;
use crate::words::{list, plays};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use talion_game::PlayerId;
use talion_model::Action;

/// How often the answer holds, and what changes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RobustnessFindings {
    /// Draws that gave an answer.
    pub draws: usize,
    /// Economies that were drawn: elasticity sets and numbers of the technology race.
    pub economies: usize,
    /// Economies under which the trade model had no equilibrium at some profile; their draws do not count.
    pub failed: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// Share of draws in which the players do what the answer says.
    pub holds: f64,
    /// Standard error of that share; draws under the same economy count as one cluster.
    pub error: f64,
    /// Share of draws in which somebody levies a tariff or bans an export, with some chance at least.
    pub escalates: f64,
    /// The share under every elasticity set.
    pub by_set: Vec<SetShare>,
    /// What is played, the most frequent first.
    pub answers: Vec<DrawnAnswer>,
    /// Ranges drawn from, evenly.
    pub ranges: Vec<RangeFindings>,
    /// One number at a time, those that change the answer first.
    pub tornado: Vec<TornadoFindings>,
    /// Assumed numbers that cannot take every value of a range, and are left as they are.
    pub left_out: Vec<String>,
}

/// How often the answer holds under an elasticity set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SetShare {
    /// Name of the set.
    pub elasticities: String,
    /// Draws that gave an answer.
    pub draws: usize,
    /// Share of them in which the answer holds.
    pub holds: f64,
}

/// An answer and how often it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DrawnAnswer {
    /// What the players do, in words.
    pub plays: String,
    /// Package of every player, where nobody mixes.
    pub profile: Option<Vec<usize>>,
    /// Share of the draws.
    pub share: f64,
    /// Whether it is the answer of the main game.
    pub same: bool,
}

/// A number and the range that it was drawn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RangeFindings {
    /// Scenario key.
    pub key: String,
    /// The scenario's value.
    pub value: f64,
    /// Least value drawn.
    pub low: f64,
    /// Largest value drawn.
    pub high: f64,
}

/// What one number does, everything else as in the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TornadoFindings {
    /// Scenario key.
    pub key: String,
    /// The scenario's value.
    pub value: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
    /// Change in real income of every player's region in the answer at the lower end, percent.
    pub incomes_low: Vec<f64>,
    /// The same at the upper end.
    pub incomes_high: Vec<f64>,
    /// Whether the answer holds at the lower end.
    pub holds_low: bool,
    /// Whether it holds at the upper end.
    pub holds_high: bool,
    /// Values at which the answer changes, the nearest first.
    pub flips: Vec<FlipValue>,
    /// Why the number could not be changed all the way, if so; the rest is empty then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// A value at which the answer changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FlipValue {
    /// The value.
    pub at: f64,
    /// Whether the answer holds just above it.
    pub holds_above: bool,
}

impl RobustnessFindings {
    /// The flip that is nearest in proportion to the scenario's value, with its key and that value.
    pub fn nearest_flip(&self) -> Option<(&str, f64, f64)> {
        let way = |bar: &TornadoFindings, at: f64| (at / bar.value - 1.0).abs();
        let flips = self.tornado.iter().filter_map(|bar| {
            let at = bar.flips.first()?.at;
            Some((way(bar, at), bar.key.as_str(), bar.value, at))
        });
        flips.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, key, value, at)| (key, value, at))
    }
}

/// Shares and clusters of the draws.
pub(super) fn gather(
    ground: &Ground<'_>,
    ranges: &[Range],
    sample: Vec<Economy>,
    tornado: Vec<TornadoFindings>,
    seed: u64,
) -> RobustnessFindings {
    let economies = sample.len();
    let solved: Vec<Economy> = sample.into_iter().filter(|one| !one.answers.is_empty()).collect();
    let held = |one: &Economy| one.answers.iter().filter(|a| **a == ground.answer).count();
    let draws: usize = solved.iter().map(|one| one.answers.len()).sum();
    let share = |count: usize, of: usize| if of == 0 { 0.0 } else { count as f64 / of as f64 };
    let means: Vec<f64> = solved.iter().map(|one| share(held(one), one.answers.len())).collect();
    let holds = means.iter().sum::<f64>() / means.len().max(1) as f64;
    let mut sets: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for one in &solved {
        if !order.contains(&one.set.as_str()) {
            order.push(&one.set);
        }
        let entry = sets.entry(&one.set).or_default();
        entry.0 += one.answers.len();
        entry.1 += held(one);
    }
    RobustnessFindings {
        draws,
        economies,
        failed: economies - solved.len(),
        seed,
        holds,
        error: standard_error(&means),
        escalates: share(escalating(ground, &solved), draws),
        by_set: order
            .into_iter()
            .map(|set| {
                let (draws, held) = sets[set];
                SetShare { elasticities: set.to_owned(), draws, holds: share(held, draws) }
            })
            .collect(),
        answers: answers(ground, &solved, draws),
        ranges: ranges
            .iter()
            .map(|range| RangeFindings {
                key: range.key.clone(),
                value: range.value,
                low: range.low,
                high: range.high,
            })
            .collect(),
        tornado,
        left_out: Vec::new(),
    }
}

/// Standard error of the mean of clusters of the same size; unknown, and said to be one half, for fewer
/// than two.
fn standard_error(means: &[f64]) -> f64 {
    let count = means.len() as f64;
    if means.len() < 2 {
        return 0.5;
    }
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|x| (x - mean).powi(2)).sum();
    (squares / (count - 1.0) / count).sqrt()
}

/// Draws in which some package that is played has a tariff, a retaliation or an export control.
fn escalating(ground: &Ground<'_>, solved: &[Economy]) -> usize {
    let scenario = ground.scenario;
    let hostile = |player: usize, package: usize| {
        let moves = &scenario.packages(PlayerId(player))[package].moves;
        moves.iter().any(|&at| {
            matches!(
                scenario.moves()[at].action,
                Action::Tariff { .. } | Action::Retaliation { .. } | Action::ExportControl { .. }
            )
        })
    };
    let escalates = |played: &&Played| match played {
        Played::Pure(profile) => profile.iter().enumerate().any(|(p, &own)| hostile(p, own)),
        Played::Mixed(supports) => supports
            .iter()
            .enumerate()
            .any(|(p, support)| support.iter().any(|&own| hostile(p, own))),
        Played::Nothing => false,
    };
    solved.iter().flat_map(|one| &one.answers).filter(escalates).count()
}

fn answers(ground: &Ground<'_>, solved: &[Economy], draws: usize) -> Vec<DrawnAnswer> {
    let mut counts: BTreeMap<&Played, usize> = BTreeMap::new();
    for answer in solved.iter().flat_map(|one| &one.answers) {
        *counts.entry(answer).or_default() += 1;
    }
    let mut counted: Vec<(&Played, usize)> = counts.into_iter().collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let told = counted.into_iter().map(|(played, count)| DrawnAnswer {
        plays: words(ground, played),
        profile: match played {
            Played::Pure(profile) => Some(profile.clone()),
            _ => None,
        },
        share: count as f64 / draws as f64,
        same: *played == ground.answer,
    });
    told.collect()
}

fn words(ground: &Ground<'_>, played: &Played) -> String {
    match played {
        Played::Pure(profile) => plays(ground.scenario, profile),
        Played::Nothing => "no equilibrium was found".to_owned(),
        Played::Mixed(supports) => {
            let players = ground.scenario.players().iter().zip(supports).enumerate();
            let parts = players.map(|(p, (player, support))| {
                let packages = ground.scenario.packages(PlayerId(p));
                let used: Vec<String> = support
                    .iter()
                    .map(|&at| format!("\u{201c}{}\u{201d}", packages[at].label))
                    .collect();
                format!("{} mixes {}", player.name, list(&used))
            });
            list(&parts.collect::<Vec<_>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::standard_error;

    /// Clusters 0, 1, 1, 0: mean 1/2, variance 1/3, so the error is the root of 1/12.
    #[test]
    fn the_error_counts_clusters() {
        let found = standard_error(&[0.0, 1.0, 1.0, 0.0]);
        assert!((found - (1.0_f64 / 12.0).sqrt()).abs() < 1e-15, "{found}");
        assert_eq!(standard_error(&[1.0, 1.0, 1.0]), 0.0);
        assert_eq!(standard_error(&[1.0]), 0.5);
    }
}
