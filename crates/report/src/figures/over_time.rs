//! The game over time: odds of every phase and of every rung of each track, quarter by quarter, as
//! bands that add up to one; over them, where there is a record, a dot for what came about.

use std::ops::RangeInclusive;

use talion::{EscalationFindings, Findings, HistoryFindings};

use super::colour::term;
use super::legend::Legend;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type};
use crate::format::{Script, percent};

const SCRIPT: Script = Script::Typographic;

const MARGIN: f64 = 16.0;
/// Room for the numbers left of a panel.
const LEFT: f64 = 36.0;
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 110.0;
const LABEL: f64 = 12.0;
const NUMBER: f64 = 11.0;
const SWATCH: f64 = 10.0;
const EDGE: Stroke = Stroke { thickness: 1.0, dashed: false };
/// What the dots are called.
const CAME: &str = "what came about";
const PHASES: [&str; 4] = ["no talks", "talks", "truce", "deal"];

/// What one panel shows.
struct Panel<'p> {
    title: String,
    /// Bands from below.
    names: Vec<String>,
    /// Chance of every band, by quarter.
    odds: Vec<&'p [f64]>,
    /// Bands that came about, by quarter; empty without a record.
    came: Vec<RangeInclusive<usize>>,
}
/// Bands from nothing upwards; the first is drawn in the colour of rules.
const COLOURS: [usize; 5] = [5, 0, 1, 4, 3];

/// The figure, or `None` where the scenario does not ask.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let game = findings.escalation.as_ref()?;
    let last = game.quarters.last().filter(|at| at.quarter > 0)?.quarter;
    let mut scene = Scene::titled(
        "over-time".into(),
        "Escalation and talks over time".into(),
        caption(game, findings.history.as_ref()),
        MARGIN + LEFT + WIDTH + MARGIN,
    );
    scene.fluid = true;
    for panel in panels(game, findings.history.as_ref()) {
        panel.draw(&mut scene, last);
    }
    let muted = Type::plain(LABEL).in_paint(Paint::Muted).at(Anchor::End);
    scene.height += 16.0;
    scene.text(MARGIN + LEFT + WIDTH, scene.height, muted, "quarters from the start \u{2192}");
    scene.height += 14.0;
    Some(scene)
}

fn caption(game: &EscalationFindings, came: Option<&HistoryFindings>) -> String {
    let bands = format!(
        "Chance of every phase of talks and of every rung, in percent, by quarter, as bands that add up to \
         one hundred. Seen from the start under {}, selected by {}; exact, not drawn at random.",
        game.concept, game.selection_rule
    );
    match came {
        Some(came) => format!(
            "{bands} Dots: what came about after the end of {}, each in the middle of its band and in its \
             colour; a dot on an edge has a chance of next to nothing.",
            came.from
        ),
        None => bands,
    }
}

/// Talks, then every track.
fn panels<'g>(game: &'g EscalationFindings, came: Option<&HistoryFindings>) -> Vec<Panel<'g>> {
    let quarters = came.map(|came| came.quarters.as_slice()).unwrap_or_default();
    let phase = |word: &str| match PHASES.iter().position(|known| *known == word) {
        // The record does not tell a truce from talks.
        Some(1) => 1..=2,
        found => found.unwrap_or(0)..=found.unwrap_or(0),
    };
    let mut panels = vec![Panel {
        title: "Talks".to_owned(),
        names: PHASES.map(str::to_owned).to_vec(),
        odds: game.quarters.iter().map(|at| at.phases.as_slice()).collect(),
        came: quarters.iter().map(|at| phase(&at.phase)).collect(),
    }];
    for (place, track) in game.assumptions.tracks.iter().enumerate() {
        let mut names = vec!["nothing".to_owned()];
        names.extend(track.rungs.iter().cloned());
        panels.push(Panel {
            title: format!("{}: {}", track.player, track.name),
            names,
            odds: game.quarters.iter().map(|at| at.rungs[place].as_slice()).collect(),
            came: quarters
                .iter()
                .filter_map(|at| at.rungs[place].map(|rung| rung..=rung))
                .collect(),
        });
    }
    panels
}

impl Panel<'_> {
    /// A title with its legend, bands, dots, axes.
    fn draw(&self, scene: &mut Scene, last: usize) {
        scene.height += 22.0;
        scene.text(MARGIN, scene.height, Type::plain(LABEL).bold(), &self.title);
        legend(scene, &self.names, !self.came.is_empty());
        let top = scene.height + 8.0;
        self.bands(scene, top, last);
        self.dots(scene, top, last);
        self.sensors(scene, top, last);
        axes(scene, top, last);
        scene.height = top + HEIGHT + 18.0;
    }

    /// Chance of everything below a band.
    fn below(&self, quarter: usize, band: usize) -> f64 {
        self.odds[quarter][..band].iter().sum::<f64>().clamp(0.0, 1.0)
    }

    fn bands(&self, scene: &mut Scene, top: f64, last: usize) {
        for band in 0..self.names.len() {
            let edge = |quarter: usize, band| place(top, last, quarter, self.below(quarter, band));
            let upper = (0..=last).map(|quarter| edge(quarter, band + 1));
            let lower = (0..=last).rev().map(|quarter| edge(quarter, band));
            let corners: Vec<(f64, f64)> = upper.clone().chain(lower).collect();
            scene.polygon(&corners, paint(band));
            if band + 1 < self.names.len() {
                // An edge keeps neighbours apart for those who do not see the colours.
                scene.path(&upper.collect::<Vec<_>>(), Paint::Paper, EDGE);
            }
        }
        let area = Area { x: MARGIN + LEFT, y: top, width: WIDTH, height: HEIGHT };
        scene.frame(area, Paint::Muted, 1.0);
    }

    /// What came about, each in the middle of its band. No line joins the dots: their height is no quantity.
    fn dots(&self, scene: &mut Scene, top: f64, last: usize) {
        let centre = |quarter: usize, came: &RangeInclusive<usize>| {
            let ends = [self.below(quarter, *came.start()), self.below(quarter, came.end() + 1)];
            place(top, last, quarter, f64::midpoint(ends[0], ends[1]))
        };
        scene.layer(Some(CAME));
        for (quarter, came) in self.came.iter().enumerate().take(last + 1) {
            dot(scene, centre(quarter, came), paint(*came.start()));
        }
        scene.layer(None);
    }

    /// What every quarter says when pointed at.
    fn sensors(&self, scene: &mut Scene, top: f64, last: usize) {
        let half = WIDTH / last as f64 / 2.0;
        for (quarter, odds) in self.odds.iter().enumerate().take(last + 1) {
            let (x, _) = place(top, last, quarter, 0.0);
            let (left, right) = (x - half, x + half);
            let (left, right) = (left.max(MARGIN + LEFT), right.min(MARGIN + LEFT + WIDTH));
            let shares = self.names.iter().zip(*odds);
            let said = shares.map(|(name, x)| format!("{name} {} %", percent(*x, SCRIPT)));
            let said: Vec<String> = said.collect();
            let came = self.came.get(quarter).map_or(String::new(), |came| {
                format!("; came about: {}", self.names[came.clone()].join(" or "))
            });
            let strip = Area { x: left, y: top, width: right - left, height: HEIGHT };
            let text = format!("{}, quarter {quarter}: {}{came}", self.title, said.join(", "));
            scene.sensor(strip, text);
        }
    }
}

fn place(top: f64, last: usize, quarter: usize, level: f64) -> (f64, f64) {
    let x = MARGIN + LEFT + WIDTH * quarter as f64 / last as f64;
    (x, top + HEIGHT * (1.0 - level))
}

/// A dot that can be told from any ground.
fn dot(scene: &mut Scene, centre: (f64, f64), paint: Paint) {
    scene.circle(centre, 6.0, Paint::Paper);
    scene.circle(centre, 5.0, Paint::Ink);
    scene.circle(centre, 3.5, paint);
}

fn axes(scene: &mut Scene, top: f64, last: usize) {
    let numbers = Type::plain(NUMBER);
    for (level, text) in [(0.0, "0"), (0.5, "50"), (1.0, "100 %")] {
        let (_, y) = place(top, last, 0, level);
        scene.text(MARGIN + LEFT - 8.0, y + 4.0, numbers.at(Anchor::End), text);
    }
    let step = [1, 2, 4, 8, 20, 40].into_iter().find(|step| last / step <= 12).unwrap_or(100);
    for quarter in (0..=last).step_by(step) {
        let (x, y) = place(top, last, quarter, 0.0);
        scene.line((x, y), (x, y + 4.0), Paint::Muted, 1.0);
        scene.text(x, y + 16.0, numbers.at(Anchor::Middle), &quarter.to_string());
    }
}

/// Swatches with names, broken into lines where they do not fit; a dot for what came about.
fn legend(scene: &mut Scene, names: &[String], came: bool) {
    let place = Legend {
        left: MARGIN + LEFT,
        right: MARGIN + LEFT + WIDTH,
        longest: WIDTH - 2.0 * SWATCH,
        sample: SWATCH,
        size: LABEL,
    };
    let all = names.iter().map(String::as_str).chain(came.then_some(CAME));
    place.draw(scene, all, |scene, band, x| {
        let y = scene.height - SWATCH + 1.0;
        if band < names.len() {
            scene.rect(Area { x, y, width: SWATCH, height: SWATCH }, paint(band));
        } else {
            dot(scene, (x + SWATCH / 2.0, y + SWATCH / 2.0), Paint::Paper);
        }
    });
}

fn paint(band: usize) -> Paint {
    match band {
        0 => Paint::Rule,
        band => Paint::Fixed(term(COLOURS[(band - 1) % COLOURS.len()])),
    }
}
