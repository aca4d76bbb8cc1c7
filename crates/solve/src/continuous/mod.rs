//! Methods for games whose players set continuous instruments within bounds.

mod aim;
mod bounded;
mod conditions;
mod constrained;
mod cooperative;
mod diagonal;
mod gmres;
mod joint;
mod lbfgs;
mod nash;
mod newton;
mod options;
mod pair;
mod pareto;
mod play;
mod quadratic;
mod reaction;
mod reply;
mod sequential;
mod solution;
mod stackelberg;

pub(crate) use bounded::Stop;
pub use cooperative::{Rule as BargainingRule, cooperate};
pub(crate) use gmres::gmres;
pub use nash::nash;
pub use options::{NashOptions, Order, ReplyOptions};
pub(crate) use pair::{Pair, PairAim, settle_pair};
pub use pareto::pareto_frontier;
pub(crate) use reply::Responder;
pub use reply::best_response;
pub(crate) use sequential::{Local, Summit, Until, climb, lagrangian};
pub use solution::{
    Agreement, BestResponse, ContinuousEquilibrium, ContinuousSolution, Frontier, FrontierPoint,
    Leadership, Run,
};
pub use stackelberg::stackelberg;
