//! The equations of the logarithmic stochastic tracing procedure in every state.
//!
//! Eibelshaeuser, Klockmann, Poensgen and von Schenk, "The logarithmic stochastic tracing procedure: a
//! homotopy method to compute stationary equilibria of stochastic games", INFORMS Journal on Computing
//! 35 (2023). With share `t` of the strategies, prior `rho` and weights `nu`, in logarithms `beta`:
//!
//! `Q_pa - w_p + (1 - t) eta (nu_pa / sigma_pa + sum_b nu_pb (beta_pb - 1)) = 0`,
//! `sum_a sigma_pa - 1 = 0`.
//!
//! The path is followed in `kappa = -log(1 - t)`, from 0 to infinity: unplayed actions fall in
//! proportion to `1 - t`, so that their logarithms become straight lines. `eta` is 1 for payoffs of
//! range 1.

use super::equations::{At, Explicit, StageEquations};

/// Logarithmic tracing; `theta` is `kappa`.
pub(super) struct TracingForm {
    /// What players believe of each other at the start.
    pub(super) prior: Vec<f64>,
    /// Weights of the logarithms.
    pub(super) nu: Vec<f64>,
}

impl TracingForm {
    /// `sum_b nu_pb (beta_pb - 1)`.
    fn penalty(&self, at: At<'_>, player: usize) -> f64 {
        let nu = &self.nu[at.first_slot..];
        at.stage.own(player).map(|slot| nu[slot] * (at.x[slot] - 1.0)).sum()
    }
}

impl StageEquations for TracingForm {
    fn probability(&self, x: f64) -> f64 {
        x.exp()
    }

    fn slope(&self, probability: f64) -> f64 {
        probability
    }

    fn share(&self, theta: f64) -> (f64, f64) {
        (-(-theta).exp_m1(), (-theta).exp())
    }

    fn prior(&self) -> Option<&[f64]> {
        Some(&self.prior)
    }

    fn unit(&self, _: f64) -> f64 {
        1.0
    }

    fn residual(&self, at: At<'_>, out: &mut [f64]) {
        let stage = at.stage;
        let nu = &self.nu[at.first_slot..];
        let rest = (-at.theta).exp();
        for player in 0..stage.players() {
            let penalty = self.penalty(at, player);
            for slot in stage.own(player) {
                // nu / sigma is taken in logarithms: both it and the rest may be out of range.
                let inverse = nu[slot] * (-at.theta - at.x[slot]).exp();
                out[slot] = stage.worth[slot] - at.values[player] + inverse + rest * penalty;
            }
            let sum: f64 = stage.own(player).map(|slot| stage.sigma[slot]).sum();
            out[stage.slots() + player] = sum - 1.0;
        }
    }

    fn derivatives(&self, at: At<'_>, out: &mut Explicit) {
        let stage = at.stage;
        let nu = &self.nu[at.first_slot..];
        let rest = (-at.theta).exp();
        for player in 0..stage.players() {
            let penalty = self.penalty(at, player);
            let value = stage.slots() + player;
            for slot in stage.own(player) {
                let inverse = nu[slot] * (-at.theta - at.x[slot]).exp();
                out.add(slot, slot, -inverse);
                for other in stage.own(player) {
                    out.add(slot, other, rest * nu[other]);
                }
                out.add(slot, value, -1.0);
                out.add_worth(slot, slot, 1.0);
                out.theta[slot] = -inverse - rest * penalty;
                out.add(value, slot, stage.sigma[slot]);
            }
        }
    }
}
