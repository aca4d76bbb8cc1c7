//! Labels beside the points that they name, so that no two overlap.

use super::scene::{Anchor, Area, text_width};

/// Gap between a mark and its label.
const GAP: f64 = 9.0;
/// Half the width of a mark.
const REACH: f64 = 7.0;
/// How far a label may go from its mark, in steps of its own height.
const RINGS: u8 = 20;

/// What it costs to lead a label across another mark, in points of lines that it may hide instead.
const ACROSS_MARK: f64 = 40.0;

/// What labels must keep off, and what they should.
pub(super) struct Labels {
    ground: Area,
    marks: Vec<(f64, f64)>,
    taken: Vec<Area>,
    lines: Vec<(f64, f64)>,
}

/// Where a label stands: the start of its base line, and whether a line must lead to its mark.
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) anchor: Anchor,
    pub(super) led: bool,
}

impl Labels {
    /// Labels inside an area, off these marks and, if possible, off these points of lines.
    pub(super) fn inside(ground: Area, marks: &[(f64, f64)], lines: Vec<(f64, f64)>) -> Self {
        let square = |&(x, y): &(f64, f64)| Area {
            x: x - REACH,
            y: y - REACH,
            width: 2.0 * REACH,
            height: 2.0 * REACH,
        };
        Self { ground, marks: marks.to_vec(), taken: marks.iter().map(square).collect(), lines }
    }

    /// The best free place for a label; `None` if every place near the mark is taken.
    pub(super) fn place(&mut self, mark: (f64, f64), text: &str, size: f64) -> Option<Place> {
        let (x, y) = mark;
        let width = text_width(text, size);
        let mut best: Option<(f64, Place, Area)> = None;
        for ring in 0..RINGS {
            let far = GAP + f64::from(ring) * size * 1.3;
            let lift = far + size * 0.2;
            let spots = [
                (x + far, y + size * 0.35, Anchor::Start),
                (x - far, y + size * 0.35, Anchor::End),
                (x + far * 0.7, y - lift * 0.8, Anchor::Start),
                (x + far * 0.7, y + lift * 0.8 + size * 0.7, Anchor::Start),
                (x - far * 0.7, y - lift * 0.8, Anchor::End),
                (x - far * 0.7, y + lift * 0.8 + size * 0.7, Anchor::End),
                (x, y - lift, Anchor::Middle),
                (x, y + lift + size * 0.7, Anchor::Middle),
            ];
            for (order, (x, y, anchor)) in spots.into_iter().enumerate() {
                let area = around(x, y, anchor, width, size);
                if !self.ground.holds(&area) || self.taken.iter().any(|one| one.meets(&area)) {
                    continue;
                }
                let crossed = self.lines.iter().filter(|point| area.has(**point)).count();
                let hidden = if self.meets_mark(mark, (x, y)) { ACROSS_MARK } else { 0.0 };
                let cost = crossed as f64 + hidden + 2.0 * f64::from(ring) + 0.1 * order as f64;
                if best.as_ref().is_none_or(|(least, _, _)| cost < *least) {
                    best = Some((cost, Place { x, y, anchor, led: ring > 0 }, area));
                }
            }
        }
        let (_, place, area) = best?;
        self.taken.push(area);
        Some(place)
    }
}

impl Labels {
    /// Whether another mark lies on the way from a mark to its label.
    fn meets_mark(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let square = (dx * dx + dy * dy).max(1.0);
        self.marks.iter().filter(|mark| **mark != from).any(|mark| {
            let way = ((mark.0 - from.0) * dx + (mark.1 - from.1) * dy) / square;
            let nearest = (from.0 + way * dx, from.1 + way * dy);
            way > 0.0 && way < 1.0 && (mark.0 - nearest.0).hypot(mark.1 - nearest.1) < REACH
        })
    }
}

/// The area that text takes.
fn around(x: f64, y: f64, anchor: Anchor, width: f64, size: f64) -> Area {
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Area { x: left, y: y - size * 0.9, width, height: size * 1.2 }
}

impl Area {
    fn holds(&self, other: &Self) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.x + other.width <= self.x + self.width
            && other.y + other.height <= self.y + self.height
    }

    fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn has(&self, (x, y): (f64, f64)) -> bool {
        (self.x..=self.x + self.width).contains(&x) && (self.y..=self.y + self.height).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::{Labels, around};
    use crate::figures::scene::{Area, text_width};

    #[test]
    fn six_marks_in_a_heap_have_labels_that_do_not_meet() {
        let ground = Area { x: 0.0, y: 0.0, width: 500.0, height: 500.0 };
        let marks = [0.0, 6.0, 12.0, 18.0, 24.0, 30.0].map(|step| (10.0 + step, 490.0 - step));
        let mut labels = Labels::inside(ground, &marks, Vec::new());
        let placed: Vec<Area> = marks
            .iter()
            .map(|mark| {
                let at = labels.place(*mark, "status quo", 12.0).expect("a free place");
                around(at.x, at.y, at.anchor, text_width("status quo", 12.0), 12.0)
            })
            .collect();
        for (at, one) in placed.iter().enumerate() {
            assert!(ground.holds(one));
            assert!(placed[at + 1..].iter().all(|other| !one.meets(other)));
            assert!(marks.iter().all(|mark| !one.has(*mark)));
        }
    }
}
