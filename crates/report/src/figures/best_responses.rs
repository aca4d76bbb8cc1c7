//! Best-response curves of two players with one tariff each, their welfare lines through the Nash
//! point, and the points that theory names: the first player's rate across, the second's up.

use talion::{CurvePoint, Findings, MarkFindings, ReactionFindings};

use super::colour::{Rgb, term};
use super::contour::{Field, Spot};
use super::labels::Labels;
use super::plane::Plane;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, lines};
use crate::format::{Decimals, Script, percent, signed};

const SCRIPT: Script = Script::Typographic;

const MARGIN: f64 = 16.0;
/// Room for the numbers left of the plot.
const LEFT: f64 = 36.0;
const SIDE: f64 = 430.0;
const LABEL: f64 = 12.0;
/// Marks nearer to each other than this are one mark with both names.
const SAME: f64 = 3.0;
const CURVE: Stroke = Stroke { thickness: 2.5, dashed: false };
const WELFARE: Stroke = Stroke { thickness: 1.5, dashed: true };
/// Blue and vermilion: kept apart by all common kinds of colour blindness, read on light and dark.
const COLOURS: [usize; 2] = [0, 4];

/// The figure, or `None` where there are no curves.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let curves = findings.policy.as_ref()?.curves.as_ref()?;
    let [first, second] = curves.players.as_slice() else { return None };
    let names = [first.as_str(), second.as_str()];
    let graphs = [across(&curves.first), up(&curves.second)];
    let marks: Vec<(Spot, &MarkFindings)> =
        curves.marks.iter().filter_map(|mark| Some((spot(mark)?, mark))).collect();
    let seen = graphs.iter().flatten().copied().chain(marks.iter().map(|(spot, _)| *spot));
    let numbers = seen.flat_map(|(x, y)| [x, y]).chain(curves.axis.iter().copied());

    let mut scene = Scene::titled(
        "best-responses".into(),
        "Best responses in tariffs".into(),
        caption(&names, curves),
        MARGIN + LEFT + SIDE + 20.0,
    );
    scene.fluid = true;
    legend(&mut scene, &names, nash(curves).is_some());
    let words = format!("↑ tariff of {} on {}, %", names[1], names[0]);
    let muted = Type::plain(LABEL).in_paint(Paint::Muted);
    let words = lines(&words, scene.width - 2.0 * MARGIN, LABEL);
    scene.height += 22.0;
    scene.lines(MARGIN, scene.height, muted, &words);
    scene.height += muted.leading() * (words.len() as f64 - 1.0) + 12.0;

    let plane = Plane::over(numbers, (MARGIN + LEFT, scene.height), SIDE)?;
    plane.frame(&mut scene);
    let isolines = welfare_lines(curves);
    for (name, (lines, colour)) in names.iter().zip(isolines.iter().zip(COLOURS)) {
        scene.layer(Some(&format!("{name} as well off as at Nash")));
        for line in lines {
            scene.path(&plane.places(line), Paint::Fixed(term(colour)), WELFARE);
        }
    }
    for (name, (graph, colour)) in names.iter().zip(graphs.iter().zip(COLOURS)) {
        scene.layer(Some(&format!("best response of {name}")));
        scene.path(&plane.places(graph), Paint::Fixed(term(colour)), CURVE);
        for (first, second) in graph {
            let said =
                format!("{}: {} %, {}: {} %", names[0], rate(*first), names[1], rate(*second));
            let (x, y) = plane.place((*first, *second));
            let area = Area { x: x - 4.0, y: y - 4.0, width: 8.0, height: 8.0 };
            scene.sensor(area, said);
        }
    }
    scene.layer(None);
    let drawn: Vec<Vec<(f64, f64)>> =
        isolines.iter().flatten().chain(&graphs).map(|line| plane.places(line)).collect();
    named(&mut scene, &plane, &marks, &drawn);
    for (spot, mark) in &marks {
        let (x, y) = plane.place(*spot);
        let welfare: Vec<String> = names
            .iter()
            .zip(&mark.welfare_percent)
            .map(|(name, value)| {
                format!("{name} {} %", signed(*value, Decimals::percent([*value]), SCRIPT))
            })
            .collect();
        let area = Area { x: x - 9.0, y: y - 9.0, width: 18.0, height: 18.0 };
        let rates = format!("{} %, {} %", rate(spot.0), rate(spot.1));
        scene.sensor(area, format!("{}: {rates}; welfare {}", mark.name, welfare.join(", ")));
    }
    plane.numbers(&mut scene);
    let words = format!("tariff of {} on {}, % →", names[0], names[1]);
    let words = lines(&words, SIDE, LABEL);
    scene.height += 20.0;
    scene.lines(MARGIN + LEFT + SIDE, scene.height, muted.at(Anchor::End), &words);
    scene.height += muted.leading() * (words.len() as f64 - 1.0) + 14.0;
    Some(scene)
}

/// A rate in percent.
fn rate(fraction: f64) -> String {
    percent(fraction, SCRIPT)
}

/// The first player's replies: they lie across, its rival's rates up.
fn across(curve: &[CurvePoint]) -> Vec<Spot> {
    curve.iter().map(|point| (point.reply, point.rival)).collect()
}

/// The second player's replies: they lie up, its rival's rates across.
fn up(curve: &[CurvePoint]) -> Vec<Spot> {
    curve.iter().map(|point| (point.rival, point.reply)).collect()
}

fn spot(mark: &MarkFindings) -> Option<Spot> {
    match mark.rates[..] {
        [first, second] => Some((first, second)),
        _ => None,
    }
}

/// The first Nash point.
fn nash(curves: &ReactionFindings) -> Option<&MarkFindings> {
    curves.marks.iter().find(|mark| is_nash(mark))
}

fn is_nash(mark: &MarkFindings) -> bool {
    mark.name.starts_with("Nash")
}

/// Of each player, the lines on which it is as well off as at the Nash point.
fn welfare_lines(curves: &ReactionFindings) -> [Vec<Vec<Spot>>; 2] {
    [0, 1].map(|player| {
        let level = nash(curves).and_then(|mark| mark.welfare_percent.get(player));
        let values = curves.welfare_percent.get(player);
        let field = values.and_then(|values| Field::refined(&curves.axis, values));
        match (field, level) {
            (Some(field), Some(level)) => field.lines_at(*level),
            _ => Vec::new(),
        }
    })
}

fn caption(names: &[&str; 2], curves: &ReactionFindings) -> String {
    let [first, second] = names;
    let mean = if curves.marks.iter().any(|mark| mark.name == "status quo") {
        " The status quo is drawn at the mean of the rates applied to the other's goods, weighted \
         by trade."
    } else {
        ""
    };
    let curves_say = format!(
        "One tariff each on all goods of the other, percent. The blue curve is the best tariff of \
         {first} at every tariff of {second}, the orange one the best of {second} at every tariff \
         of {first}"
    );
    match nash(curves) {
        None => format!("{curves_say}; no point was found at which both are best replies.{mean}"),
        Some(mark) => {
            let along = "Along a dashed line a player is as well off as at the star";
            let tangent = if inside(mark, &curves.axis) {
                format!(
                    "There the line of {first} lies flat and that of {second} stands upright, as \
                     neither can gain by its own tariff; in the lens"
                )
            } else {
                "In the lens".to_owned()
            };
            format!(
                "{curves_say}; where they cross, at the star, nobody gains by moving alone (Nash). \
                 {along}. {tangent} between the two lines, towards lower tariffs, both are better \
                 off.{mean}"
            )
        }
    }
}

/// Whether no rate stands at the end of the axes, where a bound may hold it.
fn inside(mark: &MarkFindings, axis: &[f64]) -> bool {
    let (lowest, highest) = (axis.first(), axis.last());
    mark.rates.iter().all(|rate| lowest < Some(rate) && Some(rate) < highest)
}

fn legend(scene: &mut Scene, names: &[&str; 2], with_lines: bool) {
    let label = Type::plain(LABEL);
    let mut entry = |text: String, colour: Rgb, stroke: Stroke| {
        let words = lines(&text, scene.width - 2.0 * MARGIN - 40.0, LABEL);
        scene.height += label.leading() + 3.0;
        let y = scene.height;
        scene.path(&[(MARGIN, y - 4.0), (MARGIN + 30.0, y - 4.0)], Paint::Fixed(colour), stroke);
        scene.lines(MARGIN + 40.0, y, label, &words);
        scene.height += label.leading() * (words.len() as f64 - 1.0);
    };
    for (name, colour) in names.iter().zip(COLOURS) {
        entry(format!("best response of {name}"), term(colour), CURVE);
    }
    for (name, colour) in names.iter().zip(COLOURS).filter(|_| with_lines) {
        entry(format!("{name} as well off as at Nash"), term(colour), WELFARE);
    }
}

/// Marks with their names. Those that fall together share one label.
fn named(
    scene: &mut Scene,
    plane: &Plane,
    marks: &[(Spot, &MarkFindings)],
    drawn: &[Vec<(f64, f64)>],
) {
    let mut groups: Vec<((f64, f64), Vec<&MarkFindings>)> = Vec::new();
    for (spot, mark) in marks {
        let at = plane.place(*spot);
        match groups.iter_mut().find(|(other, _)| near(at, *other)) {
            Some((_, together)) => together.push(mark),
            None => groups.push((at, vec![mark])),
        }
    }
    let places: Vec<(f64, f64)> = groups.iter().map(|(at, _)| *at).collect();
    let mut labels = Labels::inside(plane.area(), &places, sampled(drawn));
    for (at, together) in &groups {
        let text = together.iter().map(|mark| mark.name.as_str()).collect::<Vec<_>>().join(", ");
        let set = Type::plain(LABEL).bold();
        let Some(place) = labels.place(*at, &text, LABEL) else { continue };
        if place.led {
            let shift = match place.anchor {
                Anchor::Start => -2.0,
                Anchor::Middle => 0.0,
                Anchor::End => 2.0,
            };
            scene.line(*at, (place.x + shift, place.y - LABEL * 0.35), Paint::Muted, 0.8);
        }
        scene.text(place.x, place.y, set.at(place.anchor), &text);
    }
    // Stars last, so that no other mark covers them.
    groups.sort_by_key(|(_, together)| together.iter().any(|mark| is_nash(mark)));
    for (at, together) in &groups {
        symbol(scene, *at, together);
    }
}

fn near(one: (f64, f64), other: (f64, f64)) -> bool {
    (one.0 - other.0).hypot(one.1 - other.1) < SAME
}

/// Points along lines, close enough that none slips through a label.
fn sampled(lines: &[Vec<(f64, f64)>]) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for pair in lines.iter().flat_map(|line| line.windows(2)) {
        let (from, to) = (pair[0], pair[1]);
        let steps = ((to.0 - from.0).hypot(to.1 - from.1) / 4.0).ceil().clamp(1.0, 1000.0);
        let mut step = 0.0;
        while step < steps {
            let way = step / steps;
            points.push((from.0 + (to.0 - from.0) * way, from.1 + (to.1 - from.1) * way));
            step += 1.0;
        }
    }
    points
}

/// A star for Nash, a diamond for an agreement, a ring for free trade, a dot for the rest.
fn symbol(scene: &mut Scene, (x, y): (f64, f64), together: &[&MarkFindings]) {
    let has = |name: &str| together.iter().any(|mark| mark.name == name);
    if together.iter().any(|mark| is_nash(mark)) {
        scene.star((x, y), 11.0, Paint::Paper);
        scene.star((x, y), 9.0, Paint::Ink);
    } else if has("agreement") {
        let corners = |reach: f64| [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)];
        scene.polygon(&corners(8.0), Paint::Paper);
        scene.polygon(&corners(6.0), Paint::Ink);
    } else {
        scene.circle((x, y), 6.0, Paint::Paper);
        scene.circle((x, y), 4.5, Paint::Ink);
        if has("free trade") {
            scene.circle((x, y), 2.5, Paint::Paper);
        }
    }
}
