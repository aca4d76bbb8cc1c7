//! Governments as players: scenario files, moves and objectives, and the games they make.
//!
//! A scenario file is parsed once into a [`Scenario`] that cannot be wrong; [`play`] then takes every
//! profile of packages through the trade model, in parallel, and [`Play::game`] makes a game of it,
//! with any of the strategic terms switched off.

mod change;
mod check;
mod coverage;
mod document;
pub mod embedded;
mod error;
mod escalation;
mod formula;
mod history;
pub mod keys;
mod moves;
mod package;
mod payoff;
mod play;
mod player;
mod private;
mod purchases;
mod raw;
mod resolve;
mod scenario;
mod situation;
mod talks;
mod tariff_game;
mod tariff_plan;
mod technology;

pub use change::ChangeError;
pub use error::ModelError;
pub use escalation::{
    EscalationPlan, Ladder, LadderAction, LadderArc, LadderConflict, LadderSituation, LadderState,
    MOST_TRACKS, Mover, Order, Phase, Regime, RegimeOutcome, Rung, SelectionRule, Track, Without,
};
pub use formula::{FormulaError, FormulaOptions, FormulaTariffs, FormulaVariant, formula_tariffs};
pub use history::{
    Date, Dating, EMBEDDED_HISTORY, Fate, HistoricalMove, HistoricalStep, History, HistoryError,
    Month, MoveKind, ObservedHistory, ObservedPeriod, RECORD_LADDER, Record, RecordMonth,
};
pub use moves::{Action, ListLine, Measure, Move};
pub use package::Package;
pub use payoff::{Payoff, Term, Terms};
pub use play::{
    Deficit, Play, ProfileOutcome, SolvedPolicies, TechnologyOutcome, play, play_again,
};
pub use player::{Objective, Player};
pub use private::{
    Ending, Likelihoods, PlannedReply, PlannedThreat, PrivatePlan, PrivateType, ThreatOutcome,
    ThreatPlay,
};
pub use purchases::PURCHASE_TOLERANCE;
pub use scenario::{Assumption, Scenario};
pub use situation::{Purchase, Situation};
pub use talks::{DealOutcome, TalksFallback, TalksGame, TalksPlan, TalksTable, TalksTerm};
pub use tariff_game::{
    Rate, RateBy, RateKind, RateTargets, TariffGame, TariffGameOptions, TariffGameProblem,
    TariffGameProblems,
};
pub use tariff_plan::{BargainOptions, Disagreement, Split, TariffConcept, TariffPlan};
pub use technology::{CatchUp, Technology, TechnologyPolicy};
