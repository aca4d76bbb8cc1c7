//! The set of payoffs that two players can sustain, against how patient they are.

use talion::{Findings, SustainFindings};

use super::axis::round_step;
use super::colour::{Rgb, diverging};
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, text_width};
use crate::format::{Decimals, Script, fixed};

const MARGIN: f64 = 16.0;
/// Room for the numbers left of the plot.
const LEFT: f64 = 66.0;
const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 380.0;
const LABEL: f64 = 12.0;
const NUMBER: f64 = 11.0;
/// Room around the sets, as a share of their extent.
const ROOM: f64 = 0.3;
/// About so many ticks.
const TICKS: f64 = 5.0;
const EDGE: Stroke = Stroke { thickness: 1.0, dashed: false };
const LIMIT: Stroke = Stroke { thickness: 1.5, dashed: true };
/// Factors drawn, the least patient last so that it lies on top.
const SHOWN: [f64; 5] = [0.99, 0.9, 0.7, 0.5, 0.3];

/// From payoffs to places.
struct Axes {
    low: [f64; 2],
    high: [f64; 2],
    top: f64,
}

/// The figure, or `None` where there are no two players or no sets.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let found = findings.sustain.as_ref()?;
    let [across, up] = found.players.as_slice() else { return None };
    if found.by_discount.is_empty() {
        return None;
    }
    let mut scene = Scene::titled(
        "payoff-set".into(),
        "What can be sustained, and with how much patience".into(),
        caption(found, across, up),
        MARGIN + LEFT + WIDTH + MARGIN,
    );
    scene.fluid = true;
    legend(&mut scene);
    let axes = Axes::over(found, scene.height + 8.0)?;
    axes.frame(&mut scene);
    sets(&mut scene, found, &axes);
    marks(&mut scene, found, &axes);
    axes.numbers(&mut scene);
    let set = Type::plain(LABEL).in_paint(Paint::Muted);
    scene.height += 18.0;
    let title = format!("payoff of {across}, % of real income \u{2192}");
    scene.text(MARGIN + LEFT + WIDTH, scene.height, set.at(Anchor::End), &title);
    scene.text(MARGIN, axes.top - 10.0, set, &format!("\u{2191} payoff of {up}"));
    scene.height += 14.0;
    Some(scene)
}

fn caption(found: &SustainFindings, across: &str, up: &str) -> String {
    let kept: Vec<String> = found
        .players
        .iter()
        .zip(&found.target.profile)
        .map(|(player, own)| format!("{player} \u{201c}{own}\u{201d}"))
        .collect();
    format!(
        "Average payoffs of {across} and {up} that some subgame-perfect equilibrium of the repeated game \
         pays, at common discount factors: the darker, the less patience it takes. Dots are profiles of \
         one round, the star is the promise ({}), dashed lines are what the others can hold each player to. \
         The same payoffs can take less patience by other play than by keeping the promise in every period.",
        kept.join(", ")
    )
}

fn shade(factor: f64) -> Rgb {
    let place = SHOWN.iter().position(|shown| *shown == factor).unwrap_or(0);
    diverging(0.3 + 0.7 * place as f64 / (SHOWN.len() - 1) as f64)
}

fn sets(scene: &mut Scene, found: &SustainFindings, axes: &Axes) {
    for factor in SHOWN {
        let Some(set) = found.by_discount.iter().find(|set| set.discount == factor) else {
            continue;
        };
        let corners: Vec<(f64, f64)> = set.vertices.iter().map(|at| axes.place(*at)).collect();
        let paint = Paint::Fixed(shade(factor));
        match corners.as_slice() {
            [] => {}
            [only] => scene.circle(*only, 5.0, paint),
            [_, _] => scene.path(&corners, paint, Stroke { thickness: 4.0, dashed: false }),
            _ => {
                scene.polygon(&corners, paint);
                let closed: Vec<_> = corners.iter().chain(&corners[..1]).copied().collect();
                scene.path(&closed, Paint::Paper, EDGE);
            }
        }
    }
}

fn marks(scene: &mut Scene, found: &SustainFindings, axes: &Axes) {
    if let [first, second] = found.minmax_mixed.as_slice() {
        let (x, y) = axes.place([*first, *second]);
        let Area { x: left, y: top, width, height } = axes.area();
        scene.path(&[(x, top), (x, top + height)], Paint::Muted, LIMIT);
        scene.path(&[(left, y), (left + width, y)], Paint::Muted, LIMIT);
    }
    for payoffs in &found.stage {
        if let [first, second] = payoffs.as_slice()
            && axes.shows([*first, *second])
        {
            let at = axes.place([*first, *second]);
            scene.circle(at, 3.5, Paint::Paper);
            scene.circle(at, 2.5, Paint::Muted);
        }
    }
    if let [first, second] = found.target.payoffs.as_slice() {
        let at = axes.place([*first, *second]);
        scene.star(at, 12.0, Paint::Paper);
        scene.star(at, 9.0, Paint::Ink);
    }
}

fn legend(scene: &mut Scene) {
    let set = Type::plain(LABEL);
    let mut x = MARGIN + LEFT;
    scene.height += 8.0;
    for factor in SHOWN.iter().rev() {
        let area = Area { x, y: scene.height - 10.0, width: 12.0, height: 12.0 };
        scene.rect(area, Paint::Fixed(shade(*factor)));
        let text = format!("{factor}");
        scene.text(x + 18.0, scene.height, set, &text);
        x += 18.0 + text_width(&text, LABEL) + 16.0;
    }
    scene.text(x, scene.height, set.in_paint(Paint::Muted), "discount factor");
    scene.height += 20.0;
}

impl Axes {
    fn over(found: &SustainFindings, top: f64) -> Option<Self> {
        let sets =
            found.by_discount.iter().flat_map(|set| set.vertices.iter().map(<[f64; 2]>::as_slice));
        let corners: Vec<&[f64]> = sets.chain([found.target.payoffs.as_slice()]).collect();
        let ends = |player: usize| {
            let own = || corners.iter().filter_map(|at| at.get(player).copied());
            let (low, high) =
                (own().fold(f64::INFINITY, f64::min), own().fold(f64::NEG_INFINITY, f64::max));
            let room = (high - low) * ROOM;
            (low - room, high + room)
        };
        let (first, second) = (ends(0), ends(1));
        let axes = Self { low: [first.0, second.0], high: [first.1, second.1], top };
        let wide =
            |p: usize| axes.high[p] > axes.low[p] && (axes.high[p] - axes.low[p]).is_finite();
        (wide(0) && wide(1)).then_some(axes)
    }

    fn place(&self, at: [f64; 2]) -> (f64, f64) {
        let way = |p: usize| (at[p] - self.low[p]) / (self.high[p] - self.low[p]);
        (MARGIN + LEFT + WIDTH * way(0), self.top + HEIGHT * (1.0 - way(1)))
    }

    /// Whether payoffs lie within the frame.
    fn shows(&self, at: [f64; 2]) -> bool {
        (0..2).all(|p| self.low[p] <= at[p] && at[p] <= self.high[p])
    }

    fn area(&self) -> Area {
        Area { x: MARGIN + LEFT, y: self.top, width: WIDTH, height: HEIGHT }
    }

    /// Round payoffs of a player.
    fn ticks(&self, player: usize) -> Vec<f64> {
        let step = self.step(player);
        let first = (self.low[player] / step).ceil();
        let all = (0..4 * 5).map(|at| (first + f64::from(at)) * step);
        all.take_while(|tick| *tick <= self.high[player]).collect()
    }

    fn step(&self, player: usize) -> f64 {
        round_step((self.high[player] - self.low[player]) / TICKS)
    }

    fn frame(&self, scene: &mut Scene) {
        let Area { x, y, width, height } = self.area();
        for tick in self.ticks(0) {
            let (at, _) = self.place([tick, self.low[1]]);
            scene.line((at, y), (at, y + height), Paint::Rule, 1.0);
        }
        for tick in self.ticks(1) {
            let (_, at) = self.place([self.low[0], tick]);
            scene.line((x, at), (x + width, at), Paint::Rule, 1.0);
        }
        scene.frame(self.area(), Paint::Muted, 1.0);
    }

    fn numbers(&self, scene: &mut Scene) {
        let set = Type::plain(NUMBER);
        let bottom = self.top + HEIGHT;
        let text = |player: usize, tick: f64| {
            let decimals = Decimals::fitting([self.step(player) * 10.0], 0, 6);
            fixed(tick, decimals, Script::Typographic)
        };
        for tick in self.ticks(0) {
            let (x, _) = self.place([tick, self.low[1]]);
            scene.text(x, bottom + 16.0, set.at(Anchor::Middle), &text(0, tick));
        }
        for tick in self.ticks(1) {
            let (x, y) = self.place([self.low[0], tick]);
            scene.text(x - 8.0, y + 4.0, set.at(Anchor::End), &text(1, tick));
        }
        scene.height = bottom + 18.0;
    }
}
