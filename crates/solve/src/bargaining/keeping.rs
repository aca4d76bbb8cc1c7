//! Whether a deal would be kept if it is played again and again, no deal following a breach for ever.
//!
//! A player that breaks a deal gains `v - u` once and loses `u - d` in every later period, so that it
//! keeps the deal if `delta >= (v - u) / (v - d)` (Friedman 1971).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a player has from keeping or breaking a deal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Keeping {
    /// Payoff of the deal per period.
    pub deal: f64,
    /// Payoff of the period in which it breaks the deal and the other still keeps it.
    pub breach: f64,
    /// Payoff per period afterwards.
    pub after: f64,
    /// The least discount factor at which the deal is kept; `None` if no patience is enough.
    pub critical_discount: Option<f64>,
    /// The player's own factor less that, below zero if it would break the deal; `None` if no patience is
    /// enough.
    pub slack: Option<f64>,
}

/// Asks whether a player keeps a deal.
pub fn keeps(deal: f64, breach: f64, after: f64, discount: f64) -> Keeping {
    let (temptation, loss) = ((breach - deal).max(0.0), breach - after);
    let critical_discount = if temptation == 0.0 && deal >= after {
        Some(0.0)
    } else {
        (deal > after).then(|| temptation / loss)
    };
    Keeping {
        deal,
        breach,
        after,
        critical_discount,
        slack: critical_discount.map(|c| discount - c),
    }
}
