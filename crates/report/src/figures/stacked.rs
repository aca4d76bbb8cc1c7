//! Stacked bars: parts below zero to the left, parts above it to the right, and the total as a mark.

use super::axis::round_step;
use super::colour::term;
use super::scene::{Anchor, Area, Paint, Scene, Type, lines, text_width};
use crate::format::{Decimals, Script, signed};

const MARGIN: f64 = 16.0;
const LABELS: f64 = 230.0;
const PLOT: f64 = 520.0;
/// Width of a figure of such bars.
pub(super) const WIDTH: f64 = MARGIN + LABELS + PLOT + 90.0;
const BAR: f64 = 22.0;
const LABEL: f64 = 12.0;
const SCRIPT: Script = Script::Typographic;

/// One bar.
pub(super) struct Stack {
    /// What it is of.
    pub(super) label: String,
    /// Its parts, in the order of their names.
    pub(super) parts: Vec<f64>,
    /// What they add up to.
    pub(super) total: f64,
}

/// Bars under one heading.
pub(super) struct Group {
    /// The heading; empty for none.
    pub(super) title: String,
    /// The bars.
    pub(super) stacks: Vec<Stack>,
}

/// The scale that all bars share.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

/// Draws groups of bars below what is there, with a legend of the names of the parts and the unit below;
/// `None` if there is nothing that differs from zero.
pub(super) fn draw(
    mut scene: Scene,
    names: &[String],
    groups: &[Group],
    unit: &str,
) -> Option<Scene> {
    let all = || groups.iter().flat_map(|group| &group.stacks);
    let axis = Axis::around(all())?;
    let totals = Decimals::percent(all().map(|stack| stack.total));
    legend(&mut scene, names);
    for group in groups {
        scene.height += 14.0;
        if !group.title.is_empty() {
            let name = Type::plain(13.0).bold();
            scene.height += name.leading();
            scene.text(MARGIN, scene.height, name, &group.title);
            scene.height += 6.0;
        }
        let top = scene.height;
        grid_lines(&mut scene, &axis, top, group.stacks.len());
        for stack in &group.stacks {
            bar(&mut scene, &axis, stack, names, totals);
        }
    }
    ticks(&mut scene, &axis, unit);
    Some(scene)
}

impl Axis {
    fn around<'s>(stacks: impl Iterator<Item = &'s Stack>) -> Option<Self> {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for stack in stacks {
            low = low.min(stack.parts.iter().map(|part| part.min(0.0)).sum());
            high = high.max(stack.parts.iter().map(|part| part.max(0.0)).sum());
        }
        let span = high - low;
        if !(span > 0.0 && span.is_finite()) {
            return None;
        }
        let step = round_step(span / 5.0);
        Some(Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step })
    }

    fn x(&self, value: f64) -> f64 {
        MARGIN + LABELS + PLOT * (value - self.low) / (self.high - self.low)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let (low, high, step) = (self.low, self.high, self.step);
        (0..12)
            .map(move |at| low + f64::from(at) * step)
            .filter(move |tick| *tick <= high + step / 2.0)
    }
}

fn legend(scene: &mut Scene, terms: &[String]) {
    let label = Type::plain(LABEL);
    let mut x = MARGIN;
    let mut y = scene.height + 12.0;
    for (at, name) in terms.iter().enumerate() {
        let width = 18.0 + text_width(name, LABEL) + 18.0;
        if x + width > scene.width - MARGIN && x > MARGIN {
            x = MARGIN;
            y += 20.0;
        }
        scene.rect(Area { x, y: y - 10.0, width: 12.0, height: 12.0 }, Paint::Fixed(term(at)));
        scene.text(x + 18.0, y, label, name);
        x += width;
    }
    if x + 80.0 > scene.width - MARGIN {
        x = MARGIN;
        y += 20.0;
    }
    diamond(scene, (x + 6.0, y - 4.0));
    scene.text(x + 18.0, y, label, "total");
    scene.height = y + 4.0;
}

fn diamond(scene: &mut Scene, (x, y): (f64, f64)) {
    let corners = |reach: f64| [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)];
    scene.polygon(&corners(7.5), Paint::Paper);
    scene.polygon(&corners(5.5), Paint::Ink);
}

fn row_height() -> f64 {
    BAR + 24.0
}

fn grid_lines(scene: &mut Scene, axis: &Axis, top: f64, rows: usize) {
    let bottom = top + row_height() * rows as f64;
    for tick in axis.ticks() {
        scene.line((axis.x(tick), top), (axis.x(tick), bottom), Paint::Rule, 1.0);
    }
    scene.line((axis.x(0.0), top), (axis.x(0.0), bottom), Paint::Ink, 1.5);
}

fn bar(scene: &mut Scene, axis: &Axis, stack: &Stack, names: &[String], totals: Decimals) {
    let middle = scene.height + row_height() / 2.0;
    let set = Type::plain(11.0);
    let mut words = lines(&stack.label, LABELS - 14.0, set.size);
    if words.len() > 3 {
        words.truncate(3);
        words[2].push('…');
    }
    let y = middle + 4.0 - set.leading() * (words.len() as f64 - 1.0) / 2.0;
    scene.lines(MARGIN + LABELS - 10.0, y, set.at(Anchor::End), &words);
    let (mut left, mut right) = (0.0, 0.0);
    for (at, (name, &value)) in names.iter().zip(&stack.parts).enumerate() {
        scene.layer(Some(name));
        let end = if value < 0.0 { &mut left } else { &mut right };
        let (from, to) = (*end, *end + value);
        *end = to;
        let (x, width) = (axis.x(from.min(to)), (axis.x(to) - axis.x(from)).abs());
        let colour = term(at);
        scene.rect(Area { x, y: middle - BAR / 2.0, width, height: BAR }, Paint::Fixed(colour));
        let text = signed(value, totals, SCRIPT);
        scene.hint(format!("{}; {name}: {text}", stack.label));
        if text_width(&text, 10.0) + 4.0 < width {
            let inside = Type::plain(10.0).at(Anchor::Middle).in_paint(Paint::Fixed(colour.ink()));
            scene.text(x + width / 2.0, middle + 3.5, inside, &text);
        }
    }
    scene.layer(None);
    diamond(scene, (axis.x(stack.total), middle));
    let total = signed(stack.total, totals, SCRIPT);
    let set = Type::plain(LABEL).bold();
    scene.text(axis.x(right.max(0.0)) + 14.0, middle + 4.0, set, &total);
    scene.height += row_height();
}

fn ticks(scene: &mut Scene, axis: &Axis, unit: &str) {
    let label = Type::plain(11.0).at(Anchor::Middle);
    scene.height += 16.0;
    let decimals = Decimals::fitting([axis.step * 10.0], 0, 6);
    for tick in axis.ticks() {
        scene.text(axis.x(tick), scene.height, label, &signed(tick, decimals, SCRIPT));
    }
    scene.height += 18.0;
    let middle = MARGIN + LABELS + PLOT / 2.0;
    scene.text(middle, scene.height, label.in_paint(Paint::Muted), unit);
    scene.height += 14.0;
}
