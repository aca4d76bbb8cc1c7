//! What a study of private resolve found, as plain data.

use crate::Answer;
use crate::findings::WeightFindings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the shape of [`ResolveFindings`]; raised when a field changes meaning or goes.
pub const RESOLVE_SCHEMA: &str = "talion-resolve/1";

/// Who threatens, who gives in, who bluffs, and what an audience learns. Payoffs are in percent of real
/// income; probabilities are fractions; the sender is always before the receiver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResolveFindings {
    /// Always [`RESOLVE_SCHEMA`].
    pub schema: String,
    /// Name of the scenario.
    pub scenario: String,
    /// The answer in words.
    pub answer: Answer,
    /// What was assumed.
    pub assumptions: ResolveAssumptions,
    /// Every way in which a threat can end, and what it is worth.
    pub outcomes: Vec<ThreatOutcomeFindings>,
    /// The concept: always sequential equilibrium.
    pub concept: String,
    /// All equilibria, component by component.
    pub equilibria: Vec<ThreatEquilibrium>,
    /// Position of the selected one.
    pub selected: Option<usize>,
    /// How it was selected.
    pub selection_rule: String,
    /// Whether the list holds all there are.
    pub complete: bool,
    /// How they were found.
    pub method: String,
    /// What the audience believes after each move of the selected equilibrium.
    pub lessons: Vec<LessonFindings>,
    /// Who gives in when, once the strongest threat is carried out and matched.
    pub stand_off: Option<StandOffFindings>,
    /// What the record of moves tells, where every type says what it does in a month.
    pub observed: Vec<ObservedFindings>,
}

/// What was assumed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResolveAssumptions {
    /// Name of the data set.
    pub data: String,
    /// Elasticity set.
    pub elasticities: String,
    /// Who may threaten, and who replies.
    pub players: [String; 2],
    /// Their types.
    pub types: [Vec<TypeFindings>; 2],
    /// The threats.
    pub threats: Vec<String>,
    /// The replies.
    pub replies: Vec<ReplyChoice>,
    /// Every number of the scenario that counts here.
    pub weights: Vec<WeightFindings>,
}

/// A type of a player.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TypeFindings {
    /// Its name.
    pub label: String,
    /// Its prior probability.
    pub prior: f64,
    /// Of a sender: whether it would carry out each threat after each reply that resists, in the order of
    /// threats; by replies in the order of all, `false` where they concede.
    pub carries_out: Vec<Vec<bool>>,
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReplyChoice {
    /// Its name.
    pub label: String,
    /// Whether it gives in.
    pub concedes: bool,
}

/// One way in which it can end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThreatOutcomeFindings {
    /// The threat; none for keeping still.
    pub threat: Option<String>,
    /// The reply.
    pub reply: Option<String>,
    /// Whether the threat is carried out.
    pub carried_out: bool,
    /// Payoff of every type of both.
    pub payoffs: [Vec<f64>; 2],
    /// Change in real income of both, percent.
    pub welfare_percent: [f64; 2],
}

/// A component of sequential equilibria of the threat game, by one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThreatEquilibrium {
    /// `separating`, `pooling` or `semi-separating`.
    pub kind: String,
    /// Probability of keeping still and of each threat, by the sender's type.
    pub messages: Vec<Vec<f64>>,
    /// Least and largest of each in the component.
    pub message_ranges: Vec<Vec<[f64; 2]>>,
    /// Probability of each reply, by the receiver's type and the threat.
    pub replies: Vec<Vec<Vec<f64>>>,
    /// Least and largest of each in the component.
    pub reply_ranges: Vec<Vec<Vec<[f64; 2]>>>,
    /// Probability of each type of the sender after keeping still and after each threat.
    pub beliefs: Vec<Vec<f64>>,
    /// Least and largest belief that will do, where nobody sends the message.
    pub belief_ranges: Vec<Vec<[f64; 2]>>,
    /// Whether the component is one pair of strategies.
    pub isolated: bool,
    /// Whether the member survives the intuitive criterion.
    pub intuitive: bool,
    /// Which type breaks it, by which message.
    pub broken_by: Option<String>,
    /// Probability of keeping still and of each threat.
    pub chances: Vec<f64>,
    /// Probability that each threat, uttered and resisted, is a bluff.
    pub bluff: Vec<f64>,
    /// Probability that each threat, uttered, is conceded to.
    pub conceded: Vec<f64>,
    /// Payoff of every type of the sender.
    pub sender_values: Vec<f64>,
    /// Expected payoff of both.
    pub values: [f64; 2],
    /// Certificate: largest gain at any information set of the whole tree.
    pub max_gain: f64,
    /// Certificate: largest gain of any whole plan.
    pub max_regret: f64,
    /// Certificate: largest distance of a belief from Bayes' rule where that applies.
    pub bayes_residual: f64,
}

/// What a move tells about the sender.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LessonFindings {
    /// The move.
    pub seen: String,
    /// Probability of seeing it.
    pub chance: f64,
    /// Whether play gets there; else the beliefs are ones that support the equilibrium.
    pub on_path: bool,
    /// Probability of each type of the sender.
    pub beliefs: Vec<f64>,
}

/// A stand-off between the types that may give in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StandOffFindings {
    /// What is carried out, and how it is answered.
    pub over: String,
    /// What each side wins if the other one gives in, percent of a year's real income.
    pub prizes: [f64; 2],
    /// What a quarter of it costs each side.
    pub costs: [f64; 2],
    /// By how much each side's cost of giving in grows in a quarter.
    pub audience: [f64; 2],
    /// Prior probability that each side never gives in.
    pub resolute: [f64; 2],
    /// Why there is nothing to wait for, if so: a side loses nothing by holding out.
    pub void: Option<String>,
    /// Quarter after which nobody gives in any more.
    pub end: Option<f64>,
    /// Probability that each side gives in at once.
    pub at_once: [f64; 2],
    /// Probability that each side has given in by the end.
    pub gives_in: [f64; 2],
    /// Expected quarters until somebody gives in or the end is reached.
    pub expected_quarters: f64,
    /// The way there.
    pub path: Vec<StandOffPoint>,
    /// Certificate: largest difference between what waiting pays and what giving in at once pays.
    pub indifference_residual: f64,
}

/// Where a stand-off stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StandOffPoint {
    /// Quarters from its start.
    pub quarter: f64,
    /// Hazard of giving in, per quarter.
    pub hazard: [f64; 2],
    /// Probability that each side has not given in.
    pub survival: [f64; 2],
    /// Probability that a side that has not given in never will.
    pub resolute: [f64; 2],
}

/// What the record tells about one player.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ObservedFindings {
    /// The player.
    pub player: String,
    /// Its types.
    pub types: Vec<String>,
    /// Beliefs before the first month.
    pub prior: Vec<f64>,
    /// Month by month.
    pub months: Vec<ObservedMonth>,
}

/// One month of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ObservedMonth {
    /// Which, as `2018-05`.
    pub month: String,
    /// `escalates`, `holds` or `concedes`.
    pub seen: String,
    /// The move that counts, if there was one.
    pub what: String,
    /// Beliefs after it.
    pub beliefs: Vec<f64>,
}
