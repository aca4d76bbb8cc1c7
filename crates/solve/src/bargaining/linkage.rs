//! Which issues can be settled alone, and which only together.

use super::frontier::zone;
use serde::{Deserialize, Serialize};
use talion_game::{BargainingProblem, Feasible};

/// Most issues whose combinations are all tried.
const MOST_ISSUES: usize = 16;

/// Zones of agreement of every combination of issues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Linkage {
    /// Every issue by itself, in order.
    pub alone: Vec<LinkedSet>,
    /// All of them together.
    pub together: LinkedSet,
    /// The smallest combinations on which the players can agree: none of their parts will do.
    pub smallest: Vec<LinkedSet>,
    /// Combinations with something to agree on, and all that were tried.
    pub agreeable: [usize; 2],
}

/// A combination of issues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedSet {
    /// Places of its issues.
    pub issues: Vec<usize>,
    /// The largest gain that both can have at once; zero where nobody gains.
    pub common_gain: f64,
}

/// Tries every combination of issues. `None` for points, and for more issues than can be tried.
pub fn linkage(problem: &BargainingProblem) -> Option<Linkage> {
    let Feasible::Issues(issues) = problem.feasible() else { return None };
    if issues.len() > MOST_ISSUES {
        return None;
    }
    let gain = |set: &[usize]| {
        let kept = problem.with_issues(&|at| set.contains(&at));
        let found = kept.map(|kept| zone(&kept));
        found.filter(|zone| !zone.frontier.is_empty()).map_or(0.0, |zone| zone.common_gain)
    };
    Some(Linkage::of(issues.len(), &gain))
}

impl Linkage {
    /// The combinations of `count` issues (at most 16 are combined), given what both can gain from one.
    pub fn of(count: usize, gain: &dyn Fn(&[usize]) -> f64) -> Self {
        let members =
            |set: usize| -> Vec<usize> { (0..count).filter(|k| set >> k & 1 == 1).collect() };
        let sets: Vec<usize> = (1..1_usize << count.min(MOST_ISSUES)).collect();
        let found: Vec<LinkedSet> = sets
            .iter()
            .map(|&set| {
                let issues = members(set);
                let common_gain = gain(&issues).max(0.0);
                LinkedSet { issues, common_gain }
            })
            .collect();
        let agreeable = |set: usize| found[set - 1].common_gain > 0.0;
        let has_part = |set: usize| sets.iter().any(|&s| s != set && s & set == s && agreeable(s));
        Self {
            alone: (0..count).map(|k| found[(1 << k) - 1].clone()).collect(),
            together: found[found.len() - 1].clone(),
            smallest: sets
                .iter()
                .filter(|&&set| agreeable(set) && !has_part(set))
                .map(|&set| found[set - 1].clone())
                .collect(),
            agreeable: [sets.iter().filter(|&&set| agreeable(set)).count(), sets.len()],
        }
    }
}
