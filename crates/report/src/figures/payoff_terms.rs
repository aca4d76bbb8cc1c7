//! Payoffs taken apart: for each player a stacked bar per compared profile, losses to the left of
//! zero, gains to the right, and the total as a mark.

use talion::{Findings, PayoffFindings, ProfileFindings};

use super::axis::round_step;
use super::colour::{Rgb, term};
use super::scene::{Anchor, Area, Paint, Scene, Type, lines, text_width};
use crate::compared::compared_profiles;
use crate::format::{Decimals, Script, signed};
use crate::names;

const MARGIN: f64 = 16.0;
const LABELS: f64 = 230.0;
const PLOT: f64 = 520.0;
const BAR: f64 = 22.0;
const LABEL: f64 = 12.0;
const SCRIPT: Script = Script::Typographic;

/// A part of a payoff with the colour of its term.
struct Part {
    value: f64,
    colour: Rgb,
}

/// The scale that all bars share.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

/// The figure, or `None` where there is no payoff to show.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let compared = compared_profiles(findings);
    let payoffs: Vec<&PayoffFindings> =
        compared.iter().flat_map(|(_, profile)| &profile.payoffs).collect();
    let terms = terms(&payoffs);
    let axis = Axis::around(&payoffs, &terms)?;
    let mut scene = Scene::titled(
        "payoff-terms".into(),
        "What each payoff is made of".into(),
        "Payoffs in percent of real income, stacked by term: losses left of zero, gains right of \
         it; the diamond is the total."
            .into(),
        MARGIN + LABELS + PLOT + 90.0,
    );
    legend(&mut scene, &terms);
    for (at, player) in findings.players.iter().enumerate() {
        let name = Type::plain(13.0).bold();
        scene.height += 14.0 + name.leading();
        scene.text(MARGIN, scene.height, name, &player.name);
        scene.height += 6.0;
        let top = scene.height;
        grid_lines(&mut scene, &axis, top, compared.len());
        let totals = Decimals::percent(payoffs.iter().map(|payoff| payoff.total));
        for (title, profile) in &compared {
            if let Some(payoff) = profile.payoffs.get(at) {
                let label = format!("{title}: {}", row_words(findings, profile));
                bar(&mut scene, &axis, &label, payoff, &terms, totals);
            }
        }
    }
    ticks(&mut scene, &axis);
    Some(scene)
}

fn row_words(findings: &Findings, profile: &ProfileFindings) -> String {
    let packages = findings.players.iter().zip(&profile.profile);
    let labels: Vec<String> =
        packages.map(|(player, &index)| names::package(player, index)).collect();
    labels.join(" / ")
}

/// Names of the terms that are not zero everywhere, welfare first.
fn terms(payoffs: &[&PayoffFindings]) -> Vec<String> {
    let mut names = vec!["welfare".to_owned()];
    for term in payoffs.iter().flat_map(|payoff| &payoff.terms) {
        if term.value != 0.0 && !names.contains(&term.name) {
            names.push(term.name.clone());
        }
    }
    names
}

fn parts(payoff: &PayoffFindings, terms: &[String]) -> Vec<Part> {
    let value = |name: &String| match payoff.terms.iter().find(|term| &term.name == name) {
        Some(found) => found.value,
        None if name == "welfare" => payoff.welfare,
        None => 0.0,
    };
    let all = terms.iter().enumerate();
    all.map(|(at, name)| Part { value: value(name), colour: term(at) }).collect()
}

impl Axis {
    fn around(payoffs: &[&PayoffFindings], terms: &[String]) -> Option<Self> {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for payoff in payoffs {
            let parts = parts(payoff, terms);
            low = low.min(parts.iter().map(|part| part.value.min(0.0)).sum());
            high = high.max(parts.iter().map(|part| part.value.max(0.0)).sum());
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

fn bar(
    scene: &mut Scene,
    axis: &Axis,
    label: &str,
    payoff: &PayoffFindings,
    terms: &[String],
    totals: Decimals,
) {
    let middle = scene.height + row_height() / 2.0;
    let set = Type::plain(11.0);
    let mut words = lines(label, LABELS - 14.0, set.size);
    if words.len() > 3 {
        words.truncate(3);
        words[2].push('…');
    }
    let y = middle + 4.0 - set.leading() * (words.len() as f64 - 1.0) / 2.0;
    scene.lines(MARGIN + LABELS - 10.0, y, set.at(Anchor::End), &words);
    let (mut left, mut right) = (0.0, 0.0);
    for (name, Part { value, colour }) in terms.iter().zip(parts(payoff, terms)) {
        scene.layer(Some(name));
        let end = if value < 0.0 { &mut left } else { &mut right };
        let (from, to) = (*end, *end + value);
        *end = to;
        let (x, width) = (axis.x(from.min(to)), (axis.x(to) - axis.x(from)).abs());
        scene.rect(Area { x, y: middle - BAR / 2.0, width, height: BAR }, Paint::Fixed(colour));
        let text = signed(value, totals, SCRIPT);
        scene.hint(format!("{label}; {name}: {text}"));
        if text_width(&text, 10.0) + 4.0 < width {
            let inside = Type::plain(10.0).at(Anchor::Middle).in_paint(Paint::Fixed(colour.ink()));
            scene.text(x + width / 2.0, middle + 3.5, inside, &text);
        }
    }
    scene.layer(None);
    diamond(scene, (axis.x(payoff.total), middle));
    let total = signed(payoff.total, totals, SCRIPT);
    let set = Type::plain(LABEL).bold();
    scene.text(axis.x(right.max(0.0)) + 14.0, middle + 4.0, set, &total);
    scene.height += row_height();
}

fn ticks(scene: &mut Scene, axis: &Axis) {
    let label = Type::plain(11.0).at(Anchor::Middle);
    scene.height += 16.0;
    let decimals = Decimals::fitting([axis.step * 10.0], 0, 6);
    for tick in axis.ticks() {
        scene.text(axis.x(tick), scene.height, label, &signed(tick, decimals, SCRIPT));
    }
    scene.height += 18.0;
    let middle = MARGIN + LABELS + PLOT / 2.0;
    scene.text(
        middle,
        scene.height,
        label.in_paint(Paint::Muted),
        "payoff, percent of real income",
    );
    scene.height += 14.0;
}
