//! The most cooperative tariffs that keep themselves against the discount factor, with and without surges.

use talion::{Findings, KeptTariffFindings, KeptTariffs};

use super::axis::round_step;
use super::colour::term;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, text_width};
use crate::format::{Decimals, Script, fixed};

const MARGIN: f64 = 16.0;
/// Room for the numbers left of the plot.
const LEFT: f64 = 44.0;
const WIDTH: f64 = 540.0;
const HEIGHT: f64 = 320.0;
const LABEL: f64 = 12.0;
const NUMBER: f64 = 11.0;
/// About so many ticks on the upright axis.
const TICKS: f64 = 5.0;
/// The tariffs of one player take this share of the axis above the highest.
const ROOM: f64 = 0.08;
const LINE: Stroke = Stroke { thickness: 2.5, dashed: false };
const IN_SURGE: Stroke = Stroke { thickness: 2.0, dashed: true };
const LIMIT: Stroke = Stroke { thickness: 1.0, dashed: true };

/// A factor and a mean tariff in percent.
type Spot = (f64, f64);

struct Plot {
    highest: f64,
    top: f64,
}

/// The figure, or `None` where nobody asks or nobody sets a tariff.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let found = findings.kept_tariffs.as_ref()?;
    let players = &found.assumptions.players;
    let calm: Vec<Vec<Spot>> = (0..players.len()).map(|p| line(found, p)).collect();
    let surge: Vec<Vec<Spot>> = (0..players.len()).map(|p| in_surge(found, p)).collect();
    let highest = calm.iter().chain(&surge).flatten().map(|spot| spot.1).fold(0.0, f64::max);
    if highest <= 0.0 {
        return None;
    }
    let mut scene = Scene::titled(
        "kept-tariffs".into(),
        "Tariffs that keep themselves, by patience".into(),
        caption(found),
        MARGIN + LEFT + WIDTH + MARGIN,
    );
    scene.fluid = true;
    legend(&mut scene, found);
    let set = Type::plain(LABEL).in_paint(Paint::Muted);
    scene.text(MARGIN, scene.height, set, "\u{2191} mean tariff, %");
    let plot = Plot { highest: highest * (1.0 + ROOM), top: scene.height + 10.0 };
    plot.frame(&mut scene);
    critical(&mut scene, &plot, found);
    for (p, spots) in surge.iter().enumerate() {
        scene.path(&plot.places(spots), Paint::Fixed(term(p)), IN_SURGE);
    }
    for (p, spots) in calm.iter().enumerate() {
        let places = plot.places(spots);
        scene.path(&places, Paint::Fixed(term(p)), LINE);
        // The last is drawn on from the agreement and no point of its own.
        for at in &places[..places.len().saturating_sub(1)] {
            scene.circle(*at, 4.5, Paint::Paper);
            scene.circle(*at, 3.5, Paint::Fixed(term(p)));
        }
    }
    plot.numbers(&mut scene);
    scene.height += 18.0;
    scene.text(
        MARGIN + LEFT + WIDTH,
        scene.height,
        set.at(Anchor::End),
        "discount factor a period \u{2192}",
    );
    scene.height += 14.0;
    Some(scene)
}

fn caption(found: &KeptTariffFindings) -> String {
    let agreement = found.critical_discount.map_or_else(
        || "No patience keeps the agreement.".to_owned(),
        |critical| format!("From {critical:.3} on the agreement keeps itself."),
    );
    let surge = if found.surge.is_some() {
        " Dashed: in a period in which imports from each other surge."
    } else {
        ""
    };
    format!(
        "Plain mean of the tariffs of each side, the lowest that are kept when a breach is answered by the \
         Nash tariffs for ever. Without patience, on the left, those are the Nash tariffs. {agreement}{surge}"
    )
}

fn mean(tariffs: &KeptTariffs, player: usize) -> Option<f64> {
    tariffs.mean_tariffs.get(player).copied().flatten().map(|mean| 100.0 * mean)
}

/// The war, the tariffs kept, the agreement, and that on to the right.
fn line(found: &KeptTariffFindings, p: usize) -> Vec<Spot> {
    let kept = found.by_discount.iter().map(|at| (at.discounts[0], mean(&at.states[0], p)));
    let end = found.critical_discount.into_iter().flat_map(|critical| [critical, 1.0]);
    let end = end.map(|factor| (factor, mean(&found.agreement, p)));
    let all = std::iter::once((0.0, mean(&found.war, p))).chain(kept).chain(end);
    all.filter_map(|(factor, mean)| Some((factor, mean?))).collect()
}

/// The same of a surge.
fn in_surge(found: &KeptTariffFindings, p: usize) -> Vec<Spot> {
    let Some(surge) = &found.surge else { return Vec::new() };
    let of = |states: &[KeptTariffs]| states.get(1).and_then(|tariffs| mean(tariffs, p));
    let kept = surge.by_discount.iter().map(|at| (at.discounts[0], of(&at.states)));
    let end = surge.critical_discount.into_iter().flat_map(|critical| [critical, 1.0]);
    let end = end.map(|factor| (factor, of(&surge.agreement)));
    let all = std::iter::once((0.0, of(&surge.war))).chain(kept).chain(end);
    all.filter_map(|(factor, mean)| Some((factor, mean?))).collect()
}

fn legend(scene: &mut Scene, found: &KeptTariffFindings) {
    let set = Type::plain(LABEL);
    let mut x = MARGIN + LEFT;
    scene.height += 8.0;
    let mut entry = |scene: &mut Scene, text: &str, paint: Paint, stroke: Stroke| {
        let y = scene.height - 4.0;
        scene.path(&[(x, y), (x + 24.0, y)], paint, stroke);
        scene.text(x + 30.0, scene.height, set, text);
        x += 30.0 + text_width(text, LABEL) + 18.0;
    };
    for (p, player) in found.assumptions.players.iter().enumerate() {
        entry(scene, player, Paint::Fixed(term(p)), LINE);
    }
    if found.surge.is_some() {
        entry(scene, "in a surge of imports", Paint::Muted, IN_SURGE);
    }
    scene.height += 24.0;
}

/// Where the agreement begins to keep itself.
fn critical(scene: &mut Scene, plot: &Plot, found: &KeptTariffFindings) {
    let set = Type::plain(LABEL).in_paint(Paint::Muted);
    // Above the highest: all lines fall from there.
    let wars = (0..found.assumptions.players.len()).filter_map(|p| mean(&found.war, p));
    let (left, top) = plot.place((0.0, wars.fold(0.0, f64::max)));
    scene.text(left + 14.0, top + 2.0, set, "Nash tariffs");
    let Some(factor) = found.critical_discount else { return };
    let (x, bottom) = plot.place((factor, 0.0));
    scene.path(&[(x, plot.top), (x, bottom)], Paint::Muted, LIMIT);
    let text = format!("agreement from {factor:.2}");
    // On the side that has room.
    if x + 8.0 + text_width(&text, LABEL) < MARGIN + LEFT + WIDTH {
        scene.text(x + 8.0, plot.top + 18.0, set, &text);
    } else {
        scene.text(x - 8.0, plot.top + 18.0, set.at(Anchor::End), &text);
    }
}

impl Plot {
    fn place(&self, (factor, tariff): Spot) -> Spot {
        let up = tariff / self.highest;
        (MARGIN + LEFT + WIDTH * factor, self.top + HEIGHT * (1.0 - up))
    }

    fn places(&self, spots: &[Spot]) -> Vec<Spot> {
        spots.iter().map(|spot| self.place(*spot)).collect()
    }

    fn step(&self) -> f64 {
        round_step(self.highest / TICKS)
    }

    fn ticks(&self) -> Vec<f64> {
        let step = self.step();
        (0..20).map(|at| f64::from(at) * step).take_while(|tick| *tick <= self.highest).collect()
    }

    fn frame(&self, scene: &mut Scene) {
        let area = Area { x: MARGIN + LEFT, y: self.top, width: WIDTH, height: HEIGHT };
        for tick in self.ticks() {
            let (x, y) = self.place((0.0, tick));
            scene.line((x, y), (x + WIDTH, y), Paint::Rule, 1.0);
        }
        for tenth in [0.2, 0.4, 0.6, 0.8] {
            let (x, _) = self.place((tenth, 0.0));
            scene.line((x, self.top), (x, self.top + HEIGHT), Paint::Rule, 1.0);
        }
        scene.frame(area, Paint::Muted, 1.0);
    }

    fn numbers(&self, scene: &mut Scene) {
        let set = Type::plain(NUMBER);
        let bottom = self.top + HEIGHT;
        let decimals = Decimals::fitting([self.step() * 10.0], 0, 6);
        for tick in self.ticks() {
            let (x, y) = self.place((0.0, tick));
            let text = fixed(tick, decimals, Script::Typographic);
            scene.text(x - 8.0, y + 4.0, set.at(Anchor::End), &text);
        }
        for tenth in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
            let (x, _) = self.place((tenth, 0.0));
            scene.text(x, bottom + 16.0, set.at(Anchor::Middle), &tenth.to_string());
        }
        scene.height = bottom + 18.0;
    }
}
