//! What can be wrong with a question about tariffs that keep themselves, all of it at once.

use super::KeptTariffOptions;
use std::fmt;
use talion_economy::Economy;

/// One thing that is wrong with a question about tariffs that keep themselves.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum KeptTariffProblem {
    /// Not one discount factor per player.
    #[error(
        "there are {found} discount factors and {expected} players; give one for all or one for each"
    )]
    Discounts {
        /// Factors given.
        found: usize,
        /// Players of the tariff game.
        expected: usize,
    },
    /// A discount factor outside of its range.
    #[error("the discount factor of player {player} is {found}; it must be above 0 and below 1")]
    Discount {
        /// Code of the player.
        player: String,
        /// The factor given.
        found: f64,
    },
    /// A common factor of the curve outside of its range.
    #[error("a discount factor of the curve is {found}; it must be above 0 and below 1")]
    Factor {
        /// The factor given.
        found: f64,
    },
    /// A surge that is none.
    #[error("a surge makes trade cheaper by a share of {found}; it must be above 0 and below 1")]
    Cheaper {
        /// The share given.
        found: f64,
    },
    /// A chance of a surge that leaves no other period.
    #[error("the chance of a surge is {found}; it must be above 0 and below 1")]
    Chance {
        /// The chance given.
        found: f64,
    },
}

/// Everything that is wrong with a question about tariffs that keep themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptTariffProblems(pub Vec<KeptTariffProblem>);

impl fmt::Display for KeptTariffProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        talion_economy::one_per_line(&self.0, f)
    }
}

impl std::error::Error for KeptTariffProblems {}

impl KeptTariffOptions {
    /// Every problem beyond those of the tariff game itself.
    pub(super) fn problems(&self, economy: &Economy) -> Vec<KeptTariffProblem> {
        // Written so that what is not a number is a problem.
        let within = |x: f64| x > 0.0 && x < 1.0;
        let mut problems = Vec::new();
        let players = &self.game.players;
        if let Some(discounts) = &self.discounts {
            let (found, expected) = (discounts.len(), players.len());
            if found != expected {
                problems.push(KeptTariffProblem::Discounts { found, expected });
            }
            for (place, &found) in discounts.iter().enumerate().filter(|(_, d)| !within(**d)) {
                let region = players.get(place).and_then(|r| economy.regions().get(r.0));
                let player = region.map_or_else(|| (place + 1).to_string(), |r| r.code.clone());
                problems.push(KeptTariffProblem::Discount { player, found });
            }
        }
        let all = self.factors.iter().chain(&self.surge_factors);
        let outside = all.filter(|factor| !within(**factor));
        problems.extend(outside.map(|&found| KeptTariffProblem::Factor { found }));
        if let Some(surge) = self.surge {
            if !within(surge.cheaper) {
                problems.push(KeptTariffProblem::Cheaper { found: surge.cheaper });
            }
            if !within(surge.chance) {
                problems.push(KeptTariffProblem::Chance { found: surge.chance });
            }
        }
        problems
    }
}
