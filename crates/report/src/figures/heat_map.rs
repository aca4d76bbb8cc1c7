//! Welfare heat map of a player: its packages and the other's, 0 at the status quo, equilibria starred.

use talion::{Findings, PlayerFindings};

use super::colour::{Rgb, diverging};
use super::scene::{Anchor, Area, Paint, Scene, Type, lines, slug};
use crate::format::{Decimals, Script, signed};
use crate::grid::{Grid, pure_equilibrium};
use crate::names;

pub(super) const MARGIN: f64 = 16.0;
/// Width of the labels of the rows.
pub(super) const ROW_LABELS: f64 = 190.0;
/// Width and height of a cell.
pub(super) const CELL: (f64, f64) = (112.0, 58.0);
const LABEL: f64 = 12.0;
/// Steps in which the legend draws the scale.
const STEPS: i32 = 40;

/// One heat map per player of a two-player game; none for other games.
pub(super) fn draw(findings: &Findings) -> Vec<Scene> {
    let Some(grid) = Grid::of(findings) else { return Vec::new() };
    findings
        .players
        .iter()
        .enumerate()
        .map(|(at, player)| map(findings, &grid, at, player))
        .collect()
}

fn map(findings: &Findings, grid: &Grid<'_>, at: usize, player: &PlayerFindings) -> Scene {
    let value = |row: usize, column: usize| {
        let profile = findings.profiles.get(grid.index(row, column))?;
        let region = profile.regions.iter().find(|region| region.code == player.region)?;
        Some(region.welfare_percent)
    };
    let cells =
        (0..grid.columns()).flat_map(|column| (0..grid.rows()).map(move |row| (row, column)));
    let values: Vec<f64> = cells.clone().filter_map(|(row, column)| value(row, column)).collect();
    let largest = values.iter().map(|value| value.abs()).fold(0.0, f64::max);
    let decimals = Decimals::percent(values);

    let left = MARGIN + ROW_LABELS;
    let width = (left + CELL.0 * grid.columns() as f64 + MARGIN).max(520.0);
    let mut scene = Scene::titled(
        format!("welfare-{}-{}", at + 1, slug(&player.region)),
        format!("Welfare: {}", player.region_name),
        format!(
            "Change in real income of {}, percent, at every pair of packages: blue for a gain, \
             orange for a loss, white for no change from the status quo. A star marks an \
             equilibrium in pure strategies, a heavy frame the selected one.",
            player.region_name
        ),
        width,
    );
    let top = headings(&mut scene, grid, left);
    let area = |row: usize, column: usize| Area {
        x: left + CELL.0 * column as f64,
        y: top + CELL.1 * row as f64,
        width: CELL.0,
        height: CELL.1,
    };
    for (row, column) in cells.clone() {
        let colour = value(row, column).map(|value| shade(value, largest));
        let text = value(row, column).map_or_else(
            || "no value".into(),
            |value| signed(value, decimals, Script::Typographic),
        );
        let mark = pure_equilibrium(&findings.main, &[row, column]).map(names::mark);
        cell(&mut scene, area(row, column), colour, &text, mark.as_deref());
        let names =
            [names::package(grid.row_player, row), names::package(grid.column_player, column)];
        scene.sensor(area(row, column), format!("{}: {text} %", names.join("; ")));
    }
    if let Some([row, column]) = selected(findings) {
        let Area { x, y, width, height } = area(row, column);
        let inner = Area { x: x + 2.5, y: y + 2.5, width: width - 5.0, height: height - 5.0 };
        let ground = value(row, column).map(|value| shade(value, largest));
        let ink = ground.map_or(Paint::Ink, |colour| Paint::Fixed(colour.ink()));
        scene.frame(inner, ink, 3.0);
    }
    scene.height = top + CELL.1 * grid.rows() as f64;
    legend(&mut scene, left, largest, decimals);
    scene
}

fn shade(value: f64, largest: f64) -> Rgb {
    diverging(if largest > 0.0 { value / largest } else { 0.0 })
}

fn selected(findings: &Findings) -> Option<[usize; 2]> {
    let equilibrium = findings.main.equilibria.get(findings.main.selected?)?;
    equilibrium.profile.as_ref()?.as_slice().try_into().ok()
}

/// Names of the players and packages around the cells; returns where the cells start.
pub(super) fn headings(scene: &mut Scene, grid: &Grid<'_>, left: f64) -> f64 {
    let (label, name) = (Type::plain(LABEL), Type::plain(13.0).bold());
    let broken: Vec<Vec<String>> = (0..grid.columns())
        .map(|at| lines(&names::package(grid.column_player, at), CELL.0 - 8.0, LABEL))
        .collect();
    let deepest = broken.iter().map(Vec::len).max().unwrap_or(0);
    let head = scene.height + name.leading();
    scene.text(left, head, name, &format!("{} chooses a column", grid.column_player.name));
    let top = head + 10.0 + label.leading() * deepest as f64 + 4.0;
    for (at, text) in broken.iter().enumerate() {
        let x = left + CELL.0 * (at as f64 + 0.5);
        let y = top - 8.0 - label.leading() * (text.len() as f64 - 1.0);
        scene.lines(x, y, label.at(Anchor::Middle), text);
    }
    let row_name = format!("{} chooses a row", grid.row_player.name);
    let row_name = lines(&row_name, ROW_LABELS - 12.0, name.size);
    let lift = name.leading() * (row_name.len() as f64 - 1.0);
    scene.lines(MARGIN, top - 8.0 - lift, name, &row_name);
    for at in 0..grid.rows() {
        let text = lines(&names::package(grid.row_player, at), ROW_LABELS - 12.0, LABEL);
        let middle = top + CELL.1 * (at as f64 + 0.5);
        let y = middle + LABEL * 0.35 - label.leading() * (text.len() as f64 - 1.0) / 2.0;
        scene.lines(left - 10.0, y, label.at(Anchor::End), &text);
    }
    top
}

fn cell(scene: &mut Scene, area: Area, colour: Option<Rgb>, text: &str, mark: Option<&str>) {
    let ground = colour.map_or(Paint::Paper, Paint::Fixed);
    let ink = colour.map_or(Paint::Ink, |colour| Paint::Fixed(colour.ink()));
    scene.rect(area, ground);
    scene.frame(area, Paint::Rule, 1.0);
    let centre = (area.x + area.width / 2.0, area.y + area.height / 2.0);
    let number = Type::plain(14.0).at(Anchor::Middle).in_paint(ink);
    scene.text(centre.0, centre.1 + 9.0, number, text);
    if let Some(mark) = mark {
        let corner = (area.x + area.width - 16.0, area.y + 15.0);
        scene.star(corner, 7.0, ink);
        let small = Type::plain(10.0).at(Anchor::End).in_paint(ink);
        scene.text(corner.0 - 10.0, corner.1 + 3.5, small, mark);
    }
}

fn legend(scene: &mut Scene, left: f64, largest: f64, decimals: Decimals) {
    let (width, height, y) = (240.0, 12.0, scene.height + 18.0);
    let label = Type::plain(11.0);
    let step = width / f64::from(STEPS + 1);
    for at in 0..=STEPS {
        let value = f64::from(2 * at - STEPS) / f64::from(STEPS);
        // A step reaches under the next one, so that no seam shows between them.
        let reach = if at < STEPS { step + 1.0 } else { step };
        let area = Area { x: left + f64::from(at) * step, y, width: reach, height };
        scene.rect(area, Paint::Fixed(diverging(if largest > 0.0 { value } else { 0.0 })));
    }
    let below = y + height + 14.0;
    let marks =
        [(0.0, -largest, Anchor::Start), (0.5, 0.0, Anchor::Middle), (1.0, largest, Anchor::End)];
    for (way, value, anchor) in marks.into_iter().filter(|mark| largest > 0.0 || mark.0 == 0.5) {
        let text = signed(value, decimals, Script::Typographic);
        scene.text(left + way * width, below, label.at(anchor), &text);
    }
    let words = "change in real income, %";
    scene.text(left, below + label.leading(), label.in_paint(Paint::Muted), words);
    let star = (MARGIN + 7.0, y + 7.0);
    scene.star(star, 7.0, Paint::Ink);
    scene.text(star.0 + 12.0, star.1 + 4.0, label, "equilibrium");
    let frame = Area { x: MARGIN, y: y + 22.0, width: 14.0, height: 12.0 };
    scene.frame(frame, Paint::Ink, 3.0);
    scene.text(star.0 + 12.0, y + 32.0, label, "selected");
    scene.height = below + label.leading() + 12.0;
}
