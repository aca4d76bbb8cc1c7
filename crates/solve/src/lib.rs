//! Parallel methods that turn a game into certified equilibria.
//!
//! [`pure_equilibria`] takes any number of players; [`vertex_enumeration`] finds every equilibrium of
//! a two-player game in exact arithmetic, whole components of degenerate games included. Around them
//! stand [`iterated_strict_dominance`], [`risk_dominance`], [`select`] and the [`best_reply_graph`],
//! which says where play drifts from a status quo. [`one_equilibrium`] takes games of any size.
//! Refinements ([`trembling_hand`], [`proper`]), [`correlated_equilibrium`] and [`quantal_response`] answer
//! other questions. Trees are solved as trees by [`subgame_perfect`], [`sequence_form_equilibrium`],
//! [`agent_quantal_response`] and [`sequential`]. [`methods`] and [`procedures`] list what there is.
//!
//! ```
//! use talion_game::{NormalForm, Quiet};
//! use talion_solve::{Rule, select, vertex_enumeration};
//!
//! // A stag hunt of trade policy: a deal is best for both, no deal is safe.
//! let game = NormalForm::bimatrix(
//!     [("USA", vec!["deal", "no deal"]), ("CHN", vec!["deal", "no deal"])],
//!     &[vec![9.0, 0.0], vec![8.0, 7.0]],
//!     &[vec![9.0, 8.0], vec![0.0, 7.0]],
//! )?;
//! let solution = vertex_enumeration(&game, &Quiet)?;
//! assert_eq!(solution.equilibria.len(), 3);
//! assert_eq!(solution.equilibria[1].exact.as_ref().unwrap()[0], ["7/8", "1/8"]);
//! let selected = select(&game, &solution, Rule::RiskDominance).unwrap();
//! assert_eq!(solution.equilibria[selected.index].strategies.as_pure(), Some(vec![1, 1]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod bargaining;
mod best_reply;
mod best_reply_graph;
mod catalogue;
pub mod conflict;
mod constant_sum;
mod continuous;
mod contraction;
mod correlated;
mod dominance;
mod enumeration;
mod error;
mod exact;
mod global_newton;
mod lemke_howson;
mod limits;
mod linear;
mod logit;
mod memory;
mod method;
mod one_equilibrium;
mod polynomial;
mod procedure;
mod pure;
mod refinement;
pub mod repeated;
pub mod resolve;
mod risk_dominance;
mod selection;
mod stochastic;
mod support_enumeration;
mod tree;
mod zero_sum;

pub use best_reply_graph::{
    Attractor, BestReplyGraph, Path, Replies, Step, Walk, best_reply_graph,
};
pub use constant_sum::zero_sum;
pub use continuous::{
    Agreement, BargainingRule, BestResponse, ContinuousEquilibrium, ContinuousSolution, Frontier,
    FrontierPoint, Leadership, NashOptions, Order, ReplyOptions, Run, best_response, cooperate,
    nash, pareto_frontier, stackelberg,
};
pub use correlated::{
    CorrelatedEquilibrium, CorrelatedGoal, correlated_equilibrium, exact_correlated_equilibrium,
};
pub use dominance::{
    Dominance, Dominator, Elimination, Reduction, iterated_strict_dominance, rationalizable,
};
pub use enumeration::vertex_enumeration;
pub use error::SolveError;
pub use global_newton::global_newton;
pub use lemke_howson::lemke_howson;
pub use limits::{Deadline, Limits, solve_within};
pub use logit::{QuantalResponse, QuantalResponses, logit_homotopy, quantal_response};
pub use method::{Method, methods};
pub use one_equilibrium::one_equilibrium;
pub use polynomial::polynomial_enumeration;
pub use procedure::{Procedure, procedures};
pub use pure::{pure_equilibria, pure_equilibria_within};
pub use refinement::{
    Evolutionary, Potential, Proper, ReplicatorStability, TremblingHand, evolutionary_stability,
    exact_potential, proper, replicator_stability, trembling_hand,
};
pub use risk_dominance::{RiskDominance, payoff_dominates, risk_dominance};
pub use selection::{Reason, Rule, Selection, select};
pub use stochastic::{
    Allowed, BranchEnd, BranchRun, FiniteHorizon, Hitting, Horizon, HorizonLimit, LogTracing,
    LogitHomotopy, LogitMarkov, LogitPoint, MarkovEquilibrium, MarkovMethod, MarkovPath,
    MarkovQuantalResponse, MarkovQuantalResponses, MarkovSolution, MoveChances, Propagation,
    PureMarkov, QuantalRoute, RecursiveLexicographicSearch, StageCounts, StageRule, StateRecursion,
    best_reply_forever, best_reply_over, every_finite_horizon, finite_horizon, hitting,
    logit_markov, logit_markov_near, odds_within, pakes_mcguire, propagate, simulate,
};
pub use support_enumeration::support_enumeration;
pub use tree::{
    AgentQuantalResponse, AgentQuantalResponses, Sequential, TreeConcept, TreeEquilibrium,
    TreeSolution, agent_quantal_response, sequence_form_equilibrium, sequential,
    sequential_completion, subgame_perfect,
};
