//! What a trade policy costs: data sets, exact-hat equilibrium, counterfactuals.
//!
//! A [`Dataset`] (figures of one year, validated) is calibrated into an [`Economy`]; a [`Policy`]
//! holds the level of every instrument; [`Economy::solve`] gives the [`Outcome`], an equilibrium
//! in changes relative to the baseline.
//!
//! Importer comes before exporter in names and argument lists, except for trade flows, which run
//! from exporter to importer. Rates are ad valorem fractions, money is US$ million.

mod data;
mod economy;
mod error;
mod flows;
mod ids;
mod nearest;
mod options;
mod outcome;
mod policy;
mod problem;
mod solver;
mod table;

pub use data::{Dataset, ElasticitySet};
pub use economy::Economy;
pub use error::{EconomyError, Offence};
pub use flows::Flows;
pub use ids::{Label, RegionId, SectorId};
pub use options::{DeficitRule, EconomyOptions, UnknownDeficitRule};
pub use outcome::{Branch, Method, Outcome};
pub use policy::{Policy, PolicyFileKind, apply, apply_setting};
pub use problem::{Problem, Problems, Severity};
