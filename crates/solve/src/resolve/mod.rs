//! Incomplete information: who bluffs, who gives in and when, and what the others come to believe.
//!
//! [`signalling_equilibria`] lists every sequential equilibrium of a small signalling game. The rest are
//! models with known solutions, each with a certificate that is computed from payoffs and not from the
//! formula: [`War`] of attrition with known values, [`BiddingWar`] with private ones, [`Crisis`] with
//! audience costs (Fearon), [`StandOff`] between players who may be resolute, reputational bargaining
//! [`abreu_gul`], and the [`ChainStore`] of Kreps and Wilson. [`update`] is Bayes' rule along a sequence.

mod abreu_gul;
mod attrition;
mod audience_costs;
mod beliefs;
mod bidding_war;
mod chain_store;
mod concession;
mod intuitive;
mod signalling;
mod signalling_parts;
mod signalling_programs;
mod stand_off;

pub use abreu_gul::{Bargainer, abreu_gul};
pub use attrition::{War, WarCheck};
pub use audience_costs::{Crisis, CrisisSolution};
pub use beliefs::{BeliefError, update};
pub use bidding_war::{BiddingWar, Values};
pub use chain_store::{ChainStore, Entrant, Incumbent};
pub use concession::{Conceder, Concession, ConcessionPoint};
pub use intuitive::Intuitive;
pub use signalling::{
    SignallingEquilibria, SignallingEquilibrium, SignallingKind, signalling_equilibria,
};
pub use stand_off::{StandOff, StandOffSide};
