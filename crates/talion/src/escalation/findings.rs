//! What a study of escalation found, as plain data.

use crate::{Answer, WeightFindings};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the shape of [`EscalationFindings`]; raised when a field changes meaning or goes.
pub const ESCALATION_SCHEMA: &str = "talion-escalation/1";

/// The game over time: equilibria, the path from the start, and what would change it.
///
/// Values are sums of discounted payoffs in percent of a year's real income; rates of payoffs are
/// annual, in percent of real income; chances are fractions; time is in quarters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EscalationFindings {
    /// Always [`ESCALATION_SCHEMA`].
    pub schema: String,
    /// Name of the scenario.
    pub scenario: String,
    /// The answer in words.
    pub answer: Answer,
    /// What was assumed.
    pub assumptions: EscalationAssumptions,
    /// How large the game is.
    pub size: SizeFindings,
    /// The equilibria found, each with its certificate.
    pub equilibria: Vec<MarkovFindings>,
    /// Position of the one that the rest is about; `None` if there is none.
    pub selected: Option<usize>,
    /// The solution concept.
    pub concept: String,
    /// How the selected equilibrium was selected.
    pub selection_rule: String,
    /// Literature name of the method.
    pub method: String,
    /// Why the method stopped.
    pub termination: String,
    /// Whether the list of equilibria is proved to be complete.
    pub complete: bool,
    /// Where play stands, quarter by quarter from the start.
    pub quarters: Vec<QuarterFindings>,
    /// The likely situations and the ways between them; none in findings of older versions.
    #[serde(default)]
    pub graph: Option<GraphFindings>,
    /// Odds of what matters within a few quarters.
    pub odds: Vec<OddsFindings>,
    /// How long escalation lasts.
    pub de_escalation: DeEscalationFindings,
    /// The same odds from paths drawn at random, to hold the exact ones to.
    pub simulation: SimulationFindings,
    /// What each instrument is worth.
    pub instruments: Vec<InstrumentFindings>,
    /// The same game with strategic terms switched off.
    pub without: Vec<EscalationVariant>,
    /// Where the answer flips.
    pub thresholds: Vec<ThresholdFindings>,
    /// What a later horizon would do to the odds of a deal within eight quarters; `None` where play
    /// never ends.
    pub later_horizon: Option<LaterHorizon>,
}

/// The same game with a later horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LaterHorizon {
    /// Quarters.
    pub quarters: usize,
    /// Odds of a deal within eight quarters.
    pub deal_within_8: f64,
    /// Largest difference of the odds of a deal in force, over the quarters up to half of the
    /// scenario's horizon.
    pub largest_difference: f64,
}

/// What was assumed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EscalationAssumptions {
    /// Data set.
    pub data: String,
    /// Elasticity set.
    pub elasticities: String,
    /// What trade imbalances do.
    pub deficits: String,
    /// How firms compete.
    pub market: String,
    /// `simultaneous` or `alternating`.
    pub order: String,
    /// Quarters after which policies stay as they are; `None` where play never ends.
    pub horizon_quarters: Option<usize>,
    /// Names of the players.
    pub players: Vec<String>,
    /// Discount factor of every player, per quarter.
    pub discounts: Vec<f64>,
    /// The tracks with their rungs.
    pub tracks: Vec<TrackFindings>,
    /// What the deal on the table brings, in words.
    pub deal: Vec<String>,
    /// Every weight and chance with its source.
    pub weights: Vec<WeightFindings>,
}

/// A track of rungs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrackFindings {
    /// Whose it is.
    pub player: String,
    /// Name of the track.
    pub name: String,
    /// Labels of its rungs, from the first above nothing on.
    pub rungs: Vec<String>,
    /// Whether a deal leaves it where it stands.
    pub kept_in_deal: bool,
}

/// How large the game is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SizeFindings {
    /// Situations that can be reached.
    pub states: usize,
    /// Ways from one to another, as they are meant.
    pub arcs: usize,
    /// Transitions of the game, chance included.
    pub transitions: usize,
    /// Distinct policies that the economy was solved for.
    pub policies_solved: usize,
    /// Strongly connected components of the situations.
    pub components: usize,
}

/// An equilibrium of the game over time, seen from the start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MarkovFindings {
    /// How it was found or selected.
    pub found_by: String,
    /// Value of the start to every player.
    pub values: Vec<f64>,
    /// The same as a constant rate: what a player would have to get in every year.
    pub annual: Vec<f64>,
    /// What every player does first.
    pub first_moves: Vec<Vec<ActionFindings>>,
    /// Odds of a deal within eight quarters.
    pub deal_within_8: f64,
    /// Largest gain from deviating once, in any situation and quarter.
    pub one_shot_gain: f64,
    /// Largest gain of any player's best plan against the others' strategies, from any situation on,
    /// found by solving its decision problem on its own.
    pub best_reply_gain: f64,
    /// Situations and quarters in which somebody mixes, as a share of all.
    pub mixed_share: f64,
    /// Situations and quarters in which the stage game has several equilibria, as a share of all; `None`
    /// where the method does not solve stage by stage.
    pub several_share: Option<f64>,
    /// Quarters and situations in which the selection rule did not decide and the first equilibrium was
    /// taken, as a share of all; `None` where no rule is used.
    pub undecided_share: Option<f64>,
}

/// An action with its probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionFindings {
    /// The action in words.
    pub action: String,
    /// Its probability.
    pub probability: f64,
}

/// Where play stands in one quarter, seen from the start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuarterFindings {
    /// Quarters since the start.
    pub quarter: usize,
    /// Chance of every rung of every track, nothing first.
    pub rungs: Vec<Vec<f64>>,
    /// Chance of no talks, talks, a truce and a deal.
    pub phases: [f64; 4],
    /// Chance that there has been a deal by now.
    pub deal_by_now: f64,
    /// The likeliest policies and phase, the technology gap aside.
    pub likeliest: String,
    /// Their chance.
    pub likeliest_odds: f64,
    /// Expected technology gap, frontier years; `None` without a race.
    pub gap_years: Option<f64>,
    /// Expected self-sufficiency of the follower.
    pub self_sufficiency: Option<f64>,
    /// Expected change of real income of every player, percent.
    pub welfare: Vec<f64>,
    /// Expected payoff of every player, at an annual rate.
    pub payoff: Vec<f64>,
    /// Expected bilateral deficit of every player that minds one, as a ratio to that in the data.
    pub deficit_ratios: Vec<Option<f64>>,
}

/// Odds of what happens within some quarters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OddsFindings {
    /// Quarters from the start.
    pub quarters: usize,
    /// Of a deal.
    pub deal: f64,
    /// Of a step up by anybody.
    pub escalation: f64,
    /// Of a track on its highest rung.
    pub top_rung: f64,
    /// Of talks under way after so many quarters.
    pub talks: f64,
}

/// How long escalation lasts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeEscalationFindings {
    /// Quarters looked at.
    pub horizon: usize,
    /// Odds that somebody steps up within them.
    pub escalates: f64,
    /// Odds that it ends within them: a deal, or all tracks that a deal would take back at nothing.
    pub ends: f64,
    /// Expected quarters from the first step up to its end, given that it ends within the horizon.
    pub expected_quarters: Option<f64>,
}

/// The odds of a deal from paths drawn at random.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SimulationFindings {
    /// Number of paths.
    pub paths: usize,
    /// Seed.
    pub seed: u64,
    /// Quarters of each.
    pub quarters: usize,
    /// Share with a deal.
    pub deal: f64,
    /// Standard error of that share.
    pub standard_error: f64,
    /// The exact odds.
    pub exact: f64,
}

/// What an instrument is worth to everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InstrumentFindings {
    /// The instrument: a track or talks.
    pub name: String,
    /// Whose it is; `None` for talks.
    pub player: Option<String>,
    /// Value of the start to every player with it less without it, everybody's strategy solved again.
    pub resolved: Vec<f64>,
    /// The same for its owner alone with the others' strategies held; `None` for talks.
    pub held: Option<f64>,
    /// Odds of a deal within eight quarters without it.
    pub deal_within_8_without: f64,
}

/// The game with strategic terms switched off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EscalationVariant {
    /// What is switched off, in words.
    pub description: String,
    /// What every player most likely does first.
    pub first_moves: Vec<String>,
    /// Odds of a deal within eight quarters.
    pub deal_within_8: f64,
    /// Odds of a step up within eight quarters.
    pub escalation_within_8: f64,
    /// Largest one-shot gain.
    pub one_shot_gain: f64,
}

/// Where the answer flips in one scenario key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThresholdFindings {
    /// The key.
    pub key: String,
    /// Its value in the scenario.
    pub value: f64,
    /// Lowest value tried.
    pub lowest: f64,
    /// Highest value tried.
    pub highest: f64,
    /// Values at which a deal within eight quarters turns from less likely than not to more likely, or
    /// back, nearest to the scenario's first; each to a thousandth of the range tried.
    pub flips: Vec<FlipFindings>,
    /// Odds of a deal within eight quarters at the lowest and the highest value.
    pub deal_at_ends: [f64; 2],
    /// Why the search ended early, if it did.
    pub failure: Option<String>,
}

/// One value at which the answer flips.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FlipFindings {
    /// The value.
    pub at: f64,
    /// Odds of a deal just below it and just above it.
    pub deal: [f64; 2],
}

/// Likely situations, and who takes play from one to another. The technology gap, the quarters left of a
/// truce and the turn are not told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GraphFindings {
    /// Quarters followed.
    pub quarters: usize,
    /// Position of the start.
    pub start: usize,
    /// Number of situations that play may come to; the likeliest of them are given.
    pub situations: usize,
    /// Share of the time that is spent in the others.
    pub left_out_share: f64,
    /// The situations.
    pub states: Vec<GraphStateFindings>,
    /// The ways between them.
    pub arcs: Vec<GraphArcFindings>,
}

/// A situation of the graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GraphStateFindings {
    /// Policies in force and phase, in words.
    pub name: String,
    /// `no talks`, `talks`, `truce` or `deal`.
    pub phase: String,
    /// Rung of every track, 0 for nothing.
    pub rungs: Vec<usize>,
    /// Chance that play is ever in it within the quarters followed.
    pub ever: f64,
    /// Expected quarters spent in it.
    pub quarters: f64,
}

/// A way from one situation to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GraphArcFindings {
    /// Position of the situation that it leaves.
    pub from: usize,
    /// Position of the one that it comes to.
    pub to: usize,
    /// Who does something; nobody where chance or time moves play.
    pub movers: Vec<String>,
    /// What is done most often.
    pub action: String,
    /// Expected number of passages within the quarters followed.
    pub passages: f64,
    /// Whether no mover can take it back by a move of its own.
    pub irreversible: bool,
    /// Whether it lies on the way that is taken most often from the start, up to a deal.
    pub likely: bool,
}
