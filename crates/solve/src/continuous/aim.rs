//! What players who set all instruments together may aim at: smooth functions of their payoffs.

/// A function `phi(u)` of the payoffs `u` of all players.
#[derive(Debug, Clone)]
pub(super) enum Aim {
    /// `sum_p w_p u_p`.
    WeightedSum(Vec<f64>),
    /// `sum_p w_p ln(u_p - d_p)`, the logarithm of the Nash product.
    NashProduct { weights: Vec<f64>, disagreement: Vec<f64> },
    /// `-(1/k) ln sum_p m_p exp(-k r_p)` with `r_p = (u_p - d_p) / span_p`: the smallest ratio in the
    /// exponential method of multipliers (Bertsekas 1982, ch. 5). `m` adds up to one.
    SoftMin { disagreement: Vec<f64>, span: Vec<f64>, multipliers: Vec<f64>, sharpness: f64 },
    /// `u_p - (1/2c) sum_q [max(0, m_q - c (u_q - floor_q))^2 - m_q^2]`: the augmented Lagrangian of
    /// `max u_p` subject to `u_q >= floor_q` (Nocedal and Wright, ch. 17). No floor for `p`.
    Augmented { player: usize, floors: Vec<f64>, multipliers: Vec<f64>, penalty: f64 },
}

impl Aim {
    /// `phi(u)` and its derivatives; `None` where it is not defined.
    pub(super) fn at(&self, u: &[f64]) -> Option<(f64, Vec<f64>)> {
        match self {
            Self::WeightedSum(w) => Some((w.iter().zip(u).map(|(w, u)| w * u).sum(), w.clone())),
            Self::NashProduct { weights, disagreement } => {
                let gains: Vec<f64> = u.iter().zip(disagreement).map(|(u, d)| u - d).collect();
                if gains.iter().any(|g| g.is_nan() || *g <= 0.0) {
                    return None;
                }
                let value = weights.iter().zip(&gains).map(|(w, g)| w * g.ln()).sum();
                Some((value, weights.iter().zip(&gains).map(|(w, g)| w / g).collect()))
            }
            Self::SoftMin { disagreement, span, multipliers, sharpness } => {
                let ratios = ratios(u, disagreement, span);
                let lowest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
                let (shares, sum) = tilted(&ratios, multipliers, *sharpness, lowest);
                let slopes = shares.iter().zip(span).map(|(m, span)| m / span).collect();
                Some((lowest - sum.ln() / sharpness, slopes))
            }
            Self::Augmented { player, floors, multipliers, penalty } => {
                let mut value = u[*player];
                let mut slopes = vec![0.0; u.len()];
                slopes[*player] = 1.0;
                for q in (0..u.len()).filter(|q| q != player) {
                    let m = (multipliers[q] - penalty * (u[q] - floors[q])).max(0.0);
                    value -= (m * m - multipliers[q] * multipliers[q]) / (2.0 * penalty);
                    slopes[q] = m;
                }
                Some((value, slopes))
            }
        }
    }
}

/// Gains over the disagreement as shares of the spans.
pub(super) fn ratios(u: &[f64], disagreement: &[f64], span: &[f64]) -> Vec<f64> {
    u.iter().zip(disagreement).zip(span).map(|((u, d), span)| (u - d) / span).collect()
}

/// `m_p exp(-k (r_p - lowest))`, divided by their sum, and the sum.
pub(super) fn tilted(ratios: &[f64], m: &[f64], sharpness: f64, lowest: f64) -> (Vec<f64>, f64) {
    let raw: Vec<f64> =
        ratios.iter().zip(m).map(|(r, m)| m * (-sharpness * (r - lowest)).exp()).collect();
    let sum: f64 = raw.iter().sum();
    (raw.iter().map(|x| x / sum).collect(), sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_the_derivatives() {
        let aims = [
            Aim::WeightedSum(vec![0.3, 0.7]),
            Aim::NashProduct { weights: vec![0.4, 0.6], disagreement: vec![0.0, -1.0] },
            Aim::SoftMin {
                disagreement: vec![0.0, 0.1],
                span: vec![2.0, 0.5],
                multipliers: vec![0.2, 0.8],
                sharpness: 7.0,
            },
            Aim::Augmented {
                player: 1,
                floors: vec![1.5, 0.0],
                multipliers: vec![0.5, 0.0],
                penalty: 3.0,
            },
        ];
        let u = [1.2, 0.8];
        for aim in aims {
            let (_, slopes) = aim.at(&u).unwrap();
            for p in 0..2 {
                let moved = |by: f64| {
                    let mut to = u;
                    to[p] += by;
                    aim.at(&to).unwrap().0
                };
                let difference = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                assert!((difference - slopes[p]).abs() < 1e-8, "{aim:?}, player {p}");
            }
        }
    }

    #[test]
    fn the_nash_product_needs_gains() {
        let aim = Aim::NashProduct { weights: vec![0.5, 0.5], disagreement: vec![0.0, 1.0] };
        assert!(aim.at(&[1.0, 1.0]).is_none());
    }
}
