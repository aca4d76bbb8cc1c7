//! What a game is: forms, strategies, equilibria, and the certificates that hold them to account.
//!
//! A [`NormalForm`] gives every player a payoff at every profile of strategies. Solvers elsewhere
//! find a [`Profile`]; [`Certificate::of`] then recomputes, from the game and the profile alone, how
//! much any player could gain by deviating. No solver can flatter itself.
//!
//! ```
//! use talion_game::{Certificate, NormalForm, Profile};
//!
//! // Prisoner's dilemma of two tariffs: payoffs of the row player, then of the column player.
//! let game = NormalForm::bimatrix(
//!     [("USA", vec!["free", "tariff"]), ("CHN", vec!["free", "tariff"])],
//!     &[vec![3.0, 0.0], vec![5.0, 1.0]],
//!     &[vec![3.0, 5.0], vec![0.0, 1.0]],
//! )?;
//! let both_tariff = Profile::pure(&game, &[1, 1]);
//! assert_eq!(Certificate::of(&game, &both_tariff)?.max_regret, 0.0);
//! # Ok::<(), talion_game::GameError>(())
//! ```

mod bargaining;
mod certificate;
mod certificate_correlated;
mod certificate_quantal;
mod continuous;
mod dynamic;
mod error;
mod exact;
mod extensive;
mod gambit;
mod json;
mod normal_form;
mod observer;
mod profile;
mod read_error;
mod signalling;
mod solution;
mod whole_payoffs;

pub use bargaining::{
    BargainingError, BargainingProblem, Deal, DealCertificate, DealRule, Feasible, Issue,
};
pub use certificate::{Certificate, Deviation};
pub use certificate_correlated::{CorrelatedCertificate, Disobedience, Obedience};
pub use certificate_quantal::QuantalCertificate;
pub use continuous::{
    ActiveBound, Anderson, ContinuousCertificate, ContinuousError, ContinuousGame,
    ContinuousPlayer, ContinuousSession, Curvature, Instrument, PlayerCheck, Point, SearchBudget,
    SearchEffort, Side, check_game, check_point, largest_curvature, low_discrepancy,
};
pub use dynamic::{
    Automaton, AutomatonCheck, AutomatonState, Condensation, ConflictGame, ConflictMove,
    Expectations, Improvement, MarkovCertificate, MarkovChain, MarkovDeviation, MarkovProfile,
    MenuId, RepeatedGame, Sanction, StabilityConcept, StabilityFlaw, StabilityWitness, StateGraph,
    StateId, StochasticBuilder, StochasticGame, Transition, Transitions,
};
pub use dynamic::{ConflictOptions, OptionChange, OptionPlayer, Pattern, Situation, Statement};
pub use error::GameError;
pub use exact::{NumberProblem, Rational};
pub use extensive::{
    Assessment, BehaviourStrategies, ChanceEvent, EventId, ExtensiveForm, ImperfectRecall,
    InformationSet, InformationSetId, InformationSetStrategy, Node, NodeId, NodeKind, Outcome,
    OutcomeId, ReducedStrategy, Sequence, SequenceForm, SequencePayoff, SequencePlayer, SetCheck,
    TreeBuilder, TreeError, TruncatedSubgame,
};
pub use gambit::{read_efg, read_nfg, write_efg, write_nfg};
pub use json::read_gmcr;
pub use json::{BARGAINING_SCHEMA, write_bargaining_json};
pub use json::{
    CONFLICT_SCHEMA, JsonGame, NORMAL_FORM_SCHEMA, REPEATED_SCHEMA, STOCHASTIC_SCHEMA, read_json,
    read_json_game, write_conflict_json, write_json, write_repeated_json, write_stochastic_json,
};
pub use json::{SIGNALLING_SCHEMA, write_signalling_json};
pub use normal_form::{NormalForm, Player, PlayerId, StrategyId};
pub use observer::{Observer, Quiet};
pub use profile::Profile;
pub use read_error::{ReadError, ReadProblem};
pub use signalling::{
    PrivateTypes, Reply, SignallingGame, SignallingProblem, SignallingProblems, SignallingTree,
    Threat, ThreatGame, ThreatPayoffs,
};
pub use solution::{Component, Concept, Equilibrium, Solution, Termination};
