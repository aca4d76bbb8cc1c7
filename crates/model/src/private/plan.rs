//! What a scenario says about private resolve: types with priors, threats, replies.

use crate::{Month, Objective};
use serde::Serialize;
use talion_game::{PlayerId, Rational};

/// Something that a player may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrivateType {
    /// Name of the type.
    pub name: String,
    /// The type in words.
    pub label: String,
    /// How likely the others think it at the start.
    pub prior: Rational,
    /// Whether it holds out for ever in a stand-off.
    pub never_gives_in: bool,
    /// What a threat that is carried out costs it at home, percent of real income.
    pub conflict_cost: f64,
    /// What it minds besides welfare: the player's objective with the weights that the type replaces.
    pub objective: Objective,
    /// What it does in a month of the record, where the scenario says so.
    pub likelihoods: Option<Likelihoods>,
}

/// Chances of what a type does in a month; they sum to one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Likelihoods {
    /// It threatens or carries out.
    pub escalates: f64,
    /// It does nothing of the kind.
    pub holds: f64,
    /// It concedes or agrees.
    pub concedes: f64,
}

/// Something that may be threatened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedThreat {
    /// Name of the threat.
    pub name: String,
    /// The threat in words.
    pub label: String,
    /// The sender's moves when it is carried out, as positions in the scenario's moves.
    pub moves: Vec<usize>,
    /// How far the sender backs down if it is not.
    pub audience: f64,
    /// Chance that it is carried out whatever the sender would rather do.
    pub risk: f64,
}

/// Something that may be replied.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedReply {
    /// Name of the reply.
    pub name: String,
    /// The reply in words.
    pub label: String,
    /// The receiver's moves, as positions in the scenario's moves.
    pub moves: Vec<usize>,
    /// Whether it gives in.
    pub concedes: bool,
    /// How far the receiver backs down with it.
    pub backs_down: f64,
}

/// The `[resolve]` table of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrivatePlan {
    /// Who may threaten, then who replies.
    pub players: [PlayerId; 2],
    /// What either may be, in the same order; one type where the scenario names none.
    pub types: [Vec<PrivateType>; 2],
    /// What may be threatened.
    pub threats: Vec<PlannedThreat>,
    /// What may be replied.
    pub replies: Vec<PlannedReply>,
    /// How long what a stand-off ends in lasts, years.
    pub settlement_years: f64,
    /// By how much the cost of giving in grows, as a share of the audience cost per quarter.
    pub audience_growth: f64,
    /// First and last month of the record from which an audience learns.
    pub observed: [Month; 2],
}
