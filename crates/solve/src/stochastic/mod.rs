//! Markov-perfect equilibria of stochastic games.

mod finite_horizon;
mod forward;
mod homotopy;
mod inertia;
mod method;
mod pakes_mcguire;
mod path;
mod pure_search;
mod recursion;
mod reply;
mod settle;
mod solution;
mod stage;

pub use finite_horizon::{
    FiniteHorizon, Horizon, StageCounts, every_finite_horizon, finite_horizon,
};
pub use forward::{Hitting, Propagation, hitting, odds_within, propagate, simulate};
pub use homotopy::{
    BranchEnd, BranchRun, LogTracing, LogitHomotopy, MarkovQuantalResponse, MarkovQuantalResponses,
    QuantalRoute, logit_markov, logit_markov_near,
};
pub use inertia::{LogitMarkov, LogitPoint, MoveChances};
pub use method::MarkovMethod;
pub use pakes_mcguire::pakes_mcguire;
pub use path::MarkovPath;
pub use recursion::{PureMarkov, RecursiveLexicographicSearch, StateRecursion};
pub use reply::{Allowed, best_reply_forever, best_reply_over};
pub use settle::HorizonLimit;
pub use solution::{MarkovEquilibrium, MarkovSolution};
pub use stage::StageRule;

pub(crate) use finite_horizon::METHOD as HORIZON_METHOD;
pub(crate) use homotopy::{LOGIT_METHOD, TRACING_METHOD};
pub(crate) use recursion::{PURE_METHOD, RECURSION_METHOD, SEARCH_METHOD};
pub(crate) use settle::METHOD as LIMIT_METHOD;
