//! The equations of an equilibrium with given supports, and of the values of given strategies.
//!
//! On the support `Q_pa - w_p = 0` and `sum_a sigma_pa - 1 = 0`; off it `sigma_pa = 0`. With strategies
//! given, `w_p - sum_a sigma_pa Q_pa = 0` alone. The coordinates are the probabilities themselves.

use super::equations::{At, Explicit, StageEquations};

/// Indifference on supports.
pub(super) struct SupportForm {
    /// Whether a slot is played.
    pub(super) played: Vec<bool>,
}

impl StageEquations for SupportForm {
    fn probability(&self, x: f64) -> f64 {
        x
    }

    fn slope(&self, _: f64) -> f64 {
        1.0
    }

    fn unit(&self, _: f64) -> f64 {
        1.0
    }

    fn residual(&self, at: At<'_>, out: &mut [f64]) {
        let stage = at.stage;
        let played = &self.played[at.first_slot..];
        for player in 0..stage.players() {
            for slot in stage.own(player) {
                let gap = stage.worth[slot] - at.values[player];
                out[slot] = if played[slot] { gap } else { at.x[slot] };
            }
            let sum: f64 = stage.own(player).map(|slot| stage.sigma[slot]).sum();
            out[stage.slots() + player] = sum - 1.0;
        }
    }

    fn derivatives(&self, at: At<'_>, out: &mut Explicit) {
        let stage = at.stage;
        let played = &self.played[at.first_slot..];
        for player in 0..stage.players() {
            let value = stage.slots() + player;
            for slot in stage.own(player) {
                if played[slot] {
                    out.add(slot, value, -1.0);
                    out.add_worth(slot, slot, 1.0);
                } else {
                    out.add(slot, slot, 1.0);
                }
                out.add(value, slot, 1.0);
            }
        }
    }
}

/// Values of strategies that stay as they are.
pub(super) struct FixedForm;

impl StageEquations for FixedForm {
    fn probability(&self, x: f64) -> f64 {
        x
    }

    fn slope(&self, _: f64) -> f64 {
        1.0
    }

    fn unit(&self, _: f64) -> f64 {
        1.0
    }

    fn residual(&self, at: At<'_>, out: &mut [f64]) {
        let slots = at.stage.slots();
        out[..slots].fill(0.0);
        for player in 0..at.stage.players() {
            out[slots + player] = at.values[player] - at.stage.expected(player);
        }
    }

    fn derivatives(&self, at: At<'_>, out: &mut Explicit) {
        let stage = at.stage;
        for slot in 0..stage.slots() {
            out.add(slot, slot, 1.0);
        }
        for player in 0..stage.players() {
            let value = stage.slots() + player;
            out.add(value, value, 1.0);
            for slot in stage.own(player) {
                out.add(value, slot, -stage.worth[slot]);
                out.add_worth(value, slot, -stage.sigma[slot]);
            }
        }
    }
}
