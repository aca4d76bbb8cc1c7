//! The graph model for conflict resolution: which situations are stable, in which sense, and why.
//!
//! [`stability`] asks everything at once. Its parts: [`sanctions`] (Nash, GMR, SMR, SEQ, SSEQ with
//! witnesses), [`limited_move`] and [`non_myopic`], [`coalitional_equilibria`], [`indirect_dominance`]
//! (Chwe's largest consistent set), [`farsighted_stable_sets`], [`status_quo`],
//! [`conflict_attractors`] and [`inverse_stability`].

mod arcs;
mod attractors;
mod classical;
mod coalition;
mod farsighted;
mod inverse;
mod legal;
mod limited;
mod options;
mod sanctions;
mod stability;
mod stable_sets;
mod status_quo;

pub use attractors::{ConflictAttractors, conflict_attractors};
pub use classical::{Sanctions, sanctions};
pub use coalition::coalitional_equilibria;
pub use farsighted::{Acting, ConsistentSet, Deterrence, IndirectDominance, indirect_dominance};
pub use inverse::{InverseStability, PreferenceChange, inverse_stability, with_changes};
pub use limited::{StableByPlayer, limited_move, non_myopic};
pub use options::StabilityOptions;
pub use stability::{ActingStableSets, ConceptStability, LeftOut, Stability, stability};
pub use stable_sets::{StableSets, farsighted_stable_sets};
pub use status_quo::{StatusQuo, StatusQuoPath, status_quo};
