//! The Pareto frontier of a bargaining problem, corner by corner, and the part that both prefer to no
//! deal.
//!
//! Issues add up, so their frontier takes the swaps in the order of what the first player gains per unit
//! of what the second loses; that of points is the upper right part of their convex hull (Andrew 1979).

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use talion_game::{BargainingProblem, Feasible, Issue};

/// The frontier from the second player's best end to the first's: `u_1` rises, `u_2` falls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParetoFrontier {
    /// Corners in order; deals between two of them mix their shares.
    pub vertices: Vec<Vertex>,
}

/// A corner of the frontier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vertex {
    /// The two payoffs.
    pub payoffs: [f64; 2],
    /// A share of every issue, or a probability of every point.
    pub shares: Vec<f64>,
}

/// What both prefer to no deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    /// The largest gain that both can have at once; zero or below if there is nothing to agree on.
    pub common_gain: f64,
    /// The frontier from the second player's best acceptable end to the first's; empty if there is
    /// nothing to agree on.
    pub frontier: Vec<Vertex>,
}

impl ParetoFrontier {
    /// The frontier of a problem.
    pub fn of(problem: &BargainingProblem) -> Self {
        let vertices = match problem.feasible() {
            Feasible::Issues(issues) => of_issues(problem, issues),
            Feasible::Points(points) => of_points(points),
        };
        Self { vertices }
    }

    /// A frontier through points that are on it, `u_1` rising; what is dominated is left out.
    pub fn through(points: impl IntoIterator<Item = [f64; 2]>) -> Self {
        let points: Vec<[f64; 2]> = points.into_iter().collect();
        Self { vertices: of_points(&points) }
    }

    /// The point at which a value that rises along the frontier passes zero: the first corner where it
    /// is above zero at once, the last where it never is.
    pub(super) fn crossing(&self, value: &dyn Fn([f64; 2]) -> f64) -> Option<Vertex> {
        let first = self.vertices.first()?;
        if value(first.payoffs) >= 0.0 {
            return Some(first.clone());
        }
        for pair in self.vertices.windows(2) {
            let (low, high) = (value(pair[0].payoffs), value(pair[1].payoffs));
            if high >= 0.0 {
                // `low < 0 <= high`, so that there is a way between them.
                return Some(pair[0].towards(&pair[1], -low / (high - low)));
            }
        }
        self.vertices.last().cloned()
    }

    /// The second player's best where the first has at least `first`; `None` beyond its best end.
    pub fn second_at(&self, first: f64) -> Option<f64> {
        let last = self.vertices.last()?;
        let room = 1e-12 * (1.0 + first.abs());
        if first > last.payoffs[0] + room {
            return None;
        }
        Some(self.crossing(&|u| u[0] - first)?.payoffs[1])
    }

    /// The part on which nobody is below `floor`.
    pub(super) fn above(&self, floor: [f64; 2]) -> Vec<Vertex> {
        let inside = |u: [f64; 2]| u[0] >= floor[0] && u[1] >= floor[1];
        let ends = [self.crossing(&|u| u[0] - floor[0]), self.crossing(&|u| floor[1] - u[1])];
        let [Some(from), Some(to)] = ends else { return Vec::new() };
        let room = 1e-12 * (1.0 + floor[0].abs() + floor[1].abs());
        if from.payoffs[0] > to.payoffs[0] + room
            || from.payoffs[1] < floor[1] - room
            || to.payoffs[0] < floor[0] - room
        {
            return Vec::new();
        }
        let within = |v: &&Vertex| {
            inside(v.payoffs) && v.payoffs[0] > from.payoffs[0] && v.payoffs[0] < to.payoffs[0]
        };
        let middle: Vec<Vertex> = self.vertices.iter().filter(within).cloned().collect();
        let mut part = vec![from];
        part.extend(middle);
        if to.payoffs != part[part.len() - 1].payoffs {
            part.push(to);
        }
        part
    }
}

impl Vertex {
    /// The mixture with another corner.
    pub(super) fn towards(&self, other: &Self, way: f64) -> Self {
        let between = |a: f64, b: f64| if way >= 1.0 { b } else { a + way * (b - a) };
        Self {
            payoffs: [0, 1].map(|p| between(self.payoffs[p], other.payoffs[p])),
            shares: self.shares.iter().zip(&other.shares).map(|(a, b)| between(*a, *b)).collect(),
        }
    }
}

/// Whether there is anything to agree on, and the frontier of what there is.
pub fn zone(problem: &BargainingProblem) -> Zone {
    zone_of(&ParetoFrontier::of(problem), problem.disagreement())
}

/// The same for a frontier and a disagreement point.
pub(super) fn zone_of(frontier: &ParetoFrontier, d: [f64; 2]) -> Zone {
    let gains = |u: [f64; 2]| [u[0] - d[0], u[1] - d[1]];
    let equal = frontier.crossing(&|u| gains(u)[0] - gains(u)[1]);
    let common_gain = equal.map_or(f64::NEG_INFINITY, |at| {
        let [first, second] = gains(at.payoffs);
        first.min(second)
    });
    let scale: f64 = frontier.vertices.iter().flat_map(|v| gains(v.payoffs)).map(f64::abs).sum();
    // Rounding in the sums of gains makes no deal.
    let open = common_gain > 1e-14 * scale;
    Zone { common_gain, frontier: if open { frontier.above(d) } else { Vec::new() } }
}

fn of_issues(problem: &BargainingProblem, issues: &[Issue]) -> Vec<Vertex> {
    let [first, second] = [0, 1].map(|p| move |issue: &Issue| issue.gains[p]);
    let wanted =
        |issue: &Issue| second(issue) > 0.0 || (second(issue) == 0.0 && first(issue) > 0.0);
    let mut shares: Vec<f64> = issues.iter().map(|i| f64::from(u8::from(wanted(i)))).collect();
    let mut swaps: Vec<usize> =
        (0..issues.len()).filter(|&at| first(&issues[at]) * second(&issues[at]) < 0.0).collect();
    let price = |at: usize| (first(&issues[at]) / second(&issues[at])).abs();
    swaps.sort_by(|a, b| price(*b).total_cmp(&price(*a)).then(a.cmp(b)));
    // The number of shares is that of the issues.
    let vertex = |shares: &[f64]| {
        problem.payoffs(shares).ok().map(|payoffs| Vertex { payoffs, shares: shares.to_vec() })
    };
    let mut vertices: Vec<Vertex> = vertex(&shares).into_iter().collect();
    for at in swaps {
        shares[at] = 1.0 - shares[at];
        vertices.extend(vertex(&shares));
    }
    vertices
}

fn of_points(points: &[[f64; 2]]) -> Vec<Vertex> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    // From the first player's best end back; of equals in the first payoff the best in the second.
    order.sort_by(|&a, &b| {
        let by = |p: usize| points[b][p].total_cmp(&points[a][p]);
        by(0).then(by(1)).then(a.cmp(&b))
    });
    let mut chain: Vec<usize> = Vec::new();
    for at in order {
        if chain.last().is_some_and(|&last| points[at][1] <= points[last][1]) {
            continue;
        }
        while let [.., before, last] = chain[..] {
            if turn(points[before], points[last], points[at]) != Ordering::Less {
                break;
            }
            chain.pop();
        }
        chain.push(at);
    }
    let corner = |&at: &usize| {
        let mut shares = vec![0.0; points.len()];
        shares[at] = 1.0;
        Vertex { payoffs: points[at], shares }
    };
    chain.iter().rev().map(corner).collect()
}

/// Whether the way through three points, from right to left, turns left (`Greater`): bends outward.
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> Ordering {
    let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    area.total_cmp(&0.0)
}
