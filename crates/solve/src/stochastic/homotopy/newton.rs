//! Newton's method at a fixed homotopy parameter.

use super::system::System;

/// Steps after which it has failed.
const MOST_STEPS: usize = 30;
/// Change, in probabilities and normalised values, at which a point counts as a solution.
const SOLVED: f64 = 1e-13;
/// Change that counts where rounding keeps steps from shrinking further.
const ROUNDED: f64 = 1e-9;

/// The solution that Newton's method reaches from a point; `None` if it reaches none.
///
/// The last step is made where changes no longer shrink: that is as far as rounding lets it go.
pub(super) fn solved(system: &System<'_>, mut point: Vec<f64>) -> Option<Vec<f64>> {
    let mut before = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let change = system.factor(&point)?.solve(&system.residual(&point))?;
        let size = size(system, &point, &change);
        if size.is_nan() || (size >= before && size <= ROUNDED) {
            return (size <= ROUNDED).then_some(point);
        }
        before = size;
        for (x, d) in point.iter_mut().zip(&change) {
            *x -= d;
        }
        if size <= SOLVED {
            return Some(point);
        }
    }
    None
}

/// Largest change of a probability or of a normalised value.
fn size(system: &System<'_>, point: &[f64], change: &[f64]) -> f64 {
    let layout = system.layout;
    let (slots, values) = change.split_at(layout.slots());
    let probability = |x: &f64| {
        let p = system.equations.probability(*x);
        system.equations.slope(p)
    };
    let slots = slots.iter().zip(point).map(|(d, x)| probability(x) * d);
    let values = values.iter().zip(layout.game.discounts().iter().cycle());
    let values = values.map(|(d, delta)| (1.0 - delta) * d);
    slots.chain(values).fold(0.0, |most: f64, x| if x.is_nan() { x } else { most.max(x.abs()) })
}
