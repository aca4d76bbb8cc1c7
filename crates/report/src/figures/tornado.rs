//! The tornado: how far one number at a time, from one end of its range to the other, moves the answer.

use talion::{Findings, TornadoFindings};

use super::axis::round_step;
use super::colour::diverging;
use super::scene::{Anchor, Area, Paint, Scene, Type, text_width};
use crate::format::{Decimals, Script, fixed};

const MARGIN: f64 = 16.0;
const LABELS: f64 = 220.0;
const WIDTH: f64 = 230.0;
const GAP: f64 = 26.0;
const ROW: f64 = 22.0;
const BAR: f64 = 12.0;
const LABEL: f64 = 11.0;
/// More numbers than this are left to the table.
const MOST_BARS: usize = 14;
/// About so many ticks a panel.
const TICKS: f64 = 6.0;
/// How dark the two ends are drawn.
const ENDS: [f64; 2] = [-0.66, 0.66];

/// The figure, or `None` where nothing was drawn or nothing moves.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let found = findings.robustness.as_ref()?;
    let bars: Vec<&TornadoFindings> = found
        .tornado
        .iter()
        .filter(|bar| bar.failure.is_none() && (moves(bar) || !bar.flips.is_empty()))
        .take(MOST_BARS)
        .collect();
    let base = base(findings)?;
    let panels = base.len();
    if bars.is_empty() || panels == 0 || panels > 3 {
        return None;
    }
    let mut scene = Scene::titled(
        "tornado".into(),
        "What would change the answer".into(),
        caption(),
        2.0 * MARGIN + LABELS + WIDTH * panels as f64 + GAP * (panels - 1) as f64,
    );
    scene.fluid = true;
    legend(&mut scene);
    scene.height += 20.0;
    let top = scene.height + 6.0;
    for (row, bar) in bars.iter().enumerate() {
        let y = top + ROW * (row as f64 + 0.5) + 4.0;
        let flips = if bar.flips.is_empty() { "" } else { " *" };
        scene.text(MARGIN, y, Type::plain(LABEL), &format!("{}{flips}", short(&bar.key)));
    }
    for (player, middle) in base.iter().enumerate() {
        let left = MARGIN + LABELS + (WIDTH + GAP) * player as f64;
        panel(&mut scene, findings, &bars, (player, *middle), (left, top));
    }
    scene.height = top + ROW * bars.len() as f64 + 42.0;
    Some(scene)
}

fn caption() -> String {
    "Change in real income in the answer, percent, with one assumed number at a time at the lower and the \
     upper end of its range and everything else as in the scenario (the line). A star: the players do \
     something else somewhere in the range."
        .to_owned()
}

fn moves(bar: &TornadoFindings) -> bool {
    bar.incomes_low.iter().zip(&bar.incomes_high).any(|(low, high)| (low - high).abs() > 1e-9)
}

/// Change in real income of every player's region in the answer.
fn base(findings: &Findings) -> Option<Vec<f64>> {
    let selected = findings.main.equilibria.get(findings.main.selected?)?;
    let income = |region: &String| {
        let regions = &selected.welfare_percent;
        regions.iter().find(|one| one.code == *region).map(|one| one.welfare_percent)
    };
    findings.players.iter().map(|player| income(&player.region)).collect()
}

/// A key without what all keys share.
fn short(key: &str) -> String {
    key.trim_start_matches("player.").replace(".objective.", " ").replace("technology.", "")
}

fn panel(
    scene: &mut Scene,
    findings: &Findings,
    bars: &[&TornadoFindings],
    (player, middle): (usize, f64),
    (left, top): (f64, f64),
) {
    let values = || {
        let ends =
            |bar: &&TornadoFindings| [&bar.incomes_low, &bar.incomes_high].map(|own| own[player]);
        bars.iter().flat_map(ends).chain([middle])
    };
    let (low, high) =
        (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let room = ((high - low) * 0.06).max(1e-9);
    let (low, high) = (low - room, high + room);
    let place = |x: f64| left + WIDTH * (x - low) / (high - low);
    let height = ROW * bars.len() as f64;
    let name = findings.players.get(player).map_or("", |player| player.name.as_str());
    scene.text(left, top - 8.0, Type::plain(LABEL).bold(), name);
    let step = round_step((high - low) / TICKS);
    let first = (low / step).ceil();
    let decimals = Decimals::fitting([step * 10.0], 0, 6);
    for at in (0..12).map(|k| (first + f64::from(k)) * step).take_while(|at| *at <= high) {
        scene.line((place(at), top), (place(at), top + height), Paint::Rule, 1.0);
        let text = fixed(at, decimals, Script::Typographic);
        let set = Type::plain(LABEL).at(Anchor::Middle);
        scene.text(place(at), top + height + 16.0, set, &text);
    }
    for (row, bar) in bars.iter().enumerate() {
        let y = top + ROW * (row as f64 + 0.5) - BAR / 2.0;
        for (end, incomes) in ENDS.into_iter().zip([&bar.incomes_low, &bar.incomes_high]) {
            let (from, to) = (place(middle), place(incomes[player]));
            let area = Area { x: from.min(to), y, width: (to - from).abs(), height: BAR };
            scene.rect(area, Paint::Fixed(diverging(end)));
        }
    }
    scene.line((place(middle), top - 2.0), (place(middle), top + height), Paint::Ink, 1.5);
    scene.frame(Area { x: left, y: top, width: WIDTH, height }, Paint::Muted, 1.0);
}

fn legend(scene: &mut Scene) {
    let set = Type::plain(LABEL);
    let mut x = MARGIN;
    scene.height += 8.0;
    for (end, text) in ENDS.into_iter().zip(["lower end of the range", "upper end"]) {
        let area = Area { x, y: scene.height - 9.0, width: 12.0, height: 11.0 };
        scene.rect(area, Paint::Fixed(diverging(end)));
        scene.text(x + 18.0, scene.height, set, text);
        x += 18.0 + text_width(text, LABEL) + 18.0;
    }
    let star = "* the answer changes on the way";
    scene.text(x, scene.height, set, star);
}
