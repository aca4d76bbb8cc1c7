//! The ladder as a graph: the likeliest situations by how much is in force, who takes play from one to
//! another, and the way that play takes most often.

use talion::{EscalationFindings, Findings, GraphArcFindings, GraphFindings, GraphStateFindings};

use super::colour::mover;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, lines, text_width};
use crate::format::{Decimals, Script, fixed, percent};
use crate::graph_files::mover as mover_words;

const SCRIPT: Script = Script::Typographic;
const MARGIN: f64 = 16.0;
/// A situation.
const BOX: f64 = 142.0;
/// Between columns, and between situations of one.
const GAP: (f64, f64) = (44.0, 26.0);
const LABEL: f64 = 11.0;
/// Most situations that are drawn; all that are given are in the tables and the graph files.
const MOST: usize = 16;
/// Ways taken less often than this are not drawn.
const LEAST_PASSAGES: f64 = 0.05;
const HEAD: f64 = 8.0;
/// How far a way is shifted from the line between two centres, so that there and back lie apart.
const SHIFT: f64 = 6.0;

/// A situation in its place.
struct Placed<'a> {
    /// Its position in the findings.
    number: usize,
    state: &'a GraphStateFindings,
    area: Area,
    words: Vec<String>,
}

/// The figure, or `None` where there is no graph.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let game = findings.escalation.as_ref()?;
    let graph = game.graph.as_ref().filter(|graph| graph.states.len() > 1)?;
    let chosen = chosen(graph);
    let (columns, ways) = (columns(graph, &chosen), drawn(graph, &chosen));
    let width = MARGIN * 2.0 + columns.len() as f64 * (BOX + GAP.0) - GAP.0;
    let mut scene = Scene::titled(
        "ladder".into(),
        "Who takes play where".into(),
        caption(graph),
        width.max(560.0),
    );
    scene.fluid = true;
    legend(&mut scene, game, &ways);
    let placed = place(&mut scene, graph, &columns);
    for arc in ways {
        way(&mut scene, game, arc, &placed);
    }
    for one in &placed {
        situation(&mut scene, one, one.number == graph.start);
    }
    Some(scene)
}

fn caption(graph: &GraphFindings) -> String {
    format!(
        "The likeliest situations within {} quarters from the start (heavy frame), further to the right the \
         more rungs are in force, deals at the end; with the chance that play is ever there. Arrows in the \
         colour of who moves, dashed where nobody who moves can take it back alone, thick along the way that \
         is taken most often. Situations that differ in the technology gap alone are one. All {} are in \
         tables/escalation_states.csv and escalation.graphml.",
        graph.quarters,
        graph.states.len()
    )
}

/// The start, the situations of the likely way, and the likeliest others, in their order.
fn chosen(graph: &GraphFindings) -> Vec<usize> {
    let on_way =
        |at: usize| graph.arcs.iter().any(|arc| arc.likely && (arc.from == at || arc.to == at));
    let mut order: Vec<usize> = (0..graph.states.len()).collect();
    let rank =
        |at: usize| if at == graph.start || on_way(at) { 2.0 } else { graph.states[at].ever };
    order.sort_by(|&a, &b| rank(b).total_cmp(&rank(a)));
    order.truncate(MOST);
    order.sort_unstable();
    order
}

/// Whether a situation lies on the way that is taken most often.
fn is_on_way(graph: &GraphFindings, at: usize) -> bool {
    graph.arcs.iter().any(|arc| arc.likely && (arc.from == at || arc.to == at))
}

/// Situations by the number of rungs in force, those of the likely way first; deals last.
fn columns(graph: &GraphFindings, chosen: &[usize]) -> Vec<(String, Vec<usize>)> {
    let rungs = |at: usize| graph.states[at].rungs.iter().sum::<usize>();
    let is_deal = |at: usize| graph.states[at].phase == "deal";
    let most = chosen.iter().map(|&at| rungs(at)).max().unwrap_or(0);
    let mut columns: Vec<(String, Vec<usize>)> = (0..=most)
        .map(|count| {
            let own = chosen.iter().copied().filter(|&at| rungs(at) == count && !is_deal(at));
            let head = match count {
                0 => "no rung".to_owned(),
                1 => "1 rung".to_owned(),
                several => format!("{several} rungs"),
            };
            (head, own.collect())
        })
        .collect();
    columns.push(("deal".into(), chosen.iter().copied().filter(|&at| is_deal(at)).collect()));
    columns.retain(|(_, own)| !own.is_empty());
    for (_, own) in &mut columns {
        own.sort_by_key(|&at| !is_on_way(graph, at));
    }
    columns
}

/// Puts the situations in their places and the heads of columns above them.
fn place<'a>(
    scene: &mut Scene,
    graph: &'a GraphFindings,
    columns: &[(String, Vec<usize>)],
) -> Vec<Placed<'a>> {
    let heading = Type::plain(LABEL).in_paint(Paint::Muted).at(Anchor::Middle);
    scene.height += 24.0;
    let mut placed = Vec::new();
    let top = scene.height + 10.0;
    let mut bottom = top;
    // The likely way has the first line for itself, so that it runs behind no other situation.
    let first = columns.iter().filter_map(|(_, own)| own.first()).copied();
    let first =
        first.filter(|&at| is_on_way(graph, at)).map(|at| height(&words(&graph.states[at])));
    let line = first.fold(0.0, f64::max) + GAP.1;
    for (column, (head, own)) in columns.iter().enumerate() {
        let x = MARGIN + column as f64 * (BOX + GAP.0);
        scene.text(x + BOX / 2.0, scene.height, heading, head);
        let joins = own.first().is_some_and(|&at| is_on_way(graph, at));
        let mut y = if joins { top } else { top + line };
        for &number in own {
            let state = &graph.states[number];
            let words = words(state);
            let area = Area { x, y, width: BOX, height: height(&words) };
            y += area.height + GAP.1;
            bottom = f64::max(bottom, y - GAP.1);
            placed.push(Placed { number, state, area, words });
        }
    }
    scene.height = bottom + 16.0;
    placed
}

fn height(words: &[String]) -> f64 {
    14.0 + words.len() as f64 * Type::plain(LABEL).leading()
}

/// Policies in force, then the phase with the chance of ever being there.
fn words(state: &GraphStateFindings) -> Vec<String> {
    let policies = state.name.rsplit_once("; ").map_or(state.name.as_str(), |(head, _)| head);
    let mut words = lines(policies, BOX - 14.0, LABEL);
    words.push(format!("{}: {}\u{a0}%", state.phase, percent(state.ever, SCRIPT)));
    words
}

fn situation(scene: &mut Scene, one: &Placed<'_>, is_start: bool) {
    let Area { x, y, width, height } = one.area;
    scene.rect(one.area, Paint::Paper);
    scene.frame(one.area, Paint::Ink, if is_start { 3.0 } else { 1.0 });
    if one.state.phase == "deal" {
        let inner = Area { x: x + 3.0, y: y + 3.0, width: width - 6.0, height: height - 6.0 };
        scene.frame(inner, Paint::Ink, 1.0);
    }
    let set = Type::plain(LABEL).at(Anchor::Middle);
    let (phase, policies) = one.words.split_last().map_or(("", &[][..]), |(p, all)| (p, all));
    scene.lines(x + width / 2.0, y + 8.0 + LABEL, set, policies);
    let below = y + 8.0 + LABEL + policies.len() as f64 * set.leading();
    scene.text(x + width / 2.0, below, set.bold(), phase);
    let two = Decimals::fitting([1.0], 2, 2);
    scene.sensor(
        one.area,
        format!(
            "{}: ever {}\u{a0}%, {} quarters expected",
            one.state.name,
            percent(one.state.ever, SCRIPT),
            fixed(one.state.quarters, two, SCRIPT)
        ),
    );
}

/// Of every pair of situations that are drawn, the way taken most often; the likely way last, on top.
fn drawn<'a>(graph: &'a GraphFindings, chosen: &[usize]) -> Vec<&'a GraphArcFindings> {
    let there = |number: usize| chosen.contains(&number);
    let mut ways: Vec<&GraphArcFindings> = Vec::new();
    for arc in &graph.arcs {
        let seen = arc.passages >= LEAST_PASSAGES || arc.likely;
        if !seen || !there(arc.from) || !there(arc.to) {
            continue;
        }
        match ways.iter_mut().find(|one| (one.from, one.to) == (arc.from, arc.to)) {
            Some(known) if (arc.likely, arc.passages) > (known.likely, known.passages) => {
                *known = arc;
            }
            Some(_) => {}
            None => ways.push(arc),
        }
    }
    ways.sort_by_key(|arc| arc.likely);
    ways
}

fn way(
    scene: &mut Scene,
    game: &EscalationFindings,
    arc: &GraphArcFindings,
    placed: &[Placed<'_>],
) {
    let area = |number: usize| placed.iter().find(|one| one.number == number).map(|one| one.area);
    let (Some(from), Some(to)) = (area(arc.from), area(arc.to)) else { return };
    let paint = Paint::Fixed(mover(&game.assumptions.players, &arc.movers));
    let (a, b) = shifted(centre(from), centre(to));
    let (start, end) = (border(from, a, b), border(to, b, a));
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let length = dx.hypot(dy);
    if length <= HEAD {
        return;
    }
    let (ux, uy) = (dx / length, dy / length);
    let neck = (end.0 - HEAD * ux, end.1 - HEAD * uy);
    let thickness = if arc.likely { 4.0 } else { 1.5 };
    scene.layer(Some(&mover_words(arc)));
    scene.path(&[start, neck], paint, Stroke { thickness, dashed: arc.irreversible });
    let said = Decimals::fitting([1.0], 2, 2);
    scene.hint(format!(
        "{}: {}, {} passages expected",
        mover_words(arc),
        arc.action,
        fixed(arc.passages, said, SCRIPT)
    ));
    let side = HEAD * if arc.likely { 0.75 } else { 0.5 };
    let corners =
        [end, (neck.0 - side * uy, neck.1 + side * ux), (neck.0 + side * uy, neck.1 - side * ux)];
    scene.polygon(&corners, paint);
    scene.layer(None);
}

fn centre(area: Area) -> (f64, f64) {
    (area.x + area.width / 2.0, area.y + area.height / 2.0)
}

/// A line moved to the right of its own direction.
fn shifted(from: (f64, f64), to: (f64, f64)) -> ((f64, f64), (f64, f64)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (sx, sy) = (-dy / length * SHIFT, dx / length * SHIFT);
    ((from.0 + sx, from.1 + sy), (to.0 + sx, to.1 + sy))
}

/// Where the line from a point within an area to another one leaves it.
fn border(area: Area, from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let reach = |delta: f64, low: f64, high: f64| {
        if delta > 0.0 {
            high / delta
        } else if delta < 0.0 {
            low / delta
        } else {
            f64::INFINITY
        }
    };
    let across = reach(dx, area.x - from.0, area.x + area.width - from.0);
    let down = reach(dy, area.y - from.1, area.y + area.height - from.1);
    let way = across.min(down).clamp(0.0, 1.0);
    (from.0 + dx * way, from.1 + dy * way)
}

fn legend(scene: &mut Scene, game: &EscalationFindings, ways: &[&GraphArcFindings]) {
    let label = Type::plain(12.0);
    let mut entries: Vec<(String, Paint, Stroke)> = Vec::new();
    let thin = Stroke { thickness: 2.5, dashed: false };
    for arc in ways {
        let words = mover_words(arc);
        if !entries.iter().any(|(known, ..)| *known == words) {
            entries.push((
                words,
                Paint::Fixed(mover(&game.assumptions.players, &arc.movers)),
                thin,
            ));
        }
    }
    entries.push((
        "cannot be taken back alone".into(),
        Paint::Ink,
        Stroke { dashed: true, ..thin },
    ));
    let thick = Stroke { thickness: 4.0, dashed: false };
    entries.push(("most often".into(), Paint::Ink, thick));
    let (mut x, right) = (MARGIN, scene.width - MARGIN);
    scene.height += 16.0;
    for (words, paint, stroke) in entries {
        let needs = 30.0 + 8.0 + text_width(&words, label.size) + 16.0;
        if x > MARGIN && x + needs > right {
            x = MARGIN;
            scene.height += 18.0;
        }
        let y = scene.height - 4.0;
        scene.path(&[(x, y), (x + 30.0, y)], paint, stroke);
        scene.text(x + 38.0, scene.height, label, &words);
        x += needs;
    }
}
