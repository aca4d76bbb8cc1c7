//! Convex sets of two players' payoffs: hulls that may be empty, a point, a segment or a polygon.
//!
//! Hulls by Andrew's monotone chain (1979). Nothing here asks a set to have an inside: at low discount
//! factors sets of equilibrium payoffs are points and segments, and general hull codes fail on them.

use super::slices::Slices;

/// A pair of payoffs.
pub(crate) type Pair = [f64; 2];

/// A convex set by its corners, counter-clockwise; two corners are a segment, one a point.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Polygon {
    pub(crate) corners: Vec<Pair>,
}

fn cross(o: Pair, a: Pair, b: Pair) -> f64 {
    (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
}

/// Points past which it pays to drop inner ones before they are sorted.
const MANY: usize = 24;

/// Points without those well inside of the octagon of the ones that are furthest in eight directions:
/// they are no corners (Akl and Toussaint 1978).
fn outer(points: &[Pair], tolerance: f64) -> Vec<Pair> {
    if points.len() <= MANY {
        return points.to_vec();
    }
    // The least and the greatest along four lines, which are eight ends counter-clockwise from the right.
    let lines = |[x, y]: Pair| [x, x + y, y, y - x];
    let mut starts = [points[0]; 8];
    let [mut greatest, mut least] = [lines(points[0]); 2];
    for &point in points {
        for (k, place) in lines(point).into_iter().enumerate() {
            if place > greatest[k] {
                (greatest[k], starts[k]) = (place, point);
            }
            if place < least[k] {
                (least[k], starts[k + 4]) = (place, point);
            }
        }
    }
    let along: [Pair; 8] = std::array::from_fn(|k| {
        let next = starts[(k + 1) % 8];
        [next[0] - starts[k][0], next[1] - starts[k][1]]
    });
    // A side without length holds nothing back.
    let margins = along.map(|d| {
        if d == [0.0; 2] { f64::NEG_INFINITY } else { 2.0 * tolerance * d[0].hypot(d[1]) }
    });
    // All points are one.
    if margins == [f64::NEG_INFINITY; 8] {
        return points.to_vec();
    }
    // Most points are within a box that the four slanted ends leave between them.
    let [up_right, up_left, down_left, down_right] = [1, 3, 5, 7].map(|k| starts[k]);
    let low = [0, 1].map(|p| [up_left, down_right][p][p].max(down_left[p]) + 2.0 * tolerance);
    let high = [0, 1].map(|p| [down_right, up_left][p][p].min(up_right[p]) - 2.0 * tolerance);
    // Of a segment every point is on a side, and stays.
    let stays = |&&[x, y]: &&Pair| {
        let boxed = x > low[0] && x < high[0] && y > low[1] && y < high[1];
        !boxed
            && (0..8).any(|k| {
                let [from, d] = [starts[k], along[k]];
                d[0] * (y - from[1]) - d[1] * (x - from[0]) <= margins[k]
            })
    };
    points.iter().filter(stays).copied().collect()
}

/// Squared distance; payoffs are of a size that can be squared.
fn squared(a: Pair, b: Pair) -> f64 {
    let [x, y] = [a[0] - b[0], a[1] - b[1]];
    x * x + y * y
}

fn distance(a: Pair, b: Pair) -> f64 {
    squared(a, b).sqrt()
}

impl Polygon {
    /// The convex hull of points; those closer than `tolerance` count as one, and so do corners that
    /// stick out by less.
    pub(crate) fn hull(points: &[Pair], tolerance: f64) -> Self {
        let mut points = outer(points, tolerance);
        let by_place = |a: &Pair, b: &Pair| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]));
        points.sort_unstable_by(by_place);
        // Points above each other but for rounding must come in the order of their heights, or a chain
        // would turn back on itself and lose its end.
        let mut left = f64::NEG_INFINITY;
        for point in &mut points {
            if point[0] - left <= tolerance {
                point[0] = left;
            } else {
                left = point[0];
            }
        }
        points.sort_unstable_by(by_place);
        points.dedup_by(|a, b| distance(*a, *b) <= tolerance);
        if points.len() < 3 {
            return Self { corners: points };
        }
        let mut corners: Vec<Pair> = Vec::with_capacity(points.len());
        // The lower chain from left to right, then the upper one back.
        let mut base = 0;
        for pass in 0..2 {
            let mut add = |point: Pair| {
                while corners.len() >= base + 2 {
                    let [a, b] = [corners[corners.len() - 2], corners[corners.len() - 1]];
                    if cross(a, b, point) > tolerance * distance(a, point) {
                        break;
                    }
                    corners.pop();
                }
                corners.push(point);
            };
            if pass == 0 {
                points.iter().copied().for_each(&mut add);
            } else {
                points.iter().rev().copied().skip(1).for_each(&mut add);
            }
            base = corners.len() - 1;
        }
        corners.pop();
        if corners.len() > 1 {
            corners.dedup_by(|a, b| distance(*a, *b) <= tolerance);
        }
        Self { corners }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.corners.is_empty()
    }

    /// The smallest box with sides along the axes that holds points.
    pub(crate) fn around(points: &[Pair], tolerance: f64) -> Self {
        let ends = |axis: usize| {
            let values = points.iter().map(|p| p[axis]);
            [values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max)]
        };
        let [across, up] = [ends(0), ends(1)];
        let corners: Vec<Pair> =
            across.iter().flat_map(|&x| up.iter().map(move |&y| [x, y])).collect();
        Self::hull(&corners, tolerance)
    }

    /// Least value of a coordinate; infinite if there is none.
    pub(crate) fn least(&self, axis: usize) -> f64 {
        self.corners.iter().map(|c| c[axis]).fold(f64::INFINITY, f64::min)
    }

    /// The part where a coordinate is at least a bound.
    pub(crate) fn at_least(&self, axis: usize, bound: f64, tolerance: f64) -> Self {
        let mut kept: Vec<Pair> =
            self.corners.iter().copied().filter(|c| c[axis] >= bound - tolerance).collect();
        if let Some(ends) = Slices::new(self, axis).at(bound, tolerance) {
            for y in ends {
                kept.push(if axis == 0 { [bound, y] } else { [y, bound] });
            }
        }
        Self::hull(&kept, tolerance)
    }

    /// Weights on the corners that make a point, or the nearest point of the set, with its distance.
    pub(crate) fn weights(&self, point: Pair) -> Option<(Vec<(usize, f64)>, f64)> {
        let n = self.corners.len();
        let corner = |k: usize| self.corners[k % n];
        if n == 0 {
            return None;
        }
        if n >= 3 {
            // A fan of triangles at the first corner.
            for k in 1..n - 1 {
                let (a, b, c) = (corner(0), corner(k), corner(k + 1));
                let area = cross(a, b, c);
                let shares = [
                    cross(b, c, point) / area,
                    cross(c, a, point) / area,
                    cross(a, b, point) / area,
                ];
                if shares.iter().all(|&share| share >= 0.0) {
                    let weights = [0, k, k + 1].into_iter().zip(shares).collect();
                    return Some((weights, 0.0));
                }
            }
        }
        // Outside: the nearest point of the nearest side.
        let nearest = |k: usize| {
            let (a, b) = (corner(k), corner(k + 1));
            let along = [b[0] - a[0], b[1] - a[1]];
            let length = along[0] * along[0] + along[1] * along[1];
            let dot = (point[0] - a[0]) * along[0] + (point[1] - a[1]) * along[1];
            let share = if length > 0.0 { (dot / length).clamp(0.0, 1.0) } else { 0.0 };
            let foot = [a[0] + share * along[0], a[1] + share * along[1]];
            (distance(foot, point), k, share)
        };
        let (gap, k, share) =
            (0..n).map(nearest).min_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)))?;
        let weights = [(k, 1.0 - share), ((k + 1) % n, share)];
        let kept: Vec<(usize, f64)> = weights.into_iter().filter(|(_, w)| *w > 0.0).collect();
        Some((kept, gap))
    }

    /// Largest distance of a corner of one set from the nearest corner of the other.
    pub(crate) fn change(&self, other: &Self) -> f64 {
        let one_way = |from: &Self, to: &Self| {
            let nearest =
                |c: &Pair| to.corners.iter().map(|d| squared(*c, *d)).fold(f64::INFINITY, f64::min);
            from.corners.iter().map(nearest).fold(0.0, f64::max)
        };
        one_way(self, other).max(one_way(other, self)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hulls_of_every_dimension() {
        let hull = |points: &[Pair]| Polygon::hull(points, 1e-12).corners;
        assert!(hull(&[]).is_empty());
        assert_eq!(hull(&[[1.0, 2.0], [1.0, 2.0]]), [[1.0, 2.0]]);
        assert_eq!(hull(&[[3.0, 3.0], [5.0, 5.0], [9.0, 9.0]]), [[3.0, 3.0], [9.0, 9.0]]);
        let square = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]];
        let more = [[1.0, 1.0], [1.0, 0.0], [2.0, 1.0]];
        assert_eq!(hull(&[&more[..], &square].concat()), square);
    }

    /// Rounding puts points of one vertical side in any order; its ends must stay.
    #[test]
    fn a_side_that_rounding_bends_keeps_its_ends() {
        let points =
            vec![[-2.0, 1.0], [-2.0 + 4e-16, 0.0], [-2.0 + 9e-16, 0.667], [0.0, 0.0], [0.0, 1.0]];
        let corners = Polygon::hull(&points, 1e-12).corners;
        assert_eq!(corners, [[-2.0, 0.0], [0.0, 0.0], [0.0, 1.0], [-2.0, 1.0]]);
    }

    #[test]
    fn parts_and_weights() {
        let triangle = Polygon::hull(&[[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]], 1e-12);
        let part = triangle.at_least(0, 1.0, 1e-12).at_least(1, 1.0, 1e-12);
        assert_eq!(part.corners, [[1.0, 1.0], [3.0, 1.0], [1.0, 3.0]]);
        for point in [[1.0, 1.0], [0.0, 4.0], [2.0, 2.0], [0.5, 0.1]] {
            let (weights, gap) = triangle.weights(point).expect("not empty");
            let made = |axis: usize| {
                weights.iter().map(|&(k, w)| w * triangle.corners[k][axis]).sum::<f64>()
            };
            assert!(gap == 0.0 && (made(0) - point[0]).abs() + (made(1) - point[1]).abs() < 1e-12);
        }
        let (weights, gap) = triangle.weights([3.0, 3.0]).expect("not empty");
        assert!((gap - 2.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(weights.iter().map(|(_, w)| w).sum::<f64>(), 1.0);
    }
}
