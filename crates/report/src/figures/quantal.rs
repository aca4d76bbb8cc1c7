//! The principal branch of logit equilibria: every player's odds of each package against the sensitivity.

use talion::{Findings, PlayerFindings, QuantalFindings, QuantalLimit};

use super::colour::term;
use super::legend::Legend;
use super::scene::{Anchor, Area, Paint, Scene, Stroke, Type};
use crate::names;

const MARGIN: f64 = 16.0;
/// Room for the numbers left of a panel.
const LEFT: f64 = 36.0;
const WIDTH: f64 = 520.0;
/// Room for the limit right of it.
const RIGHT: f64 = 48.0;
const HEIGHT: f64 = 150.0;
const LABEL: f64 = 12.0;
const NUMBER: f64 = 11.0;
const SAMPLE: f64 = 18.0;
/// Most tens along a panel before only every other one has a number.
const MANY: usize = 8;

/// A place for curves: odds up, the log of the sensitivity across.
struct Panel {
    top: f64,
    /// Logs to the base of ten of the ends of the axis.
    low: f64,
    high: f64,
}

/// The figure, or `None` where there is no branch to draw.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let found = findings.quantal.as_ref()?;
    let logs = || found.branch.iter().map(|at| at.lambda.log10()).filter(|log| log.is_finite());
    let low = logs().fold(f64::INFINITY, f64::min);
    let high = logs().fold(f64::NEG_INFINITY, f64::max);
    if high <= low {
        return None;
    }
    let mut scene = Scene::titled(
        "quantal".into(),
        "What is played by those who err".into(),
        caption(findings, found),
        MARGIN + LEFT + WIDTH + RIGHT + MARGIN,
    );
    scene.fluid = true;
    for (at, player) in findings.players.iter().enumerate() {
        scene.height += 22.0;
        scene.text(MARGIN, scene.height, Type::plain(LABEL).bold(), &player.name);
        legend(&mut scene, player);
        let panel = Panel { top: scene.height + 8.0, low, high };
        panel.axes(&mut scene, found.limit.is_some());
        panel.curves(&mut scene, player, at, found);
        if let Some(limit) = &found.limit {
            panel.limit(&mut scene, player, &limit.strategies[at]);
        }
        scene.height = panel.top + HEIGHT + 18.0;
    }
    let muted = Type::plain(LABEL).in_paint(Paint::Muted).at(Anchor::End);
    scene.height += 16.0;
    let along = "sensitivity \u{3bb}, per percent of real income \u{2192}";
    scene.text(MARGIN + LEFT + WIDTH, scene.height, muted, along);
    scene.height += 14.0;
    Some(scene)
}

fn caption(findings: &Findings, found: &QuantalFindings) -> String {
    let end = match &found.limit {
        Some(limit) => {
            format!("The dots on the right are its limit, {}", limit_words(findings, limit))
        }
        None => format!("Its limit was not reached: {}", found.termination),
    };
    format!(
        "Probability of every package, in percent, where everybody plays packages the likelier the better \
         they pay: the principal branch of logit equilibria, from even odds on the left. {end}."
    )
}

/// Which equilibrium the limit is, in words.
pub(crate) fn limit_words(findings: &Findings, limit: &QuantalLimit) -> String {
    match limit.equilibrium {
        Some(at) if findings.main.selected == Some(at) => {
            format!("{}, the selected equilibrium", names::mark(at))
        }
        Some(at) => format!("{}, which is not the selected equilibrium", names::mark(at)),
        None => "an equilibrium that is not in the list of the report".to_owned(),
    }
}

impl Panel {
    fn place(&self, log: f64, probability: f64) -> (f64, f64) {
        let way = (log - self.low) / (self.high - self.low);
        (MARGIN + LEFT + WIDTH * way, self.top + HEIGHT * (1.0 - probability))
    }

    /// Frame, numbers, and where the limit stands.
    fn axes(&self, scene: &mut Scene, limit: bool) {
        let numbers = Type::plain(NUMBER);
        for (level, text) in [(0.0, "0"), (0.5, "50"), (1.0, "100 %")] {
            let (x, y) = self.place(self.low, level);
            scene.line((x, y), (x + WIDTH, y), Paint::Rule, 1.0);
            scene.text(x - 8.0, y + 4.0, numbers.at(Anchor::End), text);
        }
        let inside = |ten: &i32| (self.low..=self.high).contains(&f64::from(*ten));
        // Doubles lie within 10^-324 and 10^309.
        let tens: Vec<i32> = (-325..310).filter(inside).collect();
        let every = if tens.len() > MANY { 2 } else { 1 };
        for (at, ten) in tens.into_iter().enumerate() {
            let (x, y) = self.place(f64::from(ten), 0.0);
            scene.line((x, self.top), (x, y + 4.0), Paint::Rule, 1.0);
            if at % every == 0 {
                scene.text(x, y + 16.0, numbers.at(Anchor::Middle), &power_of_ten(ten));
            }
        }
        let area = Area { x: MARGIN + LEFT, y: self.top, width: WIDTH, height: HEIGHT };
        scene.frame(area, Paint::Muted, 1.0);
        if limit {
            let (x, bottom) = (limit_place(), self.top + HEIGHT);
            scene.line((x, self.top), (x, bottom), Paint::Muted, 1.0);
            scene.text(x, bottom + 16.0, numbers.at(Anchor::Middle), "limit");
        }
    }

    fn curves(
        &self,
        scene: &mut Scene,
        player: &PlayerFindings,
        at: usize,
        found: &QuantalFindings,
    ) {
        for (package, own) in player.packages.iter().enumerate() {
            let inside = found.branch.iter().filter(|point| point.lambda > 0.0);
            let through =
                inside.map(|point| self.place(point.lambda.log10(), point.strategies[at][package]));
            scene.layer(Some(&own.label));
            scene.path(&through.collect::<Vec<_>>(), paint(package), stroke(package));
        }
        scene.layer(None);
        for point in &found.decades {
            let (x, _) = self.place(point.lambda.log10(), 0.0);
            let odds = player.packages.iter().zip(&point.strategies[at]);
            let said: Vec<String> =
                odds.map(|(own, p)| format!("{} {:.1} %", own.label, 100.0 * p)).collect();
            let strip = Area { x: x - 8.0, y: self.top, width: 16.0, height: HEIGHT };
            let lambda = point.lambda;
            scene.sensor(
                strip,
                format!("{} at \u{3bb} = {lambda}: {}", player.name, said.join(", ")),
            );
        }
    }

    fn limit(&self, scene: &mut Scene, player: &PlayerFindings, strategy: &[f64]) {
        for (package, probability) in strategy.iter().enumerate() {
            // What is not played would only lie on top of each other at the foot.
            if *probability > 0.0 {
                let (_, y) = self.place(self.high, *probability);
                let label = &player.packages[package].label;
                scene.layer(Some(label));
                scene.circle((limit_place(), y), 5.0, paint(package));
                scene.hint(format!("limit: {label} {:.1} %", 100.0 * probability));
            }
        }
        scene.layer(None);
    }
}

fn limit_place() -> f64 {
    MARGIN + LEFT + WIDTH + RIGHT / 2.0
}

/// `0.01` to `1000`; powers beyond.
fn power_of_ten(ten: i32) -> String {
    match ten {
        -3..=4 => format!("{}", 10f64.powi(ten)),
        _ => format!("1e{ten}"),
    }
}

/// Samples of the lines with the packages that they are of, broken into lines where they do not fit.
fn legend(scene: &mut Scene, player: &PlayerFindings) {
    let place = Legend {
        left: MARGIN + LEFT,
        right: MARGIN + LEFT + WIDTH + RIGHT,
        longest: WIDTH - 2.0 * SAMPLE,
        sample: SAMPLE,
        size: LABEL,
    };
    let names = player.packages.iter().map(|own| own.label.as_str());
    place.draw(scene, names, |scene, package, x| {
        let y = scene.height - LABEL * 0.35;
        scene.path(&[(x, y), (x + SAMPLE, y)], paint(package), stroke(package));
    });
}

fn paint(package: usize) -> Paint {
    Paint::Fixed(term(package))
}

/// Every other line is dashed, for those who do not see the colours.
fn stroke(package: usize) -> Stroke {
    Stroke { thickness: 2.0, dashed: package % 2 == 1 }
}
