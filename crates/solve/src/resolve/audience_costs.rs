//! A crisis with audience costs that grow while it lasts, after Fearon (1994).
//!
//! Both sides may attack, quit or wait for a prize `v`. Quitting at `t` costs `a_i t`; war costs side `i` an
//! amount that it alone knows, uniform between zero and `c_i`. Up to a horizon `t*` both quit with hazards
//! `h_1(t) = a_2 / (v + a_2 t)` and `h_2(t) = a_1 / (v + a_1 t)`; who is left would rather fight than quit,
//! which are the types whose cost of war is below `a_i t*`, a share `a_i t* / c_i`
//! (J. Fearon, "Domestic political audiences and the escalation of international disputes", APSR 88).

use super::concession::{Conceder, Concession};
use serde::Serialize;

/// A crisis between two sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crisis {
    /// What the side gets that does not quit, above zero.
    pub prize: f64,
    /// By how much per unit of time each side's cost of quitting grows, above zero.
    pub audience: [f64; 2],
    /// Largest cost of war of each side, above zero.
    pub war: [f64; 2],
}

/// How a crisis goes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrisisSolution {
    /// Who quits when.
    pub concession: Concession,
    /// Probability that each side quits before the horizon.
    pub quits: [f64; 2],
    /// Probability that nobody does, and it comes to war.
    pub war: f64,
}

impl Crisis {
    /// The equilibrium, with a path of so many steps up to the horizon.
    pub fn solve(&self, steps: u32) -> CrisisSolution {
        let Self { prize, audience: a, war } = *self;
        let rival = |i: usize| a[1 - i];
        let hazards = [0, 1].map(|i| move |t: f64| rival(i) / (prize + rival(i) * t));
        let bases = [0, 1].map(|i| move |t: f64| prize / (prize + rival(i) * t));
        let stays = [0, 1].map(|i: usize| move |t: f64| (a[i] * t / war[i]).min(1.0));
        let wins = |_: f64| prize;
        let yields = a.map(|own| move |t: f64| -own * t);
        let side = |i: usize| Conceder {
            hazard: &hazards[i],
            base: &bases[i],
            stays: &stays[i],
            wins: &wins,
            yields: &yields[i],
        };
        let concession = Concession::of(&[side(0), side(1)], steps, 0.0);
        let quits = concession.survival_at_end.map(|held| 1.0 - held);
        let war = concession.survival_at_end.iter().product();
        CrisisSolution { concession, quits, war }
    }
}
