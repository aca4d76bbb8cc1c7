//! The game over time: odds of every phase and of every rung of each track, quarter by quarter, as
//! bands that add up to one.

use talion::{EscalationFindings, Findings};

use super::colour::term;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, lines, text_width};
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
/// Bands from nothing upwards; the first is drawn in the colour of rules.
const COLOURS: [usize; 5] = [5, 0, 1, 4, 3];

/// The figure, or `None` where the scenario does not ask.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let game = findings.escalation.as_ref()?;
    let last = game.quarters.last().filter(|at| at.quarter > 0)?.quarter;
    let mut scene = Scene::titled(
        "over-time".into(),
        "Escalation and talks over time".into(),
        caption(game),
        MARGIN + LEFT + WIDTH + MARGIN,
    );
    scene.fluid = true;
    let phases = ["no talks", "talks", "truce", "deal"].map(str::to_owned);
    let odds: Vec<Vec<f64>> = game.quarters.iter().map(|at| at.phases.to_vec()).collect();
    panel(&mut scene, "Talks", &phases, &odds, last);
    for (place, track) in game.assumptions.tracks.iter().enumerate() {
        let mut names = vec!["nothing".to_owned()];
        names.extend(track.rungs.iter().cloned());
        let odds: Vec<Vec<f64>> = game.quarters.iter().map(|at| at.rungs[place].clone()).collect();
        let title = format!("{}: {}", track.player, track.name);
        panel(&mut scene, &title, &names, &odds, last);
    }
    let muted = Type::plain(LABEL).in_paint(Paint::Muted).at(Anchor::End);
    scene.height += 16.0;
    scene.text(MARGIN + LEFT + WIDTH, scene.height, muted, "quarters from the start \u{2192}");
    scene.height += 14.0;
    Some(scene)
}

fn caption(game: &EscalationFindings) -> String {
    format!(
        "Chance of every phase of talks and of every rung, in percent, by quarter, as bands that add up to \
         one hundred. Seen from the start under {}, selected by {}; exact, not drawn at random.",
        game.concept, game.selection_rule
    )
}

/// One panel: a title with its legend, bands, axes.
fn panel(scene: &mut Scene, title: &str, names: &[String], odds: &[Vec<f64>], last: usize) {
    scene.height += 22.0;
    scene.text(MARGIN, scene.height, Type::plain(LABEL).bold(), title);
    legend(scene, names);
    let top = scene.height + 8.0;
    let place = |quarter: usize, level: f64| {
        let x = MARGIN + LEFT + WIDTH * quarter as f64 / last as f64;
        (x, top + HEIGHT * (1.0 - level))
    };
    let below = |quarter: usize, band: usize| -> f64 {
        odds[quarter][..band].iter().sum::<f64>().clamp(0.0, 1.0)
    };
    for band in 0..names.len() {
        let upper = (0..=last).map(|quarter| place(quarter, below(quarter, band + 1)));
        let lower = (0..=last).rev().map(|quarter| place(quarter, below(quarter, band)));
        let corners: Vec<(f64, f64)> = upper.clone().chain(lower).collect();
        scene.polygon(&corners, paint(band));
        if band + 1 < names.len() {
            // An edge keeps neighbours apart for those who do not see the colours.
            scene.path(&upper.collect::<Vec<_>>(), Paint::Paper, EDGE);
        }
    }
    let area = Area { x: MARGIN + LEFT, y: top, width: WIDTH, height: HEIGHT };
    scene.frame(area, Paint::Muted, 1.0);
    for (quarter, odds) in odds.iter().enumerate().take(last + 1) {
        let half = WIDTH / last as f64 / 2.0;
        let (left, right) = (place(quarter, 0.0).0 - half, place(quarter, 0.0).0 + half);
        let (left, right) = (left.max(MARGIN + LEFT), right.min(MARGIN + LEFT + WIDTH));
        let said =
            names.iter().zip(odds).map(|(name, x)| format!("{name} {} %", percent(*x, SCRIPT)));
        let said: Vec<String> = said.collect();
        let strip = Area { x: left, y: top, width: right - left, height: HEIGHT };
        scene.sensor(strip, format!("{title}, quarter {quarter}: {}", said.join(", ")));
    }
    let numbers = Type::plain(NUMBER);
    for (level, text) in [(0.0, "0"), (0.5, "50"), (1.0, "100")] {
        let (_, y) = place(0, level);
        scene.text(MARGIN + LEFT - 8.0, y + 4.0, numbers.at(Anchor::End), text);
    }
    let step = [1, 2, 4, 8, 20, 40].into_iter().find(|step| last / step <= 12).unwrap_or(100);
    for quarter in (0..=last).step_by(step) {
        let (x, y) = place(quarter, 0.0);
        scene.line((x, y), (x, y + 4.0), Paint::Muted, 1.0);
        scene.text(x, y + 16.0, numbers.at(Anchor::Middle), &quarter.to_string());
    }
    scene.height = top + HEIGHT + 18.0;
}

/// Swatches with names, broken into lines where they do not fit.
fn legend(scene: &mut Scene, names: &[String]) {
    let set = Type::plain(LABEL);
    let right = MARGIN + LEFT + WIDTH;
    let mut x = MARGIN + LEFT;
    scene.height += 18.0;
    for (band, name) in names.iter().enumerate() {
        let text = lines(name, WIDTH - 2.0 * SWATCH, LABEL).swap_remove(0);
        let needs = SWATCH + 6.0 + text_width(&text, LABEL) + 14.0;
        if x > MARGIN + LEFT && x + needs > right {
            x = MARGIN + LEFT;
            scene.height += 18.0;
        }
        let swatch = Area { x, y: scene.height - SWATCH + 1.0, width: SWATCH, height: SWATCH };
        scene.rect(swatch, paint(band));
        scene.text(x + SWATCH + 6.0, scene.height, set, &text);
        x += needs;
    }
}

fn paint(band: usize) -> Paint {
    match band {
        0 => Paint::Rule,
        band => Paint::Fixed(term(COLOURS[(band - 1) % COLOURS.len()])),
    }
}
