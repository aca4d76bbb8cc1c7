//! The ridge of a back-test: how far the likelihood falls below its top over precision and inertia.

use talion::{BacktestFindings, DROP_95};

use super::colour::diverging;
use super::scene::{Anchor, Area, Paint, Scene, Type};
use crate::format::{Decimals, Script, fixed};

const MARGIN: f64 = 16.0;
/// Width of the numbers of the rows.
const ROW_LABELS: f64 = 70.0;
/// Width and height of a cell.
const CELL: (f64, f64) = (58.0, 34.0);
/// Fall of the log likelihood at which the colour is at its end.
const DEEPEST: f64 = 12.0;

/// The likelihood over its grid; the best of every column framed.
pub(super) fn draw(findings: &BacktestFindings) -> Scene {
    let surface = &findings.surface;
    let top = findings.estimate.log_likelihood;
    let (columns, rows) = (surface.lambdas.len(), surface.hold_log_odds.len());
    let left = MARGIN + ROW_LABELS;
    let mut scene = Scene::titled(
        "ridge".to_owned(),
        "Precision and inertia: the ridge".to_owned(),
        "How far the log likelihood of the fit window falls below its top, over precision (across) and \
         the log odds of holding still at equal worth, which are precision times inertia (up). White is \
         the top; bold numbers are within what the data leave open at 95 %, frames mark the best of \
         each column."
            .to_owned(),
        left + CELL.0 * columns as f64 + MARGIN,
    );
    let above = scene.height + 12.0;
    // Rows rise upward, as axes do.
    let area = |row: usize, column: usize| Area {
        x: left + CELL.0 * column as f64,
        y: above + CELL.1 * (rows - 1 - row) as f64,
        width: CELL.0,
        height: CELL.1,
    };
    for (row, values) in surface.log_likelihood.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            cell(&mut scene, area(row, column), value.map(|value| top - value));
        }
    }
    for (column, lambda) in surface.lambdas.iter().enumerate() {
        let best = findings.ridge.iter().find(|point| point.lambda == *lambda);
        let row = best.and_then(|best| {
            surface.hold_log_odds.iter().position(|hold| *hold == best.hold_log_odds)
        });
        if let Some(row) = row {
            let Area { x, y, width, height } = area(row, column);
            let inner = Area { x: x + 2.0, y: y + 2.0, width: width - 4.0, height: height - 4.0 };
            scene.frame(inner, Paint::Ink, 2.0);
        }
    }
    let number = Type::plain(11.0);
    for (row, hold) in surface.hold_log_odds.iter().enumerate() {
        let y = area(row, 0).y + CELL.1 / 2.0 + 4.0;
        scene.text(left - 8.0, y, number.at(Anchor::End), &plain(*hold));
    }
    let below = above + CELL.1 * rows as f64;
    for (column, lambda) in surface.lambdas.iter().enumerate() {
        let x = area(0, column).x + CELL.0 / 2.0;
        scene.text(x, below + 16.0, number.at(Anchor::Middle), &plain(*lambda));
    }
    let words = "precision, per percent of a year's real income (across); log odds of holding (up)";
    scene.text(left, below + 36.0, number.in_paint(Paint::Muted), words);
    scene.height = below + 48.0;
    scene
}

fn cell(scene: &mut Scene, area: Area, fall: Option<f64>) {
    let Some(fall) = fall else {
        scene.frame(area, Paint::Rule, 1.0);
        return;
    };
    let colour = diverging(-(fall / DEEPEST).min(1.0));
    scene.rect(area, Paint::Fixed(colour));
    scene.frame(area, Paint::Rule, 1.0);
    let set = Type::plain(11.0).at(Anchor::Middle).in_paint(Paint::Fixed(colour.ink()));
    let set = if fall <= DROP_95 { set.bold() } else { set };
    let centre = (area.x + area.width / 2.0, area.y + area.height / 2.0 + 4.0);
    let text = fixed(fall, Decimals::fitting([fall], 1, 1), Script::Typographic);
    scene.text(centre.0, centre.1, set, &text);
}

fn plain(value: f64) -> String {
    fixed(value, Decimals::fitting([value], 0, 3), Script::Typographic)
}
