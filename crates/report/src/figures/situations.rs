//! The ladder without time and chance: every policy of one player across, of the other down, the deal at
//! the right; situations filled by the strongest sense in which they are stable.

use talion::{Findings, LadderFindings, MoveTaken, SituationFindings, StabilityFindings};

use super::colour::{Rgb, diverging, term};
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type, lines, text_width};

const MARGIN: f64 = 16.0;
const ROW_LABELS: f64 = 130.0;
const COLUMN: f64 = 92.0;
const ROW: f64 = 74.0;
const RADIUS: f64 = 15.0;
const LABEL: f64 = 11.0;
/// Larger ladders are left to the tables.
const MOST_COLUMNS: usize = 12;
/// Points along a bow.
const BOW: usize = 16;
const THIN: Stroke = Stroke { thickness: 1.5, dashed: false };
const DASHED: Stroke = Stroke { thickness: 1.5, dashed: true };

/// Concepts from the strongest, with the mark in the figure and how dark they are drawn.
const CONCEPTS: [(&str, &str, &str, f64); 5] = [
    ("nash", "N", "Nash", 1.0),
    ("sseq", "SS", "symmetric sequential", 0.7),
    ("seq", "SQ", "sequential", 0.5),
    ("smr", "SM", "symmetric metarational", 0.3),
    ("gmr", "G", "general metarational", 0.15),
];

/// Where the situations of a ladder of two players stand.
struct Board<'a> {
    found: &'a StabilityFindings,
    ladder: &'a LadderFindings,
    /// Policies of the first player, those in a deal apart and last.
    columns: Vec<(bool, Vec<String>)>,
    rows: Vec<Vec<String>>,
    top: f64,
}

/// The figure, or `None` where there is no ladder of two players, or too large a one.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let found = findings.stability.as_ref()?;
    let ladder = found.ladder.as_ref()?;
    let [across, down] = found.players.as_slice() else { return None };
    let mut board = Board { found, ladder, columns: Vec::new(), rows: Vec::new(), top: 0.0 };
    board.lay();
    if board.columns.len() > MOST_COLUMNS || board.rows.len() > MOST_COLUMNS {
        return None;
    }
    let width = 2.0 * MARGIN + ROW_LABELS + COLUMN * board.columns.len() as f64;
    let mut scene = Scene::titled(
        "situations".into(),
        "Which situations are stable, and how one leads to another".into(),
        caption(across, down),
        width.max(620.0),
    );
    scene.fluid = true;
    legend(&mut scene, across, down);
    board.headings(&mut scene, across, down);
    board.moves(&mut scene);
    board.ways(&mut scene);
    board.nodes(&mut scene);
    scene.height = board.top + ROW * board.rows.len() as f64 + 8.0;
    Some(scene)
}

fn caption(across: &str, down: &str) -> String {
    format!(
        "Policies of {across} across, of {down} down; the deal stands at the right. A circle is filled by \
         the strongest sense in which the situation is stable for everybody, without time and chance. \
         Lines are single moves, both ways unless dashed with an arrow; offers of the deal, which change \
         no policy, are not drawn. Bold: a way by gains alone from where we are to where play ends. \
         Bold and dashed: the way to the deal."
    )
}

impl Board<'_> {
    fn lay(&mut self) {
        for situation in &self.ladder.situations {
            let [own, other] = situation.rungs.as_slice() else { continue };
            let column = (situation.deal, own.clone());
            if !self.columns.contains(&column) {
                self.columns.push(column);
            }
            if !self.rows.contains(other) {
                self.rows.push(other.clone());
            }
        }
        self.columns.sort_by_key(|(deal, rungs)| (*deal, rungs.len()));
        self.rows.sort_by_key(Vec::len);
    }

    /// The middle of a situation's circle.
    fn place(&self, situation: &SituationFindings) -> (f64, f64) {
        let [own, other] = situation.rungs.as_slice() else { return (0.0, 0.0) };
        let is_own = |(deal, rungs): &(bool, Vec<String>)| *deal == situation.deal && rungs == own;
        let column = self.columns.iter().position(is_own).unwrap_or(0);
        let row = self.rows.iter().position(|rungs| rungs == other).unwrap_or(0);
        let x = MARGIN + ROW_LABELS + COLUMN * (column as f64 + 0.5);
        (x, self.top + ROW * (row as f64 + 0.5))
    }

    fn headings(&mut self, scene: &mut Scene, across: &str, down: &str) {
        let set = Type::plain(LABEL);
        let words = |rungs: &[String]| {
            if rungs.is_empty() { "nothing".to_owned() } else { rungs.join(" + ") }
        };
        let heads: Vec<Vec<String>> = self
            .columns
            .iter()
            .map(|(deal, rungs)| {
                let text = match (*deal, rungs.is_empty()) {
                    (true, true) => "deal".to_owned(),
                    (true, false) => format!("deal + {}", rungs.join(" + ")),
                    (false, _) => words(rungs),
                };
                lines(&text, COLUMN - 8.0, LABEL)
            })
            .collect();
        let tallest = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        scene.height += 20.0;
        let first = MARGIN + ROW_LABELS;
        scene.text(first, scene.height, set.bold(), &format!("{across} \u{2192}"));
        scene.text(MARGIN, scene.height, set.bold(), &format!("{down} \u{2193}"));
        for (column, head) in heads.iter().enumerate() {
            let x = first + COLUMN * (column as f64 + 0.5);
            scene.lines(x, scene.height + 18.0, set.at(Anchor::Middle), head);
        }
        self.top = scene.height + 12.0 + tallest * set.leading();
        for (row, rungs) in self.rows.iter().enumerate() {
            let text = lines(&words(rungs), ROW_LABELS - 12.0, LABEL);
            let y = self.top + ROW * (row as f64 + 0.5) + 4.0 - (text.len() - 1) as f64 * 7.0;
            scene.lines(MARGIN, y, set, &text);
        }
    }

    fn moves(&self, scene: &mut Scene) {
        let drawn =
            |at: usize| self.ladder.situations.get(at).filter(|s| s.deal || s.offers.is_empty());
        for step in &self.ladder.moves {
            let (Some(from), Some(to)) = (drawn(step.from), drawn(step.to)) else { continue };
            if !step.irreversible && step.from > step.to {
                continue;
            }
            let bow = bow(self.place(from), self.place(to));
            let paint = Paint::Fixed(mover(step.player));
            scene.path(&bow, paint, if step.irreversible { DASHED } else { THIN });
            if step.irreversible {
                head(scene, &bow, paint);
            }
        }
    }

    /// The ways from the start: by gains alone to where play ends, and to the deal.
    fn ways(&self, scene: &mut Scene) {
        let Some(paths) = &self.found.paths else { return };
        let ends = self.found.stable("nash");
        let by_gains = paths
            .to_equilibria
            .iter()
            .filter(|path| ends.contains(&path.to))
            .filter_map(|path| path.by_improvements.as_deref())
            .filter(|steps| !steps.is_empty())
            .min_by_key(|steps| steps.len());
        let to_deal = paths
            .to_equilibria
            .iter()
            .find(|path| Some(&path.to) == self.ladder.deal.as_ref())
            .and_then(|path| path.by_improvements.as_deref().or(path.least_regret.as_deref()));
        let bold = |dashed: bool| Stroke { thickness: 3.5, dashed };
        for (steps, stroke) in [(to_deal, bold(true)), (by_gains, bold(false))] {
            self.way(scene, steps.unwrap_or_default(), stroke);
        }
    }

    fn way(&self, scene: &mut Scene, steps: &[MoveTaken], stroke: Stroke) {
        let place = |label: &String| {
            let at = self.found.states.iter().position(|state| state == label)?;
            Some(self.place(self.ladder.situations.get(at)?))
        };
        for step in steps {
            let (Some(from), Some(to)) = (place(&step.from), place(&step.to)) else { continue };
            if from == to {
                continue;
            }
            let bow = bow(from, to);
            scene.path(&bow, Paint::Ink, stroke);
            head(scene, &bow, Paint::Ink);
        }
    }

    fn nodes(&self, scene: &mut Scene) {
        let drawn = self.found.states.iter().zip(&self.ladder.situations);
        for (state, situation) in drawn.filter(|(_, s)| s.deal || s.offers.is_empty()) {
            let (x, y) = self.place(situation);
            let here = *state == self.ladder.start;
            scene.circle((x, y), RADIUS + if here { 4.0 } else { 1.5 }, Paint::Ink);
            if here {
                scene.circle((x, y), RADIUS + 2.0, Paint::Paper);
            }
            let stable = CONCEPTS
                .iter()
                .find(|(name, ..)| self.found.stable(name).iter().any(|known| known == state));
            let set = Type::plain(LABEL).at(Anchor::Middle).bold();
            match stable {
                Some((_, mark, _, depth)) => {
                    let colour = diverging(*depth);
                    scene.circle((x, y), RADIUS, Paint::Fixed(colour));
                    let ink = Paint::Fixed(colour.ink());
                    scene.text(x, y + 4.0, set.in_paint(ink), mark);
                }
                None => scene.circle((x, y), RADIUS, Paint::Paper),
            }
        }
    }
}

fn mover(player: usize) -> Rgb {
    term([1, 2][player % 2])
}

/// A line between two circles, bent the more the further they are apart so that it passes those between.
fn bow(from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    // Neighbours are joined straight; a bend of half the way between neighbours clears a circle.
    let bend = if length < 1.1 * COLUMN { 0.0 } else { 26.0 };
    let (px, py) = (-dy / length * bend, dx / length * bend);
    // Bend to the same side whichever way the move goes.
    let sign = if (px, py) < (0.0, 0.0) { 1.0 } else { -1.0 };
    let start = RADIUS + 2.0;
    (0..=BOW)
        .map(|at| {
            let room = (start / length).min(0.4);
            let way = room + (1.0 - 2.0 * room) * at as f64 / BOW as f64;
            let rise = 4.0 * way * (1.0 - way) * sign;
            (from.0 + dx * way + px * rise, from.1 + dy * way + py * rise)
        })
        .collect()
}

/// The head of an arrow at the end of a bow.
fn head(scene: &mut Scene, bow: &[(f64, f64)], paint: Paint) {
    let [.., before, tip] = bow else { return };
    let (dx, dy) = (tip.0 - before.0, tip.1 - before.1);
    let length = dx.hypot(dy).max(1e-9);
    let (ux, uy) = (dx / length, dy / length);
    let (long, half) = (9.0, 4.5);
    let neck = (tip.0 - long * ux, tip.1 - long * uy);
    let corners =
        [*tip, (neck.0 - half * uy, neck.1 + half * ux), (neck.0 + half * uy, neck.1 - half * ux)];
    scene.polygon(&corners, paint);
}

/// What colours and marks stand for.
fn legend(scene: &mut Scene, across: &str, down: &str) {
    let set = Type::plain(LABEL);
    let right = scene.width - MARGIN;
    let mut x = MARGIN;
    scene.height += 10.0;
    let mut entry = |scene: &mut Scene, text: &str, swatch: &dyn Fn(&mut Scene, f64, f64)| {
        let needs = 26.0 + text_width(text, LABEL) + 12.0;
        if x > MARGIN && x + needs > right {
            x = MARGIN;
            scene.height += 20.0;
        }
        swatch(scene, x, scene.height);
        scene.text(x + 26.0, scene.height + 4.0, set, text);
        x += needs;
    };
    for (_, mark, words, depth) in CONCEPTS {
        entry(scene, words, &|scene, x, y| {
            let colour = diverging(depth);
            scene.circle((x + 10.0, y), 10.0, Paint::Ink);
            scene.circle((x + 10.0, y), 9.0, Paint::Fixed(colour));
            let ink =
                Type::plain(9.0).bold().at(Anchor::Middle).in_paint(Paint::Fixed(colour.ink()));
            scene.text(x + 10.0, y + 3.0, ink, mark);
        });
    }
    entry(scene, "not stable for all", &|scene, x, y| {
        scene.circle((x + 10.0, y), 10.0, Paint::Ink);
        scene.circle((x + 10.0, y), 9.0, Paint::Paper);
    });
    entry(scene, "where we are", &|scene, x, y| {
        scene.circle((x + 10.0, y), 10.0, Paint::Ink);
        scene.circle((x + 10.0, y), 8.5, Paint::Paper);
        scene.circle((x + 10.0, y), 7.0, Paint::Ink);
        scene.circle((x + 10.0, y), 6.0, Paint::Paper);
    });
    for (player, name) in [across, down].into_iter().enumerate() {
        entry(scene, &format!("move of {name}"), &|scene, x, y| {
            let area = Area { x, y: y - 1.5, width: 20.0, height: 3.0 };
            scene.rect(area, Paint::Fixed(mover(player)));
        });
    }
    scene.height += 8.0;
}
