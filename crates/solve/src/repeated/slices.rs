//! Slices of a convex set across one coordinate: many of one set, so that sides are looked up.
//!
//! A convex set is bounded by two chains of sides from its least to its greatest value of a coordinate.
//! Along either the coordinate only rises (but for rounding at its ends), so that halving finds the side
//! that a slice crosses.

use super::polygon::{Pair, Polygon};

/// The sides of a set in the order of a coordinate.
#[derive(Debug)]
pub(crate) struct Slices {
    axis: usize,
    /// Corners from the least value counter-clockwise to the greatest.
    there: Vec<Pair>,
    /// Corners from the least value clockwise to the greatest.
    back: Vec<Pair>,
}

/// Least and greatest value of the other coordinate, as met so far.
struct Range([f64; 2]);

impl Range {
    fn add(&mut self, value: f64) {
        self.0 = [self.0[0].min(value), self.0[1].max(value)];
    }
}

impl Slices {
    pub(crate) fn new(set: &Polygon, axis: usize) -> Self {
        let corners = &set.corners;
        let (mut least, mut greatest) = (0, 0);
        for (k, corner) in corners.iter().enumerate() {
            if corner[axis] < corners[least][axis] {
                least = k;
            }
            if corner[axis] >= corners[greatest][axis] {
                greatest = k;
            }
        }
        let round = |from: usize, to: usize| -> Vec<Pair> {
            let last = if to < from { to + corners.len() } else { to };
            let whole = corners.iter().chain(corners).skip(from);
            whole.take((last + 1 - from).min(corners.len())).copied().collect()
        };
        let there = round(least, greatest);
        let mut back = round(greatest, least);
        back.reverse();
        Self { axis, there, back }
    }

    /// The values of the other coordinate where this one has a value; corners as near to it as the
    /// tolerance count.
    pub(crate) fn at(&self, value: f64, tolerance: f64) -> Option<[f64; 2]> {
        let (axis, other) = (self.axis, 1 - self.axis);
        let [low, high] = [self.there.first()?[axis], self.there.last()?[axis]];
        if value < low - tolerance || value > high + tolerance {
            return None;
        }
        let mut range = Range([f64::INFINITY, f64::NEG_INFINITY]);
        for (chain, rises) in [(&self.there, true), (&self.back, false)] {
            let next = chain.partition_point(|c| c[axis] < value);
            let (below, above) = chain.split_at(next);
            for c in below.iter().rev().take_while(|c| value - c[axis] <= tolerance) {
                range.add(c[other]);
            }
            for c in above.iter().take_while(|c| c[axis] - value <= tolerance) {
                range.add(c[other]);
            }
            if let ([.., a], [b, ..]) = (below, above)
                && b[axis] > value
            {
                // Both chains are read in the counter-clockwise order of their sides.
                let [a, b] = if rises { [a, b] } else { [b, a] };
                let share = (value - a[axis]) / (b[axis] - a[axis]);
                range.add(a[other] + share * (b[other] - a[other]));
            }
        }
        (range.0[0] <= range.0[1]).then_some(range.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every slice against all sides of the set, one after another.
    #[test]
    fn the_side_looked_up_is_the_side_that_is_crossed() {
        let round = |k: i32| {
            let angle = f64::from(k) * 0.37;
            [2.0 * angle.cos() + 0.3 * angle.sin(), angle.sin()]
        };
        let square = vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
        let sets = [
            vec![],
            vec![[0.5, 0.25]],
            vec![[0.0, 0.0], [1.0, 0.5]],
            vec![[0.0, 0.25], [1.0, 0.25]],
            square,
            (0..17).map(round).collect(),
        ];
        for set in sets.map(|points| Polygon::hull(&points, 1e-12)) {
            for axis in 0..2 {
                let slices = Slices::new(&set, axis);
                for value in (-300..=300).map(|k| f64::from(k) / 100.0) {
                    assert_eq!(slices.at(value, 1e-12), one_by_one(&set, axis, value, 1e-12));
                }
                for corner in &set.corners {
                    let value = corner[axis];
                    assert_eq!(slices.at(value, 1e-12), one_by_one(&set, axis, value, 1e-12));
                }
            }
        }
    }

    fn one_by_one(set: &Polygon, axis: usize, value: f64, tolerance: f64) -> Option<[f64; 2]> {
        let other = 1 - axis;
        let mut met = Vec::new();
        for (k, a) in set.corners.iter().enumerate() {
            let b = set.corners[(k + 1) % set.corners.len()];
            if (a[axis] - value).abs() <= tolerance {
                met.push(a[other]);
            }
            if (a[axis] - value) * (b[axis] - value) < 0.0 {
                let share = (value - a[axis]) / (b[axis] - a[axis]);
                met.push(a[other] + share * (b[other] - a[other]));
            }
        }
        let ends = [
            met.iter().copied().fold(f64::INFINITY, f64::min),
            met.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ];
        (!met.is_empty()).then_some(ends)
    }
}
