//! Whether a rising power can promise enough to keep a declining one from acting now (Powell 2006).
//!
//! A pie of 1 is divided every period. By acting at time `t` the declining power locks in
//! `f_t = (p_t - c) / (1 - delta)`. The other can offer no more than all of today's pie and what the
//! declining power could still lock in tomorrow, so that conflict follows if
//! `f_t - delta f_{t+1} > 1`, which is `delta (p_t - p_{t+1}) > (1 - delta) (1 - p_t + c)`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The declining power's strength now and next period, and what acting costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Power {
    /// Its share of the pie if it acts now.
    pub now: f64,
    /// Its share if it acts next period.
    pub next: f64,
    /// Cost of acting per period, as a share of the pie.
    pub cost: f64,
    /// Discount factor per period.
    pub discount: f64,
}

/// What the test finds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// What acting now locks in, discounted.
    pub lock_in_now: f64,
    /// What acting next period would lock in, as of next period.
    pub lock_in_next: f64,
    /// The most that the declining power can be offered today, for one period.
    pub best_offer: f64,
    /// What waiting costs it: `lock_in_now - delta lock_in_next`.
    pub shift: f64,
    /// `delta` times the fall of its power.
    pub left: f64,
    /// `1 - delta` times what a peaceful period can bring it.
    pub right: f64,
    /// Whether no promise is enough.
    pub conflict: bool,
}

/// Powell's test.
pub fn commitment(power: Power) -> Commitment {
    let Power { now, next, cost, discount } = power;
    commitment_of_payoffs([now - cost, next - cost], 1.0, discount)
}

/// The same test in payoffs per period: what the declining power has by acting now and next period, and
/// the most that an agreement can give it in a period.
pub fn commitment_of_payoffs(acting: [f64; 2], best_offer: f64, discount: f64) -> Commitment {
    let [now, next] = acting;
    let (left, right) = (discount * (now - next), (1.0 - discount) * (best_offer - now));
    let [lock_in_now, lock_in_next] = acting.map(|flow| flow / (1.0 - discount));
    Commitment {
        lock_in_now,
        lock_in_next,
        best_offer,
        shift: lock_in_now - discount * lock_in_next,
        left,
        right,
        // Where the two sides are equal to rounding the offer is just enough.
        conflict: left > right + 4.0 * f64::EPSILON * (1.0 + right.abs()),
    }
}
