//! What a counterfactual reports: plain data, the JSON of `--format json`.

use serde::Serialize;
use serde_json::{Map, Value};
use talion::economy::{
    Branch, BranchReport, Decomposition, Economy, Flows, Method, Outcome, Policy, RegionId,
    SectorId,
};

/// The new equilibrium. Money is in US$ million; a `_hat` is the ratio to the baseline.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Counterfactual {
    /// One entry per region, in the order of the data set.
    pub(crate) regions: Vec<RegionResult>,
    /// Sales at producer prices, net of taxes: region code -> sector code -> US$ million.
    pub(crate) sales_musd: Map<String, Value>,
    /// Largest relative residual of the equilibrium conditions.
    pub(crate) residual: f64,
    /// Steps that the solver took.
    pub(crate) iterations: usize,
    /// Name of the elasticity set.
    pub(crate) elasticities: String,
    /// Rule for trade imbalances.
    pub(crate) deficits: String,
    /// Market structure.
    pub(crate) market: String,
    /// Which of possibly several equilibria this is; a fold on the way is said here.
    pub(crate) branch: Branch,
    /// How it was computed; a fall-back is said here.
    pub(crate) method: Method,
    /// Where changes of real income come from, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decomposition: Option<Vec<RegionParts>>,
    /// Every equilibrium found under the policy, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) branches: Option<BranchReport>,
}

/// Where the change of one region's log real income comes from; `0.01` is about a percent.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RegionParts {
    pub(crate) code: String,
    #[serde(flatten)]
    pub(crate) parts: Decomposition,
}

/// The new equilibrium in one region.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RegionResult {
    pub(crate) code: String,
    /// Change in real income, percent.
    pub(crate) welfare_percent: f64,
    pub(crate) equivalent_variation_musd: f64,
    pub(crate) wage_hat: f64,
    pub(crate) consumer_price_hat: f64,
    /// Final spending: wages, government revenue, deficit.
    pub(crate) income_musd: f64,
    /// Duties and export taxes less subsidies.
    pub(crate) net_revenue_musd: f64,
    /// From all other regions, net of import duty.
    pub(crate) imports_musd: f64,
    /// To all other regions, net of their import duty.
    pub(crate) exports_musd: f64,
}

impl Counterfactual {
    /// Gathers the result.
    pub(crate) fn new(economy: &Economy, policy: &Policy, outcome: &Outcome) -> Self {
        let flows = economy.flows(policy, outcome);
        let regions = (0..economy.region_count())
            .map(|n| region(economy, outcome, &flows, RegionId(n)))
            .collect();
        Self {
            regions,
            sales_musd: sales(economy, outcome),
            residual: outcome.residual,
            iterations: outcome.iterations,
            elasticities: economy.elasticities().to_owned(),
            deficits: economy.deficits().to_string(),
            market: economy.market().to_owned(),
            branch: outcome.branch,
            method: outcome.method,
            decomposition: None,
            branches: None,
        }
    }

    /// The JSON form; numbers are the shortest that read back to the same double.
    pub(crate) fn to_json(&self) -> std::io::Result<String> {
        serde_json::to_string_pretty(self).map_err(std::io::Error::other)
    }
}

fn region(economy: &Economy, outcome: &Outcome, flows: &Flows, n: RegionId) -> RegionResult {
    RegionResult {
        code: economy.regions()[n.0].code.clone(),
        welfare_percent: outcome.welfare_percent(n),
        equivalent_variation_musd: outcome.equivalent_variation(n),
        wage_hat: outcome.wage_hat(n),
        consumer_price_hat: outcome.consumer_price_hat(n),
        income_musd: outcome.income(n),
        net_revenue_musd: outcome.net_revenue(n),
        imports_musd: flows.imports(n),
        exports_musd: flows.exports(n),
    }
}

fn sales(economy: &Economy, outcome: &Outcome) -> Map<String, Value> {
    let of_region = |n: usize| -> Map<String, Value> {
        let sectors = economy.sectors().iter().enumerate();
        sectors
            .map(|(s, label)| (label.code.clone(), outcome.sales(RegionId(n), SectorId(s)).into()))
            .collect()
    };
    let regions = economy.regions().iter().enumerate();
    regions.map(|(n, label)| (label.code.clone(), of_region(n).into())).collect()
}
