//! A stand-off in which either side may be resolute and never gives in.
//!
//! While it lasts side `i` pays `c_i` per unit of time, and if it gives in at `t` an audience at home makes
//! it pay `a_i t` besides; if the other side gives in it wins `v_i`. A side that may give in is indifferent
//! where `h_j(t) (v_i + a_i t) = c_i + a_i`, which sets the other side's hazard `h_j`. With `a = 0` this is
//! the war of attrition with a share of players who never quit (Kreps and Wilson, JET 27, 1982), with
//! `c = 0` the race of audience costs of Fearon (1994).

use super::concession::{Conceder, Concession};

/// One side of a stand-off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandOffSide {
    /// What it wins if the other side gives in, above zero.
    pub prize: f64,
    /// What it pays per unit of time while the stand-off lasts, zero or more.
    pub cost: f64,
    /// By how much per unit of time its cost of giving in grows, zero or more; not zero with `cost`.
    pub audience: f64,
    /// Prior probability that it never gives in, between zero and one.
    pub resolute: f64,
}

/// A stand-off between two sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandOff {
    /// The sides.
    pub sides: [StandOffSide; 2],
}

impl StandOff {
    /// The equilibrium, with a path of so many steps up to its end, or up to `horizon` where it has none.
    pub fn solve(&self, steps: u32, horizon: f64) -> Concession {
        // Each side's hazard is set by what the other one has to win and to lose.
        let rivals = [self.sides[1], self.sides[0]];
        let hazards = rivals.map(|rival| move |t: f64| rival.hazard(t));
        let bases = rivals.map(|rival| move |t: f64| rival.base(t));
        let stays = self.sides.map(|side| move |_: f64| side.resolute);
        let wins = self.sides.map(|side| move |t: f64| side.prize - side.cost * t);
        let yields = self.sides.map(|side| move |t: f64| -(side.cost + side.audience) * t);
        let side = |i: usize| Conceder {
            hazard: &hazards[i],
            base: &bases[i],
            stays: &stays[i],
            wins: &wins[i],
            yields: &yields[i],
        };
        Concession::of(&[side(0), side(1)], steps, horizon)
    }
}

impl StandOffSide {
    /// Hazard of the other side at which this one is indifferent.
    fn hazard(self, time: f64) -> f64 {
        (self.cost + self.audience) / (self.prize + self.audience * time)
    }

    /// Survival of the other side under that hazard.
    fn base(self, time: f64) -> f64 {
        if self.audience == 0.0 {
            return (-self.cost * time / self.prize).exp();
        }
        let grown = self.prize / (self.prize + self.audience * time);
        grown.powf((self.cost + self.audience) / self.audience)
    }
}
