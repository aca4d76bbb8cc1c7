//! Everything a study found, as plain data: the one model that every report is rendered from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the shape of [`Findings`]; raised when a field changes meaning or goes.
pub const FINDINGS_SCHEMA: &str = "talion-findings/1";

/// What a study found. Serialises to `findings.json`.
///
/// Welfare is in percent of real income, money in US$ million, payoffs in hundredths of log real
/// income ("percent of real income"); shares and rates are fractions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    /// Always [`FINDINGS_SCHEMA`].
    pub schema: String,
    /// The answer in words.
    pub answer: Answer,
    /// What was assumed.
    pub assumptions: Assumptions,
    /// Players with their packages, in the order of every profile.
    pub players: Vec<PlayerFindings>,
    /// Every profile of packages, player 1 varying fastest.
    pub profiles: Vec<ProfileFindings>,
    /// The game as the scenario states it.
    pub main: GameFindings,
    /// The same game played by people who err: logit equilibria; none in findings of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantal: Option<crate::QuantalFindings>,
    /// Where welfare comes from at the selected equilibrium; none in findings of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decomposition: Option<crate::DecompositionFindings>,
    /// The same game with strategic terms switched off: first welfare alone, then one term at a time.
    pub without: Vec<VariantFindings>,
    /// The same game under every other elasticity set.
    pub elasticity_sets: Vec<ElasticityFindings>,
    /// What each list and each reply does to welfare alone, under every elasticity set.
    pub replies: Vec<ReplyFindings>,
    /// Profiles that every player prefers to the selected equilibrium, the best for the player who
    /// gains least first, and who would break them.
    pub better_for_all: Vec<ImprovementFindings>,
    /// The continuous games that the scenario asks about, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<crate::PolicyFindings>,
    /// The game over time, where the scenario asks for it.
    #[serde(default)]
    pub escalation: Option<crate::EscalationFindings>,
    /// What came about, beside the odds of the game over time, where the scenario names a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<crate::HistoryFindings>,
    /// Which situations of the ladder are stable without time and chance, where the scenario has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<crate::StabilityFindings>,
    /// Whether the deal would be kept if the game of the packages were repeated, where the scenario has
    /// discount factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sustain: Option<crate::SustainFindings>,
    /// Which freely chosen tariffs keep themselves, where the scenario asks about such tariffs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_tariffs: Option<crate::KeptTariffFindings>,
    /// Why nothing was found of such tariffs, where the scenario asks and nothing was: no war to answer a
    /// breach with, say, or nothing that all prefer to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_kept_tariffs: Option<String>,
    /// How often the answer holds under draws of what is assumed, and what changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robustness: Option<crate::RobustnessFindings>,
    /// Whether there is a deal and on what terms, where the scenario asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talks: Option<crate::TalksFindings>,
    /// Who bluffs and who gives in, where the scenario asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolve: Option<crate::ResolveFindings>,
    /// Where the study came from and how to make it again.
    pub provenance: Provenance,
}

/// The answer in words, computed from the rest.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// One sentence: concept, selection rule, what the players do.
    pub headline: String,
    /// What it costs, how sure it is, what changes it; one sentence each.
    pub points: Vec<String>,
    /// Limits of the answer: what was assumed and not shown.
    pub caveats: Vec<String>,
}

/// What was assumed, in the words a result must always carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assumptions {
    /// Name of the scenario.
    pub scenario: String,
    /// Title of the scenario.
    pub title: String,
    /// What the scenario is about.
    pub description: String,
    /// Name of the data set.
    pub data: String,
    /// Title of the data set.
    pub data_title: String,
    /// Sources of the data set.
    pub data_sources: Vec<String>,
    /// Elasticity set.
    pub elasticities: String,
    /// Factor on the scale elasticities.
    pub scale_factor: f64,
    /// Whether the scenario has strategic terms at all.
    pub strategic_terms: bool,
    /// Rule for trade imbalances: `fixed`, `proportional` or `purged`.
    pub deficits: String,
    /// Market structure.
    pub market: String,
    /// Weights, hazards and levels that the user assumes.
    pub weights: Vec<WeightFindings>,
}

/// One assumed number of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeightFindings {
    /// Key in the scenario file, such as `player.USA.objective.deficit_weight`.
    pub key: String,
    /// The value used.
    pub value: f64,
    /// Unit of the value.
    pub unit: String,
    /// What it stands for.
    pub description: String,
    /// Where the value comes from; "illustrative, no source" where it has none.
    pub source: String,
}

/// A player and its packages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlayerFindings {
    /// Name of the player.
    pub name: String,
    /// Code of its region.
    pub region: String,
    /// Name of its region.
    pub region_name: String,
    /// What it can choose from.
    pub packages: Vec<PackageFindings>,
}

/// A package and what it consists of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PackageFindings {
    /// Name of the package in the scenario file.
    pub name: String,
    /// Short label for tables and figures.
    pub label: String,
    /// What the package is.
    pub description: String,
    /// Its moves, in words.
    pub moves: Vec<String>,
}

/// What happens at one profile of packages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileFindings {
    /// Package index of each player.
    pub profile: Vec<usize>,
    /// Payoffs and their parts, one entry per player.
    pub payoffs: Vec<PayoffFindings>,
    /// What the economy does, one entry per region of the data set.
    pub regions: Vec<RegionFindings>,
    /// Bilateral goods balances of the players that ask for one.
    pub deficits: Vec<DeficitFindings>,
    /// Expected gap between leader and follower at the horizon, in frontier years.
    pub technology_gap_years: Option<f64>,
    /// Self-sufficiency of the follower in the technology sectors (the scenario's own measure).
    pub self_sufficiency: Option<f64>,
    /// Relative residual of the trade equilibrium.
    pub residual: f64,
    /// Where the branch that continues the baseline folds on the way to the profile's policy, as a
    /// share of the way; `None` if it does not.
    pub fold_at: Option<f64>,
}

/// The payoff of one player and the parts it is the sum of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PayoffFindings {
    /// Sum of the parts.
    pub total: f64,
    /// Economic part: 100 ln of the change in real income.
    pub welfare: f64,
    /// Strategic parts by name, in a fixed order; zero where switched off.
    pub terms: Vec<TermFindings>,
}

/// One strategic part of a payoff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TermFindings {
    /// Name of the term, such as `deficit` or `red-line`.
    pub name: String,
    /// Its contribution to the payoff.
    pub value: f64,
}

/// What the economy does to one region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegionFindings {
    /// Code of the region.
    pub code: String,
    /// Change in real income, percent.
    pub welfare_percent: f64,
    /// Equivalent variation, US$ million.
    pub equivalent_variation_musd: f64,
}

/// A bilateral goods deficit that a player wants cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeficitFindings {
    /// The player that minds.
    pub player: String,
    /// Code of the partner region.
    pub partner: String,
    /// Deficit in the data, US$ million.
    pub base_musd: f64,
    /// Deficit at the profile, US$ million.
    pub musd: f64,
    /// Share of the base deficit by which it fell (negative: it grew).
    pub cut_share: f64,
    /// Share that the player demands.
    pub demanded_share: f64,
}

/// A finite game solved: all equilibria, the selected one, dominance and dynamics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GameFindings {
    /// Solution concept.
    pub concept: String,
    /// Method, by its literature name.
    pub method: String,
    /// Why the method stopped.
    pub termination: String,
    /// Whether the list of equilibria is complete.
    pub complete: bool,
    /// Every equilibrium found, pure ones first.
    pub equilibria: Vec<EquilibriumFindings>,
    /// Sets of equilibria (indices) that span a connected component each.
    pub components: Vec<Vec<usize>>,
    /// Index of the selected equilibrium, if there is one.
    pub selected: Option<usize>,
    /// The rule that selected it, in words.
    pub selection_rule: String,
    /// Best replies: for every profile, whether each player's package is a best reply there.
    pub best_replies: Vec<Vec<bool>>,
    /// Packages that iterated strict dominance removes, in order.
    pub eliminated: Vec<EliminationFindings>,
    /// Risk dominance between pairs of pure equilibria.
    pub risk_dominance: Vec<RiskDominanceFindings>,
    /// Where best replies lead from the status quo: profiles in order, movers between them.
    pub path: PathFindings,
}

/// One equilibrium with its certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EquilibriumFindings {
    /// Whether every player plays one package for sure.
    pub pure: bool,
    /// Probability of each package, by player.
    pub strategies: Vec<Vec<f64>>,
    /// The same as exact fractions of the game's own numbers, where known and short.
    pub exact: Option<Vec<Vec<String>>>,
    /// Package index of each player, for a pure equilibrium.
    pub profile: Option<Vec<usize>>,
    /// Expected payoff of each player.
    pub values: Vec<f64>,
    /// Expected change in real income of every region, percent.
    pub welfare_percent: Vec<RegionFindings>,
    /// Largest gain that any player has from a deviation.
    pub max_regret: f64,
    /// Best deviation of every player.
    pub deviations: Vec<DeviationFindings>,
}

/// The best deviation of one player from an equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeviationFindings {
    /// Name of the player.
    pub player: String,
    /// Package of its best reply.
    pub package: String,
    /// Gain; zero at an exact equilibrium.
    pub gain: f64,
}

/// A package that a rational player would not use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EliminationFindings {
    /// Round of elimination, from 1.
    pub round: usize,
    /// Name of the player.
    pub player: String,
    /// The package removed.
    pub package: String,
    /// What dominates it, in words.
    pub dominated_by: String,
}

/// Which of two pure equilibria risk-dominates the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RiskDominanceFindings {
    /// Indices of the two equilibria.
    pub pair: [usize; 2],
    /// Product of deviation losses at each.
    pub products: [f64; 2],
    /// Index of the dominant one, `None` on a tie.
    pub dominant: Option<usize>,
}

/// A path of best replies, and where it ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathFindings {
    /// Package index of each player, profile by profile, from the status quo on.
    pub profiles: Vec<Vec<usize>>,
    /// Name of the player who moves between consecutive profiles.
    pub movers: Vec<String>,
    /// `Some` if the path ends in a cycle of best replies: its profiles.
    pub cycle: Option<Vec<Vec<usize>>>,
}

/// The game with one or all strategic terms switched off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VariantFindings {
    /// Name of the variant: `welfare-alone` or `without-TERM`.
    pub name: String,
    /// What was switched off, in words.
    pub description: String,
    /// The solved game.
    pub game: GameFindings,
    /// Payoffs of each player at every profile, player 1 varying fastest.
    pub payoffs: Vec<Vec<f64>>,
    /// Whether the selected equilibrium is that of the main game.
    pub same_answer: bool,
}

/// The game under another elasticity set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ElasticityFindings {
    /// Name of the set.
    pub elasticities: String,
    /// Why the set has no game, if the economy could not be solved under it.
    pub failure: Option<String>,
    /// Number of profiles whose policy lies past a fold of the equilibrium branch.
    pub folds: usize,
    /// With all terms.
    pub game: Option<GameFindings>,
    /// With welfare alone.
    pub welfare_alone: Option<GameFindings>,
    /// Payoffs with all terms, by player and profile.
    pub payoffs: Vec<Vec<f64>>,
    /// Welfare payoffs, by player and profile.
    pub welfare_payoffs: Vec<Vec<f64>>,
    /// Whether the selected equilibrium with all terms is that of the main game.
    pub same_answer: bool,
}

/// Does a package pay in welfare alone, against a given package of the other player?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReplyFindings {
    /// Elasticity set.
    pub elasticities: String,
    /// Name of the player.
    pub player: String,
    /// Its package.
    pub package: String,
    /// What it is compared with: the player's status-quo package.
    pub instead_of: String,
    /// Packages of the others, held fixed, in words.
    pub against: String,
    /// Gain in welfare alone, percent of real income.
    pub welfare_gain: f64,
    /// Gain in the whole payoff.
    pub total_gain: f64,
    /// The term that adds most to the gain, where welfare alone loses and the whole gains.
    pub decisive_term: Option<String>,
}

/// A profile that every player prefers to the selected equilibrium, and what stands in its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImprovementFindings {
    /// Package index of each player.
    pub profile: Vec<usize>,
    /// Gain of each player over the selected equilibrium.
    pub gains: Vec<f64>,
    /// Best deviation of every player from the profile; a gain of zero means that it would stay.
    pub temptations: Vec<DeviationFindings>,
}

/// Where the study came from. Elapsed time stands apart and is left out of comparisons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Version of Talion.
    pub version: String,
    /// The scenario text, so that findings can be compared key by key and made again; none in findings of
    /// older versions.
    #[serde(default)]
    pub scenario_toml: Option<String>,
    /// SHA-256 of the scenario text.
    pub scenario_sha256: String,
    /// SHA-256 of the figures of the data set.
    pub data_sha256: String,
    /// Seed of everything random.
    pub seed: u64,
    /// Methods used, by their literature names.
    pub methods: Vec<String>,
    /// Tolerances by name.
    pub tolerances: Vec<ToleranceFindings>,
    /// Command that makes the report again.
    pub command: String,
    /// Number of distinct policies for which the economy was solved.
    pub policies_solved: usize,
    /// Largest relative residual of any trade equilibrium.
    pub largest_residual: f64,
}

/// A tolerance and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ToleranceFindings {
    /// What it bounds.
    pub name: String,
    /// Its value.
    pub value: f64,
}
