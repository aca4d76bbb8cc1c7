//! The size of the second derivative in every instrument, from a few differences of gradients.
//!
//! Bekas, Kokiopoulou and Saad (2007): `diag(H) ~ mean_k v_k * (H v_k)` with vectors of signs `v_k`.
//! What couples instruments enters as noise of mean zero; trade models are nearly diagonal in rates
//! by partner and sector, whose weights differ by many orders of magnitude.

use talion_game::Instrument;

/// Vectors of signs.
const PROBES: usize = 3;
/// Length of a difference, per instrument.
const STEP: f64 = 1e-5;
/// Entries below this share of the largest are raised to it.
const FLOOR: f64 = 1e-12;

/// Estimates `|diag(H)|` of conditions whose value at `x` is `at`; `None` where `conditions` has no
/// value. Entries are positive.
pub(super) fn estimate<E>(
    instruments: &[&Instrument],
    x: &[f64],
    at: &[f64],
    mut conditions: impl FnMut(&[f64]) -> Result<Vec<f64>, E>,
) -> Result<Vec<f64>, E> {
    let mut sum = vec![0.0; x.len()];
    for probe in 0..PROBES {
        let moves: Vec<f64> = instruments
            .iter()
            .zip(x)
            .enumerate()
            .map(|(k, (i, x))| {
                let step = if sign(k, probe) { STEP } else { -STEP };
                // Turn round at a bound.
                if i.clip(x + step) == x + step { step } else { -step }
            })
            .collect();
        let to: Vec<f64> = x.iter().zip(&moves).map(|(x, m)| x + m).collect();
        for (((sum, new), old), step) in sum.iter_mut().zip(conditions(&to)?).zip(at).zip(&moves) {
            *sum += (new - old) / step;
        }
    }
    let sizes: Vec<f64> = sum.iter().map(|s| (s / PROBES as f64).abs()).collect();
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    let floor = if largest > 0.0 { FLOOR * largest } else { 1.0 };
    Ok(sizes.iter().map(|s| s.max(floor)).collect())
}

/// A fixed scatter of signs.
fn sign(instrument: usize, probe: usize) -> bool {
    let mixed = (instrument * PROBES + probe + 1) as u64;
    let mixed = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 63 == 1
}
