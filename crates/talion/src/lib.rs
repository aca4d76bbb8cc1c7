//! The front door: a scenario in, certified findings out.
//!
//! [`Study::run`] takes a checked [`model::Scenario`] through the trade model and its games, and
//! hands back [`Findings`]: plain data with the answer in words, every equilibrium, and the
//! certificate of each. The command line and every other face of Talion call exactly this.
//!
//! The crates underneath are re-exported: [`economy`], [`game`], [`model`], [`solve`].

pub use talion_economy as economy;
pub use talion_game as game;
pub use talion_model as model;
pub use talion_solve as solve;

mod answer;
mod backtest;
mod came_about;
mod decomposed;
mod error;
mod escalation;
mod findings;
mod games;
mod policy;
mod profiles;
mod provenance;
mod quantal;
mod replies;
mod resolve;
mod robustness;
mod solved;
mod stability;
mod study;
mod sustain;
mod talks;
mod tariffs;
mod words;

pub use backtest::{
    ActionClass, BACKTEST_SCHEMA, BacktestFindings, BacktestOptions, BacktestStudy, Benchmark,
    ChoiceFindings, DROP_95, Decision, EstimateFindings, Fit, ForecastFindings, Grid, Interval,
    Lead, MoveFindings, MoveModel, RidgeFindings, Scores, Surface, SurfaceFindings, WindowFindings,
};
pub use came_about::{HistoryFindings, HistoryQuarter, HistoryScore};
pub use decomposed::{DecompositionFindings, RegionParts};
pub use error::StudyError;
pub use escalation::{
    ActionFindings, DeEscalationFindings, ESCALATION_SCHEMA, EscalationAssumptions,
    EscalationFindings, EscalationOptions, EscalationStudy, EscalationVariant, FlipFindings,
    GraphArcFindings, GraphFindings, GraphStateFindings, InstrumentFindings, LaterHorizon,
    MarkovFindings, OddsFindings, QuarterFindings, SimulationFindings, SizeFindings,
    ThresholdFindings, TrackFindings,
};
pub use findings::{
    Answer, Assumptions, DeficitFindings, DeviationFindings, ElasticityFindings,
    EliminationFindings, EquilibriumFindings, FINDINGS_SCHEMA, Findings, GameFindings,
    ImprovementFindings, PackageFindings, PathFindings, PayoffFindings, PlayerFindings,
    ProfileFindings, Provenance, RegionFindings, ReplyFindings, RiskDominanceFindings,
    TermFindings, ToleranceFindings, VariantFindings, WeightFindings,
};
pub use games::{scenario_conflict, scenario_repeated, scenario_threat};
pub use policy::{CurvePoint, MarkFindings, PolicyFindings, ReactionFindings};
pub use quantal::{QuantalFindings, QuantalLimit, QuantalPoint};
pub use resolve::{
    LessonFindings, ObservedFindings, ObservedMonth, RESOLVE_SCHEMA, ReplyChoice,
    ResolveAssumptions, ResolveFindings, ResolveStudy, StandOffFindings, StandOffPoint,
    ThreatEquilibrium, ThreatOutcomeFindings, TypeFindings,
};
pub use robustness::{
    DrawnAnswer, FlipValue, RangeFindings, RobustnessFindings, SetShare, TornadoFindings,
};
pub use stability::{
    AttractorFindings, DeterrenceFindings, LadderFindings, LadderMoveFindings, LeftOutFindings,
    MoveTaken, Ordered, PreferenceChangeFindings, SanctionFindings, SituationFindings,
    StabilityFindings, StableSetFindings, StatusQuoFindings, StatusQuoPathFindings,
    WitnessFindings, scenario_questions,
};
pub use study::Study;
pub use sustain::{
    AutomatonFindings, AutomatonStateFindings, DiscountFindings, FactorFindings, HalfSpaceFindings,
    KeptFindings, KeptSurgeFindings, KeptTariffFindings, KeptTariffOptions, KeptTariffProblem,
    KeptTariffProblems, KeptTariffStudy, KeptTariffs, PatienceFindings, PayoffSetFindings,
    PenanceFindings, PromiseFindings, PunishedFindings, Surge, SustainFindings, deal_profile,
    sustain_doubt,
};
pub use talks::{
    BluffFindings, CommitmentFindings, DealFindings, FragilityFindings, FrontierFindings,
    LinkageFindings, LinkedFindings, OffersFindings, RedLineFindings, TALKS_SCHEMA,
    TalksAssumptions, TalksDisagreement, TalksFindings, TalksOptions, TalksStudy,
    TalksTermFindings, ZoneFindings,
};
pub use tariffs::{
    AgreementFindings, BargainOptions, Disagreement, FormulaFindings, FormulaReply, RateFindings,
    SearchFindings, Split, TARIFF_FINDINGS_SCHEMA, TariffAssumptions, TariffCheck, TariffConcept,
    TariffFindings, TariffRegion, TariffRun, TariffSolution, TariffStudy, TariffStudyOptions,
};
