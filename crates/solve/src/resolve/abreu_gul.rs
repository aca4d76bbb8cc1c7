//! Reputational bargaining of Abreu and Gul (2000): two sides, each perhaps bound to its demand.
//!
//! Side `i` demands a share `alpha_i` and the demands do not fit together. With probability `z_i` it never
//! takes less. Else it may take `1 - alpha_j` at any time, discounting at rate `r_i`, so that side `j`
//! concedes at the rate `lambda_j = r_i (1 - alpha_j) / (alpha_1 + alpha_2 - 1)`. All who may concede have
//! done so at `t* = min_i (-ln z_i / lambda_i)`, and the other side concedes at once with probability
//! `1 - z_j exp(lambda_j t*)` (D. Abreu and F. Gul, "Bargaining and reputation", Econometrica 68).

use super::concession::{Conceder, Concession};

/// One side of the bargain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bargainer {
    /// Share that it demands, above what the other side leaves it and below one.
    pub demand: f64,
    /// Its discount rate, above zero.
    pub rate: f64,
    /// Prior probability that it is bound to its demand, between zero and one.
    pub bound: f64,
}

/// The equilibrium of the war of attrition between two demands, with a path of so many steps up to its end,
/// or up to `horizon` where it has none; `None` where the demands fit together, so that there is nothing to
/// fight over.
pub fn abreu_gul(sides: [Bargainer; 2], steps: u32, horizon: f64) -> Option<Concession> {
    let surplus = sides[0].demand + sides[1].demand - 1.0;
    if surplus <= 0.0 {
        return None;
    }
    // Side i's rate keeps the other side, j, indifferent.
    let rate = |i: usize| sides[1 - i].rate * (1.0 - sides[i].demand) / surplus;
    let rates = [rate(0), rate(1)];
    let hazards = rates.map(|rate| move |_: f64| rate);
    let bases = rates.map(|rate| move |t: f64| (-rate * t).exp());
    let stays = sides.map(|side| move |_: f64| side.bound);
    let wins = sides.map(|side| move |t: f64| side.demand * (-side.rate * t).exp());
    let yields = [0, 1].map(|i: usize| {
        let left = 1.0 - sides[1 - i].demand;
        move |t: f64| left * (-sides[i].rate * t).exp()
    });
    let side = |i: usize| Conceder {
        hazard: &hazards[i],
        base: &bases[i],
        stays: &stays[i],
        wins: &wins[i],
        yields: &yields[i],
    };
    Some(Concession::of(&[side(0), side(1)], steps, horizon))
}
