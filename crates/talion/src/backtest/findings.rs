//! What a back-test finds, as plain data.

use super::scores::{Lead, Scores};
use serde::{Deserialize, Serialize};
use talion_model::Dating;

/// Version of the shape of [`BacktestFindings`].
pub const BACKTEST_SCHEMA: &str = "talion-backtest/1";

/// The whole back-test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BacktestFindings {
    /// [`BACKTEST_SCHEMA`].
    pub schema: String,
    /// The answer, sentence by sentence.
    pub answer: Vec<String>,
    /// Name of the scenario.
    pub scenario: String,
    /// Name of the record.
    pub history: String,
    /// By which day moves count.
    pub dating: Dating,
    /// States of the ladder.
    pub states: usize,
    /// The players.
    pub players: Vec<String>,
    /// Months to which everything is fitted.
    pub fit: WindowFindings,
    /// Months that are forecast with what was fitted.
    pub score: WindowFindings,
    /// The model's parameters.
    pub estimate: EstimateFindings,
    /// The best log odds of holding for every precision of the surface: the ridge.
    pub ridge: Vec<RidgeFindings>,
    /// The likelihood over precision and log odds of holding.
    pub surface: SurfaceFindings,
    /// The model, then every benchmark.
    pub forecasts: Vec<ForecastFindings>,
    /// Every choice with the chance that each forecast gave it, in the order of `forecasts`.
    pub choices: Vec<ChoiceFindings>,
    /// Every move of the record and what became of it.
    pub moves: Vec<MoveFindings>,
}

/// A window of months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowFindings {
    /// First month.
    pub first: String,
    /// Last month.
    pub last: String,
    /// Choices in it.
    pub decisions: usize,
    /// Choices other than holding still.
    pub moves: usize,
}

/// Maximum likelihood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EstimateFindings {
    /// Precision, per percent of a year's real income.
    pub lambda: f64,
    /// Ends of its 95 % interval; null where it reaches down to zero, or up without end.
    pub lambda_95: [Option<f64>; 2],
    /// Lowest and highest precision known to be inside: where an end is null, the branch was followed
    /// so far.
    pub lambda_inside: [f64; 2],
    /// Inertia: cost of any move, percent of a year's real income; null without precision.
    pub kappa: Option<f64>,
    /// Ends of its 95 % interval; null where it reaches down to zero, or up without end.
    pub kappa_95: [Option<f64>; 2],
    /// Lowest and highest inertia known to be inside; null without end.
    pub kappa_inside: [Option<f64>; 2],
    /// Log odds of holding still at equal worth: precision times inertia.
    pub hold_log_odds: f64,
    /// Log likelihood of the fit window.
    pub log_likelihood: f64,
    /// Highest log likelihood without precision: inertia alone, whatever the payoffs.
    pub log_likelihood_without_payoffs: f64,
    /// Largest slope of the log likelihood left, per unit of log scale of a parameter.
    pub slope: f64,
    /// Whether the log likelihood rises to where the principal branch was lost: the estimate is then the
    /// highest point that was reached, and no maximum.
    pub edge: bool,
    /// Largest distance of a chance from the logit reply at the estimate.
    pub residual: f64,
}

/// A point of the ridge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RidgeFindings {
    /// Precision.
    pub lambda: f64,
    /// The best of the log odds of holding that were tried.
    pub hold_log_odds: f64,
    /// The inertia that this is; null without precision.
    pub kappa: Option<f64>,
    /// Log likelihood.
    pub log_likelihood: f64,
}

/// The likelihood over a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SurfaceFindings {
    /// Precisions.
    pub lambdas: Vec<f64>,
    /// Log odds of holding.
    pub hold_log_odds: Vec<f64>,
    /// Log likelihood, a row for each of the log odds; null where the branch was not reached.
    pub log_likelihood: Vec<Vec<Option<f64>>>,
}

/// A forecast and how it did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForecastFindings {
    /// Short name.
    pub name: String,
    /// Numbers fitted to the fit window.
    pub parameters: usize,
    /// Scores in the fit window.
    pub fit: Scores,
    /// Akaike's criterion there.
    pub aic: f64,
    /// Scores in the score window.
    pub score: Scores,
    /// By how much the model's log score is ahead in the fit window; null for the model.
    pub model_ahead_in_fit: Option<Lead>,
    /// By how much in the score window; null for the model.
    pub model_ahead_in_score: Option<Lead>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChoiceFindings {
    /// Month.
    pub month: String,
    /// Player.
    pub player: String,
    /// Whether it is of the score window.
    pub scored: bool,
    /// Where play stood.
    pub state: String,
    /// What was chosen.
    pub action: String,
    /// The move of the record that it is, by position in `moves` from 0; null for holding still.
    pub counted: Option<usize>,
    /// Chance that every forecast gave it.
    pub probabilities: Vec<f64>,
}

/// One move of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveFindings {
    /// Day of the announcement.
    pub date: String,
    /// Day on which it took effect.
    pub effective: Option<String>,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// What it is on the ladder, as in the file.
    pub steps: Vec<String>,
    /// What became of it: counts, superseded, part-of-deal, repeats, announcement, unmapped.
    pub fate: String,
    /// Month in which it counts, or would have.
    pub month: Option<String>,
    /// Why no track carries it.
    pub why: Option<String>,
    /// Where it is known from.
    pub source: String,
    /// Whether the source was seen; else it is from memory.
    pub verified: bool,
}
