//! How deep inside of the next set the payoffs of a profile lie: what lies deep is no corner, and need
//! not be made again before the set has shrunk by as much.
//!
//! A profile contributes to the next set `V` at most `(1 - delta) g(a) + delta Q(a)`, where `Q(a)` are
//! the continuations in the set `W` that deter. Over rounds `W` shrinks and threats rise, so that `Q(a)`
//! shrinks. With a support function `h`, what the profile contributes is inside of `V` by
//! `min h_V(n) - h((1 - delta) g(a) + delta Q(a); n)` over the outward normals `n` of the sides of `V`,
//! and stays inside of every later set that has lost less than that in every direction. Of `Q(a)` two
//! bounds are used: all of `W`, and the box from the needed payoffs to the greatest ones in `W`.

use super::polygon::{Pair, Polygon};

/// The sides of the next set, and what continuations can reach across them.
#[derive(Debug)]
pub(super) struct Depths {
    discounts: Pair,
    sides: Vec<Side>,
    /// The greatest payoffs of continuations.
    greatest: Pair,
}

#[derive(Debug)]
struct Side {
    /// Outward, of length one.
    normal: Pair,
    /// How far the next set reaches.
    reach: f64,
    /// How far discounted continuations reach.
    then: f64,
}

impl Depths {
    /// The depths in `next`, which was made of continuations in `set`.
    pub(super) fn new(discounts: Pair, set: &Polygon, next: &Polygon) -> Self {
        let corners = &next.corners;
        let side = |k: usize| {
            let (a, b) = (corners[k], corners[(k + 1) % corners.len()]);
            let along = [b[0] - a[0], b[1] - a[1]];
            let length = along[0].hypot(along[1]);
            let normal = [along[1] / length, -along[0] / length];
            let [x, y] = [discounts[0] * normal[0], discounts[1] * normal[1]];
            let then = set.corners.iter().map(|w| x * w[0] + y * w[1]);
            Side {
                normal,
                reach: normal[0] * a[0] + normal[1] * a[1],
                then: then.fold(f64::NEG_INFINITY, f64::max),
            }
        };
        // Points and segments have no inside.
        let sides = if corners.len() < 3 { 0 } else { corners.len() };
        let greatest =
            [0, 1].map(|p| set.corners.iter().map(|w| w[p]).fold(f64::NEG_INFINITY, f64::max));
        Self { discounts, sides: (0..sides).map(side).collect(), greatest }
    }

    /// How deep everything lies that pays `now` at once and a continuation of at least `needed` after
    /// it; zero where it may reach the border.
    pub(super) fn of(&self, now: Pair, needed: Pair) -> f64 {
        if self.sides.is_empty() {
            return 0.0;
        }
        let discounts = self.discounts;
        let today = [0, 1].map(|p| (1.0 - discounts[p]) * now[p]);
        let mut depth = f64::INFINITY;
        for Side { normal, reach, then } in &self.sides {
            let furthest = [0, 1].map(|p| {
                let end = if normal[p] > 0.0 { self.greatest[p] } else { needed[p] };
                discounts[p] * normal[p] * end
            });
            let then = then.min(furthest[0] + furthest[1]);
            depth = depth.min(reach - (normal[0] * today[0] + normal[1] * today[1] + then));
            if depth <= 0.0 {
                return 0.0;
            }
        }
        depth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depths_in_a_square() {
        let square = Polygon::hull(&[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]], 1e-12);
        let depths = Depths::new([0.5, 0.5], &square, &square);
        // Payoffs from 1 to 3 both ways; from 1.5 to 2.5 up; from 1.5 to 3.5 across; and from 0.
        assert_eq!(depths.of([2.0, 2.0], [0.0, 0.0]), 1.0);
        assert_eq!(depths.of([2.0, 1.0], [0.0, 2.0]), 1.0);
        assert_eq!(depths.of([3.0, 1.0], [0.0, 0.0]), 0.5);
        assert_eq!(depths.of([0.0, 2.0], [0.0, 0.0]), 0.0);
        // Discounted each on its own: from 1.5 to 2.5 across, from 1 to 3 up.
        let differing = Depths::new([0.25, 0.5], &square, &square);
        assert_eq!(differing.of([2.0, 2.0], [0.0, 0.0]), 1.0);
        // Nothing is deep in a segment.
        let segment = Polygon::hull(&[[0.0, 0.0], [4.0, 4.0]], 1e-12);
        assert_eq!(Depths::new([0.5, 0.5], &segment, &segment).of([2.0, 2.0], [0.0, 0.0]), 0.0);
    }
}
