//! The equations of logit quantal response in every state.
//!
//! In logarithms `beta_pa = log sigma_pa` (Eibelshaeuser and Poensgen, "Markov quantal response
//! equilibrium and a homotopy method for computing and selecting Markov perfect equilibria of dynamic
//! stochastic games", 2019; the logarithms are Turocy's, Games and Economic Behavior 51, 2005), with `b`
//! the player's likeliest action:
//!
//! `beta_pa - beta_pb - lambda (Q_pa - Q_pb) = 0` for `a != b`, `sum_a exp(beta_pa) - 1 = 0`,
//! `w_p - sum_a sigma_pa Q_pa = 0`.
//!
//! Measuring against the likeliest action keeps the differences small at large `lambda`. A change of
//! `b` swaps two lines and turns the sign of one, so that the determinant stays as it is.

use super::equations::{At, Explicit, StageEquations};
use super::stage::Stage;

/// Logit quantal response; `theta` is `lambda` in inverse units of scaled payoffs.
pub(super) struct LogitForm;

/// The slot of a player's likeliest action.
fn likeliest(stage: &Stage, player: usize) -> usize {
    let own = stage.own(player);
    let start = own.start;
    own.fold(start, |best, slot| if stage.sigma[slot] > stage.sigma[best] { slot } else { best })
}

impl StageEquations for LogitForm {
    fn probability(&self, x: f64) -> f64 {
        x.exp()
    }

    fn slope(&self, probability: f64) -> f64 {
        probability
    }

    /// Steps are relative to `lambda`, which goes to infinity.
    fn unit(&self, theta: f64) -> f64 {
        1.0 / (1.0 + theta.abs())
    }

    fn residual(&self, at: At<'_>, out: &mut [f64]) {
        let stage = at.stage;
        for player in 0..stage.players() {
            let base = likeliest(stage, player);
            for slot in stage.own(player) {
                let gap = stage.worth[slot] - stage.worth[base];
                out[slot] = at.x[slot] - at.x[base] - at.theta * gap;
            }
            out[base] = stage.own(player).map(|slot| stage.sigma[slot]).sum::<f64>() - 1.0;
            out[stage.slots() + player] = at.values[player] - stage.expected(player);
        }
    }

    fn derivatives(&self, at: At<'_>, out: &mut Explicit) {
        let stage = at.stage;
        for player in 0..stage.players() {
            let base = likeliest(stage, player);
            let value = stage.slots() + player;
            out.add(value, value, 1.0);
            for slot in stage.own(player) {
                out.add(base, slot, stage.sigma[slot]);
                out.add(value, slot, -stage.sigma[slot] * stage.worth[slot]);
                out.add_worth(value, slot, -stage.sigma[slot]);
                if slot != base {
                    out.add(slot, slot, 1.0);
                    out.add(slot, base, -1.0);
                    out.add_worth(slot, slot, -at.theta);
                    out.add_worth(slot, base, at.theta);
                    out.theta[slot] = stage.worth[base] - stage.worth[slot];
                }
            }
        }
    }
}
