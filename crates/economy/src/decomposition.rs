//! A change of real income, taken apart.

use serde::Serialize;

/// The change of a region's log real income between two policies, by source.
///
/// Each part is the integral of its share in the change along the way between the policies, all
/// levels moving log-linearly and the equilibrium with them; `0.01` is one log point, about a
/// percent. Parts depend on the way, their sum does not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Decomposition {
    /// Prices of exports against those of imports, at the exporter's border, other than by direct
    /// effects of scale. Over all regions it sums, in money, to nothing.
    pub terms_of_trade: f64,
    /// Quantities that cross a tax wedge, times what the wedge collects: tariff revenue foregone as
    /// imports shrink, export taxes and subsidies likewise.
    pub volume: f64,
    /// With scale economies: unit costs of what the region buys, at home and abroad, as sectors grow
    /// where they are and shrink elsewhere.
    pub relocation: f64,
    /// With restricted entry: labour that moves to sectors with higher profits.
    pub profit_shifting: f64,
    /// The region's own productivity, and iceberg costs and bans on what it buys.
    pub technology: f64,
    /// The deficit that the region runs, where it moves with world income, and lump sums received.
    pub deficit: f64,
    /// The change of log real income, from the two equilibria themselves.
    pub total: f64,
    /// Error estimate of the integrals.
    pub error: f64,
}

impl Decomposition {
    /// The sum of all parts; `total` but for the error.
    pub fn sum(&self) -> f64 {
        self.terms_of_trade
            + self.volume
            + self.relocation
            + self.profit_shifting
            + self.technology
            + self.deficit
    }
}
