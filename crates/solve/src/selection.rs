//! From several equilibria to one: the rule, the choice, and whether the rule really decided.

use crate::{payoff_dominates, risk_dominance};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use talion_game::{NormalForm, Solution};

/// How one equilibrium is picked from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// The only equilibrium of a complete list; nothing where there are several.
    Unique,
    /// The pure equilibrium that every player prefers to every other pure one.
    PayoffDominance,
    /// The pure equilibrium that risk-dominates every other pure one (two players).
    RiskDominance,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unique => "uniqueness",
            Self::PayoffDominance => "payoff dominance among pure equilibria",
            Self::RiskDominance => "risk dominance among pure equilibria",
        })
    }
}

/// Why the selected equilibrium is the one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "because")]
#[non_exhaustive]
pub enum Reason {
    /// It is the only one that the rule compares.
    Only,
    /// It dominates each of the others.
    Dominates {
        /// Positions of the others in the solution.
        others: Vec<usize>,
    },
    /// The rule leaves several undominated; the first of them in the solution's order is taken.
    TieBrokenByOrder {
        /// Positions of all that the rule leaves, the selected one first.
        tied: Vec<usize>,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Only => write!(f, "it is the only one"),
            Self::Dominates { others } => write!(f, "it dominates each of {} others", others.len()),
            Self::TieBrokenByOrder { tied } => write!(
                f,
                "the rule does not decide among {}; the first in the order of the strategies is taken",
                tied.len()
            ),
        }
    }
}

/// One equilibrium of a solution, and how it was picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Position in [`Solution::equilibria`].
    pub index: usize,
    /// The rule that picked it.
    pub rule: Rule,
    /// Why it is this one.
    pub reason: Reason,
    /// How many equilibria the solution holds: more than one is a finding of its own.
    pub multiplicity: usize,
}

/// Picks one equilibrium of a solution by a rule.
///
/// `None` where the rule has nothing to pick: no (pure) equilibrium, or several where
/// [`Rule::Unique`] wants one.
pub fn select(game: &NormalForm, solution: &Solution, rule: Rule) -> Option<Selection> {
    let multiplicity = solution.equilibria.len();
    let chosen = |index, reason| Some(Selection { index, rule, reason, multiplicity });
    if rule == Rule::Unique {
        return if multiplicity == 1 && solution.complete { chosen(0, Reason::Only) } else { None };
    }
    let pure: Vec<(usize, Vec<usize>)> = solution.pure().collect();
    let beats = |a: &(usize, Vec<usize>), b: &(usize, Vec<usize>)| match rule {
        Rule::RiskDominance => {
            risk_dominance(game, &a.1, &b.1).is_some_and(|r| r.order() == Ordering::Greater)
        }
        _ => payoff_dominates(&solution.equilibria[a.0].values, &solution.equilibria[b.0].values),
    };
    if let [(only, _)] = pure[..] {
        return chosen(only, Reason::Only);
    }
    let others_of = |a: usize| pure.iter().map(|b| b.0).filter(move |&b| b != a);
    let winner = pure.iter().find(|a| pure.iter().all(|b| a.0 == b.0 || beats(a, b)));
    if let Some((index, _)) = winner {
        return chosen(*index, Reason::Dominates { others: others_of(*index).collect() });
    }
    let undominated = |a: &&(usize, Vec<usize>)| !pure.iter().any(|b| beats(b, a));
    let mut tied: Vec<usize> = pure.iter().filter(undominated).map(|a| a.0).collect();
    if tied.is_empty() {
        // Risk dominance can run in a circle; then nobody is ahead.
        tied = pure.iter().map(|a| a.0).collect();
    }
    let first = *tied.first()?;
    chosen(first, Reason::TieBrokenByOrder { tied })
}
