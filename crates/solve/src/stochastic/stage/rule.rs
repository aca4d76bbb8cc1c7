//! From several equilibria of a stage to one.

use super::admissible::is_admissible;
use super::{Stage, StageEquilibria};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How one equilibrium of a stage game, or of a component of states, is picked from a list.
///
/// Lists are in a fixed order: pure equilibria first, player 1's actions varying fastest; then mixed
/// ones by size of their supports. Where a rule leaves several, the first of them is taken, and the
/// result says in how many states that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StageRule {
    /// The first of the list.
    #[default]
    First,
    /// The last of the list.
    Last,
    /// The equilibrium that every player likes at least as well as every other one.
    PayoffDominance,
    /// Among pure equilibria of two players in which nobody takes a weakly dominated action, or among
    /// all pure ones if there is no such, the one that risk-dominates every other: the product of the
    /// losses from deviating alone is larger (Harsanyi and Selten 1988).
    RiskDominance,
}

impl fmt::Display for StageRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First => "the first equilibrium in the order of the actions",
            Self::Last => "the last equilibrium in the order of the actions",
            Self::PayoffDominance => "payoff dominance",
            Self::RiskDominance => "risk dominance among pure equilibria without dominated actions",
        })
    }
}

impl StageRule {
    /// Position of the equilibrium that the rule picks from a list that is not empty, and whether the
    /// rule decided.
    pub(crate) fn pick(self, stage: &Stage, found: &StageEquilibria) -> (usize, bool) {
        let count = found.len();
        if count <= 1 {
            return (0, true);
        }
        match self {
            Self::First => (0, true),
            Self::Last => (count - 1, true),
            Self::PayoffDominance => {
                best(count, |a, b| dominates(found.values(a), found.values(b)))
            }
            Self::RiskDominance if stage.player_count() == 2 && found.pure > 0 => {
                let profile = |e: &usize| stage.profile_of(found.strategies(*e));
                let all = 0..found.pure;
                let admissible: Vec<usize> =
                    all.clone().filter(|e| is_admissible(stage, profile(e))).collect();
                let among = if admissible.is_empty() { all.collect() } else { admissible };
                let beats = |a: usize, b: usize| risk_dominates(stage, found, among[a], among[b]);
                let (at, decided) = best(among.len(), beats);
                (among[at], decided)
            }
            Self::RiskDominance => (0, false),
        }
    }
}

/// The one that beats all others, or else the first that none beats, or else the first.
pub(crate) fn best(count: usize, beats: impl Fn(usize, usize) -> bool) -> (usize, bool) {
    let others = |a| (0..count).filter(move |b| *b != a);
    if let Some(winner) = (0..count).find(|a| others(*a).all(|b| beats(*a, b))) {
        return (winner, true);
    }
    let unbeaten = (0..count).find(|a| !others(*a).any(|b| beats(b, *a)));
    (unbeaten.unwrap_or(0), false)
}

/// Nobody is worse off, and somebody better, by more than rounding.
pub(crate) fn dominates(a: &[f64], b: &[f64]) -> bool {
    let slack = |x: f64, y: f64| 1e-12 * x.abs().max(y.abs());
    let pairs = || a.iter().zip(b);
    pairs().all(|(x, y)| x - y >= -slack(*x, *y)) && pairs().any(|(x, y)| x - y > slack(*x, *y))
}

/// Whether the product of the losses from deviating alone is larger at `a` than at `b`.
fn risk_dominates(stage: &Stage, found: &StageEquilibria, a: usize, b: usize) -> bool {
    let [at_a, at_b] = [a, b].map(|e| stage.profile_of(found.strategies(e)));
    let loss = |here: usize, there: usize, player: usize| {
        let stride = stage.stride(player);
        let to = here - stage.action(here, player) * stride + stage.action(there, player) * stride;
        let value = stage.value(here, player);
        (stage.rate(to, player) * value - stage.payoff(to, player)).max(0.0)
    };
    loss(at_a, at_b, 0) * loss(at_a, at_b, 1) > loss(at_b, at_a, 0) * loss(at_b, at_a, 1)
}
