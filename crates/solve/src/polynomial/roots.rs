//! All roots of one system in the product of simplices, by subdivision and Krawczyk's operator.
//!
//! `K(X) = m - Y F(m) + (I - Y F'(X)) (X - m)`, `m` the middle of the box `X` and `Y` an inverse of the
//! derivative in its middle. Every root in `X` is in `K(X)`; if `K(X)` lies inside `X` there is exactly
//! one (Krawczyk 1969; Neumaier, *Interval Methods for Systems of Equations*, 1990). A box without
//! either verdict is cut in two. Boxes too small to cut are what remains undecided.

use super::interval::Interval;
use super::system::System;
use crate::linear::Dense;
use talion_game::Observer;

/// Boxes narrower than this are not cut any more.
const NARROW: f64 = 1e-6;
/// Undecided boxes after which a system is given up: it has a continuum of roots.
const MOST_UNDECIDED: usize = 16;
/// Share by which a box grows before it is asked for a root, so that roots on its sides are inside.
const MARGIN: f64 = 0.02;
/// Boxes between two questions to the observer.
const ASK_AFTER: u64 = 64;

/// What is known about the roots of a system.
#[derive(Debug, Default)]
pub(super) struct Roots {
    /// A tight box around every root that was found, each with exactly one root.
    pub(super) found: Vec<Vec<Interval>>,
    /// Boxes that may hold roots that were not found.
    pub(super) undecided: usize,
    /// Boxes looked at.
    pub(super) boxes: u64,
    /// Whether the observer stopped the search.
    pub(super) stopped: bool,
}

/// What Krawczyk's operator says about a box.
enum Verdict {
    Empty,
    /// Exactly one root, in the given box.
    Root(Vec<Interval>),
    /// Roots at most in the given part.
    Open(Vec<Interval>),
}

/// The roots of a system that may be equilibria.
pub(super) fn roots(system: &System<'_>, observer: &dyn Observer) -> Roots {
    let mut roots = Roots::default();
    let mut open = vec![system.whole()];
    while let Some(current) = open.pop() {
        roots.boxes += 1;
        if roots.boxes % ASK_AFTER == 0 && observer.stopped() {
            roots.stopped = true;
            break;
        }
        let Some(weights) = system.simplex(&current) else { continue };
        if system.is_excluded(&weights) {
            continue;
        }
        if system.order() == 0 {
            roots.found.push(current);
            continue;
        }
        let part = match verdict(system, &current) {
            Verdict::Empty => continue,
            Verdict::Root(root) => {
                // A root on the side of a box is found from both sides.
                if !roots.found.iter().any(|other| touch(other, &root)) {
                    roots.found.push(root);
                }
                continue;
            }
            Verdict::Open(part) => part,
        };
        let widest = (0..part.len()).max_by(|&a, &b| part[a].width().total_cmp(&part[b].width()));
        let Some(widest) = widest.filter(|&at| part[at].width() > NARROW) else {
            roots.undecided += 1;
            if roots.undecided == MOST_UNDECIDED {
                break;
            }
            continue;
        };
        let middle = part[widest].middle();
        let mut halves = [part.clone(), part];
        halves[0][widest].lower = middle;
        halves[1][widest].upper = middle;
        open.extend(halves);
    }
    roots
}

/// Applies the operator until it decides or no longer helps.
fn verdict(system: &System<'_>, start: &[Interval]) -> Verdict {
    let mut part = start.to_vec();
    loop {
        let grown: Vec<Interval> = part
            .iter()
            .map(|x| {
                let margin = MARGIN * x.width() + 1e-12;
                Interval::new(x.lower - margin, x.upper + margin)
            })
            .collect();
        let Some(image) = krawczyk(system, &grown) else { return Verdict::Open(part) };
        if grown.iter().zip(&image).all(|(x, k)| x.contains_inside(*k)) {
            return Verdict::Root(tightened(system, image));
        }
        let met: Option<Vec<Interval>> = part.iter().zip(&image).map(|(x, k)| x.met(*k)).collect();
        let Some(met) = met else { return Verdict::Empty };
        let shrunk =
            met.iter().zip(&part).map(|(a, b)| (a.width() + 1e-300) / (b.width() + 1e-300));
        let volume: f64 = shrunk.product();
        part = met;
        if volume > 0.5 {
            return Verdict::Open(part);
        }
    }
}

/// Repeats the operator around a root while it narrows the box.
fn tightened(system: &System<'_>, mut root: Vec<Interval>) -> Vec<Interval> {
    loop {
        let Some(image) = krawczyk(system, &root) else { return root };
        let met: Option<Vec<Interval>> = root.iter().zip(&image).map(|(x, k)| x.met(*k)).collect();
        // The root is in both, so they meet.
        let Some(met) = met else { return root };
        let width = |x: &[Interval]| x.iter().map(|p| p.width()).fold(0.0, f64::max);
        if width(&met) > 0.9 * width(&root) {
            return met;
        }
        root = met;
    }
}

/// `K(X)`; `None` if the derivative in the middle has no inverse.
fn krawczyk(system: &System<'_>, unknowns: &[Interval]) -> Option<Vec<Interval>> {
    let order = unknowns.len();
    let middle: Vec<Interval> = unknowns.iter().map(|x| Interval::point(x.middle())).collect();
    let slopes = system.derivatives(&system.split(unknowns));
    let mut matrix = Dense::zeros(order);
    for (i, line) in slopes.iter().enumerate() {
        for (j, slope) in line.iter().enumerate() {
            matrix.set(i, j, slope.middle());
        }
    }
    let inverse = matrix.inverse()?;
    let values = system.values(&system.split(&middle));
    let offsets: Vec<Interval> = unknowns.iter().zip(&middle).map(|(x, m)| x.minus(*m)).collect();
    let combined = |line: &[f64], column: &dyn Fn(usize) -> Interval| {
        (0..order)
            .fold(Interval::ZERO, |sum, k| sum.plus(Interval::point(line[k]).times(column(k))))
    };
    let image = (0..order).map(|i| {
        let newton = middle[i].minus(combined(&inverse[i], &|k| values[k]));
        (0..order).fold(newton, |sum, j| {
            let unit = Interval::point(f64::from(u8::from(i == j)));
            let defect = unit.minus(combined(&inverse[i], &|k| slopes[k][j]));
            sum.plus(defect.times(offsets[j]))
        })
    });
    let image: Vec<Interval> = image.collect();
    image.iter().all(|x| x.lower.is_finite() && x.upper.is_finite()).then_some(image)
}

fn touch(a: &[Interval], b: &[Interval]) -> bool {
    a.iter().zip(b).all(|(x, y)| x.met(*y).is_some())
}
