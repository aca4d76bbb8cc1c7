//! The Pareto frontier of the talks: what both prefer to no deal shaded, the solutions marked.

use talion::{Findings, TalksFindings};

use super::axis::round_step;
use super::colour::term;
use super::labels::Labels;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, lines};
use crate::format::{Decimals, Script, signed};

const MARGIN: f64 = 16.0;
/// Room for the numbers left of the plot.
const LEFT: f64 = 52.0;
const SIDE: f64 = 430.0;
const LABEL: f64 = 12.0;
const NUMBER: f64 = 11.0;
/// About so many ticks on an axis.
const TICKS: u8 = 5;
/// Marks nearer to each other than this share one label.
const SAME: f64 = 3.0;
const FRONTIER: Stroke = Stroke { thickness: 2.5, dashed: false };

type Spot = (f64, f64);

/// One axis: from payoffs to places.
struct Axis {
    low: f64,
    high: f64,
}

/// Both axes and where the plot stands.
struct Plot {
    axes: [Axis; 2],
    left: f64,
    top: f64,
}

/// The figure, or `None` where nobody asked or nothing was traced.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    scene(findings.talks.as_ref()?)
}

fn scene(talks: &TalksFindings) -> Option<Scene> {
    let [first, second] = talks.assumptions.players.as_slice() else { return None };
    let curve: Vec<Spot> = talks.frontier.iter().map(|p| (p.payoffs[0], p.payoffs[1])).collect();
    if curve.len() < 2 {
        return None;
    }
    let none = (talks.disagreement[0], talks.disagreement[1]);
    let mut scene = Scene::titled(
        "talks-frontier".into(),
        "What the talks could bring".into(),
        caption(talks),
        MARGIN + LEFT + SIDE + 20.0,
    );
    scene.fluid = true;
    let muted = Type::plain(LABEL).in_paint(Paint::Muted);
    let words = lines(&format!("\u{2191} payoff of {second}, %"), SIDE, LABEL);
    scene.height += 10.0;
    scene.lines(MARGIN, scene.height, muted, &words);
    scene.height += 12.0;
    let seen: Vec<Spot> = curve.iter().copied().chain([none]).collect();
    let plot = Plot::over(&seen, (MARGIN + LEFT, scene.height))?;
    if talks.zone.open {
        scene.polygon(&plot.places(&lens(talks, none)), Paint::Rule);
    }
    plot.frame(&mut scene);
    scene.path(&plot.places(&curve), Paint::Fixed(term(0)), FRONTIER);
    marks(&mut scene, &plot, talks, none, &curve);
    plot.numbers(&mut scene);
    let words = lines(&format!("payoff of {first}, % \u{2192}"), SIDE, LABEL);
    scene.height += 20.0;
    scene.lines(MARGIN + LEFT + SIDE, scene.height, muted.at(Anchor::End), &words);
    scene.height += 14.0;
    Some(scene)
}

fn caption(talks: &TalksFindings) -> String {
    let [first, second] = [0, 1].map(|p| talks.assumptions.players[p].as_str());
    let zone = if talks.zone.open {
        "In the shaded lens both are better off than without a deal, at the star."
    } else {
        "No point of it is better for both than no deal, at the star."
    };
    format!(
        "Payoffs of {first} across and of {second} up, percent of real income. Along the blue line nobody can \
         gain unless the other loses. {zone} Marks are the deals that the rules pick, weighed exactly."
    )
}

/// The lens: no deal, the frontier from the first player's best to the second's, and back.
fn lens(talks: &TalksFindings, none: Spot) -> Vec<Spot> {
    let mut edge: Vec<Spot> = talks
        .frontier
        .iter()
        .filter(|point| point.in_zone)
        .map(|point| (point.payoffs[0], point.payoffs[1]))
        .chain([(talks.zone.ideal[0], none.1), (none.0, talks.zone.ideal[1])])
        .collect();
    edge.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let mut corners = vec![none];
    corners.extend(edge);
    corners
}

/// The deals and no deal, each with its name; those that fall together share one.
fn marks(scene: &mut Scene, plot: &Plot, talks: &TalksFindings, none: Spot, curve: &[Spot]) {
    let mut groups: Vec<(Spot, Vec<String>)> = vec![(plot.place(none), vec!["no deal".to_owned()])];
    let deals = talks.solutions.iter().map(|deal| ((deal.payoffs[0], deal.payoffs[1]), &deal.rule));
    for (spot, name) in deals {
        let at = plot.place(spot);
        let near = |other: Spot| (at.0 - other.0).hypot(at.1 - other.1) < SAME;
        match groups.iter_mut().find(|(other, _)| near(*other)) {
            Some((_, names)) => names.push(name.clone()),
            None => groups.push((at, vec![name.clone()])),
        }
    }
    let places: Vec<Spot> = groups.iter().map(|(at, _)| *at).collect();
    let mut labels = Labels::inside(plot.area(), &places, plot.places(curve));
    for (at, names) in &groups {
        let text = names.join(", ");
        let Some(place) = labels.place(*at, &text, LABEL) else { continue };
        if place.led {
            scene.line(*at, (place.x, place.y - LABEL * 0.35), Paint::Muted, 0.8);
        }
        scene.text(place.x, place.y, Type::plain(LABEL).bold().at(place.anchor), &text);
    }
    for (k, (at, _)) in groups.iter().enumerate() {
        if k == 0 {
            scene.star(*at, 11.0, Paint::Paper);
            scene.star(*at, 9.0, Paint::Ink);
        } else {
            scene.circle(*at, 6.0, Paint::Paper);
            scene.circle(*at, 4.5, Paint::Ink);
        }
    }
}

impl Plot {
    fn over(seen: &[Spot], (left, top): (f64, f64)) -> Option<Self> {
        let axis = |of: fn(&Spot) -> f64| -> Option<Axis> {
            let values = seen.iter().map(of).filter(|x| x.is_finite());
            let (low, high) =
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |e, x| (e.0.min(x), e.1.max(x)));
            let room = 0.06 * (high - low);
            (high > low).then_some(Axis { low: low - room, high: high + room })
        };
        Some(Self { axes: [axis(|s| s.0)?, axis(|s| s.1)?], left, top })
    }

    fn place(&self, (x, y): Spot) -> Spot {
        let way = |axis: &Axis, u: f64| (u - axis.low) / (axis.high - axis.low) * SIDE;
        (self.left + way(&self.axes[0], x), self.top + SIDE - way(&self.axes[1], y))
    }

    fn places(&self, line: &[Spot]) -> Vec<Spot> {
        line.iter().map(|spot| self.place(*spot)).collect()
    }

    fn area(&self) -> Area {
        Area { x: self.left, y: self.top, width: SIDE, height: SIDE }
    }

    fn frame(&self, scene: &mut Scene) {
        for x in self.axes[0].ticks() {
            let at = self.place((x, self.axes[1].low)).0;
            scene.line((at, self.top), (at, self.top + SIDE), Paint::Rule, 1.0);
        }
        for y in self.axes[1].ticks() {
            let at = self.place((self.axes[0].low, y)).1;
            scene.line((self.left, at), (self.left + SIDE, at), Paint::Rule, 1.0);
        }
        scene.frame(self.area(), Paint::Muted, 1.0);
    }

    fn numbers(&self, scene: &mut Scene) {
        let set = Type::plain(NUMBER);
        let bottom = self.top + SIDE;
        for x in self.axes[0].ticks() {
            let at = self.place((x, self.axes[1].low)).0;
            scene.text(at, bottom + 16.0, set.at(Anchor::Middle), &self.axes[0].number(x));
        }
        for y in self.axes[1].ticks() {
            let at = self.place((self.axes[0].low, y)).1;
            scene.text(self.left - 8.0, at + 4.0, set.at(Anchor::End), &self.axes[1].number(y));
        }
        scene.height = bottom + 18.0;
    }
}

impl Axis {
    fn step(&self) -> f64 {
        round_step((self.high - self.low) / f64::from(TICKS))
    }

    fn ticks(&self) -> impl Iterator<Item = f64> + use<> {
        let (step, high) = (self.step(), self.high);
        let first = (self.low / step).ceil();
        let ticks = (0..2 * TICKS).map(move |at| (first + f64::from(at)) * step);
        ticks.take_while(move |x| *x <= high)
    }

    fn number(&self, x: f64) -> String {
        // A tenth of a step, so that every tick shows the digits of the step.
        signed(x, Decimals::fitting([self.step() * 10.0], 0, 6), Script::Typographic)
    }
}
