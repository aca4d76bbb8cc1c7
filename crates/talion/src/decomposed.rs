//! Where welfare comes from at the selected equilibrium: every region's change of real income by source.

use crate::GameFindings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_economy::{Decomposition, Economy};
use talion_model::{Play, ProfileOutcome};

/// Difference, in log points, at which the end of the way counts as another equilibrium.
const SAME: f64 = 1e-8;

/// The change of real income at an equilibrium, taken apart for every region of the data set.
///
/// In hundredths of log real income, "percent". At a mixed equilibrium, expected over its profiles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DecompositionFindings {
    /// Position of the equilibrium.
    pub equilibrium: usize,
    /// Every region in the order of the data set; empty where it could not be taken apart.
    pub regions: Vec<RegionParts>,
    /// Why it could not.
    pub failure: Option<String>,
}

/// The change of one region's real income and the parts that it is the sum of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegionParts {
    /// Code of the region.
    pub code: String,
    /// Prices of exports against those of imports, at the exporter's border.
    pub terms_of_trade: f64,
    /// Quantities that cross a tax wedge, times what the wedge collects.
    pub volume: f64,
    /// Unit costs of what the region buys as sectors grow and shrink, with scale economies.
    pub relocation: f64,
    /// Labour that moves to sectors with higher profits, with restricted entry.
    pub profit_shifting: f64,
    /// Own productivity, iceberg costs and bans on what the region buys.
    pub technology: f64,
    /// The deficit where it moves with world income, and lump sums received.
    pub deficit: f64,
    /// The whole change, from the two equilibria themselves.
    pub total: f64,
    /// Error estimate of the parts.
    pub error: f64,
}

impl RegionParts {
    /// The parts with their names, in a fixed order.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, f64); 6] {
        [
            ("terms of trade", self.terms_of_trade),
            ("trade volume", self.volume),
            ("relocation", self.relocation),
            ("profit shifting", self.profit_shifting),
            ("technology and bans", self.technology),
            ("deficit", self.deficit),
        ]
    }

    /// Adds what a profile contributes with its probability.
    fn add(&mut self, probability: f64, parts: &Decomposition) {
        let weight = 100.0 * probability;
        self.terms_of_trade += weight * parts.terms_of_trade;
        self.volume += weight * parts.volume;
        self.relocation += weight * parts.relocation;
        self.profit_shifting += weight * parts.profit_shifting;
        self.technology += weight * parts.technology;
        self.deficit += weight * parts.deficit;
        self.total += weight * parts.total;
        self.error += weight * parts.error;
    }
}

/// Takes welfare at the selected equilibrium apart; `None` where none is selected.
pub(crate) fn decomposed(
    economy: &Economy,
    play: &Play,
    main: &GameFindings,
) -> Option<DecompositionFindings> {
    let equilibrium = main.selected?;
    let strategies = &main.equilibria[equilibrium].strategies;
    let (regions, failure) = match regions(economy, play, strategies) {
        Ok(regions) => (regions, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    Some(DecompositionFindings { equilibrium, regions, failure })
}

fn regions(
    economy: &Economy,
    play: &Play,
    strategies: &[Vec<f64>],
) -> Result<Vec<RegionParts>, String> {
    let nothing = |label: &talion_economy::Label| RegionParts {
        code: label.code.clone(),
        terms_of_trade: 0.0,
        volume: 0.0,
        relocation: 0.0,
        profit_shifting: 0.0,
        technology: 0.0,
        deficit: 0.0,
        total: 0.0,
        error: 0.0,
    };
    let mut regions: Vec<RegionParts> = economy.regions().iter().map(nothing).collect();
    for at in &play.profiles {
        let chosen = at.profile.iter().zip(strategies);
        let probability: f64 = chosen.map(|(&package, strategy)| strategy[package]).product();
        if probability > 0.0 {
            for (region, parts) in regions.iter_mut().zip(parts(economy, at)?) {
                region.add(probability, &parts);
            }
        }
    }
    Ok(regions)
}

/// The parts at one profile, on the way from the baseline.
fn parts(economy: &Economy, at: &ProfileOutcome) -> Result<Vec<Decomposition>, String> {
    let found = economy.decompose_all(&economy.baseline_policy(), &at.policy);
    let found = found.map_err(|error| error.to_string())?;
    let pairs = found.iter().zip(&at.economy.welfare_hat);
    let apart = pairs.map(|(one, hat)| (one.total - hat.ln()).abs()).fold(0.0, f64::max);
    if apart.is_nan() || apart > SAME {
        return Err(format!(
            "the way to the policy leads to another equilibrium, {apart:.1e} log points away"
        ));
    }
    Ok(found)
}
