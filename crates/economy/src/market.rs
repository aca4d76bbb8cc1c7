//! Market structures: who earns what from a dollar of sales, and which data each can be put to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::data::Dataset;

/// How firms compete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarketStructure {
    /// Perfect competition, with external (Marshallian) economies of scale where the elasticities
    /// have them: sales pay for labour and inputs.
    #[default]
    Competitive,
    /// Monopolistic competition among a fixed number of firms (Ossa 2014, after Krugman 1980):
    /// profits are `1/sigma` of sales, `sigma` being one more than the trade elasticity. Without
    /// input links and scale elasticities.
    RestrictedEntry,
}

impl MarketStructure {
    /// Every structure, in the order of the documentation.
    pub const ALL: [Self; 2] = [Self::Competitive, Self::RestrictedEntry];

    /// The name in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Competitive => "competitive",
            Self::RestrictedEntry => "restricted-entry",
        }
    }

    /// What in a data set, with these scale elasticities, the structure cannot be put to.
    pub(crate) fn offences(self, dataset: &Dataset, scale: &[f64]) -> Vec<MarketOffence> {
        match self {
            Self::Competitive => Vec::new(),
            Self::RestrictedEntry => {
                let scale = scale.iter().zip(&dataset.sectors).filter(|(psi, _)| **psi != 0.0);
                let scale = scale.map(|(&elasticity, label)| MarketOffence::Scale {
                    sector: label.code.clone(),
                    elasticity,
                });
                inputs(dataset).into_iter().chain(scale).collect()
            }
        }
    }
}

/// The first producer that uses inputs, and how many do.
fn inputs(dataset: &Dataset) -> Option<MarketOffence> {
    let n = dataset.regions.len();
    let shares = dataset.value_added_share.iter().enumerate();
    let mut users = shares.filter(|(_, share)| **share != 1.0);
    let (at, &value_added_share) = users.next()?;
    Some(MarketOffence::Inputs {
        region: dataset.regions[at % n].code.clone(),
        sector: dataset.sectors[at / n].code.clone(),
        value_added_share,
        others: users.count(),
    })
}

/// Something in a data set that a market structure cannot be put to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MarketOffence {
    /// Producers use inputs.
    Inputs {
        /// Code of the region of the first of them.
        region: String,
        /// Code of its sector.
        sector: String,
        /// Its value added per unit of output.
        value_added_share: f64,
        /// How many other producers use inputs.
        others: usize,
    },
    /// A sector has a scale elasticity.
    Scale {
        /// Code of the sector.
        sector: String,
        /// Scale elasticity, after the scale factor.
        elasticity: f64,
    },
}

impl fmt::Display for MarketOffence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inputs { region, sector, value_added_share, others } => write!(
                f,
                "sector {sector} in {region} uses inputs (its value-added share is \
                 {value_added_share}, and {others} more are below 1); take a data set without \
                 input links"
            ),
            Self::Scale { sector, elasticity } => write!(
                f,
                "sector {sector} has the scale elasticity {elasticity}; take elasticities without \
                 scale, or the scale factor 0"
            ),
        }
    }
}

impl fmt::Display for MarketStructure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no market structure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no market structure (known: competitive, restricted-entry)")]
pub struct UnknownMarketStructure {
    /// The word given.
    pub found: String,
}

impl FromStr for MarketStructure {
    type Err = UnknownMarketStructure;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|market| market.as_str() == text)
            .ok_or_else(|| UnknownMarketStructure { found: text.to_owned() })
    }
}
