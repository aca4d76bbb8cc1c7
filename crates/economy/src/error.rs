//! Why an economy could not be built or solved, with the figures that show it.

use std::fmt;
use std::path::PathBuf;

use crate::market::{MarketOffence, MarketStructure};
use crate::problem::Problems;

/// What can go wrong between a folder of figures and an equilibrium.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EconomyError {
    /// The files of a data set or of a policy are not usable; every problem is listed.
    #[error("{0}")]
    Data(#[from] Problems),
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// No embedded data set has this name.
    #[error("no built-in data set is called `{found}` ({})", hint(nearest.as_deref(), known))]
    UnknownDataset {
        /// The name asked for.
        found: String,
        /// The names there are.
        known: Vec<String>,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// The data set has no elasticity set of this name.
    #[error("no elasticity set is called `{found}` ({})", hint(nearest.as_deref(), known))]
    UnknownElasticitySet {
        /// The name asked for.
        found: String,
        /// The names there are.
        known: Vec<String>,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// A region or sector code that the data set does not have.
    #[error("no {axis} has the code `{found}` ({})", hint(nearest.as_deref(), known))]
    UnknownCode {
        /// `region` or `sector`.
        axis: &'static str,
        /// The code asked for.
        found: String,
        /// The codes there are.
        known: Vec<String>,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// The scale elasticity is too large for an interior equilibrium to exist.
    #[error(
        "scale times trade elasticity is {product} in sector {sector}; it must stay below 1 \
         (lower the scale factor)"
    )]
    ScaleTooLarge {
        /// Code of the sector.
        sector: String,
        /// Scale elasticity (after the scale factor) times trade elasticity.
        product: f64,
    },
    /// The scale factor is negative or not a number.
    #[error("the scale factor is {found}; it must be a finite number of 0 or more")]
    BadScaleFactor {
        /// The factor given.
        found: f64,
    },
    /// The data set has what the market structure has no place for; all of it is listed.
    #[error("the market structure {market} does not fit the data: {}", lines(offences))]
    MarketMismatch {
        /// The structure asked for.
        market: MarketStructure,
        /// Everything that is in its way.
        offences: Vec<MarketOffence>,
    },
    /// The policy was made for an economy of another size.
    #[error(
        "the policy has {found_regions} regions and {found_sectors} sectors, the economy has \
         {regions} and {sectors}"
    )]
    PolicySize {
        /// Regions in the policy.
        found_regions: usize,
        /// Sectors in the policy.
        found_sectors: usize,
        /// Regions in the economy.
        regions: usize,
        /// Sectors in the economy.
        sectors: usize,
    },
    /// Some levels of the policy are outside their domain; all of them are listed.
    #[error("{} of the policy are not possible: {}", count(offences.len()), lines(offences))]
    InvalidPolicy {
        /// Every offending entry.
        offences: Vec<Offence>,
    },
    /// Lump sums appear from nowhere, or vanish.
    #[error("transfers must add up to zero over all regions; they add up to US$ {sum} million")]
    UnbalancedTransfers {
        /// What they add up to, US$ million.
        sum: f64,
    },
    /// A policy cuts a region off from every supplier of something it must buy.
    #[error(
        "no supplier of sector {sector} is left to region {region}; a ban must leave at least one"
    )]
    NoSupplier {
        /// Code of the buying region.
        region: String,
        /// Code of the sector.
        sector: String,
    },
    /// A policy leaves a region without a single buyer.
    #[error("no buyer is left for anything that region {region} makes; wages there would be zero")]
    NoBuyer {
        /// Code of the selling region.
        region: String,
    },
    /// A policy cuts regions off from the rest, but they are to keep a deficit with it.
    #[error(
        "the policy cuts off region {region}, with those it still trades with, from the rest of the \
         world, but it has a deficit of US$ {deficit} million with it (purge deficits first)"
    )]
    DeficitWithoutTrade {
        /// Code of the region, or of the first of several that trade among themselves.
        region: String,
        /// Their deficit (a surplus if negative), US$ million.
        deficit: f64,
    },
    /// The equilibrium that continues the baseline ends before deficits are gone.
    #[error(
        "deficits cannot be purged: the equilibrium that continues the data ends {share} of the \
         way to balanced trade (choose other elasticities, or fixed deficits)"
    )]
    DeficitFold {
        /// Where it ends, from 0 (the data) to 1 (balanced trade).
        share: f64,
    },
    /// The outcome was made for an economy of another size.
    #[error(
        "the outcome has {found_regions} regions and {found_sectors} sectors, the economy has \
         {regions} and {sectors}"
    )]
    OutcomeSize {
        /// Regions in the outcome.
        found_regions: usize,
        /// Sectors in the outcome.
        found_sectors: usize,
        /// Regions in the economy.
        regions: usize,
        /// Sectors in the economy.
        sectors: usize,
    },
    /// An objective names a region that the economy does not have.
    #[error("the objective is that of region number {found}; the economy has {regions}, from 0")]
    UnknownRegion {
        /// Number of the region.
        found: usize,
        /// Regions in the economy.
        regions: usize,
    },
    /// The sector weights of an objective are not one number of 0 or more per sector.
    #[error(
        "the objective of region number {region} has the sector weights {found:?}; it needs \
         {sectors} finite numbers of 0 or more, not all 0"
    )]
    BadSectorWeights {
        /// Number of the region.
        region: usize,
        /// The weights given.
        found: Vec<f64>,
        /// Sectors in the economy.
        sectors: usize,
    },
    /// The weighted income of an objective is not positive, so that it has no logarithm.
    #[error(
        "the sector-weighted income of region number {region} is US$ {income} million; its \
         logarithm needs more than 0 (sectors with weight must have income)"
    )]
    NoWeightedIncome {
        /// Number of the region.
        region: usize,
        /// Its weighted income, US$ million.
        income: f64,
    },
    /// An outcome does not belong to the policy that it was given with.
    #[error(
        "the outcome is no equilibrium of this policy: its relative residual is {residual:e} \
         (solve the policy first)"
    )]
    NotAnEquilibrium {
        /// Largest relative residual of the outcome under the policy.
        residual: f64,
    },
    /// The equilibrium lies on a fold, where it does not move smoothly with policy.
    #[error("the equilibrium lies on a fold: it has no derivative in policy there")]
    SingularEquilibrium,
    /// The equilibrium does not move smoothly all the way between two policies.
    #[error(
        "the parts of the change of log real income sum to {parts}, not to {total}: the equilibrium \
         jumps on the way between the two policies (see their branches), and a jump has no parts"
    )]
    BrokenPath {
        /// The sum of the parts.
        parts: f64,
        /// The change itself.
        total: f64,
    },
    /// No equilibrium was found.
    #[error(
        "no equilibrium found: relative residual {residual:e} after {iterations} iterations, \
         {share} of the way from the baseline to the policy (1e-12 is wanted)"
    )]
    NoEquilibrium {
        /// Largest relative residual of the best point.
        residual: f64,
        /// Iterations spent.
        iterations: usize,
        /// How far continuation came, from 0 (baseline) to 1 (the policy).
        share: f64,
    },
}

/// One level of a policy that is outside its domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Offence {
    /// Which instrument: `tariff`, `export tax`, `subsidy`, `productivity` or `wedge`.
    pub instrument: &'static str,
    /// Code of the importer; none for instruments of a single region.
    pub importer: Option<String>,
    /// Code of the exporter, or of the region that makes the goods.
    pub exporter: String,
    /// Code of the sector.
    pub sector: String,
    /// The level found.
    pub value: f64,
    /// What would be right.
    pub rule: &'static str,
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of ", self.instrument)?;
        if let Some(importer) = &self.importer {
            write!(f, "importer {importer} on ")?;
        }
        write!(f, "{} in {} is {}; {}", self.exporter, self.sector, self.value, self.rule)
    }
}

fn hint(nearest: Option<&str>, known: &[String]) -> String {
    match nearest {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("known: {}", known.join(", ")),
    }
}

fn count(n: usize) -> String {
    if n == 1 { "1 level".to_owned() } else { format!("{n} levels") }
}

fn lines(offences: &[impl fmt::Display]) -> String {
    let lines: Vec<String> = offences.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
