//! The fixed list of directions in which payoffs are bounded.

use std::collections::BTreeSet;

/// Unit vectors, those along the axes among them.
pub(super) fn directions(players: usize, count: usize) -> Vec<Vec<f64>> {
    if players == 2 {
        // A multiple of four holds the axes.
        let count = count.div_ceil(4).max(1) * 4;
        let angle = |k: usize| std::f64::consts::TAU * k as f64 / count as f64;
        return (0..count)
            .map(|k| match 4 * k / count {
                0 if k == 0 => vec![1.0, 0.0],
                1 if 4 * k == count => vec![0.0, 1.0],
                2 if 2 * k == count => vec![-1.0, 0.0],
                3 if 4 * k == 3 * count => vec![0.0, -1.0],
                _ => vec![angle(k).cos(), angle(k).sin()],
            })
            .collect();
    }
    // All vectors of small whole numbers, each direction once.
    let most: i32 = if players == 3 { 2 } else { 1 };
    let width = 2 * most + 1;
    let total = (0..players).fold(1_i32, |product, _| product.saturating_mul(width));
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    for code in 0..total {
        let digits = (0..players).scan(code, |rest, _| {
            let digit = *rest % width - most;
            *rest /= width;
            Some(digit)
        });
        let digits: Vec<i32> = digits.collect();
        // Twice a vector is no new direction.
        if digits.iter().all(|d| d % 2 == 0) {
            continue;
        }
        if met.insert(digits.clone()) {
            let length = f64::from(digits.iter().map(|d| d * d).sum::<i32>()).sqrt();
            found.push(digits.iter().map(|&d| f64::from(d) / length).collect());
        }
    }
    found
}
