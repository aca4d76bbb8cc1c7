//! What a study of talks found, as plain data.

use crate::{Answer, WeightFindings};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_solve::bargaining::{Commitment, Keeping};

/// Version of the shape of [`TalksFindings`].
pub const TALKS_SCHEMA: &str = "talion-talks/1";

/// What a study of talks found. Payoffs are in percent of real income, shares are fractions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TalksFindings {
    /// Always [`TALKS_SCHEMA`].
    pub schema: String,
    /// Name of the scenario.
    pub scenario: String,
    /// The answer in words: the deal, and why it may not come.
    pub answer: Answer,
    /// What was assumed.
    pub assumptions: TalksAssumptions,
    /// Payoffs without a deal.
    pub disagreement: [f64; 2],
    /// The terms on the table.
    pub terms: Vec<TalksTermFindings>,
    /// Whether there is anything to agree on.
    pub zone: ZoneFindings,
    /// The deal under each rule, the Nash solution first; empty where there is nothing to agree on.
    pub solutions: Vec<DealFindings>,
    /// The Pareto frontier, from the first player's best end to the second's.
    pub frontier: Vec<FrontierFindings>,
    /// The game of alternating offers; `None` where there is nothing to agree on.
    pub offers: Option<OffersFindings>,
    /// Which terms can be settled alone, and which only together.
    pub linkage: LinkageFindings,
    /// What red lines leave if they are absolute; `None` where no term crosses one.
    pub red_lines: Option<RedLineFindings>,
    /// Whether the rising power can promise enough; `None` without a technology race.
    pub commitment: Option<CommitmentFindings>,
    /// What it would cost each player to carry out what it does without a deal.
    pub bluff: Vec<BluffFindings>,
    /// The change in each weight at which a player would no longer take the Nash deal.
    pub fragility: Vec<FragilityFindings>,
    /// Distinct policies that the economy was solved for.
    pub policies_solved: usize,
}

/// What the study rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TalksAssumptions {
    /// Name of the data set.
    pub data: String,
    /// Elasticity set.
    pub elasticities: String,
    /// Rule for trade imbalances.
    pub deficits: String,
    /// Market structure.
    pub market: String,
    /// Names of the players.
    pub players: Vec<String>,
    /// What happens without a deal, in words.
    pub disagreement: String,
    /// Moves in force without a deal.
    pub in_force: Vec<String>,
    /// Bargaining weights of the Nash solution.
    pub weights: [f64; 2],
    /// Discount factors from one offer to the next.
    pub discounts: [f64; 2],
    /// Chance of breakdown after a refusal.
    pub breakdown: f64,
    /// Whether terms that cross a red line are off the table.
    pub red_lines_absolute: bool,
    /// Every weight and chance with its source.
    pub assumed: Vec<WeightFindings>,
}

/// A term on the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TalksTermFindings {
    /// Its name.
    pub name: String,
    /// The term in words.
    pub label: String,
    /// Who concedes it.
    pub player: String,
    /// Least and most that can be conceded.
    pub range: [f64; 2],
    /// Equal steps between the two; 0 where every share is possible.
    pub steps: usize,
    /// Purchases at full concession, US$ billion.
    pub size_bn: Option<f64>,
    /// Whether it crosses a red line.
    pub crosses_red_line: bool,
    /// Whether it moves nothing as things stand without a deal.
    pub idle: bool,
    /// What each player gains if it is conceded in full and nothing else is.
    pub alone: [f64; 2],
}

/// Whether there is anything to agree on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ZoneFindings {
    /// Whether some deal is better for both than none.
    pub open: bool,
    /// The largest gain that both can have at once; below zero where none is.
    pub common_gain: f64,
    /// Best payoff of each that leaves the other no worse off; the disagreement where the zone is empty.
    pub ideal: [f64; 2],
}

/// A deal, weighed exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DealFindings {
    /// The rule that picks it.
    pub rule: String,
    /// Share of each term that is conceded.
    pub shares: Vec<f64>,
    /// Payoffs.
    pub payoffs: [f64; 2],
    /// Gains over the disagreement.
    pub gains: [f64; 2],
    /// Change of each player's real income, percent.
    pub welfare: [f64; 2],
    /// Bilateral deficit of each player that minds one, as a ratio to that in the data.
    pub deficit_ratios: [Option<f64>; 2],
    /// Expected technology gap, frontier years.
    pub gap_years: Option<f64>,
    /// Self-sufficiency of the follower.
    pub self_sufficiency: Option<f64>,
    /// Weights with which the deal maximises the weighted sum of payoffs, adding up to one.
    pub weights: [f64; 2],
    /// The most that the weighted sum was found to gain by moving one term, all payoffs exact.
    pub largest_gain: f64,
    /// Distance between the payoffs that the search saw and the exact ones.
    pub surface_error: f64,
    /// How far the deal is from what singles its rule out: the difference of the two gains in the rule's
    /// units, 0 for rules that ask for none.
    pub rule_residual: f64,
    /// Whether each player would keep it.
    pub keeping: [Keeping; 2],
}

/// A point of the Pareto frontier, weighed exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierFindings {
    /// Share of each term that is conceded.
    pub shares: Vec<f64>,
    /// Payoffs.
    pub payoffs: [f64; 2],
    /// Whether both prefer it to no deal.
    pub in_zone: bool,
}

/// The game of alternating offers on the frontier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OffersFindings {
    /// Gains where the first player makes the first offer.
    pub first_offers: [f64; 2],
    /// Gains where the second does.
    pub second_offers: [f64; 2],
    /// Terms where the first player makes the first offer.
    pub shares: Vec<f64>,
    /// Exact gains on those terms.
    pub gains: [f64; 2],
    /// How far the indifference of either player is from holding on the frontier as traced.
    pub residual: f64,
}

/// Which terms can be settled alone, and which only together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkageFindings {
    /// Every term by itself.
    pub alone: Vec<LinkedFindings>,
    /// All together.
    pub together: LinkedFindings,
    /// The smallest combinations on which both can agree.
    pub smallest: Vec<LinkedFindings>,
    /// Combinations with something to agree on, and all that were tried.
    pub agreeable: [usize; 2],
}

/// A combination of terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkedFindings {
    /// Names of its terms.
    pub terms: Vec<String>,
    /// The largest gain that both can have at once; zero where there is none.
    pub common_gain: f64,
}

/// What red lines leave if they are absolute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RedLineFindings {
    /// Terms that cross one.
    pub terms: Vec<String>,
    /// The largest gain that both can have at once without them.
    pub common_gain: f64,
    /// The Nash solution's gains without them, weighed exactly; `None` where there is nothing to agree on.
    pub gains: Option<[f64; 2]>,
}

/// Whether the rising power can promise enough (Powell 2006).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommitmentFindings {
    /// Whose lead shrinks.
    pub declining: String,
    /// Who catches up.
    pub rising: String,
    /// Technology gap now, frontier years.
    pub gap_now: f64,
    /// Expected gap after one period of the deal.
    pub gap_next: f64,
    /// Discount factor per period of the declining power.
    pub discount: f64,
    /// What it has per period by refusing now and next period.
    pub acting: [f64; 2],
    /// The test.
    pub test: Commitment,
    /// Fall of the gap per period from which no promise would be enough, if the worth of the gap is
    /// linear; `None` where the gap is worth nothing to it or nothing is on offer.
    pub critical_fall: Option<f64>,
}

/// What it would cost to carry out what is done without a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BluffFindings {
    /// Whose threat it is.
    pub player: String,
    /// What it does without a deal.
    pub threat: String,
    /// What it would gain by doing something else; 0 if the threat is no bluff.
    pub cost: f64,
    /// What it would do instead.
    pub instead: String,
}

/// The change in a weight at which a player would no longer take the Nash deal on its terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FragilityFindings {
    /// The weight's scenario key.
    pub key: String,
    /// Whose weight it is.
    pub player: String,
    /// Its value.
    pub value: f64,
    /// The value at which the player's gain is zero; `None` where no value from zero on is enough.
    pub flips_at: Option<f64>,
}
