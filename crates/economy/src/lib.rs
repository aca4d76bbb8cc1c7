//! What a trade policy costs: data sets, exact-hat equilibrium, counterfactuals.
//!
//! A [`Dataset`] (figures of one year, validated) is calibrated into an [`Economy`]; a [`Policy`]
//! holds the level of every instrument; [`Economy::solve`] gives the [`Outcome`], an equilibrium
//! in changes relative to the baseline.
//!
//! ```
//! use talion_economy::{Dataset, Economy, EconomyOptions, apply_setting};
//!
//! let dataset = Dataset::embedded("us-china-2017")?;
//! let economy = Economy::new(&dataset, &EconomyOptions::default())?;
//! let mut policy = economy.baseline_policy();
//! apply_setting(&mut policy, &dataset, "USA,CHN,*=0.25")?;
//! let outcome = economy.solve(&policy, None)?;
//! let usa = dataset.find_region("USA")?;
//! assert!(outcome.residual <= 1e-12);
//! assert!(outcome.net_revenue(usa) > economy.baseline().net_revenue(usa));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Importer comes before exporter in names and argument lists, except for trade flows, which run
//! from exporter to importer. Rates are ad valorem fractions, money is US$ million.

mod branches;
mod data;
mod decomposition;
mod economy;
mod error;
mod flows;
mod gradient;
mod ids;
mod market;
mod nearest;
mod objective;
mod options;
mod outcome;
mod policy;
mod political;
mod political_income;
mod problem;
mod quadrature;
mod solver;
mod table;

pub use branches::{BranchEquilibrium, BranchReport, Fold};
pub use data::{Dataset, ElasticitySet};
pub use decomposition::Decomposition;
pub use economy::{Adjoint, Economy};
pub use error::{EconomyError, Offence};
pub use flows::Flows;
pub use gradient::Gradient;
pub use ids::{Label, RegionId, SectorId};
pub use market::{MarketOffence, MarketStructure, UnknownMarketStructure};
pub use objective::Objective;
pub use options::{DeficitRule, EconomyOptions, UnknownDeficitRule};
pub use outcome::{Branch, Conditioning, Method, Outcome};
pub use policy::{Policy, PolicyFileKind, apply, apply_setting};
pub use political::PoliticalWeights;
pub use problem::{Problem, Problems, Severity, one_per_line};
