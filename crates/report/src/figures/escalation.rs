//! Escalation path: where best replies lead from the status quo, over the payoff matrix where there
//! is one, else as a chain of profiles.

use talion::Findings;

use super::heat_map::{CELL, MARGIN, ROW_LABELS, headings};
use super::scene::{Anchor, Area, Paint, Scene, Type, lines};
use crate::format::{Decimals, Script, signed};
use crate::grid::{Grid, is_best_reply, pure_equilibrium};
use crate::names;

/// Where in a cell the path runs: left of the payoffs and between them, so that it meets none.
const NODE: (f64, f64) = (20.0, 29.0);
const RADIUS: f64 = 9.0;
/// Larger matrices show their path as a chain.
const MOST_CELLS: usize = 100;

/// The figure, or `None` where no path was followed.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    names::status_quo(findings)?;
    match Grid::of(findings).filter(|grid| grid.rows() * grid.columns() <= MOST_CELLS) {
        Some(grid) => Some(over_matrix(findings, &grid)),
        None => Some(chain(findings)),
    }
}

fn ending(findings: &Findings) -> &'static str {
    match findings.main.path.cycle {
        Some(_) => "it turns in a cycle, closed by the dashed arrow",
        None => "it ends where nobody gains by moving alone",
    }
}

/// Profiles of the path in the order of the first visit, without repeats.
fn visited(findings: &Findings) -> Vec<&[usize]> {
    let mut seen: Vec<&[usize]> = Vec::new();
    for profile in &findings.main.path.profiles {
        if !seen.contains(&profile.as_slice()) {
            seen.push(profile);
        }
    }
    seen
}

/// Arrows of the path: from, to, and whether it closes a cycle.
fn arrows(findings: &Findings) -> Vec<(&[usize], &[usize], bool)> {
    let path = &findings.main.path;
    let mut seen: Vec<&[usize]> = Vec::new();
    let mut found = Vec::new();
    for pair in path.profiles.windows(2) {
        let [from, to] = pair else { continue };
        seen.push(from);
        found.push((from.as_slice(), to.as_slice(), seen.contains(&to.as_slice())));
    }
    let closed = found.iter().any(|(_, _, closes)| *closes);
    let ends = (path.profiles.last(), path.cycle.as_ref().and_then(|cycle| cycle.first()));
    if let (Some(last), Some(first), false) = (ends.0, ends.1, closed)
        && last != first
    {
        found.push((last, first, true));
    }
    found
}

fn over_matrix(findings: &Findings, grid: &Grid<'_>) -> Scene {
    let left = MARGIN + ROW_LABELS;
    let width = (left + CELL.0 * grid.columns() as f64 + MARGIN).max(520.0);
    let mut scene = Scene::titled(
        "escalation".into(),
        "Where best replies lead from the status quo".into(),
        format!(
            "Payoffs in percent of real income ({} above, {} below; best replies underlined). The \
             numbered path starts at the status quo (0), each arrow is one player's best reply, \
             and {}.",
            grid.row_player.name,
            grid.column_player.name,
            ending(findings)
        ),
        width,
    );
    let top = headings(&mut scene, grid, left);
    let corner =
        |row: usize, column: usize| (left + CELL.0 * column as f64, top + CELL.1 * row as f64);
    for row in 0..grid.rows() {
        for column in 0..grid.columns() {
            payoffs(&mut scene, findings, grid, (row, column), corner(row, column));
        }
    }
    let node = |profile: &[usize]| match profile {
        [row, column] => {
            let (x, y) = corner(*row, *column);
            (x + NODE.0, y + NODE.1)
        }
        _ => (0.0, 0.0),
    };
    for (from, to, closes) in arrows(findings) {
        let (from, to) = shortened(node(from), node(to));
        scene.arrow(from, to, Paint::Ink, closes);
    }
    for (step, profile) in visited(findings).into_iter().enumerate() {
        numbered(&mut scene, node(profile), step);
    }
    scene.height = top + CELL.1 * grid.rows() as f64 + 16.0;
    scene
}

fn payoffs(
    scene: &mut Scene,
    findings: &Findings,
    grid: &Grid<'_>,
    (row, column): (usize, usize),
    (x, y): (f64, f64),
) {
    let game = &findings.main;
    let area = Area { x, y, width: CELL.0, height: CELL.1 };
    let index = grid.index(row, column);
    let equilibrium = pure_equilibrium(game, &[row, column]);
    scene.frame(area, Paint::Rule, 1.0);
    let all = findings.profiles.iter().flat_map(|profile| &profile.payoffs);
    let decimals = Decimals::percent(all.map(|payoff| payoff.total));
    let payoffs = findings.profiles.get(index).map(|profile| profile.payoffs.as_slice());
    for (player, payoff) in payoffs.unwrap_or_default().iter().enumerate() {
        let set = Type::plain(12.0).at(Anchor::End).underlined(is_best_reply(game, index, player));
        let base = y + 18.0 + 30.0 * player as f64;
        let text = signed(payoff.total, decimals, Script::Typographic);
        scene.text(x + CELL.0 - 24.0, base, set, &text);
    }
    if let Some(equilibrium) = equilibrium {
        scene.star((x + CELL.0 - 12.0, y + 15.0), 7.0, Paint::Ink);
        let set = Type::plain(9.0).at(Anchor::Middle);
        scene.text(x + CELL.0 - 12.0, y + 47.0, set, &names::mark(equilibrium));
    }
    if equilibrium.is_some() && equilibrium == game.selected {
        let inner = Area { x: x + 2.0, y: y + 2.0, width: CELL.0 - 4.0, height: CELL.1 - 4.0 };
        scene.frame(inner, Paint::Ink, 2.5);
    }
}

/// The two ends of an arrow drawn back to the rims of their nodes.
fn shortened(from: (f64, f64), to: (f64, f64)) -> ((f64, f64), (f64, f64)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length * (RADIUS + 2.0), dy / length * (RADIUS + 2.0));
    ((from.0 + ux, from.1 + uy), (to.0 - ux, to.1 - uy))
}

fn numbered(scene: &mut Scene, (x, y): (f64, f64), step: usize) {
    scene.circle((x, y), RADIUS, Paint::Ink);
    let set = Type::plain(11.0).bold().at(Anchor::Middle).in_paint(Paint::Paper);
    scene.text(x, y + 4.0, set, &step.to_string());
}

fn chain(findings: &Findings) -> Scene {
    const WIDTH: f64 = 640.0;
    let mut scene = Scene::titled(
        "escalation".into(),
        "Where best replies lead from the status quo".into(),
        format!(
            "The path starts at the status quo (0), each arrow is one player's best reply, and {}.",
            ending(findings)
        ),
        WIDTH,
    );
    let set = Type::plain(12.0);
    let path = &findings.main.path;
    for (step, profile) in path.profiles.iter().enumerate() {
        let words = lines(&names::profile(&findings.players, profile), WIDTH - 90.0, set.size);
        let height = 16.0 + set.leading() * words.len() as f64;
        let area = Area { x: MARGIN + 30.0, y: scene.height, width: WIDTH - 62.0, height };
        scene.frame(area, Paint::Rule, 1.0);
        scene.lines(area.x + 12.0, area.y + 20.0, set, &words);
        numbered(&mut scene, (MARGIN + 12.0, area.y + height / 2.0), step);
        scene.height += height;
        if let Some(mover) = path.movers.get(step).filter(|_| step + 1 < path.profiles.len()) {
            let (x, y) = (area.x + 40.0, scene.height);
            scene.arrow((x, y + 2.0), (x, y + 28.0), Paint::Ink, false);
            scene.text(x + 14.0, y + 19.0, set.in_paint(Paint::Muted), &format!("{mover} moves"));
            scene.height += 30.0;
        }
    }
    if let Some(first) = path.cycle.as_ref().and_then(|cycle| cycle.first()) {
        scene.height += 20.0;
        let words = format!("and back to {}", names::profile(&findings.players, first));
        let words = lines(&words, WIDTH - 60.0, set.size);
        scene.lines(MARGIN + 30.0, scene.height, set.in_paint(Paint::Muted), &words);
        scene.height += set.leading() * words.len() as f64;
    }
    scene.height += 16.0;
    scene
}
