//! Which tariffs would two or more governments keep if each could break them today and had the war of
//! Nash tariffs for ever after?

mod findings;
mod options;
mod problem;
mod study;

pub use findings::{KeptFindings, KeptSurgeFindings, KeptTariffFindings, KeptTariffs};
pub use options::{KeptTariffOptions, Surge};
pub use problem::{KeptTariffProblem, KeptTariffProblems};
pub use study::KeptTariffStudy;
pub(crate) use study::MOST_LACKING_PERCENT;
