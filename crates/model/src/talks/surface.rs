//! Smooth surfaces through exact values over a box: how payoffs vary with the terms of a deal.
//!
//! With `t_i` in [-1, 1] and the middle of the box at 0,
//!
//! `f(t) = f_0 + sum_i [f_i(t_i) - f_0] + sum_{i<j} f_ij(t_i, t_j)`
//!
//! where `f_i` is the quartic through five values along the axis and `f_ij` the biquadratic that is zero
//! on both axes and exact in the four corners of the pair: a high-dimensional model representation of
//! second order (Rabitz and Alis 1999). It costs `1 + 4 n + 2 n (n - 1)` values.

/// Nodes along an axis.
const NODES: [f64; 5] =
    [-1.0, -std::f64::consts::FRAC_1_SQRT_2, 0.0, std::f64::consts::FRAC_1_SQRT_2, 1.0];
/// Corners of a pair.
const CORNERS: [(usize, usize); 4] = [(0, 0), (0, 4), (4, 0), (4, 4)];

/// Surfaces of several channels over one box.
#[derive(Debug, Clone)]
pub(super) struct Surface {
    /// Lower and upper bound of every axis.
    bounds: Vec<(f64, f64)>,
    centre: Vec<f64>,
    /// By axis, node and channel.
    axes: Vec<[Vec<f64>; 5]>,
    /// By pair, corner and channel: the corner less both axes.
    pairs: Vec<(usize, usize, [Vec<f64>; 4])>,
}

impl Surface {
    /// Points at which values are needed, the middle first.
    pub(super) fn nodes(bounds: &[(f64, f64)]) -> Vec<Vec<f64>> {
        let n = bounds.len();
        let at = |moved: &[(usize, f64)]| {
            let mut t = vec![0.0; n];
            for (axis, to) in moved {
                t[*axis] = *to;
            }
            t.iter().zip(bounds).map(|(t, b)| from_unit(*t, *b)).collect::<Vec<f64>>()
        };
        let mut nodes = vec![at(&[])];
        for axis in 0..n {
            nodes.extend(outer().map(|k| at(&[(axis, NODES[k])])));
        }
        for (i, j) in pairs(n) {
            nodes.extend(CORNERS.iter().map(|(a, b)| at(&[(i, NODES[*a]), (j, NODES[*b])])));
        }
        nodes
    }

    /// The surface through the values at the nodes, one list of channels each.
    pub(super) fn through(bounds: Vec<(f64, f64)>, values: &[Vec<f64>]) -> Self {
        let n = bounds.len();
        let centre = values[0].clone();
        let mut next = values[1..].iter();
        // As many values as there are nodes.
        let mut take = || next.next().cloned().unwrap_or_default();
        let axes: Vec<[Vec<f64>; 5]> = (0..n)
            .map(|_| {
                let mut along: [Vec<f64>; 5] = std::array::from_fn(|_| centre.clone());
                outer().for_each(|k| along[k] = take());
                along
            })
            .collect();
        let pairs = pairs(n)
            .map(|(i, j)| {
                let corners = CORNERS.map(|(a, b)| {
                    let corner = take();
                    let less =
                        |(c, x): (usize, &f64)| x - axes[i][a][c] - axes[j][b][c] + centre[c];
                    corner.iter().enumerate().map(less).collect()
                });
                (i, j, corners)
            })
            .collect();
        Self { bounds, centre, axes, pairs }
    }

    /// Value and derivatives of every channel.
    pub(super) fn at(&self, x: &[f64]) -> Vec<(f64, Vec<f64>)> {
        let t: Vec<f64> = x.iter().zip(&self.bounds).map(|(x, b)| to_unit(*x, *b)).collect();
        let mut found: Vec<(f64, Vec<f64>)> =
            self.centre.iter().map(|f| (*f, vec![0.0; t.len()])).collect();
        for (axis, along) in self.axes.iter().enumerate() {
            let (basis, slopes) = lagrange(t[axis]);
            for (c, (value, gradient)) in found.iter_mut().enumerate() {
                for k in 0..5 {
                    *value += basis[k] * (along[k][c] - self.centre[c]);
                    gradient[axis] += slopes[k] * along[k][c];
                }
            }
        }
        for (i, j, corners) in &self.pairs {
            let (a, b) = (quadratic(t[*i]), quadratic(t[*j]));
            for (k, corner) in corners.iter().enumerate() {
                let ((fa, sa), (fb, sb)) = (a[k / 2], b[k % 2]);
                for (c, (value, gradient)) in found.iter_mut().enumerate() {
                    *value += corner[c] * fa * fb;
                    gradient[*i] += corner[c] * sa * fb;
                    gradient[*j] += corner[c] * fa * sb;
                }
            }
        }
        for (_, gradient) in &mut found {
            for (g, (low, high)) in gradient.iter_mut().zip(&self.bounds) {
                *g *= if high > low { 2.0 / (high - low) } else { 0.0 };
            }
        }
        found
    }
}

/// The nodes along an axis that are not the middle.
fn outer() -> impl Iterator<Item = usize> {
    [0, 1, 3, 4].into_iter()
}

fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |i| (i + 1..n).map(move |j| (i, j)))
}

fn from_unit(t: f64, (low, high): (f64, f64)) -> f64 {
    // Exact at both ends.
    if t == 1.0 { high } else { low + 0.5 * (t + 1.0) * (high - low) }
}

fn to_unit(x: f64, (low, high): (f64, f64)) -> f64 {
    if high > low { 2.0 * (x - low) / (high - low) - 1.0 } else { 0.0 }
}

/// Lagrange's basis at the five nodes, and its derivatives.
fn lagrange(t: f64) -> ([f64; 5], [f64; 5]) {
    let basis = std::array::from_fn(|k| {
        (0..5).filter(|m| *m != k).map(|m| (t - NODES[m]) / (NODES[k] - NODES[m])).product()
    });
    let slopes = std::array::from_fn(|k| {
        let without = |l: usize| -> f64 {
            let others = (0..5).filter(|m| *m != k && *m != l);
            others.map(|m| (t - NODES[m]) / (NODES[k] - NODES[m])).product()
        };
        (0..5).filter(|l| *l != k).map(|l| without(l) / (NODES[k] - NODES[l])).sum()
    });
    (basis, slopes)
}

/// The quadratics that are one at -1 and at 1 and zero at the other and at 0, with their derivatives.
fn quadratic(t: f64) -> [(f64, f64); 2] {
    [(0.5 * t * (t - 1.0), t - 0.5), (0.5 * t * (t + 1.0), t + 0.5)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quartic along each axis and products of squares between pairs are met exactly.
    #[test]
    fn what_the_form_can_hold_is_met_everywhere() {
        let f = |x: &[f64]| {
            x[0].powi(4) - 2.0 * x[1].powi(3) + x[2] + 3.0 * (x[0] * x[1]).powi(2) - x[1] * x[2]
        };
        let bounds = vec![(0.0, 1.0), (0.2, 0.9), (-1.0, 3.0)];
        let values: Vec<Vec<f64>> =
            Surface::nodes(&bounds).iter().map(|x| vec![f(x), 1.0]).collect();
        assert_eq!(values.len(), 1 + 4 * 3 + 2 * 3 * 2);
        let surface = Surface::through(bounds, &values);
        for x in [[0.3, 0.5, 0.1], [1.0, 0.2, 3.0], [0.77, 0.9, -0.6]] {
            let (value, gradient) = &surface.at(&x)[0];
            assert!((value - f(&x)).abs() < 1e-12, "{x:?}: {value}");
            for k in 0..3 {
                let moved = |by: f64| {
                    let mut to = x;
                    to[k] += by;
                    f(&to)
                };
                let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!((gradient[k] - difference).abs() < 1e-8, "{x:?}, axis {k}");
            }
            assert!((surface.at(&x)[1].0 - 1.0).abs() < 1e-12);
        }
    }
}
