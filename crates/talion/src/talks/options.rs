//! What a caller may ask of a study of talks beyond what the scenario says.

use talion_model::TalksFallback;

/// What happens without a deal.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum TalksDisagreement {
    /// What the scenario says.
    #[default]
    Scenario,
    /// This.
    Fallback(TalksFallback),
    /// These payoffs, percent of real income; they must be feasible.
    Payoffs([f64; 2]),
}

/// How a study is done.
#[derive(Debug, Clone, PartialEq)]
pub struct TalksOptions {
    /// What happens without a deal.
    pub disagreement: TalksDisagreement,
    /// Bargaining weights; `None` takes the scenario's power.
    pub weights: Option<[f64; 2]>,
    /// Discount factors per offer; `None` takes the scenario's.
    pub discounts: Option<[f64; 2]>,
    /// Chance of breakdown after a refusal; `None` takes the scenario's.
    pub breakdown: Option<f64>,
    /// Points of the Pareto frontier, at least two.
    pub points: usize,
}

impl Default for TalksOptions {
    fn default() -> Self {
        Self {
            disagreement: TalksDisagreement::Scenario,
            weights: None,
            discounts: None,
            breakdown: None,
            points: 25,
        }
    }
}
