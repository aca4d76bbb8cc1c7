//! Private resolve over time: hazards of giving in, beliefs while nobody gives in, and what the record of
//! moves tells.

use talion::{Findings, ObservedFindings, ResolveFindings, StandOffFindings};

use super::axis::round_step;
use super::colour::term;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, text_width};

const MARGIN: f64 = 16.0;
/// Room for the numbers left of a panel.
const LEFT: f64 = 40.0;
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 130.0;
const LABEL: f64 = 12.0;
const NUMBER: f64 = 11.0;
const SWATCH: f64 = 18.0;
/// Colours of the two sides, as in the best-response curves.
const COLOURS: [usize; 2] = [0, 4];
/// Most dates along a panel.
const TICKS: usize = 8;

/// One curve: its name and its points in the units of the panel.
struct Curve {
    name: String,
    points: Vec<(f64, f64)>,
}

/// A panel: what it shows, how high it reaches, and what stands along it.
struct Panel {
    title: String,
    top: f64,
    last: f64,
    ticks: Vec<(f64, String)>,
    along: &'static str,
    curves: [Curve; 2],
}

/// The figure, or `None` where there is nothing that moves.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let game = findings.resolve.as_ref()?;
    let mut panels = Vec::new();
    if let Some(stand_off) = game.stand_off.as_ref().filter(|one| one.path.len() > 1) {
        panels.extend(of_stand_off(game, stand_off));
    }
    if let [one, other] = &game.observed[..] {
        panels.push(of_record([one, other]));
    }
    if panels.is_empty() {
        return None;
    }
    let mut scene = Scene::titled(
        "beliefs".into(),
        "Who gives in, and what is believed".into(),
        caption(game),
        MARGIN + LEFT + WIDTH + MARGIN,
    );
    scene.fluid = true;
    for panel in &panels {
        place(&mut scene, panel);
    }
    scene.height += 8.0;
    Some(scene)
}

fn caption(game: &ResolveFindings) -> String {
    let mut parts = Vec::new();
    if let Some(one) = game.stand_off.as_ref().filter(|one| one.path.len() > 1) {
        parts.push(format!(
            "In a stand-off ({}): hazard of giving in, in percent a quarter, and the probability that a side \
             which has not given in never will, in percent; what waiting pays is off by {:.0e} at most.",
            one.over, one.indifference_residual
        ));
    }
    if let Some(one) = game.observed.first() {
        let label = one.types.first().map_or("", String::as_str);
        parts.push(format!(
            "From the record: the probability, in percent, that {} is {label}, and likewise for the other side, \
             after the moves of each month, by Bayes\u{2019} rule with the chances that the scenario states.",
            one.player
        ));
    }
    parts.join(" ")
}

fn of_stand_off(game: &ResolveFindings, stand_off: &StandOffFindings) -> Vec<Panel> {
    let last = stand_off.path.last().map_or(1.0, |at| at.quarter).max(1e-9);
    let curves = |of: &dyn Fn(&talion::StandOffPoint, usize) -> f64| {
        [0, 1].map(|side: usize| Curve {
            name: game.assumptions.players[side].clone(),
            points: stand_off.path.iter().map(|at| (at.quarter, 100.0 * of(at, side))).collect(),
        })
    };
    let hazards = curves(&|at, side| at.hazard[side]);
    let largest = hazards.iter().flat_map(|one| &one.points).map(|at| at.1).fold(1e-9, f64::max);
    let step = round_step(largest / 4.0);
    let ticks = quarters(last);
    let panel = |title: &str, top: f64, curves: [Curve; 2]| Panel {
        title: title.to_owned(),
        top,
        last,
        ticks: ticks.clone(),
        along: "quarters of the stand-off",
        curves,
    };
    vec![
        panel("Hazard of giving in, percent a quarter", step * (largest / step).ceil(), hazards),
        panel(
            "Probability that a side which holds out never gives in, percent",
            100.0,
            curves(&|at, side| at.resolute[side]),
        ),
    ]
}

fn quarters(last: f64) -> Vec<(f64, String)> {
    let step = round_step(last / 8.0).max(1.0);
    let mut ticks = Vec::new();
    let mut at = 0.0;
    while at <= last {
        ticks.push((at, format!("{at:.0}")));
        at += step;
    }
    ticks
}

fn of_record(observed: [&ObservedFindings; 2]) -> Panel {
    let months: Vec<&str> = observed[0].months.iter().map(|one| one.month.as_str()).collect();
    let every = months.len().div_ceil(TICKS).max(1);
    let ticks = months.iter().enumerate().step_by(every);
    let label = |own: &ObservedFindings| {
        let first = own.types.first().map_or("", String::as_str);
        format!("{} is {first}", own.player)
    };
    let curve = |own: &ObservedFindings| {
        let start = (0.0, 100.0 * own.prior.first().copied().unwrap_or_default());
        let after = own.months.iter().enumerate().map(|(at, month)| {
            let belief = month.beliefs.first().copied().unwrap_or_default();
            (at as f64 + 1.0, 100.0 * belief)
        });
        Curve { name: label(own), points: std::iter::once(start).chain(after).collect() }
    };
    Panel {
        title: "What the record tells: probability of the first type, percent".to_owned(),
        top: 100.0,
        last: months.len() as f64,
        ticks: ticks.map(|(at, month)| (at as f64 + 1.0, (*month).to_owned())).collect(),
        along: "after the moves of the month",
        curves: observed.map(curve),
    }
}

/// Draws a panel below what is there.
fn place(scene: &mut Scene, panel: &Panel) {
    scene.height += 24.0;
    scene.text(MARGIN, scene.height, Type::plain(LABEL).bold(), &panel.title);
    legend(scene, panel);
    let top = scene.height + 10.0;
    let point = |(x, y): (f64, f64)| {
        (MARGIN + LEFT + WIDTH * x / panel.last, top + HEIGHT * (1.0 - (y / panel.top).min(1.0)))
    };
    let numbers = Type::plain(NUMBER);
    for part in 0..=2_u8 {
        let level = panel.top * f64::from(part) / 2.0;
        let (x, y) = point((0.0, level));
        scene.line((x, y), (x + WIDTH, y), Paint::Rule, 1.0);
        let text = if level.fract() == 0.0 { format!("{level:.0}") } else { format!("{level}") };
        scene.text(x - 8.0, y + 4.0, numbers.at(Anchor::End), &text);
    }
    for (at, curve) in panel.curves.iter().enumerate() {
        let through: Vec<(f64, f64)> = curve.points.iter().copied().map(point).collect();
        scene.path(&through, paint(at), stroke(at));
    }
    let area = Area { x: MARGIN + LEFT, y: top, width: WIDTH, height: HEIGHT };
    scene.frame(area, Paint::Muted, 1.0);
    let wide = panel.ticks.first().is_some_and(|(_, text)| text.len() > 4);
    let room = if wide { text_width("2018-03", NUMBER) } else { 0.0 };
    let mut free = f64::NEG_INFINITY;
    for (at, text) in &panel.ticks {
        let (x, y) = point((*at, 0.0));
        scene.line((x, y), (x, y + 4.0), Paint::Muted, 1.0);
        if x - room / 2.0 >= free {
            let inside = x.min(MARGIN + LEFT + WIDTH + MARGIN - room / 2.0);
            scene.text(inside, y + 16.0, numbers.at(Anchor::Middle), text);
            free = x + room / 2.0;
        }
    }
    let muted = Type::plain(LABEL).in_paint(Paint::Muted).at(Anchor::End);
    scene.height = top + HEIGHT + 32.0;
    scene.text(MARGIN + LEFT + WIDTH, scene.height, muted, &format!("{} \u{2192}", panel.along));
}

/// Samples of the two lines with their names.
fn legend(scene: &mut Scene, panel: &Panel) {
    scene.height += 18.0;
    let mut x = MARGIN + LEFT;
    for (at, curve) in panel.curves.iter().enumerate() {
        let y = scene.height - LABEL * 0.35;
        scene.path(&[(x, y), (x + SWATCH, y)], paint(at), stroke(at));
        scene.text(x + SWATCH + 6.0, scene.height, Type::plain(LABEL), &curve.name);
        x += SWATCH + 6.0 + text_width(&curve.name, LABEL) + 20.0;
    }
}

fn paint(at: usize) -> Paint {
    Paint::Fixed(term(COLOURS[at % COLOURS.len()]))
}

/// The second side is dashed, for those who do not see the colours.
fn stroke(at: usize) -> Stroke {
    Stroke { thickness: 2.0, dashed: at == 1 }
}
