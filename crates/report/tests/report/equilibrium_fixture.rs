//! The game of chicken with its logit equilibria and its welfare taken apart, by hand.

use talion::{
    DecompositionFindings, Findings, QuantalFindings, QuantalLimit, QuantalPoint, RegionParts,
};

use crate::fixture;

/// The game of chicken, seen from more sides.
pub(crate) fn equilibrium() -> Findings {
    Findings {
        quantal: Some(quantal()),
        decomposition: Some(decomposition()),
        ..fixture::chicken()
    }
}

/// Three points of a branch and the pure equilibrium (list, hold) as its limit.
fn quantal() -> QuantalFindings {
    let point = |lambda, list: f64, hold: f64| QuantalPoint {
        lambda,
        strategies: vec![
            vec![(1.0 - list) / 2.0, list, (1.0 - list) / 2.0],
            vec![hold, 1.0 - hold],
        ],
        max_regret: 0.01,
    };
    QuantalFindings {
        termination: "the method met its stopping rule".into(),
        branch: vec![
            point(0.0, 1.0 / 3.0, 0.5),
            point(1.0, 0.5, 0.75),
            point(10.0, 0.75, 0.875),
            point(100.0, 1.0, 1.0),
        ],
        decades: vec![point(1.0, 0.5, 0.75), point(10.0, 0.75, 0.875), point(100.0, 1.0, 1.0)],
        largest_residual: 3e-16,
        limit: Some(QuantalLimit {
            strategies: vec![vec![0.0, 1.0, 0.0], vec![1.0, 0.0]],
            equilibrium: Some(0),
            max_regret: 0.0,
        }),
    }
}

/// A gain and a loss that make a third of it, for one region; nothing but a loss for the other.
fn decomposition() -> DecompositionFindings {
    let region = |code: &str, terms_of_trade: f64, volume: f64| RegionParts {
        code: code.into(),
        terms_of_trade,
        volume,
        relocation: 0.0,
        profit_shifting: 0.0,
        technology: 0.0,
        deficit: 0.0,
        total: terms_of_trade + volume,
        error: 2e-15,
    };
    DecompositionFindings {
        equilibrium: 0,
        regions: vec![region("USA", 0.06, -0.02), region("CHN", -0.03, 0.0)],
        failure: None,
    }
}
