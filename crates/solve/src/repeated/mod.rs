//! Repeated games: which promises are kept, by how much patience, under which threats.
//!
//! [`sustain`] asks everything at once. Its parts: [`minmax`], [`critical_discounts`], the set of
//! equilibrium payoffs by [`equilibrium_payoffs`] (two players) or [`hyperplane_set`] (any number), a [`supporting_automaton`] for a chosen payoff, [`penance`] against renegotiation, and the most
//! cooperative tariffs of Bagwell and Staiger: of two alike countries with one tariff each
//! ([`cooperative_tariff`], [`cooperative_schedule`]), and of any players of a continuous game
//! ([`SelfEnforcing`]). Payoffs are normalised by one less the discount factor throughout.

mod abreu_sannikov;
mod automaton;
mod cooperative_tariffs;
mod critical;
mod depths;
mod hyperplanes;
mod minmax;
mod polygon;
mod renegotiation;
mod self_enforcing;
mod slices;
mod stage;
mod sustain;

pub use abreu_sannikov::{PayoffSet, abreu_sannikov, equilibrium_payoffs};
pub use automaton::supporting_automaton;
pub use cooperative_tariffs::{
    CooperativeTariffs, TariffStage, cooperative_schedule, cooperative_tariff,
};
pub use critical::{Critical, CriticalDiscounts, critical_discounts};
pub use hyperplanes::{HyperplaneOptions, HyperplaneSet, hyperplane_set};
pub use minmax::{Minmax, minmax};
pub use renegotiation::{Penance, penance};
pub use self_enforcing::{
    Enforced, EnforcedState, EnforcementCheck, JointAim, SelfEnforcing, SelfEnforcingOptions,
};
pub use sustain::{Sustain, SustainOptions, sustain};
