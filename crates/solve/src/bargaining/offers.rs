//! Alternating offers on a Pareto frontier (Rubinstein 1982), with impatience and a risk of breakdown
//! (Binmore, Rubinstein and Wolinsky 1986).
//!
//! Let `a` be what the first player offers and `b` what the second offers, both on the frontier. After a
//! refusal talks break down with probability `p`, which gives `o`; else the other offers a period later,
//! and delay leaves `delta_i` of what exceeds `z_i`, the payoff while nothing is agreed:
//!
//! `a_2 = p o_2 + (1 - p) [z_2 + delta_2 (b_2 - z_2)]`, `b_1 = p o_1 + (1 - p) [z_1 + delta_1 (a_1 - z_1)]`
//!
//! The equations have one solution where the frontier is concave; it is found by bisection in `a_1`.

use super::frontier::ParetoFrontier;
use serde::{Deserialize, Serialize};
use talion_game::BargainingError;

const HALVINGS: usize = 200;

/// What presses the players to agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OfferTerms {
    /// What a period's delay leaves of a payoff, for each.
    pub discounts: [f64; 2],
    /// Chance that talks break down after a refusal.
    pub breakdown: f64,
    /// What each gets if they do.
    pub outside: [f64; 2],
    /// What each gets while nothing is agreed.
    pub meanwhile: [f64; 2],
}

/// The one subgame-perfect agreement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AlternatingOffers {
    /// Payoffs where the first player makes the first offer.
    pub first_offers: [f64; 2],
    /// Payoffs where the second does.
    pub second_offers: [f64; 2],
    /// How far the two equations are from holding: the larger distance.
    pub residual: f64,
}

/// Plays the game of offers on a frontier.
///
/// # Errors
/// A probability or factor outside 0 to 1, players whom nothing presses, or outside payoffs beyond the
/// frontier, where nobody would agree.
pub fn alternating_offers(
    frontier: &ParetoFrontier,
    terms: &OfferTerms,
) -> Result<AlternatingOffers, BargainingError> {
    check(terms)?;
    let wait = |p: usize, next: f64| {
        let later = terms.meanwhile[p] + terms.discounts[p] * (next - terms.meanwhile[p]);
        terms.breakdown * terms.outside[p] + (1.0 - terms.breakdown) * later
    };
    let second = |first: f64| frontier.second_at(first).unwrap_or(f64::NEG_INFINITY);
    let ends = frontier.vertices.first().zip(frontier.vertices.last());
    let (low, high) = ends.map_or((0.0, 0.0), |(a, b)| (a.payoffs[0], b.payoffs[0]));
    // Falls in `a_1`: the more the first player asks, the less is left beyond what the second waits for.
    let left = |a: f64| second(a) - wait(1, second(wait(0, a).max(low)));
    let (mut below, mut above) = (low, high);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (below + above);
        if left(middle) >= 0.0 { below = middle } else { above = middle }
    }
    let a = if left(above) >= 0.0 { above } else { below };
    let b = wait(0, a).max(low);
    let first_offers = [a, second(a)];
    let second_offers = [b, second(b)];
    let residual = (first_offers[1] - wait(1, second_offers[1]))
        .abs()
        .max((second_offers[0] - wait(0, first_offers[0])).abs());
    Ok(AlternatingOffers { first_offers, second_offers, residual })
}

/// Shares of a pie where offers follow each other at once, by the rates at which the players discount:
/// `r_2 / (r_1 + r_2)` for the first. They are the weights of the Nash solution that the game of offers
/// tends to.
pub fn patience_shares(rates: [f64; 2]) -> [f64; 2] {
    let sum = rates[0] + rates[1];
    if sum > 0.0 { [rates[1] / sum, rates[0] / sum] } else { [0.5, 0.5] }
}

fn check(terms: &OfferTerms) -> Result<(), BargainingError> {
    let shares = terms.discounts.map(|d| ("a discount factor", d));
    for (what, found) in shares.into_iter().chain([("the chance of breakdown", terms.breakdown)]) {
        if !(0.0..=1.0).contains(&found) {
            return Err(BargainingError::Share { what, found });
        }
    }
    if terms.breakdown == 0.0 && terms.discounts.iter().all(|d| *d == 1.0) {
        return Err(BargainingError::NoHurry);
    }
    Ok(())
}
