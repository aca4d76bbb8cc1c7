//! The deal under each rule, in closed form on every edge of the Pareto frontier.
//!
//! On the edge from `a` to `b`, gains are `x + t p` and `y - t q` with `p, q > 0`:
//!
//! - Nash: `t = (w_1 p y - w_2 q x) / (p q (w_1 + w_2))`, kept within the edge;
//! - Kalai-Smorodinsky and egalitarian: where the ratios of gains to their units are equal;
//! - utilitarian and the best for one: a corner of the zone. Of several the one with the largest
//!   smallest gain.

use super::frontier::{Vertex, Zone, zone};
use talion_game::{BargainingError, BargainingProblem, Deal, DealRule};

/// The deal under a rule; `None` where there is nothing to agree on.
///
/// # Errors
/// If bargaining weights are not above zero.
pub fn bargain(
    problem: &BargainingProblem,
    rule: DealRule,
) -> Result<Option<Deal>, BargainingError> {
    if let DealRule::Nash { weights } = rule
        && !weights.iter().all(|w| *w > 0.0 && w.is_finite())
    {
        return Err(BargainingError::Weights { found: weights });
    }
    let zone = zone(problem);
    let picked = pick(&zone, problem.disagreement(), rule);
    picked.map(|vertex| Deal::of(problem, rule, vertex.shares)).transpose()
}

/// The point of a zone that a rule picks.
fn pick(zone: &Zone, d: [f64; 2], rule: DealRule) -> Option<Vertex> {
    let (first, last) = (zone.frontier.first()?, zone.frontier.last()?);
    let gains = |u: [f64; 2]| [u[0] - d[0], u[1] - d[1]];
    let equal = |units: [f64; 2]| {
        let ahead = |u: [f64; 2]| gains(u)[0] / units[0] - gains(u)[1] / units[1];
        let part = super::frontier::ParetoFrontier { vertices: zone.frontier.clone() };
        part.crossing(&ahead)
    };
    match rule {
        DealRule::Nash { weights } => nash(zone, d, weights),
        DealRule::KalaiSmorodinsky => equal([gains(last.payoffs)[0], gains(first.payoffs)[1]]),
        DealRule::Egalitarian => equal([1.0, 1.0]),
        DealRule::BestFor { player: 0 } => Some(last.clone()),
        DealRule::BestFor { .. } => Some(first.clone()),
        // The list of rules grows with the library; the sum is the last known here.
        _ => best_corner(zone, d),
    }
}

fn nash(zone: &Zone, d: [f64; 2], w: [f64; 2]) -> Option<Vertex> {
    // At an end of the zone a gain is zero up to rounding, and the product with it.
    let product = |v: &Vertex| {
        let gains = [v.payoffs[0] - d[0], v.payoffs[1] - d[1]];
        let defined = gains.iter().all(|gain| *gain > 0.0);
        if defined { w[0] * gains[0].ln() + w[1] * gains[1].ln() } else { f64::NEG_INFINITY }
    };
    let on_edge = |pair: &[Vertex]| {
        let (a, b) = (&pair[0], &pair[1]);
        let [x, y] = [0, 1].map(|k| a.payoffs[k] - d[k]);
        let (p, q) = (b.payoffs[0] - a.payoffs[0], a.payoffs[1] - b.payoffs[1]);
        let way = (w[0] * p * y - w[1] * q * x) / (p * q * (w[0] + w[1]));
        a.towards(b, way.clamp(0.0, 1.0))
    };
    let edges = zone.frontier.windows(2).map(on_edge);
    zone.frontier
        .first()
        .cloned()
        .into_iter()
        .chain(edges)
        .reduce(|best, other| if product(&other) > product(&best) { other } else { best })
}

fn best_corner(zone: &Zone, d: [f64; 2]) -> Option<Vertex> {
    let sum = |v: &Vertex| v.payoffs[0] + v.payoffs[1];
    let best = zone.frontier.iter().map(sum).fold(f64::NEG_INFINITY, f64::max);
    let tie = 1e-12 * (1.0 + best.abs());
    let corners: Vec<&Vertex> = zone.frontier.iter().filter(|v| sum(v) >= best - tie).collect();
    // Where the sum is the same along an edge, equal gains on it if there are any, else its fairer end.
    let part = super::frontier::ParetoFrontier { vertices: corners.into_iter().cloned().collect() };
    part.crossing(&|u| (u[0] - d[0]) - (u[1] - d[1]))
}
