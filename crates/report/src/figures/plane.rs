//! A square plot of two rates on one scale, in percent.

use super::axis::round_step;
use super::contour::Spot;
use super::scene::{Anchor, Area, Paint, Scene, Type};
use crate::format::{Decimals, Script, fixed};

const NUMBER: f64 = 11.0;
/// About so many ticks.
const TICKS: u8 = 5;

/// From rates to places in a figure.
pub(super) struct Plane {
    low: f64,
    high: f64,
    left: f64,
    top: f64,
    side: f64,
}

impl Plane {
    /// A plot that shows all of these rates; `None` if they span nothing.
    pub(super) fn over(
        rates: impl Iterator<Item = f64>,
        (left, top): (f64, f64),
        side: f64,
    ) -> Option<Self> {
        let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
        for rate in rates {
            ends = (ends.0.min(rate), ends.1.max(rate));
        }
        let span = ends.1 - ends.0;
        (span > 0.0 && span.is_finite()).then(|| {
            // A little room, so that marks at the ends are whole.
            let (low, high) = (ends.0 - span * 0.03, ends.1 + span * 0.03);
            Self { low, high, left, top, side }
        })
    }

    /// Where a pair of rates lies.
    pub(super) fn place(&self, (first, second): Spot) -> (f64, f64) {
        let way = |rate: f64| (rate - self.low) / (self.high - self.low) * self.side;
        (self.left + way(first), self.top + self.side - way(second))
    }

    /// Where a line runs.
    pub(super) fn places(&self, line: &[Spot]) -> Vec<(f64, f64)> {
        line.iter().map(|spot| self.place(*spot)).collect()
    }

    pub(super) fn area(&self) -> Area {
        Area { x: self.left, y: self.top, width: self.side, height: self.side }
    }

    /// Lines at the ticks.
    pub(super) fn frame(&self, scene: &mut Scene) {
        let (right, bottom) = (self.left + self.side, self.top + self.side);
        for (_, x, y) in self.ticks() {
            scene.line((x, self.top), (x, bottom), Paint::Rule, 1.0);
            scene.line((self.left, y), (right, y), Paint::Rule, 1.0);
        }
        scene.frame(self.area(), Paint::Muted, 1.0);
    }

    /// Numbers at the ticks, in percent; drawing goes on below them.
    pub(super) fn numbers(&self, scene: &mut Scene) {
        let set = Type::plain(NUMBER);
        let bottom = self.top + self.side;
        let decimals = Decimals::fitting([self.step() * 1000.0], 0, 6);
        for (rate, x, y) in self.ticks() {
            let text = fixed(rate * 100.0, decimals, Script::Typographic);
            scene.text(x, bottom + 16.0, set.at(Anchor::Middle), &text);
            scene.text(self.left - 8.0, y + 4.0, set.at(Anchor::End), &text);
        }
        scene.height = bottom + 18.0;
    }

    fn step(&self) -> f64 {
        round_step((self.high - self.low) / f64::from(TICKS))
    }

    /// Round rates with their places on either axis.
    fn ticks(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let step = self.step();
        let first = (self.low / step).ceil();
        let rates = (0..2 * TICKS).map(move |at| (first + f64::from(at)) * step);
        rates.take_while(|rate| *rate <= self.high).map(|rate| {
            let (x, y) = self.place((rate, rate));
            (rate, x, y)
        })
    }
}
