//! Integrals over a stretch by Gauss's rule, halved where it is not yet accurate (Davis and
//! Rabinowitz 1984, chapters 2 and 6).

/// Points of the rule; it is exact for polynomials of twice that degree, less one.
const POINTS: usize = 8;
/// Halvings of a stretch before it is taken as it is.
const DEPTH: usize = 14;

/// An integral of several functions at once.
#[derive(Debug, Clone)]
pub(crate) struct Integral {
    pub(crate) values: Vec<f64>,
    /// The largest difference between the last two refinements, added up over stretches.
    pub(crate) error: f64,
}

/// Integrates over `from..to` until halving a stretch changes nothing by more than `tolerance` per
/// unit of its length.
pub(crate) fn integrate<E>(
    [from, to]: [f64; 2],
    tolerance: f64,
    of: &mut impl FnMut(f64) -> Result<Vec<f64>, E>,
) -> Result<Integral, E> {
    let rule = gauss_legendre();
    let whole = apply(&rule, [from, to], of)?;
    refine(&rule, [from, to], &whole, tolerance, DEPTH, of)
}

fn refine<E>(
    rule: &[(f64, f64)],
    [from, to]: [f64; 2],
    whole: &[f64],
    tolerance: f64,
    depth: usize,
    of: &mut impl FnMut(f64) -> Result<Vec<f64>, E>,
) -> Result<Integral, E> {
    let middle = f64::midpoint(from, to);
    let left = apply(rule, [from, middle], of)?;
    let right = apply(rule, [middle, to], of)?;
    let both: Vec<f64> = left.iter().zip(&right).map(|(a, b)| a + b).collect();
    let gaps = both.iter().zip(whole).map(|(new, old)| (new - old).abs());
    let error = gaps.fold(0.0, f64::max);
    if error <= tolerance * (to - from) || depth == 0 {
        return Ok(Integral { values: both, error });
    }
    let left = refine(rule, [from, middle], &left, tolerance, depth - 1, of)?;
    let right = refine(rule, [middle, to], &right, tolerance, depth - 1, of)?;
    let values = left.values.iter().zip(&right.values).map(|(a, b)| a + b).collect();
    Ok(Integral { values, error: left.error + right.error })
}

/// The rule on one stretch.
fn apply<E>(
    rule: &[(f64, f64)],
    [from, to]: [f64; 2],
    of: &mut impl FnMut(f64) -> Result<Vec<f64>, E>,
) -> Result<Vec<f64>, E> {
    let mut sums = Vec::new();
    for &(point, weight) in rule {
        let values = of(from + (to - from) * point)?;
        sums.resize(values.len(), 0.0);
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += (to - from) * weight * value;
        }
    }
    Ok(sums)
}

/// Points and weights on `0..1`, ascending: the zeros of the Legendre polynomial by Newton's method,
/// weights `2 / ((1 - x^2) P'(x)^2)` on `-1..1`.
fn gauss_legendre() -> Vec<(f64, f64)> {
    let count = POINTS as f64;
    (0..POINTS)
        .map(|k| {
            let mut x = -(std::f64::consts::PI * (k as f64 + 0.75) / (count + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..20 {
                let (mut before, mut here) = (1.0, x);
                for j in 2..=POINTS {
                    let j = j as f64;
                    (before, here) = (here, ((2.0 * j - 1.0) * x * here - (j - 1.0) * before) / j);
                }
                slope = count * (before - x * here) / (1.0 - x * x);
                x -= here / slope;
            }
            (f64::midpoint(1.0, x), 1.0 / ((1.0 - x * x) * slope * slope))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::{gauss_legendre, integrate};

    #[test]
    fn the_rule_is_exact_up_to_its_degree_and_no_further() {
        let rule = gauss_legendre();
        let power = |k: i32| rule.iter().map(|(x, w)| w * x.powi(k)).sum::<f64>();
        for k in 0..=15 {
            assert!((power(k) - 1.0 / f64::from(k + 1)).abs() < 1e-15, "power {k}");
        }
        assert!((power(16) - 1.0 / 17.0).abs() > 1e-11);
    }

    #[test]
    fn a_steep_end_is_halved_until_it_is_accurate_and_the_error_is_told() {
        let mut calls = 0;
        let mut root = |x: f64| -> Result<Vec<f64>, Infallible> {
            calls += 1;
            Ok(vec![x.sqrt(), x.exp()])
        };
        let Ok(found) = integrate([0.0, 1.0], 1e-9, &mut root);
        assert!((found.values[0] - 2.0 / 3.0).abs() < 1e-9);
        assert!((found.values[1] - (1.0_f64.exp() - 1.0)).abs() < 1e-14);
        assert!(found.error > 1e-12 && found.error < 1e-8 && calls > 100);
    }
}
