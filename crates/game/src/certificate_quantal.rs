//! The check of a logit quantal response: how far is everybody from the logit reply?

use crate::{Certificate, GameError, NormalForm, PlayerId, Profile};
use serde::{Deserialize, Serialize};

/// Distance of a profile from its own logit reply, computed from the game and the profile alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantalCertificate {
    /// Largest distance of a probability from `exp(lambda u_is) / sum_t exp(lambda u_it)`; zero at a
    /// logit equilibrium.
    pub residual: f64,
    /// Largest gain from a deviation, as of a Nash equilibrium.
    pub max_regret: f64,
    /// Expected payoff of every player.
    pub values: Vec<f64>,
}

impl QuantalCertificate {
    /// Certificate of a profile at a sensitivity.
    ///
    /// # Errors
    /// If the profile does not belong to the game.
    pub fn of(game: &NormalForm, lambda: f64, profile: &Profile) -> Result<Self, GameError> {
        let nash = Certificate::of(game, profile)?;
        let residual = (0..game.player_count())
            .flat_map(|p| {
                let player = PlayerId(p);
                let reply = logit_reply(&game.payoffs_against(player, profile), lambda);
                let own = profile.strategy(player).to_vec();
                own.into_iter().zip(reply).map(|(p, r)| (p - r).abs())
            })
            .fold(0.0, f64::max);
        let values = nash.deviations.iter().map(|d| d.value).collect();
        Ok(Self { residual, max_regret: nash.max_regret, values })
    }
}

/// Probabilities proportional to `exp(lambda u)`; the largest payoff is taken off first, so that no
/// exponential overflows.
fn logit_reply(payoffs: &[f64], lambda: f64) -> Vec<f64> {
    let top = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = payoffs.iter().map(|u| (lambda * (u - top)).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: two players indifferent to everything reply uniformly at any lambda; with a payoff
    /// difference of `ln 3` at lambda 1 the odds are 3 to 1.
    #[test]
    fn logit_odds() {
        let payoff = 3.0_f64.ln();
        let game = NormalForm::bimatrix(
            [("a", vec!["x", "y"]), ("b", vec!["x", "y"])],
            &[vec![payoff, payoff], vec![0.0, 0.0]],
            &[vec![1.0, 1.0], vec![1.0, 1.0]],
        )
        .unwrap();
        let at = |x: f64| Profile::new(&game, vec![vec![x, 1.0 - x], vec![0.5, 0.5]]).unwrap();
        let certificate = QuantalCertificate::of(&game, 1.0, &at(0.75)).unwrap();
        assert!(certificate.residual < 1e-15);
        assert!((certificate.max_regret - 0.25 * payoff).abs() < 1e-15);
        let off = QuantalCertificate::of(&game, 1.0, &at(0.5)).unwrap();
        assert!((off.residual - 0.25).abs() < 1e-15);
        let sharp = QuantalCertificate::of(&game, 1e6, &at(1.0)).unwrap();
        assert_eq!(sharp.residual, 0.0);
    }
}
