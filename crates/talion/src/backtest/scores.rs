//! Scores of probability forecasts.
//!
//! Log score: mean of `ln p(what was chosen)`, 0 at best (Good 1952). Brier score over all `m` actions
//! of a menu: mean of `sum_a (p_a - [a chosen])^2`, 0 at best and 2 at worst (Brier 1950). Akaike's
//! criterion: `2 k - 2 ln L`, less is better (Akaike 1974).

use serde::{Deserialize, Serialize};

/// The scores of a forecast over a window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Number of choices forecast.
    pub decisions: usize,
    /// Sum of the log probabilities of what was chosen.
    pub log_likelihood: f64,
    /// Mean of them.
    pub log_score: f64,
    /// Mean Brier score over all actions of each menu.
    pub brier: f64,
}

impl Scores {
    /// Scores of forecasts, each with what was chosen.
    pub fn of(forecasts: &[(Vec<f64>, usize)]) -> Self {
        let log_likelihood: f64 = forecasts.iter().map(|(p, chosen)| p[*chosen].ln()).sum();
        let brier: f64 = forecasts.iter().map(|(p, chosen)| brier(p, *chosen)).sum();
        let count = forecasts.len() as f64;
        Self {
            decisions: forecasts.len(),
            log_likelihood,
            log_score: log_likelihood / count,
            brier: brier / count,
        }
    }

    /// Akaike's criterion with so many fitted parameters.
    pub fn aic(&self, parameters: usize) -> f64 {
        2.0 * parameters as f64 - 2.0 * self.log_likelihood
    }
}

/// Brier score of one forecast.
fn brier(p: &[f64], chosen: usize) -> f64 {
    let part = |(action, p): (usize, &f64)| {
        let happened = if action == chosen { 1.0 } else { 0.0 };
        (p - happened) * (p - happened)
    };
    p.iter().enumerate().map(part).sum()
}

/// By how much one forecast's log score is above another's over the same choices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// Mean difference of log probabilities.
    pub mean: f64,
    /// Its standard error, the choices taken as independent of each other.
    pub standard_error: f64,
}

impl Lead {
    /// The lead of `ours` over `theirs`.
    pub fn of(ours: &[(Vec<f64>, usize)], theirs: &[(Vec<f64>, usize)]) -> Self {
        let log = |(p, chosen): &(Vec<f64>, usize)| p[*chosen].ln();
        let gaps: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| log(a) - log(b)).collect();
        let count = gaps.len() as f64;
        let mean = gaps.iter().sum::<f64>() / count;
        let squares: f64 = gaps.iter().map(|gap| (gap - mean) * (gap - mean)).sum();
        Self { mean, standard_error: (squares / (count - 1.0) / count).sqrt() }
    }

    /// Whether it is ahead at all.
    pub fn ahead(&self) -> bool {
        self.mean > 0.0
    }

    /// Whether the difference is more than two standard errors.
    pub fn clear(&self) -> bool {
        self.mean.abs() > 2.0 * self.standard_error
    }
}

#[cfg(test)]
mod tests {
    use super::{Lead, Scores};

    /// `n` uniform forecasts over `m` actions: `-ln m` each, Brier `(1 - 1/m)`.
    #[test]
    fn uniform_forecasts_score_what_arithmetic_says() {
        for m in [2_u32, 5, 7] {
            let uniform = vec![1.0 / f64::from(m); m as usize];
            let scores = Scores::of(&[(uniform.clone(), 0), (uniform.clone(), 1)]);
            assert!((scores.log_score + f64::from(m).ln()).abs() < 1e-15);
            assert!((scores.log_likelihood + 2.0 * f64::from(m).ln()).abs() < 1e-14);
            assert!((scores.brier - (1.0 - 1.0 / f64::from(m))).abs() < 1e-15);
            assert!((scores.aic(3) - (6.0 + 4.0 * f64::from(m).ln())).abs() < 1e-13);
        }
    }

    /// Sure and right: 0 and 0. Sure and wrong: Brier 2. (0.7, 0.2, 0.1) with the second chosen:
    /// 0.49 + 0.64 + 0.01.
    #[test]
    fn sure_and_uneven_forecasts() {
        let right = Scores::of(&[(vec![0.0, 1.0], 1)]);
        assert_eq!((right.log_score, right.brier), (0.0, 0.0));
        assert_eq!(Scores::of(&[(vec![1.0, 0.0], 1)]).brier, 2.0);
        let uneven = Scores::of(&[(vec![0.7, 0.2, 0.1], 1)]);
        assert!((uneven.brier - 1.14).abs() < 1e-15);
        assert!((uneven.log_score - 0.2_f64.ln()).abs() < 1e-15);
    }

    /// Gaps ln 2 and ln 8: mean ln 4, standard deviation sqrt(2) ln 2, standard error ln 2.
    #[test]
    fn a_lead_has_the_standard_error_of_a_mean() {
        let ours = [(vec![0.5, 0.5], 0), (vec![0.2, 0.8], 1)];
        let theirs = [(vec![0.25, 0.75], 0), (vec![0.9, 0.1], 1)];
        let lead = Lead::of(&ours, &theirs);
        assert!((lead.mean - 4.0_f64.ln()).abs() < 1e-15);
        assert!((lead.standard_error - 2.0_f64.ln()).abs() < 1e-15);
        assert!(lead.ahead());
        let apart = Lead { mean: -0.5, standard_error: 0.2 };
        assert!(apart.clear() && !apart.ahead());
    }
}
