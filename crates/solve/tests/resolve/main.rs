//! Incomplete information: known answers, certificates, invariants.

mod beliefs;
mod concession;
mod games;
mod signalling;
mod threats;
