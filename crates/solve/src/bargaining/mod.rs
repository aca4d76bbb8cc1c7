//! Bargaining: which deal, who could make it, and whether it would hold.
//!
//! [`bargain`] picks a deal of a two-player [`BargainingProblem`](talion_game::BargainingProblem) under
//! a rule; [`zone`] says whether there is anything to agree on and [`linkage`] what only holds together;
//! [`alternating_offers`] plays Rubinstein's game on the Pareto frontier; [`variable_threats`] finds what
//! the two would threaten (Nash 1953); [`nash_in_nash`] lets many bargain pair by pair;
//! [`commitment`] asks whether a rising power can promise enough (Powell 2006); [`keeps`] how much
//! patience a deal needs.

mod commitment;
mod frontier;
mod keeping;
mod linkage;
mod nash_in_nash;
mod offers;
mod rules;
mod threats;

pub use commitment::{Commitment, Power, commitment, commitment_of_payoffs};
pub use frontier::{ParetoFrontier, Vertex, Zone, zone};
pub use keeping::{Keeping, keeps};
pub use linkage::{Linkage, LinkedSet, linkage};
pub use nash_in_nash::{Link, NashInNash, nash_in_nash};
pub use offers::{AlternatingOffers, OfferTerms, alternating_offers, patience_shares};
pub use rules::bargain;
pub use threats::{Threats, variable_threats};
