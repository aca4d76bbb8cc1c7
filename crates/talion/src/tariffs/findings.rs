//! What a study of continuous policy found, as plain data.

use super::{BargainOptions, TariffConcept};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_game::{SearchBudget, Side};
use talion_model::{FormulaVariant, RateBy, RateKind, RateTargets};

/// Version of the shape of [`TariffFindings`]; raised when a field changes meaning or goes.
pub const TARIFF_FINDINGS_SCHEMA: &str = "talion-tariffs/1";

/// What a study of continuous policy found. Rates are fractions, changes of welfare and gains are in
/// percent of real income, money is US$ million.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TariffFindings {
    /// Always [`TARIFF_FINDINGS_SCHEMA`].
    pub schema: String,
    /// Which rates were looked for.
    pub concept: TariffConcept,
    /// Who moves first, where somebody does.
    pub leader: Option<String>,
    /// What was assumed.
    pub assumptions: TariffAssumptions,
    /// How the rates were found.
    pub method: String,
    /// Why the search ended.
    pub termination: String,
    /// All distinct answers: every equilibrium found, or every player's optimum.
    pub solutions: Vec<TariffSolution>,
    /// What became of every start; empty where there is one only.
    pub runs: Vec<TariffRun>,
    /// Sweeps and steps over all starts.
    pub iterations: u64,
    /// Seconds until the answers stood, certificates included; left out of a scenario's findings, whose
    /// bytes depend on their input alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
}

/// What was assumed, in the words a result must always carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TariffAssumptions {
    /// Name of the data set.
    pub data: String,
    /// Elasticity set.
    pub elasticities: String,
    /// Rule for trade imbalances.
    pub deficits: String,
    /// Market structure.
    pub market: String,
    /// Whether governments weigh sectors by political weights; else they maximise real income.
    pub political_weights: bool,
    /// Codes of the players.
    pub players: Vec<String>,
    /// Against whom.
    pub targets: RateTargets,
    /// What they set.
    pub instruments: Vec<RateKind>,
    /// How finely.
    pub by: RateBy,
    /// Sectors with rates to set.
    pub sectors: Vec<String>,
    /// Lowest and highest rate of each instrument, in the order of `instruments`.
    pub bounds: Vec<(f64, f64)>,
    /// How many rates every player sets.
    pub rates_per_player: Vec<usize>,
}

/// Rates, what they do to every region, and how good they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TariffSolution {
    /// Whose optimum this is, where only one player moves.
    pub mover: Option<String>,
    /// Every rate that a player sets.
    pub rates: Vec<RateFindings>,
    /// Every region of the economy.
    pub regions: Vec<TariffRegion>,
    /// Largest entry of a mover's projected gradient, per unit of `ln(1 + rate)`.
    pub projected_gradient: f64,
    /// The largest gain, percent of real income, that the search found for any mover.
    pub max_gain_percent: f64,
    /// Relative residual of the trade equilibrium.
    pub residual: f64,
    /// Where the branch that continues the baseline folds on the way to these rates, as a share of
    /// the way; `None` if it does not.
    pub fold_at: Option<f64>,
    /// What every certificate's search was allowed.
    pub budget: SearchBudget,
    /// The check of every player who moves.
    pub checks: Vec<TariffCheck>,
    /// Terms of the agreement, where there is one.
    pub agreement: Option<AgreementFindings>,
    /// What the formula costs, where rates follow it.
    pub formula: Option<FormulaFindings>,
}

/// One rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RateFindings {
    /// Who sets it.
    pub player: String,
    /// What kind of rate it is.
    pub instrument: RateKind,
    /// The other region: exporter of a tariff, importer of an export tax, receiver of a transfer;
    /// none for a subsidy.
    pub partner: Option<String>,
    /// The sector; `all` for a transfer.
    pub sector: String,
    /// The rate, a fraction; of the payer's baseline income for a transfer.
    pub rate: f64,
    /// The same rate at the baseline.
    pub applied: f64,
    /// The bound that it stands at, if it does.
    pub at_bound: Option<Side>,
}

/// What happens to a region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TariffRegion {
    /// Code of the region.
    pub region: String,
    /// Whether it plays.
    pub plays: bool,
    /// Change of real income, percent.
    pub welfare_percent: f64,
    /// Equivalent variation, US$ million.
    pub equivalent_variation_musd: f64,
    /// Change of what its government maximises, percent; that of welfare without political weights.
    /// None for who does not play.
    pub objective_percent: Option<f64>,
}

/// The check of one player, computed from the game and the rates alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TariffCheck {
    /// The player; `all together` for the joint choice of an agreement.
    pub player: String,
    /// Largest gain that the search found, percent.
    pub gain_percent: f64,
    /// Largest entry of the projected gradient.
    pub projected_gradient: f64,
    /// Largest eigenvalue of the Hessian in the rates that can move: negative at a strict maximum.
    pub largest_curvature: Option<f64>,
    /// Largest absolute eigenvalue, against which to read it.
    pub curvature_scale: f64,
    /// Whether no eigenvalue can have been missed.
    pub curvature_exact: bool,
    /// Rates at their lower bound.
    pub at_lower: usize,
    /// Rates at their upper bound.
    pub at_upper: usize,
    /// Work of the search.
    pub search: SearchFindings,
}

/// Work of a search for a profitable deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SearchFindings {
    /// Payoffs computed.
    pub payoffs: u64,
    /// Gradients computed.
    pub gradients: u64,
    /// Points at which the economy had no equilibrium.
    pub without_payoff: u64,
}

/// Terms of an agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementFindings {
    /// How it was picked.
    pub bargain: BargainOptions,
    /// Change of every player's objective without agreement, percent.
    pub disagreement_percent: Vec<f64>,
    /// Best change that leaves the others no worse off, percent; Kalai-Smorodinsky only.
    pub ideal_percent: Vec<f64>,
    /// Weights with which the agreement maximises the weighted sum of payoffs, adding up to one.
    pub weights: Vec<f64>,
    /// What every player would gain by its best breach, the others keeping their word, percent.
    pub breach_gain_percent: Vec<f64>,
}

/// Rates by the formula: how they were solved for and what they cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormulaFindings {
    /// Which form.
    pub variant: FormulaVariant,
    /// Rounds taken.
    pub rounds: usize,
    /// Largest distance of a rate from what the formula says.
    pub distance: f64,
    /// Seconds until the rates stood, without the replies; left out of a scenario's findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// What exact replies would bring.
    pub replies: Vec<FormulaReply>,
}

/// What a player would gain over the formula, the others following it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormulaReply {
    /// The player.
    pub player: String,
    /// The rate by the formula.
    pub rate: f64,
    /// The best single rate.
    pub best_rate: f64,
    /// Gain of the best single rate, percent.
    pub gain_one_rate_percent: f64,
    /// Gain of the best rates by partner and sector, percent.
    pub gain_by_sector_percent: f64,
}

/// What became of one start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TariffRun {
    /// Why it stopped.
    pub termination: String,
    /// Sweeps of best responses.
    pub sweeps: u64,
    /// Newton steps on the stacked conditions.
    pub newton_steps: u64,
    /// Rest points from which the certificate's search found a profitable deviation.
    pub rejected: u64,
    /// The solution that it came to.
    pub solution: Option<usize>,
    /// Why play could not go on, if the economy had no equilibrium where it led.
    pub failure: Option<String>,
}
