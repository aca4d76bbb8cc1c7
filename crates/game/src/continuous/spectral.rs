//! Polishing a deviation by the spectral projected gradient method: no solver of ours uses it.
//!
//! Birgin, Martinez and Raydan (2000): `d = P(x + l g) - x` with the Barzilai-Borwein length
//! `l = s's / -s'y`, accepted when the payoff beats the worst of the last ten plus a share of the
//! first-order gain.

use super::Instrument;
use std::collections::VecDeque;

/// Payoffs remembered by the non-monotone rule.
const MEMORY: usize = 10;
/// Share of the first-order gain that a step must bring.
const SUFFICIENT: f64 = 1e-4;
/// Spectral lengths are kept within these.
const LENGTHS: (f64, f64) = (1e-10, 1e10);

/// Payoff and gradient in the player's own instruments; `None` where the model has none.
pub(super) type Slope<'a> = dyn FnMut(&[f64]) -> Option<(f64, Vec<f64>)> + 'a;

/// The best point met in at most `steps` steps from `start`, and its payoff; `None` if there is no
/// payoff at the start.
pub(super) fn spectral_projected_gradient(
    instruments: &[Instrument],
    slope: &mut Slope,
    start: &[f64],
    steps: usize,
) -> Option<(f64, Vec<f64>)> {
    let project = |x: &[f64], by: f64, d: &[f64]| -> Vec<f64> {
        instruments.iter().zip(x).zip(d).map(|((i, x), d)| i.clip(x + by * d)).collect()
    };
    let (mut value, mut gradient) = slope(start)?;
    let mut x = start.to_vec();
    let mut best = (value, x.clone());
    let mut recent = VecDeque::from([value]);
    let mut length = 1.0 / largest(&gradient).max(LENGTHS.0);
    for _ in 0..steps {
        let target = project(&x, length, &gradient);
        let d: Vec<f64> = target.iter().zip(&x).map(|(t, x)| t - x).collect();
        let along: f64 = d.iter().zip(&gradient).map(|(d, g)| d * g).sum();
        if along <= 0.0 {
            break;
        }
        let worst = recent.iter().copied().fold(f64::INFINITY, f64::min);
        let Some((to, (new_value, new_gradient))) = (0..30).find_map(|halvings| {
            let by = 0.5_f64.powi(halvings);
            let to = project(&x, by, &d);
            let found = slope(&to).filter(|(v, _)| *v >= worst + SUFFICIENT * by * along)?;
            Some((to, found))
        }) else {
            break;
        };
        length = spectral_length(&x, &to, &gradient, &new_gradient);
        (x, value, gradient) = (to, new_value, new_gradient);
        if value > best.0 {
            best = (value, x.clone());
        }
        recent.push_back(value);
        if recent.len() > MEMORY {
            recent.pop_front();
        }
    }
    Some(best)
}

fn spectral_length(x: &[f64], to: &[f64], gradient: &[f64], new_gradient: &[f64]) -> f64 {
    let (mut ss, mut sy) = (0.0, 0.0);
    for k in 0..x.len() {
        let s = to[k] - x[k];
        ss += s * s;
        sy += s * (new_gradient[k] - gradient[k]);
    }
    if sy < 0.0 { (ss / -sy).clamp(LENGTHS.0, LENGTHS.1) } else { LENGTHS.1 }
}

fn largest(x: &[f64]) -> f64 {
    x.iter().fold(0.0, |m: f64, v| m.max(v.abs()))
}
