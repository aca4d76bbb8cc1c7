//! Points that fill a box evenly, the same on every machine.
//!
//! Richtmyer's sequence (1951): `x_k,i = frac(k sqrt(p_i))`, `p_i` the i-th prime. Square roots of
//! primes are rationally independent, so the sequence is equidistributed in any dimension.

use super::Instrument;

/// The `index`-th point (from 1) of the sequence, stretched over a player's box.
pub fn low_discrepancy(instruments: &[Instrument], index: usize) -> Vec<f64> {
    instruments
        .iter()
        .zip(primes())
        .map(|(i, prime)| i.clip(i.lower + i.width() * (index as f64 * prime.sqrt()).fract()))
        .collect()
}

/// The primes, as numbers.
fn primes() -> impl Iterator<Item = f64> {
    (2_u32..).filter(|&n| (2..n).take_while(|d| d * d <= n).all(|d| n % d != 0)).map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_every_half_of_a_box_evenly() {
        let instruments: Vec<Instrument> =
            (0..5).map(|i| Instrument::new(i.to_string(), -1.0, 3.0)).collect();
        let points: Vec<Vec<f64>> = (1..=256).map(|k| low_discrepancy(&instruments, k)).collect();
        for i in 0..5 {
            let below = points.iter().filter(|x| x[i] < 1.0).count();
            assert!((120..=136).contains(&below), "{below} of 256 in the lower half of axis {i}");
            assert!(points.iter().all(|x| (-1.0..=3.0).contains(&x[i])));
        }
    }
}
