//! What an analyst chooses before an economy is calibrated: elasticities, scale, deficits, market.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::market::MarketStructure;

/// What happens to trade deficits in a counterfactual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeficitRule {
    /// Constant in the numeraire, the world wage bill.
    #[default]
    Fixed,
    /// A constant share of world income.
    Proportional,
    /// Removed first: the baseline is the equilibrium of the same economy without deficits.
    Purged,
}

impl DeficitRule {
    /// Every rule, in the order of the documentation.
    pub const ALL: [Self; 3] = [Self::Fixed, Self::Proportional, Self::Purged];

    /// The name in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Proportional => "proportional",
            Self::Purged => "purged",
        }
    }
}

impl fmt::Display for DeficitRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no deficit rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no deficit rule (known: fixed, proportional, purged)")]
pub struct UnknownDeficitRule {
    /// The word given.
    pub found: String,
}

impl FromStr for DeficitRule {
    type Err = UnknownDeficitRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.as_str() == text)
            .ok_or_else(|| UnknownDeficitRule { found: text.to_owned() })
    }
}

/// How a data set becomes an economy.
#[derive(Debug, Clone, PartialEq)]
pub struct EconomyOptions {
    /// Name of an elasticity set; `None` takes the default of the data set.
    pub elasticities: Option<String>,
    /// Multiplies every scale elasticity; 0 switches scale economies off.
    pub scale_factor: f64,
    /// What happens to trade deficits.
    pub deficits: DeficitRule,
    /// Whether firms make profits.
    pub market: MarketStructure,
}

impl Default for EconomyOptions {
    fn default() -> Self {
        Self {
            elasticities: None,
            scale_factor: 1.0,
            deficits: DeficitRule::Fixed,
            market: MarketStructure::Competitive,
        }
    }
}
