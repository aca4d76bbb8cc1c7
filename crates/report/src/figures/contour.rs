//! Lines of equal value of a function given on a square grid: marching squares.
//!
//! The grid is first made finer by local cubic interpolation (Lagrange's polynomial through the four
//! nearest nodes in each direction), so that lines bend where the function does. On the fine grid
//! each cell is crossed by straight pieces between the points where linear interpolation along its
//! edges meets the level (W. Lorensen and H. Cline, "Marching cubes", SIGGRAPH 1987, in two
//! dimensions); a saddle is decided by the mean of its corners.

use std::collections::{BTreeMap, BTreeSet};

/// Fine cells in each cell of the grid.
const FINER: usize = 6;
/// Nodes that the interpolation goes through.
const STENCIL: usize = 4;

/// A point in the units of the axis.
pub(super) type Spot = (f64, f64);

/// An edge of the fine grid: its lower left node, and whether it goes up.
type Edge = (usize, usize, bool);

/// A function on a square grid, `values` with the first coordinate varying fastest.
pub(super) struct Field {
    axis: Vec<f64>,
    values: Vec<f64>,
}

impl Field {
    /// The function on the finer grid; `None` unless there are two nodes or more, rising, and a
    /// finite value for each pair.
    pub(super) fn refined(axis: &[f64], values: &[f64]) -> Option<Self> {
        let count = axis.len();
        let rising = axis.windows(2).all(|pair| pair[0] < pair[1]);
        let finite = values.iter().chain(axis).all(|value| value.is_finite());
        if count < 2 || !rising || !finite || values.len() != count * count {
            return None;
        }
        let fine: Vec<f64> = axis
            .windows(2)
            .flat_map(|pair| {
                let step = (pair[1] - pair[0]) / FINER as f64;
                (0..FINER).map(move |at| pair[0] + step * at as f64)
            })
            .chain(axis.last().copied())
            .collect();
        let weights: Vec<Vec<f64>> = fine.iter().map(|at| lagrange(axis, *at)).collect();
        // Rows first, then columns.
        let dot = |one: &[f64], other: &mut dyn Iterator<Item = f64>| -> f64 {
            one.iter().zip(other).filter(|(w, _)| **w != 0.0).map(|(w, v)| w * v).sum()
        };
        let rows: Vec<Vec<f64>> = values
            .chunks(count)
            .map(|row| weights.iter().map(|w| dot(w, &mut row.iter().copied())).collect())
            .collect();
        let values = weights
            .iter()
            .flat_map(|w| {
                let rows = &rows;
                (0..fine.len()).map(move |x| dot(w, &mut rows.iter().map(|row| row[x])))
            })
            .collect();
        Some(Self { axis: fine, values })
    }

    /// All lines on which the function has a value.
    pub(super) fn lines_at(&self, level: f64) -> Vec<Vec<Spot>> {
        let mut joined: BTreeMap<Edge, Vec<Edge>> = BTreeMap::new();
        for y in 0..self.axis.len() - 1 {
            for x in 0..self.axis.len() - 1 {
                for (from, to) in self.pieces(x, y, level) {
                    joined.entry(from).or_default().push(to);
                    joined.entry(to).or_default().push(from);
                }
            }
        }
        let chains = chains(&joined);
        chains
            .iter()
            .map(|chain| chain.iter().map(|edge| self.spot(*edge, level)).collect())
            .collect()
    }

    fn value(&self, x: usize, y: usize) -> f64 {
        self.values[y * self.axis.len() + x]
    }

    /// The pieces of line in a cell, each between two of its edges.
    fn pieces(&self, x: usize, y: usize, level: f64) -> Vec<(Edge, Edge)> {
        let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        let above = corners.map(|(x, y)| self.value(x, y) >= level);
        let edges = [(x, y, false), (x + 1, y, true), (x, y + 1, false), (x, y, true)];
        let crossed: Vec<Edge> =
            (0..4).filter(|&at| above[at] != above[(at + 1) % 4]).map(|at| edges[at]).collect();
        match crossed[..] {
            [from, to] => vec![(from, to)],
            [bottom, right, top, left] => {
                let sum: f64 = corners.iter().map(|&(x, y)| self.value(x, y)).sum();
                // The middle belongs to one pair of opposite corners; the line cuts off the others.
                if (sum / 4.0 >= level) == above[0] {
                    vec![(bottom, right), (top, left)]
                } else {
                    vec![(bottom, left), (top, right)]
                }
            }
            _ => Vec::new(),
        }
    }

    /// Where the function has the level on an edge.
    fn spot(&self, (x, y, up): Edge, level: f64) -> Spot {
        let (to_x, to_y) = if up { (x, y + 1) } else { (x + 1, y) };
        let (from, to) = (self.value(x, y), self.value(to_x, to_y));
        let way = (level - from) / (to - from);
        let between = |a: usize, b: usize| self.axis[a] + (self.axis[b] - self.axis[a]) * way;
        (between(x, to_x), between(y, to_y))
    }
}

/// Weights of Lagrange's polynomial at a point: through the nodes nearest to it, zero for others.
fn lagrange(axis: &[f64], at: f64) -> Vec<f64> {
    let count = STENCIL.min(axis.len());
    let right = axis.iter().position(|node| *node > at).unwrap_or(axis.len() - 1);
    let first = right.saturating_sub(count / 2).min(axis.len() - count);
    let nodes = first..first + count;
    let weight = |own: usize| {
        let others = nodes.clone().filter(|other| *other != own);
        others.map(|other| (at - axis[other]) / (axis[own] - axis[other])).product::<f64>()
    };
    (0..axis.len()).map(|own| if nodes.contains(&own) { weight(own) } else { 0.0 }).collect()
}

/// Pieces put end to end: open lines first, then closed ones.
fn chains(joined: &BTreeMap<Edge, Vec<Edge>>) -> Vec<Vec<Edge>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let ends = joined.iter().filter(|(_, next)| next.len() == 1).map(|(edge, _)| *edge);
    for start in ends.chain(joined.keys().copied()) {
        if !seen.insert(start) {
            continue;
        }
        let mut chain = vec![start];
        let mut at = start;
        while let Some(&next) = joined[&at].iter().find(|next| !seen.contains(*next)) {
            seen.insert(next);
            chain.push(next);
            at = next;
        }
        if chain.len() > 2 && joined[&at].contains(&start) {
            chain.push(start);
        }
        found.push(chain);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Field;

    fn on_grid(axis: &[f64], of: impl Fn(f64, f64) -> f64) -> Field {
        let values: Vec<f64> = axis
            .iter()
            .flat_map(|&y| axis.iter().map(move |&x| (x, y)))
            .map(|(x, y)| of(x, y))
            .collect();
        Field::refined(axis, &values).expect("a grid")
    }

    const AXIS: [f64; 5] = [0.0, 1.0, 2.0, 3.0, 4.0];

    #[test]
    fn a_circle_is_one_closed_line_of_its_radius() {
        let circle = on_grid(&AXIS, |x, y| (x - 2.0).powi(2) + (y - 2.0).powi(2));
        let lines = circle.lines_at(1.7);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        for (x, y) in &lines[0] {
            let radius = (x - 2.0).hypot(y - 2.0);
            // Linear along an edge of 1/6: the error is at most 1/8 of its square over the slope 2r.
            assert!((radius - 1.7_f64.sqrt()).abs() < 4e-3, "{radius}");
        }
    }

    #[test]
    fn a_plane_has_its_straight_line_from_side_to_side() {
        let lines = on_grid(&AXIS, |x, y| x + 2.0 * y).lines_at(5.0);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].iter().all(|(x, y)| (x + 2.0 * y - 5.0).abs() < 1e-12));
        let ends = [lines[0][0], lines[0][lines[0].len() - 1]];
        assert!(ends.iter().any(|end| end.0.abs() < 1e-12 || (end.1 - 2.5).abs() < 1e-12));
    }

    #[test]
    fn a_saddle_has_two_lines_that_do_not_meet() {
        let lines = on_grid(&AXIS, |x, y| (x - 2.1) * (y - 2.1)).lines_at(0.3);
        assert_eq!(lines.len(), 2);
        for (x, y) in lines.iter().flatten() {
            assert!(((x - 2.1) * (y - 2.1) - 0.3).abs() < 1e-12, "linear along every edge");
        }
    }

    #[test]
    fn what_is_no_grid_has_no_lines() {
        assert!(Field::refined(&[0.0], &[1.0]).is_none());
        assert!(Field::refined(&[0.0, 1.0], &[1.0; 3]).is_none());
        assert!(Field::refined(&[1.0, 0.0], &[1.0; 4]).is_none());
        assert!(Field::refined(&[0.0, 1.0], &[f64::NAN; 4]).is_none());
        let flat = on_grid(&AXIS, |_, _| 1.0);
        assert!(flat.lines_at(2.0).is_empty());
    }
}
